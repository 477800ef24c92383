//! TLS: one provider for the process, and roots that are there in an empty container too.
//!
//! Must not know what travels over it.

use reqwest::Certificate;

/// Makes ring the process's TLS provider. May be called any number of times: the first one wins.
pub fn install_ring() {
    // An error only says that a provider is installed already, which is what is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The root certificates compiled into the program.
pub(super) fn roots() -> Vec<Certificate> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|der| Certificate::from_der(der).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_compiled_root_is_readable() {
        install_ring();
        install_ring();
        assert!(!roots().is_empty());
        assert_eq!(roots().len(), webpki_root_certs::TLS_SERVER_ROOT_CERTS.len());
    }
}
