//! Names to addresses, with every address that is not public left out.
//!
//! The HTTP client connects to what this resolver gives and to nothing else, so a name cannot lead elsewhere between
//! the check and the connection.

use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use super::address;

/// Why a name has no address for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Error {
    /// The name leads nowhere.
    #[error("the name leads to no address")]
    NoSuchHost,
    /// The name leads to addresses that are not public.
    #[error("the name leads to addresses that are not public")]
    PrivateAddress,
}

/// Asks the system, and keeps what may be visited.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guarded {
    pub(super) allow_private: bool,
    pub(super) resolve_to: Option<IpAddr>,
    pub(super) port: Option<u16>,
}

impl Guarded {
    /// The addresses that may be connected to.
    pub(super) fn admit(self, found: impl IntoIterator<Item = IpAddr>) -> Result<Vec<IpAddr>, Error> {
        let mut found = found.into_iter().peekable();
        if found.peek().is_none() {
            return Err(Error::NoSuchHost);
        }
        let admitted: Vec<IpAddr> = found.filter(|ip| self.allow_private || address::is_public(*ip)).collect();
        if admitted.is_empty() { Err(Error::PrivateAddress) } else { Ok(admitted) }
    }

    /// Whether an address written in a URL, which no resolver sees, may be connected to.
    pub(super) fn admits_literal(self, ip: IpAddr) -> bool {
        self.resolve_to.is_none_or(|only| only == ip) && self.admit([ip]).is_ok()
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found: Vec<IpAddr> = match guard.resolve_to {
                Some(ip) => vec![ip],
                None => {
                    let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| Error::NoSuchHost)?;
                    found.map(|address| address.ip()).collect()
                }
            };
            // Port 0 stands for the usual port of the scheme.
            let port = guard.port.unwrap_or(0);
            let admitted = guard.admit(found)?;
            Ok(Box::new(admitted.into_iter().map(move |ip| SocketAddr::new(ip, port))) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ips(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    const STRICT: Guarded = Guarded { allow_private: false, resolve_to: None, port: None };

    #[test]
    fn what_is_not_public_is_left_out() {
        assert_eq!(STRICT.admit(ips(&["10.0.0.1", "1.1.1.1", "::1"])), Ok(ips(&["1.1.1.1"])));
        assert_eq!(STRICT.admit(ips(&["10.0.0.1", "::ffff:127.0.0.1"])), Err(Error::PrivateAddress));
        assert_eq!(STRICT.admit(Vec::new()), Err(Error::NoSuchHost));
        let open = Guarded { allow_private: true, ..STRICT };
        assert_eq!(open.admit(ips(&["127.0.0.1"])), Ok(ips(&["127.0.0.1"])));
    }

    #[tokio::test]
    async fn the_client_is_given_filtered_addresses_only() {
        let loopback = Some(ips(&["127.0.0.1"])[0]);
        let name = || "acme.com".parse::<Name>().unwrap();
        let strict = Guarded { resolve_to: loopback, port: Some(81), ..STRICT };
        let Err(error) = strict.resolve(name()).await else { panic!("loopback was admitted") };
        assert_eq!(error.downcast_ref(), Some(&Error::PrivateAddress));
        let open = Guarded { allow_private: true, ..strict };
        let Ok(given) = open.resolve(name()).await else { panic!("loopback was not admitted") };
        assert_eq!(given.collect::<Vec<_>>(), ["127.0.0.1:81".parse().unwrap()]);
    }

    #[test]
    fn an_address_in_a_url_is_held_to_the_same_rule() {
        assert!(!STRICT.admits_literal(ips(&["127.0.0.1"])[0]));
        assert!(STRICT.admits_literal(ips(&["1.1.1.1"])[0]));
        let only = Guarded { allow_private: true, resolve_to: Some(ips(&["127.0.0.1"])[0]), port: None };
        assert!(only.admits_literal(ips(&["127.0.0.1"])[0]));
        assert!(!only.admits_literal(ips(&["10.0.0.1"])[0]));
    }
}
