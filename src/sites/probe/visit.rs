//! One visit: a GET, its redirects followed by hand, and as little of the page as is needed.

use std::error::Error as StdError;
use std::io;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use reqwest::header::{CACHE_CONTROL, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Response};
use url::{Host, Url};

use super::domains::{self, Allowed};
use super::report::{Answer, Visit, Why};
use super::resolver::{self, Guarded};
use super::{Scheme, Settings};

/// How many redirects a visit follows.
const MAX_REDIRECTS: u8 = 5;

/// How much of a page is read in search of something that is not white space.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// How long a connection may take to come about, TLS included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How much of a header is kept.
const MAX_HEADER_CHARS: usize = 32;

/// The query parameter that no cache has seen.
const BUSTER: &str = "kinsta-slack";

/// Where a visit begins.
pub(super) enum Start<'a> {
    /// At the front page of a domain.
    Domain(&'a str),
    /// At a page whose address no cache has seen.
    PastCaches {
        /// The page.
        url: Url,
        /// What makes its address unseen.
        id: &'a str,
    },
}

/// The HTTP client of the visits.
#[derive(Debug)]
pub(super) struct Visitor {
    client: Client,
    guard: Guarded,
    scheme: Scheme,
    timeout: Duration,
}

impl Visitor {
    pub(super) fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        // Whoever comes first installs the provider; a second time changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let Settings { allow_private, scheme, port, resolve_to, timeout } = settings;
        let guard = Guarded { allow_private, resolve_to, port };
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|root| Certificate::from_der(root));
        let client = Client::builder()
            .user_agent(concat!("kinsta-slack/", env!("CARGO_PKG_VERSION")))
            .tls_certs_only(roots.collect::<Result<Vec<_>, _>>()?)
            .dns_resolver(guard)
            .redirect(Policy::none())
            .referer(false)
            // A proxy would resolve the names itself, past the guard.
            .no_proxy()
            // Every visit connects anew, so that two can be compared.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT_TIMEOUT.min(timeout))
            .build()?;
        Ok(Self { client, guard, scheme, timeout })
    }

    /// Makes a visit; also gives the page where it ended, if it got an answer.
    pub(super) async fn visit(&self, start: Start<'_>, allowed: &Allowed) -> (Visit, Option<Url>) {
        let bust = matches!(start, Start::PastCaches { .. });
        let url = match start {
            Start::Domain(domain) => self.front_page(domain),
            Start::PastCaches { mut url, id } => {
                url.query_pairs_mut().append_pair(BUSTER, id);
                Some(url)
            }
        };
        let Some(url) = url else { return (Visit::Failed(Why::Other), None) };
        match tokio::time::timeout(self.timeout, self.follow(url, bust, allowed)).await {
            Ok(Ok((answer, url))) => (Visit::Answered(answer), Some(url)),
            Ok(Err(why)) => (Visit::Failed(why), None),
            Err(_) => (Visit::Failed(Why::Timeout), None),
        }
    }

    fn front_page(&self, domain: &str) -> Option<Url> {
        let host = domains::host(domain.trim())?;
        Url::parse(&format!("{}://{host}/", self.scheme.as_str())).ok()
    }

    async fn follow(&self, mut url: Url, bust: bool, allowed: &Allowed) -> Result<(Answer, Url), Why> {
        let mut redirects = 0;
        loop {
            let asked = Instant::now();
            let response = self.get(&url, bust).await?;
            let first_byte_ms = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
            let target = redirect_target(&url, &response);
            let away_to = target.as_ref().filter(|target| !allowed.admits(target)).map(authority);
            if let (Some(target), None) = (target, &away_to)
                && redirects < MAX_REDIRECTS
            {
                url = target;
                redirects += 1;
                continue;
            }
            let status = response.status().as_u16();
            let kinsta_cache = kinsta_cache(&response);
            // Only a page that came can be blank; an error's page may break off and is still that error.
            let is_blank = response.status().is_success() && is_blank(response).await?;
            return Ok((Answer { status, first_byte_ms, kinsta_cache, is_blank, redirects, away_to }, url));
        }
    }

    async fn get(&self, url: &Url, bust: bool) -> Result<Response, Why> {
        let mut url = url.clone();
        if let Some(ip) = literal(&url) {
            if !self.guard.admits_literal(ip) {
                return Err(Why::PrivateAddress);
            }
            if let Some(port) = self.guard.port {
                url.set_port(Some(port)).map_err(|()| Why::Other)?;
            }
        }
        // One fixed port speaks one scheme.
        if self.guard.port.is_some() {
            url.set_scheme(self.scheme.as_str()).map_err(|()| Why::Other)?;
        }
        let mut request = self.client.get(url);
        if bust {
            request = request.header(CACHE_CONTROL, "no-cache");
        }
        request.send().await.map_err(|error| why(&error))
    }
}

/// Where an answer sends its visitor, if it does: over HTTP, to a host.
fn redirect_target(from: &Url, response: &Response) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    let mut target = from.join(str::from_utf8(location.as_bytes()).ok()?).ok()?;
    let is_web = matches!(target.scheme(), "http" | "https") && target.has_host();
    target.set_fragment(None);
    // Credentials in a redirect are nobody's business here.
    let is_bare = target.set_username("").is_ok() && target.set_password(None).is_ok();
    (is_web && is_bare).then_some(target)
}

/// The host, with its port where that is unusual.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Domain(_) => None,
        Host::Ipv4(ip) => Some(ip.into()),
        Host::Ipv6(ip) => Some(ip.into()),
    }
}

fn kinsta_cache(response: &Response) -> Option<String> {
    let value = response.headers().get("x-kinsta-cache")?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.chars().take(MAX_HEADER_CHARS).collect())
}

/// Whether there is nothing but white space (and the mark that editors leave at the top of PHP files) in the page.
/// Stops reading at the first byte that is something.
async fn is_blank(mut response: Response) -> Result<bool, Why> {
    let mut read = 0;
    while let Some(chunk) = response.chunk().await.map_err(|error| why(&error))? {
        if chunk.iter().any(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF)) {
            return Ok(false);
        }
        read += chunk.len();
        if read >= MAX_BODY_BYTES {
            break;
        }
    }
    Ok(true)
}

/// The reason, found in the chain of causes: the outermost error only says that sending failed.
fn why(error: &reqwest::Error) -> Why {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(current) = cause {
        if let Some(why) = cause_of(current) {
            return why;
        }
        cause = current.source();
    }
    if error.is_timeout() { Why::Timeout } else { Why::Other }
}

fn cause_of(error: &(dyn StdError + 'static)) -> Option<Why> {
    if let Some(resolving) = error.downcast_ref::<resolver::Error>() {
        return Some(match resolving {
            resolver::Error::NoSuchHost => Why::NoSuchHost,
            resolver::Error::PrivateAddress => Why::PrivateAddress,
        });
    }
    if error.is::<rustls::Error>() {
        return Some(Why::Tls);
    }
    let io = error.downcast_ref::<io::Error>()?;
    // An I/O error hides what it wraps from `source`.
    if let Some(inner) = io.get_ref()
        && let Some(why) = cause_of(inner)
    {
        return Some(why);
    }
    match io.kind() {
        io::ErrorKind::ConnectionRefused => Some(Why::Refused),
        io::ErrorKind::TimedOut => Some(Why::Timeout),
        _ => None,
    }
}
