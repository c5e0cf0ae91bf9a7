//! The command line: verify, zone, user, demo, import.

use duoyuan_tests::Server;
use duoyuan_tests::server::{JOURNAL, root, run};
use serde_json::json;

fn text(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn verify_accepts_a_sound_journal_and_names_the_first_bad_entry() {
    let server = Server::stopped().await;
    let sound = server.run(&["verify"]).await;
    assert!(sound.status.success(), "{}", text(&sound));
    let database = server.open_database();
    let last: i64 = database.query_row(&format!("SELECT max(position) FROM {JOURNAL}"), [], |row| row.get(0)).unwrap();
    let bad = last / 2;
    // One digit of one figure, as somebody would who wants to look better; and a later one too.
    for position in [bad, bad + 5] {
        let sql = format!(
            "UPDATE {JOURNAL} SET text = replace(text, '\"n\":{position},', '\"n\": {position},') WHERE position = ?1"
        );
        assert_eq!(database.execute(&sql, [position]).unwrap(), 1);
    }
    drop(database);
    let output = server.run(&["verify"]).await;
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains(&bad.to_string()), "names entry {bad}: {}", text(&output));
    assert!(!text(&output).contains(&(bad + 5).to_string()), "the first one: {}", text(&output));
    let wanted = format!("日志已损坏：第{bad}条记录与它的校验值不符，记录或前面的记录被改动过。请从备份恢复。");
    assert_eq!(text(&output).trim(), wanted);
}

#[tokio::test]
async fn verify_names_a_missing_entry_and_a_forged_hash() {
    let server = Server::stopped().await;
    let database = server.open_database();
    database.execute(&format!("DELETE FROM {JOURNAL} WHERE position = 40"), []).unwrap();
    let missing = server.run(&["verify"]).await;
    assert_eq!(missing.status.code(), Some(1), "{}", text(&missing));
    assert!(text(&missing).contains("40"), "{}", text(&missing));

    let server = Server::stopped().await;
    let database = server.open_database();
    database.execute(&format!("UPDATE {JOURNAL} SET hash = zeroblob(32) WHERE position = 41"), []).unwrap();
    let forged = server.run(&["verify"]).await;
    assert_eq!(forged.status.code(), Some(1), "{}", text(&forged));
    assert!(text(&forged).contains("41"), "{}", text(&forged));
}

#[tokio::test]
async fn a_configuration_that_changes_approved_figures_is_adopted_by_name_alone() {
    let server = Server::stopped().await;
    let shipped = root().join("core/zones/jiaozuo");
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&shipped).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let indicators = folder.path().join("indicators.toml");
    let changed =
        std::fs::read_to_string(&indicators).unwrap().replacen("\"qc05_0 / 100000\"", "\"qc05_0 / 50000\"", 1);
    std::fs::write(&indicators, changed).unwrap();
    let (old, new) = (shipped.to_str().unwrap(), folder.path().to_str().unwrap());

    let differs = run(&["zone", "diff", old, new]).await;
    assert_eq!(text(&differs).trim(), "indicators.revenue.formula：qc05_0 / 100000 → qc05_0 / 50000");
    assert_eq!(text(&run(&["zone", "diff", old, old]).await).trim(), "两份配置相同。");

    let effects = server.run(&["zone", "effects", new]).await;
    assert!(effects.status.success(), "{}", text(&effects));
    assert!(text(&effects).contains("revenue 营业收入："), "{}", text(&effects));
    let last = |server: &Server| -> i64 {
        let sql = format!("SELECT max(position) FROM {JOURNAL}");
        server.open_database().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let before = last(&server);
    let serve = ["serve", "--listen", "127.0.0.1:0", "--zone", new];
    for arguments in [serve.to_vec(), [&serve[..], &["--accept-changes", "profit"]].concat()] {
        let refused = server.run(&arguments).await;
        assert_eq!(refused.status.code(), Some(1), "{}", text(&refused));
        assert!(text(&refused).contains("--accept-changes"), "{}", text(&refused));
        assert_eq!(last(&server), before, "nothing is written");
    }
    let mistyped = server.run(&[&serve[..], &["--accept-changes", "revenue,reveneu"]].concat()).await;
    assert!(text(&mistyped).contains("没有“reveneu”这样的指标"), "{}", text(&mistyped));
    assert_eq!(last(&server), before, "nothing is written");
}

