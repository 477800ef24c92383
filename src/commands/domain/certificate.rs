//! A certificate of one's own: whether what was pasted looks like one, before anything is asked.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::commands::services::{Asked, Services};
use crate::domain::refusal::Refusal;
use crate::kinsta::api::site_domains::Certificate;
use crate::kinsta::{self, Sealed};

/// The argument with the certificate and its chain.
pub const CERTIFICATE: &str = "certificate";
/// The argument with its key.
pub const KEY: &str = "private_key";

/// A certificate with its key, sealed until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCertificate {
    certificate: Sealed,
    key: Sealed,
}

impl SealedCertificate {
    /// What came with the form, both or nothing.
    pub fn enclosed(asked: &Asked, services: &Services) -> Result<Option<Self>, Refusal> {
        let secret = |name: &str| {
            let secret = asked.enclosed.secrets.get(name);
            secret.filter(|secret| !secret.expose_secret().trim().is_empty())
        };
        let (certificate, key) = match (secret(CERTIFICATE), secret(KEY)) {
            (None, None) => return Ok(None),
            (Some(certificate), Some(key)) => (certificate, key),
            (Some(_), None) => {
                return Err(Refusal::new(asked.t("domain-certificate-no-key"))
                    .way_out(asked.t("domain-certificate-both"))
                    .about(KEY));
            }
            (None, Some(_)) => {
                return Err(Refusal::new(asked.t("domain-certificate-no-certificate"))
                    .way_out(asked.t("domain-certificate-both"))
                    .about(CERTIFICATE));
            }
        };
        if !is_certificate(certificate) {
            return Err(Refusal::new(asked.t("domain-certificate-wrong"))
                .way_out(asked.t("domain-certificate-wrong-way-out"))
                .about(CERTIFICATE));
        }
        if !is_key(key) {
            return Err(Refusal::new(asked.t("domain-key-wrong"))
                .way_out(asked.t("domain-key-wrong-way-out"))
                .about(KEY));
        }
        Ok(Some(Self { certificate: services.kinsta.seal(certificate), key: services.kinsta.seal(key) }))
    }

    /// Both as Kinsta wants them; `None` where they were sealed with another API key.
    pub fn open(&self, kinsta: &kinsta::Client) -> Option<Certificate> {
        let key = kinsta.open(&self.key).ok()?;
        let certificate = kinsta.open(&self.certificate).ok()?.expose_secret().to_owned();
        Some(Certificate { key, certificate })
    }
}

/// One certificate or a chain of them, in PEM.
fn is_certificate(pasted: &SecretString) -> bool {
    let mut found = CertificateDer::pem_slice_iter(pasted.expose_secret().as_bytes()).peekable();
    found.peek().is_some() && found.all(|certificate| certificate.is_ok())
}

/// A key in PEM that no password protects.
fn is_key(pasted: &SecretString) -> bool {
    PrivateKeyDer::from_pem_slice(pasted.expose_secret().as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pem(label: &str, body: &str) -> SecretString {
        SecretString::from(format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"))
    }

    #[test]
    fn a_certificate_and_a_key_are_told_apart_from_anything_else() {
        assert!(is_certificate(&pem("CERTIFICATE", "MAA=")));
        let chain =
            format!("{}{}", pem("CERTIFICATE", "MAA=").expose_secret(), pem("CERTIFICATE", "MAA=").expose_secret());
        assert!(is_certificate(&chain.into()));
        for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"] {
            assert!(is_key(&pem(label, "MAA=")), "{label}");
            assert!(!is_certificate(&pem(label, "MAA=")), "{label}");
        }
        for label in ["CERTIFICATE", "ENCRYPTED PRIVATE KEY", "PUBLIC KEY"] {
            assert!(!is_key(&pem(label, "MAA=")), "{label}");
        }
        for nothing in ["", "MAA=", "-----BEGIN CERTIFICATE-----\nMAA=\n"] {
            assert!(!is_certificate(&nothing.into()) && !is_key(&nothing.into()), "{nothing}");
        }
        assert!(!is_certificate(&pem("CERTIFICATE", "not base64 §")));
    }
}
