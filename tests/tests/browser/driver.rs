//! The driver itself: what it must notice, it notices.

use duoyuan_tests::browser::TABLET;
use duoyuan_tests::{Browser, Hand, Person};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// Serves one page to whoever asks; its address.
async fn serve(html: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = socket.read(&mut request).await;
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close";
                let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{html}", html.len());
                let _ = socket.write_all(answer.as_bytes()).await;
            });
        }
    });
    origin
}

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><title>页</title><main><h1>标题</h1>
<label>账号 <input id="name"></label>
<button onclick="document.querySelector('p').textContent = '你好，' + document.querySelector('#name').value">登录</button>
<button disabled>提交</button><p>等待</p></main></html>"#;

#[tokio::test]
async fn it_finds_by_role_and_name_and_touches_and_types() {
    let browser = Browser::start().await;
    let page = browser.person(&serve(PAGE).await, TABLET).await;
    page.goto("/").await;
    assert!(page.find("button", "提交").await.is("disabled"));
    page.write_in("账号", "lingdao-1").await;
    page.tap_on("button", "登录").await;
    page.says("你好，lingdao-1").await;
    page.write_in("账号", "b").await;
    assert_eq!(page.find("textbox", "账号").await.value, "b", "typing replaces what was there");
    page.assert_clean();
    let violations = page.accessibility().await;
    assert!(violations.is_empty(), "{violations:#?}");
}

#[tokio::test]
async fn it_holds_errors_and_bad_pages_against_them() {
    let browser = Browser::start().await;
    let bad = "<!doctype html><title>x</title><input><script>console.error('oh'); nothing()</script>";
    let page = browser.person(&serve(bad).await, TABLET).await;
    page.goto("/").await;
    duoyuan_tests::until("both errors are seen", async || page.log(|log| (log.errors.len() >= 2).then_some(()))).await;
    let violations = page.accessibility().await;
    assert!(violations.iter().any(|violation| violation.contains("label")), "{violations:#?}");
    page.eval("new Image().src = 'http://127.0.0.1:9/x.png'; 1").await;
    duoyuan_tests::until("a request elsewhere is seen", async || {
        page.log(|log| log.requests.iter().any(|url| url.contains("127.0.0.1:9")).then_some(()))
    })
    .await;
}

const FIELDS: &str = r#"<!doctype html><html lang="zh-CN"><title>页</title><main><h1>标题</h1>
<label>开始<input type="datetime-local" step="1800"></label><label>日期<input type="date" value="2026-01-31"></label>
<label>月份<input type="month"></label><label>单位<select><option>台<option>小时<option>次</select></label>
<table><tr><td><button tabindex="0">一</button><td><button tabindex="-1">二</button></table>
<ul><li>甲<button onclick="this.textContent = '已接受'">接受</button></li><li>乙<button>接受</button></li></ul></main>"#;

#[tokio::test]
async fn a_finger_and_the_keyboard_fill_in_the_same() {
    let browser = Browser::start().await;
    let origin = serve(FIELDS).await;
    for hand in [Hand::Finger, Hand::Keys] {
        let person = Person::new(browser.person(&origin, TABLET).await, hand);
        person.goto("/").await;
        person.date("开始", "2026-11-23T09:30").await;
        person.date("日期", "2026-12-05").await;
        person.date("月份", "2027-03").await;
        person.choose("单位", "次").await;
        person.button_of(&["甲"], "接受").await;
        person.says("已接受").await;
        person.item_says(&["甲"], "已接受").await;
        assert_eq!(person.all("button", "接受").await.len(), 2);
    }
}