/// How the binary ends when its output goes to `out`, and what it says aside.
async fn told_to(arguments: &[&str], out: impl Into<std::process::Stdio>) -> std::process::Output {
    let mut command = tokio::process::Command::new(duoyuan_tests::server::binary());
    command.args(arguments).stdin(std::process::Stdio::null()).stdout(out).kill_on_drop(true);
    command.stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().await.unwrap()
}

#[tokio::test]
async fn output_that_nobody_reads_any_more_ends_quietly() {
    let server = Server::stopped().await;
    let data = server.data().to_str().unwrap();
    let zone = |name: &str| root().join("core/zones").join(name).display().to_string();
    let (old, new) = (zone("starter"), zone("jiaozuo"));
    for (arguments, success) in [
        (&["user", "list", "--data", data][..], true),
        (&["verify", "--data", data], true),
        (&["anchor", "--data", data], true),
        (&["zone", "diff", &old, &new], true),
        (&["zone", "check", "/nowhere/at/all"], false),
        (&["--help"], true),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = told_to(arguments, writer).await;
        assert_eq!(output.status.code(), Some(i32::from(!success)), "{arguments:?}: {}", text(&output));
        assert_eq!(output.stderr.is_empty(), success, "{arguments:?}: {}", text(&output));
    }
    #[cfg(target_os = "linux")]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = told_to(&["anchor", "--data", data], full).await;
        assert_eq!(output.status.code(), Some(1), "an anchor that was not written is none: {}", text(&output));
        assert_eq!(text(&output).trim(), "输出未能全部写出：磁盘已满。");
    }
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_says_so_in_the_language_of_the_rest() {
    let server = Server::stopped().await;
    let folder = tempfile::tempdir().unwrap();
    let (gone, file) = (folder.path().join("none/b.db"), folder.path().join("file"));
    std::fs::write(&file, "x").unwrap();
    let below = file.join("b.db");
    let right = "备份须写入新文件，其目录须已存在，且当前用户可以在其中写入。";
    for (place, cause) in [(&gone, "没有这个文件或目录"), (&below, "路径中有一段不是目录")] {
        let output = server.run(&["backup", place.to_str().unwrap()]).await;
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        assert_eq!(text(&output).trim(), format!("无法写入 {}：{cause}。{right}", place.display()));
    }
    let data = folder.path().join("data");
    let output = run(&["restore", "--data", data.to_str().unwrap(), gone.to_str().unwrap()]).await;
    assert_eq!(text(&output).trim(), format!("无法读取 {}：没有这个文件或目录", gone.display()));
}

#[tokio::test]
async fn what_cannot_be_done_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = folder.path().join("data");
    let refused = run(&["serve", "--data", data.to_str().unwrap(), "--listen", &address]).await;
    assert!(!refused.status.success() && text(&refused).contains(&address), "{}", text(&refused));
    let database = rusqlite::Connection::open(data.join("duoyuan.db")).unwrap();
    let entries: i64 = database.query_row(&format!("SELECT count(*) FROM {JOURNAL}"), [], |row| row.get(0)).unwrap();
    assert_eq!(entries, 0, "the address was taken");

    let mistyped = folder.path().join("dtaa");
    for arguments in [&["list"][..], &["reset", "office"], &["disable", "office"]] {
        let refused = run(&[&["user"], arguments, &["--data", mistyped.to_str().unwrap()]].concat()).await;
        assert!(!refused.status.success(), "{arguments:?}: {}", text(&refused));
        assert!(!mistyped.exists(), "{arguments:?}");
    }
}

