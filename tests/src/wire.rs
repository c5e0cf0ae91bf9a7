//! A network between a browser and the server that can be lost: nothing passes, and nobody is told, as when a
//! tablet leaves the room. (Chromium’s own offline mode lets open streams run on.)

use std::net::Ipv4Addr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The way to a port of this machine.
pub struct Wire {
    port: u16,
    cut: watch::Sender<bool>,
}

impl Wire {
    /// A whole one.
    pub async fn to(server: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("loopback");
        let port = listener.local_addr().expect("bound").port();
        let cut = watch::Sender::new(false);
        let state = cut.subscribe();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(connect(near, server, state.clone()));
            }
        });
        Self { port, cut }
    }

    /// What a browser is given instead of the server’s address.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on nothing passes.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    /// It passes again, with what was held up.
    pub fn mend(&self) {
        self.cut.send_replace(false);
    }
}

async fn connect(near: TcpStream, server: u16, cut: watch::Receiver<bool>) {
    // A server that is down refuses here, and the browser sees its connection closed.
    let Ok(far) = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await else { return };
    let (near_read, near_write) = near.into_split();
    let (far_read, far_write) = far.into_split();
    tokio::join!(carry(near_read, far_write, cut.clone()), carry(far_read, near_write, cut));
}

async fn carry(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    mut cut: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count) = from.read(&mut buffer).await {
        if count == 0 || cut.wait_for(|cut| !*cut).await.is_err() || to.write_all(&buffer[..count]).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}
