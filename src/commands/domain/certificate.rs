//! A certificate of one's own: whether what was pasted or attached looks like one, before anything is asked.

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
/// The argument with the certificate as a file: a chain is often longer than a field of Slack's.
pub const CERTIFICATE_FILE: &str = "certificate_file";
/// The argument with its key as a file.
pub const KEY_FILE: &str = "private_key_file";

/// A certificate with its key, sealed until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCertificate {
    certificate: Sealed,
    key: Sealed,
}

impl SealedCertificate {
    /// What came with the form, both or nothing.
    pub fn enclosed(asked: &Asked, services: &Services) -> Result<Option<Self>, Refusal> {
        let certificate = Given::of(asked, CERTIFICATE, CERTIFICATE_FILE)?;
        let key = Given::of(asked, KEY, KEY_FILE)?;
        let no = |why: &str, way_out: &str, about: &'static str| {
            Err(Refusal::new(asked.t(why)).way_out(asked.t(way_out)).about(about))
        };
        let (certificate, key) = match (certificate, key) {
            (None, None) => return Ok(None),
            (Some(certificate), Some(key)) => (certificate, key),
            (Some(given), None) => {
                let about = if given.about == CERTIFICATE { KEY } else { KEY_FILE };
                return no("domain-certificate-no-key", "domain-certificate-both", about);
            }
            (None, Some(given)) => {
                let about = if given.about == KEY { CERTIFICATE } else { CERTIFICATE_FILE };
                return no("domain-certificate-no-certificate", "domain-certificate-both", about);
            }
        };
        if is_key(&certificate.pem) && is_certificate(&key.pem) {
            return no("domain-certificate-swapped", "domain-certificate-swapped-way-out", certificate.about);
        }
        if !is_certificate(&certificate.pem) {
            return no("domain-certificate-wrong", "domain-certificate-wrong-way-out", certificate.about);
        }
        if !is_key(&key.pem) {
            return no("domain-key-wrong", "domain-key-wrong-way-out", key.about);
        }
        let (certificate, key) = (certificate.pem, key.pem);
        Ok(Some(Self { certificate: services.kinsta.seal(&certificate), key: services.kinsta.seal(&key) }))
    }

    /// Both as Kinsta wants them; `None` where they were sealed with another API key.
    pub fn open(&self, kinsta: &kinsta::Client) -> Option<Certificate> {
        let key = kinsta.open(&self.key).ok()?;
        let certificate = kinsta.open(&self.certificate).ok()?.expose_secret().to_owned();
        Some(Certificate { key, certificate })
    }
}

/// What was given, and in which field.
struct Given {
    pem: SecretString,
    about: &'static str,
}

impl Given {
    /// What stands in a field or in the file beside it; not in both.
    fn of(asked: &Asked, text: &'static str, file: &'static str) -> Result<Option<Self>, Refusal> {
        let pasted = asked.enclosed.secrets.get(text).filter(|text| !text.expose_secret().trim().is_empty());
        match (pasted, asked.enclosed.files.get(file)) {
            (None, None) => Ok(None),
            (Some(pasted), None) => Ok(Some(Self { pem: pasted.clone(), about: text })),
            // What is no text is no PEM, which is said as of any other.
            (None, Some(bytes)) => {
                let pem = SecretString::from(String::from_utf8_lossy(bytes).into_owned());
                Ok(Some(Self { pem, about: file }))
            }
            (Some(_), Some(_)) => Err(Refusal::new(asked.t("domain-certificate-twice"))
                .way_out(asked.t("domain-certificate-twice-way-out"))
                .about(file)),
        }
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
