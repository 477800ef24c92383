//! Proof that a request comes from Slack: the v0 signature over the raw body.
//!
//! Owns the comparison and the time window. Must not know what the body means; nothing is parsed before this.

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use thiserror::Error;

const TIMESTAMP: &str = "x-slack-request-timestamp";
const SIGNATURE: &str = "x-slack-signature";

/// How far, in seconds, a request's time may be from ours, in both directions.
const WINDOW_S: u64 = 300;

/// SHA-256 gives 32 bytes.
const DIGEST_BYTES: usize = 32;

/// Checks signatures against one signing secret, or several while one replaces another.
#[derive(Clone)]
pub struct Verifier {
    keyed: Vec<Hmac<Sha256>>,
}

/// No signing secret, or an empty one: everybody could sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a Slack signing secret is missing or empty")]
pub struct EmptySecret;

/// Why a request was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unverified {
    /// A signature header is missing.
    #[error("a signature header is missing")]
    HeaderMissing,
    /// A signature header is there more than once.
    #[error("a signature header is repeated")]
    HeaderRepeated,
    /// The timestamp is not a plain number of seconds.
    #[error("the timestamp is malformed")]
    TimestampMalformed,
    /// The timestamp is more than five minutes from now.
    #[error("the timestamp is outside the window")]
    TimestampOutside,
    /// The signature is not `v0=` and 64 hexadecimal digits.
    #[error("the signature is malformed")]
    SignatureMalformed,
    /// The signature belongs to another body, time or secret.
    #[error("the signature does not match")]
    SignatureWrong,
}

impl Verifier {
    /// A verifier that believes each of `secrets`.
    ///
    /// # Errors
    /// [`EmptySecret`] when there is none, or one of them is blank.
    #[expect(clippy::needless_pass_by_value, reason = "the caller's copies of the secrets end here")]
    pub fn new(secrets: Vec<SecretString>) -> Result<Self, EmptySecret> {
        if secrets.is_empty() {
            return Err(EmptySecret);
        }
        let keyed = secrets
            .iter()
            .map(|secret| match secret.expose_secret() {
                blank if blank.trim().is_empty() => Err(EmptySecret),
                secret => Hmac::new_from_slice(secret.as_bytes()).map_err(|_| EmptySecret),
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { keyed })
    }

    /// Whether `body` was signed by Slack, now.
    ///
    /// # Errors
    /// [`Unverified`] says why not; the requester is told nothing of it.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<(), Unverified> {
        let timestamp = only(headers, TIMESTAMP)?;
        let signature = only(headers, SIGNATURE)?;
        let sent_at = seconds(timestamp).ok_or(Unverified::TimestampMalformed)?;
        if now.as_second().abs_diff(sent_at) > WINDOW_S {
            return Err(Unverified::TimestampOutside);
        }
        let claimed = digest(signature).ok_or(Unverified::SignatureMalformed)?;
        let mut believed = false;
        for keyed in &self.keyed {
            let mut mac = keyed.clone();
            mac.update(b"v0:");
            mac.update(timestamp);
            mac.update(b":");
            mac.update(body);
            believed |= mac.verify_slice(&claimed).is_ok();
        }
        if believed { Ok(()) } else { Err(Unverified::SignatureWrong) }
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("secrets", &self.keyed.len()).finish()
    }
}

fn only<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h [u8], Unverified> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(Unverified::HeaderMissing)?;
    if values.next().is_some() { Err(Unverified::HeaderRepeated) } else { Ok(value.as_bytes()) }
}

/// Digits only: `str::parse` alone would take a sign.
fn seconds(text: &[u8]) -> Option<i64> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    if digits { std::str::from_utf8(text).ok()?.parse().ok() } else { None }
}

