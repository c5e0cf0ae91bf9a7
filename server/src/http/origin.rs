//! Where a request comes from: the other end of the socket, or what a gateway says that we trust.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use super::{App, Problem};
use crate::net::Peer;

/// The header in which a gateway names those it speaks for, the nearest one last.
const FORWARDED: &str = "x-forwarded-for";

/// The address a request comes from.
pub struct Origin(pub IpAddr);

impl FromRequestParts<App> for Origin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(of(&parts.extensions, &parts.headers, &app.options.trusted)))
    }
}

/// The address a request comes from. Anybody can write the header: only what a trusted gateway says counts, and of
/// that the last address that is no gateway's itself.
pub fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let nobody = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let mut from = extensions.get::<Peer>().map_or(nobody, |peer| peer.0);
    let lines = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for name in named.into_iter().rev() {
        if !trusted.contains(&from) {
            break;
        }
        // What cannot be read is where the trail ends.
        let Ok(before) = name.parse::<IpAddr>() else { break };
        from = before.to_canonical();
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_gateway_is_believed_and_only_the_last_it_did_not_trust_itself() {
        let gateways: [IpAddr; 2] = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        let check = |peer: &str, header: &str, expected: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(Peer(peer.parse().unwrap()));
            let headers = HeaderMap::from_iter([(FORWARDED.parse().unwrap(), header.parse().unwrap())]);
            assert_eq!(of(&extensions, &headers, &gateways), expected.parse::<IpAddr>().unwrap(), "{peer} {header}");
        };
        check("192.0.2.7", "198.51.100.1", "192.0.2.7");
        check("10.0.0.1", "198.51.100.1", "198.51.100.1");
        check("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1");
        check("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1");
        check("10.0.0.1", "", "10.0.0.1");
        check("10.0.0.1", "unknown", "10.0.0.1");
        check("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1");
    }
}