#[tokio::test]
async fn zone_check_accepts_what_ships_and_names_every_mistake_with_its_line() {
    let shipped = root().join("core/zones/jiaozuo");
    let output = run(&["zone", "check", shipped.to_str().unwrap()]).await;
    assert!(output.status.success(), "{}", text(&output));

    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&shipped).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let mistakes = spoil(folder.path());
    let output = run(&["zone", "check", folder.path().to_str().unwrap()]).await;
    assert!(!output.status.success(), "{}", text(&output));
    for (file, line) in &mistakes {
        let place = format!("{file}:{line}:");
        assert!(text(&output).contains(&place), "{place} is named:\n{}", text(&output));
    }
    assert!(!text(&output).contains("panicked"), "{}", text(&output));

    let nothing = run(&["zone", "check", "/nowhere/at/all"]).await;
    assert!(!nothing.status.success() && !text(&nothing).contains("panicked"), "{}", text(&nothing));
}

/// Puts a mistake into every file that has lines to spoil; where they are.
fn spoil(folder: &std::path::Path) -> Vec<(String, usize)> {
    let spoilt = [
        ("form.toml", "unit = ", "unit = \"斤\""),
        ("form.toml", "basis = ", "basis = \"sometimes\""),
        ("parks.toml", "joined = ", "joined = \"2021-13\""),
        ("rules.toml", "level = ", "level = \"fatal\""),
        ("targets.toml", "year = ", "year = \"soon\""),
        ("sharing.toml", "related = ", "related = [\"steam\"]"),
    ];
    let mut places = Vec::new();
    for (file, start, wrong) in spoilt {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        let found = lines.iter().rposition(|line| line.trim_start().starts_with(start));
        let index = found.unwrap_or_else(|| panic!("{file} has a line `{start}…`"));
        lines[index] = wrong;
        std::fs::write(&path, lines.join("\n")).unwrap();
        places.push((file.to_owned(), index + 1));
    }
    places
}

#[tokio::test]
async fn a_new_account_must_change_its_password_before_anything_else() {
    let mut server = Server::stopped().await;
    let output = server.run(&["user", "add", "newcomer", "--name", "新同志", "--role", "leading"]).await;
    assert!(output.status.success(), "{}", text(&output));
    let printed = String::from_utf8(output.stdout).unwrap();
    let password = printed.trim_end().rsplit(['\t', ' ', '\n']).next().unwrap().to_owned();
    server.start().await;
    let mut client = server.stranger();
    let me = client.login("newcomer", &password).await.expect(200);
    assert_eq!(me["must_change_password"], true);
    for path in ["/api/v1/board", "/api/v1/zone", "/api/v1/live"] {
        assert_eq!(client.get(path).await.problem(403), "must_change_password", "{path}");
    }
    let path = "/api/v1/session/password";
    assert_eq!(client.post(path, json!({"current": password, "new": "Quiet-River-2026"})).await.status, 204);
    client.see("/api/v1/board").await;
}

#[tokio::test]
async fn user_commands_refuse_what_makes_no_sense() {
    let server = Server::stopped().await;
    let name = server.account("office").name;
    for arguments in [
        vec!["user", "add", &name, "--name", "重名", "--role", "office"],
        vec!["user", "add", "somebody", "--name", "某人", "--role", "emperor"],
        vec!["user", "add", "somebody", "--name", "某人", "--role", "park:nowhere"],
        vec!["user", "add", "somebody", "--name", "某人", "--role", "owner:nowhere"],
    ] {
        let output = server.run(&arguments).await;
        assert!(!output.status.success(), "{arguments:?}: {}", text(&output));
        assert!(!text(&output).contains("panicked"), "{}", text(&output));
    }
    let list = server.run(&["user", "list"]).await;
    assert!(list.status.success() && text(&list).contains(&name), "{}", text(&list));
    assert!(!text(&list).contains("$argon2"), "no hash is shown");
}

#[tokio::test]
async fn a_place_that_cannot_be_checked_yet_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::without_data(folder.path());
    for (account, role, is_said) in
        [("centre", "owner:centre", true), ("park", "park:qinyang", true), ("office", "office", false)]
    {
        let output = server.run(&["user", "add", account, "--role", role]).await;
        assert!(output.status.success(), "{role}: {}", text(&output));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.contains("尚未启用配置"), is_said, "{role}: {said}");
    }
}