fn digest(signature: &[u8]) -> Option<[u8; DIGEST_BYTES]> {
    let hex = signature.strip_prefix(b"v0=")?;
    if hex.len() != DIGEST_BYTES * 2 {
        return None;
    }
    let mut out = [0; DIGEST_BYTES];
    for (byte, pair) in out.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(out)
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    /// The example of Slack's documentation.
    const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
    const AT: i64 = 1_531_420_618;
    const GOOD: &str = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    const BODY: &[u8] = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    fn verifier(secrets: &[&str]) -> Verifier {
        Verifier::new(secrets.iter().map(|s| SecretString::from(*s)).collect()).unwrap()
    }

    fn headers(timestamp: &str, signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(TIMESTAMP, HeaderValue::from_str(timestamp).unwrap());
        headers.insert(SIGNATURE, HeaderValue::from_str(signature).unwrap());
        headers
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn check(headers: &HeaderMap, body: &[u8], now: i64) -> Result<(), Unverified> {
        verifier(&[SECRET]).verify(headers, body, at(now))
    }

    #[test]
    fn the_documented_example_is_believed() {
        assert_eq!(check(&headers(&AT.to_string(), GOOD), BODY, AT), Ok(()));
    }

    #[test]
    fn upper_case_digits_are_the_same_signature() {
        let upper = format!("v0={}", GOOD[3..].to_uppercase());
        assert_eq!(check(&headers(&AT.to_string(), &upper), BODY, AT), Ok(()));
    }

    #[test]
    fn either_secret_is_believed_while_one_replaces_the_other() {
        let headers = headers(&AT.to_string(), GOOD);
        assert_eq!(verifier(&["new", SECRET]).verify(&headers, BODY, at(AT)), Ok(()));
        assert_eq!(verifier(&[SECRET, "new"]).verify(&headers, BODY, at(AT)), Ok(()));
        assert_eq!(verifier(&["new", "newer"]).verify(&headers, BODY, at(AT)), Err(Unverified::SignatureWrong));
    }

    #[test]
    fn an_empty_secret_is_refused_at_the_start() {
        assert_eq!(Verifier::new(vec![]).err(), Some(EmptySecret));
        assert_eq!(Verifier::new(vec!["".into()]).err(), Some(EmptySecret));
        assert_eq!(Verifier::new(vec!["good".into(), "  ".into()]).err(), Some(EmptySecret));
    }

    #[test]
    fn both_headers_are_needed() {
        for name in [TIMESTAMP, SIGNATURE] {
            let mut headers = headers(&AT.to_string(), GOOD);
            headers.remove(name);
            assert_eq!(check(&headers, BODY, AT), Err(Unverified::HeaderMissing), "{name}");
        }
    }

    #[test]
    fn a_repeated_header_is_refused_even_when_both_copies_are_good() {
        for (name, value) in [(TIMESTAMP, AT.to_string()), (SIGNATURE, GOOD.to_owned())] {
            let mut headers = headers(&AT.to_string(), GOOD);
            headers.append(name, value.parse().unwrap());
            assert_eq!(check(&headers, BODY, AT), Err(Unverified::HeaderRepeated), "{name}");
        }
    }

    #[test]
    fn the_window_is_five_minutes_in_both_directions() {
        let headers = headers(&AT.to_string(), GOOD);
        for now in [AT - 300, AT + 300] {
            assert_eq!(check(&headers, BODY, now), Ok(()), "{now}");
        }
        for now in [AT - 301, AT + 301] {
            assert_eq!(check(&headers, BODY, now), Err(Unverified::TimestampOutside), "{now}");
        }
    }

    #[test]
    fn a_timestamp_is_nothing_but_digits() {
        for odd in ["", "+1531420618", "-1531420618", " 1531420618", "1531420618.0", "0x5b47", "99999999999999999999"] {
            assert_eq!(check(&headers(odd, GOOD), BODY, AT), Err(Unverified::TimestampMalformed), "{odd:?}");
        }
    }

    #[test]
    fn a_timestamp_written_otherwise_is_another_signed_text() {
        assert_eq!(check(&headers("01531420618", GOOD), BODY, AT), Err(Unverified::SignatureWrong));
    }

    #[test]
    fn another_body_time_or_secret_is_refused() {
        let good = headers(&AT.to_string(), GOOD);
        assert_eq!(check(&good, &BODY[1..], AT), Err(Unverified::SignatureWrong));
        assert_eq!(check(&good, b"", AT), Err(Unverified::SignatureWrong));
        assert_eq!(check(&headers(&(AT + 1).to_string(), GOOD), BODY, AT), Err(Unverified::SignatureWrong));
        assert_eq!(verifier(&["other"]).verify(&good, BODY, at(AT)), Err(Unverified::SignatureWrong));
    }

    #[test]
    fn a_signature_of_another_shape_is_refused() {
        let shapes = [
            String::new(),
            "v0=".to_owned(),
            GOOD[3..].to_owned(),
            GOOD[..GOOD.len() - 1].to_owned(),
            GOOD[..GOOD.len() - 2].to_owned(),
            format!("{GOOD}00"),
            GOOD.replacen("v0", "v1", 1),
            GOOD.replacen("v0", "V0", 1),
            GOOD.replacen('a', "g", 1),
            format!("v0=+{}", &GOOD[4..]),
            format!(" {GOOD}"),
        ];
        for shape in shapes {
            let refused = check(&headers(&AT.to_string(), &shape), BODY, AT);
            assert_eq!(refused, Err(Unverified::SignatureMalformed), "{shape:?}");
        }
    }

    #[test]
    fn a_header_of_odd_bytes_is_refused() {
        let mut headers = headers(&AT.to_string(), GOOD);
        headers.insert(SIGNATURE, HeaderValue::from_bytes(&[b'v', b'0', b'=', 0xff]).unwrap());
        assert_eq!(check(&headers, BODY, AT), Err(Unverified::SignatureMalformed));
        headers.insert(TIMESTAMP, HeaderValue::from_bytes(&[0xff]).unwrap());
        assert_eq!(check(&headers, BODY, AT), Err(Unverified::TimestampMalformed));
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(format!("{:?}", verifier(&[SECRET])), "Verifier { secrets: 1 }");
    }
}
