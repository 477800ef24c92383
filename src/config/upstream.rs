//! The rules that both services' addresses follow.

use url::{Host, Url};

use super::reader::Fault;

/// Reads the base address of a service: absolute, nothing but a path behind the host, ending in `ending`, without a
/// trailing slash. Keys travel to it, so plain `http` is for this machine only.
///
/// The text is never repeated: an address may carry a password.
pub(super) fn base_url(text: &str, ending: &str) -> Result<Url, Fault> {
    let way_out = format!("Give an address such as https://example.com{ending}.");
    let fault = |problem: &str| Err(Fault::new(problem, way_out.clone()));

    let Ok(mut url) = Url::parse(text.trim_end_matches('/')) else { return fault("is not an address") };
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => {
            return Err(Fault::new(
                "is plain http, over which a key could be read on its way",
                "Use https; http is accepted for localhost, 127.0.0.0/8 and [::1] only.",
            ));
        }
        _ => return fault("is not an http or https address"),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fault("carries a user name or password, which nothing would read");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return fault("carries more than a path");
    }
    let path = url.path().trim_end_matches('/').to_owned();
    if !path.ends_with(ending) {
        return fault(&format!("does not end in {ending}"));
    }
    url.set_path(&path);
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Refuses what cannot stand in an HTTP header, where every key ends up.
pub(super) fn header_safe(text: &str) -> Result<&str, Fault> {
    if text.chars().all(|c| c.is_ascii_graphic()) {
        Ok(text)
    } else {
        Err(Fault::new(
            "holds a space, a line break or a character that is not plain ASCII",
            "Copy it again, without quotes and on one line.",
        ))
    }
}