#[tokio::test]
async fn the_demonstration_is_the_same_for_the_same_seed() {
    let folder = tempfile::tempdir().unwrap();
    let make = async |name: &str, seed: &str| {
        let data = folder.path().join(name);
        let output = run(&["demo", "--data", data.to_str().unwrap(), "--seed", seed, "--until", "2025-12"]).await;
        assert!(output.status.success(), "{}", text(&output));
        let database = rusqlite::Connection::open(data.join("duoyuan.db")).unwrap();
        let sql = format!("SELECT hex(hash) FROM {JOURNAL} ORDER BY position DESC LIMIT 1");
        let hash: String = database.query_row(&sql, [], |row| row.get(0)).unwrap();
        (hash, output.stdout)
    };
    let (one, again, other) = tokio::join!(make("a", "7"), make("b", "7"), make("c", "8"));
    assert_eq!(one, again, "the same journal to the last hash, the same accounts");
    assert_ne!(one.0, other.0);
    let lines = String::from_utf8(one.1).unwrap();
    assert!(lines.lines().filter(|line| line.split('\t').count() == 3).count() >= 5, "{lines}");
}

#[tokio::test]
async fn demo_does_not_write_over_data() {
    let server = Server::stopped().await;
    let content = || {
        let database = server.open_database();
        let sql = format!("SELECT (SELECT count(*) FROM account), max(position), hex(hash) FROM {JOURNAL}");
        let row =
            |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?));
        database.query_row(&sql, [], row).unwrap()
    };
    let before = content();
    let output = server.run(&["demo"]).await;
    assert!(!output.status.success(), "{}", text(&output));
    assert_eq!(content(), before, "the data are as they were");
}

#[tokio::test]
async fn two_servers_do_not_share_a_folder() {
    let server = Server::demo().await;
    let data = server.data().to_str().unwrap();
    let output = run(&["serve", "--data", data, "--listen", "127.0.0.1:0"]).await;
    assert!(!output.status.success(), "{}", text(&output));
    assert!(text(&output).trim().len() > 10 && !text(&output).contains("panicked"), "{}", text(&output));
    server.stranger().see("/healthz").await;
}

#[tokio::test]
async fn import_looks_first_and_submits_when_told_to() {
    let mut server = Server::demo().await;
    let office = server.client("office").await;
    let queue = office.see("/api/v1/queue").await;
    let month = queue["collected"].as_str().unwrap().to_owned();
    let lines = queue["lines"].as_array().unwrap();
    let park = lines.iter().find(|line| line["stage"] == "awaited").unwrap()["park"].as_str().unwrap().to_owned();
    let account = server.park_account(&park).unwrap();
    let own = server.login(&account).await;
    let report = duoyuan_tests::report::Report::new(&own, &park, &month).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("month.xlsx");
    std::fs::write(&file, report.workbook(&own).await.save()).unwrap();
    let file = file.to_str().unwrap();
    server.kill().await;

    let count = || -> i64 {
        let sql = format!("SELECT max(position) FROM {JOURNAL}");
        server.open_database().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let before = count();
    let looked = server.run(&["import", "--as", &account.name, file]).await;
    assert_eq!(count(), before, "only looked: {}", text(&looked));
    let submitted = server.run(&["import", "--as", &account.name, "--submit", file]).await;
    assert!(!text(&submitted).contains("panicked"), "{}", text(&submitted));
    assert_eq!(looked.status.success(), submitted.status.success(), "{}\n{}", text(&looked), text(&submitted));
    assert_eq!(count(), before + i64::from(submitted.status.success()), "{}", text(&submitted));
    // Warnings need a reason, which a command line cannot give; everything else went in.
    assert!(submitted.status.success() || text(&submitted).contains("W"), "{}", text(&submitted));

    // Not the park's own, and no park at all.
    let stranger = server.accounts().iter().find(|other| other.role == "park" && other.name != account.name);
    for (name, wanted) in [(stranger.unwrap().name.as_str(), park.as_str()), ("office", "office")] {
        let refused = server.run(&["import", "--as", name, "--submit", file]).await;
        assert!(!refused.status.success(), "{wanted}: {}", text(&refused));
        assert!(!text(&refused).contains("panicked"), "{}", text(&refused));
    }
}
