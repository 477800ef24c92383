//! Secrets that have to wait, sealed: a password for a site that is made in a minute is stored so that only the holder
//! of the API key can read it.
//!
//! ChaCha20-Poly1305 under a key derived from the API key. With another key they are lost, which ends in a refusal,
//! never in a wrong password.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::client::Client;

/// What the key is derived for.
const PURPOSE: &[u8] = b"kinsta-slack sealed secrets, version 1";

/// Characters of a made-up password: none that are mistaken for each other, none that a shell or a URL minds.
const LETTERS: &[u8; 56] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// How long a made-up password is: 24 of 56 letters are 139 bits.
const LENGTH: usize = 24;

/// A secret that only the holder of the API key can read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

/// It was sealed with another API key, or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret cannot be opened with this API key")]
pub struct Unopenable;

impl Client {
    /// Seals a secret.
    pub fn seal(&self, secret: &SecretString) -> Sealed {
        let mut nonce = [0; NONCE_LEN];
        random(&mut nonce);
        let mut bytes = secret.expose_secret().as_bytes().to_vec();
        // Sealing fails only for more data than memory holds; an empty seal is refused when it is opened.
        let sealed = sealing_key(self.key_bytes())
            .and_then(|key| {
                key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut bytes).ok()
            })
            .map(|()| [nonce.as_slice(), &bytes].concat());
        Sealed(STANDARD.encode(sealed.unwrap_or_default()))
    }

    /// Opens a sealed secret.
    ///
    /// # Errors
    /// [`Unopenable`] where it was sealed with another API key.
    pub fn open(&self, sealed: &Sealed) -> Result<SecretString, Unopenable> {
        let bytes = STANDARD.decode(&sealed.0).map_err(|_| Unopenable)?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN).ok_or(Unopenable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unopenable)?;
        let mut rest = rest.to_vec();
        let key = sealing_key(self.key_bytes()).ok_or(Unopenable)?;
        let opened = key.open_in_place(nonce, Aad::empty(), &mut rest).map_err(|_| Unopenable)?;
        String::from_utf8(opened.to_vec()).map(SecretString::from).map_err(|_| Unopenable)
    }
}

/// A password nobody has to think of.
pub fn made_up_password() -> SecretString {
    let mut password = String::with_capacity(LENGTH);
    while password.len() < LENGTH {
        let mut byte = [0];
        random(&mut byte);
        // Every letter is as likely as any other: what lies beyond the last whole round of letters is thrown away.
        if usize::from(byte[0]) < 256 - 256 % LETTERS.len() {
            password.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
        }
    }
    SecretString::from(password)
}

fn sealing_key(api_key: &[u8]) -> Option<LessSafeKey> {
    let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, api_key), PURPOSE);
    UnboundKey::new(&CHACHA20_POLY1305, derived.as_ref()).ok().map(LessSafeKey::new)
}

fn random(bytes: &mut [u8]) {
    // Without entropy nothing could be kept secret at all.
    #[expect(clippy::expect_used, reason = "a machine without entropy cannot go on")]
    getrandom::fill(bytes).expect("the system has no entropy");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::clock::SystemClock;
    use crate::kinsta::Settings;

    fn client(key: &str) -> Client {
        let settings = Settings {
            base_url: "http://127.0.0.1:1/v2".parse().unwrap(),
            key: SecretString::from(key),
            timeout: Settings::TIMEOUT,
        };
        crate::kinsta::install_ring();
        Client::new(settings, Arc::new(SystemClock)).unwrap()
    }

    #[test]
    fn only_the_same_key_opens_what_was_sealed() {
        let ours = client("one-key");
        let secret = SecretString::from("correct horse · Bücher");
        let (first, second) = (ours.seal(&secret), ours.seal(&secret));
        assert_ne!(first, second, "the same secret looks different every time");
        assert!(!serde_json::to_string(&first).unwrap().contains("horse") && format!("{first:?}") == "Sealed");
        assert_eq!(ours.open(&first).unwrap().expose_secret(), secret.expose_secret());
        assert_eq!(client("another-key").open(&first).unwrap_err(), Unopenable);
    }

    #[test]
    fn a_damaged_seal_is_no_secret() {
        let ours = client("one-key");
        let Sealed(text) = ours.seal(&SecretString::from("secret"));
        for damaged in [String::new(), "!".into(), "AAAA".into(), text[4..].to_owned(), format!("AAAA{}", &text[4..])] {
            assert_eq!(ours.open(&Sealed(damaged.clone())).unwrap_err(), Unopenable, "{damaged}");
        }
    }

    #[test]
    fn made_up_passwords_are_long_and_never_the_same() {
        let made: BTreeSet<String> = (0..100).map(|_| made_up_password().expose_secret().to_owned()).collect();
        assert_eq!(made.len(), 100);
        assert!(made.iter().all(|password| password.len() == LENGTH));
    }
}
