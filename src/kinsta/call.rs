//! An endpoint turned into one request: the URL with its parameters encoded, the body as bytes.
//!
//! Must not know the network or the key.

use url::Url;

use super::budget::LimitClass;
use super::endpoint::{Effect, EffectMarker, Endpoint, Method};
use super::error::Error;

/// One request, ready to send. Its body may hold a password, so there is no `Debug`.
#[derive(Clone)]
pub(super) struct Call {
    /// `GET /sites/{site_id}`: names the call in logs and metrics, without ids.
    pub(super) operation: String,
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) body: Option<Vec<u8>>,
    pub(super) effect: Effect,
    pub(super) class: LimitClass,
}

impl Call {
    /// Builds the request of an endpoint below `base`.
    pub(super) fn of<E: Endpoint>(base: &Url, endpoint: &E) -> Result<Self, Error> {
        let operation = format!("{} {}", E::METHOD, E::PATH);
        // Nothing is called so; an error that invites another try would be tried for ever.
        let path = expand(E::PATH, &endpoint.path()).map_err(|parameter| Error::NotFoundOrForbidden {
            message: format!("{operation}: `{parameter}` cannot be such an id"),
        })?;
        let mut url = base.clone();
        url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
        let query = endpoint.query();
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let body = endpoint.body().map(|body| body.to_string().into_bytes());
        Ok(Self { operation, method: E::METHOD, url, body, effect: E::Effect::EFFECT, class: E::CLASS })
    }
}

/// Puts the values into the template. `Err` names the parameter that is missing or would change the path's meaning.
fn expand(template: &'static str, values: &[(&'static str, &str)]) -> Result<String, &'static str> {
    let mut path = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(template)?;
        let (_, value) = values.iter().find(|(known, _)| *known == name).ok_or(name)?;
        // A URL parser takes these for steps within the path, even when encoded.
        if value.is_empty() || *value == "." || *value == ".." {
            return Err(name);
        }
        path.push_str(before);
        encode(value, &mut path);
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

/// Percent-encodes everything outside RFC 3986's unreserved characters.
fn encode(value: &str, path: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{CompanyId, KinstaOperationId, SiteId};
    use crate::kinsta::api::{activity, operations, sites};

    fn url_of<E: Endpoint>(base: &str, endpoint: &E) -> String {
        Call::of(&base.parse().unwrap(), endpoint).unwrap().url.to_string()
    }

    #[test]
    fn parameters_are_encoded_and_stay_within_their_segment() {
        let cases = [
            ("cache:clear-1", "https://k.test/v2/operations/cache%3Aclear-1"),
            ("a/b?c#d", "https://k.test/v2/operations/a%2Fb%3Fc%23d"),
            ("../validate", "https://k.test/v2/operations/..%2Fvalidate"),
            ("ä 1%", "https://k.test/v2/operations/%C3%A4%201%25"),
        ];
        for (id, wanted) in cases {
            let endpoint = operations::Get { id: KinstaOperationId::new(id) };
            assert_eq!(url_of("https://k.test/v2", &endpoint), wanted);
            assert_eq!(url_of("https://k.test/v2/", &endpoint), wanted, "a slash at the end changes nothing");
        }
    }

    #[test]
    fn an_id_that_would_leave_the_path_is_refused() {
        for id in ["", ".", ".."] {
            let call = Call::of(&"https://k.test/v2".parse().unwrap(), &sites::Get { id: SiteId::new(id) });
            assert!(matches!(call, Err(Error::NotFoundOrForbidden { .. })), "{id:?}");
        }
    }

    #[test]
    fn query_values_are_encoded() {
        let mut endpoint = activity::List::of(CompanyId::new("c"));
        endpoint.site = Some(SiteId::new("a&b=c d"));
        endpoint.limit = Some(5);
        let url = url_of("http://127.0.0.1:9/v2", &endpoint);
        assert_eq!(url, "http://127.0.0.1:9/v2/company/c/activity-logs?limit=5&site_id=a%26b%3Dc+d");
    }
}
