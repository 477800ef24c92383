//! The visitors' web: what each domain of an environment shows, and what the caches hold.
//!
//! Answers by `Host`. A page asked for with a query goes past the caches (`BYPASS`); otherwise the first answer is a
//! `MISS` and those after it are a `HIT`, in `x-kinsta-cache` and, where edge caching is on, in `ki-cf-cache-status`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::journal::WebVisit;
use super::state::{Environment, Shared, Site, World};

/// What a domain shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WebState {
    /// 200 and a page.
    #[default]
    Up,
    /// This status and an error page.
    Down(u16),
    /// 200 and nothing.
    Blank,
    /// The cache shows an old page with 200; asked past it, the site answers 500. Survives cache clears.
    HiddenError,
    /// 301 to this address.
    Redirect(String),
    /// The page, after so many milliseconds of the given clock.
    Slow(u64),
    /// Never answers.
    Hang,
}

/// What a domain is at the moment, by environment or domain.
#[derive(Debug, Default)]
pub(super) struct Web {
    states: HashMap<String, WebState>,
    /// Cached addresses (host and path) by environment id.
    pages: HashMap<String, HashSet<String>>,
    edge: HashMap<String, HashSet<String>>,
    /// Until when PHP is away, in epoch milliseconds, by environment id.
    php_away_until_ms: HashMap<String, i64>,
}

impl Web {
    pub(super) fn set(&mut self, domain: &str, state: WebState) {
        self.states.insert(domain.to_ascii_lowercase(), state);
    }

    pub(super) fn forget_pages(&mut self, environment_id: &str) {
        self.pages.remove(environment_id);
        self.edge.remove(environment_id);
    }

    /// Empties the edge: all of it, or one address, with or without what lies below it.
    pub(super) fn forget_edge(&mut self, environment_id: &str, address: Option<&url::Url>, below: bool) {
        let Some(address) = address else {
            self.edge.remove(environment_id);
            return;
        };
        let one = format!("{}{}", address.host_str().unwrap_or_default(), address.path());
        let folder = format!("{}/", one.trim_end_matches('/'));
        if let Some(held) = self.edge.get_mut(environment_id) {
            held.retain(|page| *page != one && !(below && page.starts_with(&folder)));
        }
    }

    pub(super) fn php_goes_down(&mut self, environment_id: &str, until_ms: i64) {
        self.php_away_until_ms.insert(environment_id.to_owned(), until_ms);
    }

    /// Never later than was planned.
    pub(super) fn php_returns(&mut self, environment_id: &str, at_ms: i64) {
        if let Some(until_ms) = self.php_away_until_ms.get_mut(environment_id) {
            *until_ms = at_ms.min(*until_ms);
        }
    }

    fn state_of(&self, host: &str, domain: &str) -> WebState {
        self.states.get(host).or_else(|| self.states.get(domain)).cloned().unwrap_or_default()
    }

    /// Looks an address up in the caches, which hold it from now on.
    fn look_up(&mut self, environment: &Environment, address: &str) -> (&'static str, Option<&'static str>) {
        let told = |was_held: bool| if was_held { "HIT" } else { "MISS" };
        let edge = environment.id_edge_cache.is_some().then(|| {
            let held = self.edge.entry(environment.id.clone()).or_default();
            !held.insert(address.to_owned())
        });
        let page_was_held = !self.pages.entry(environment.id.clone()).or_default().insert(address.to_owned());
        (told(page_was_held), edge.map(told))
    }
}

impl World {
    /// Who answers for a host, and under which of its domains (which may be a wildcard).
    fn by_host(&self, host: &str) -> Option<(&Site, &Environment, &str)> {
        let answers = |domain: &str| match domain.strip_prefix('*') {
            Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
            None => domain == host,
        };
        let all = || {
            self.sites.iter().flat_map(|site| {
                site.environments.iter().flat_map(move |environment| {
                    let active = environment.domains.iter().filter(|domain| domain.is_active);
                    active.map(move |domain| (site, environment, domain.name.as_str()))
                })
            })
        };
        all().find(|(_, _, domain)| *domain == host).or_else(|| all().find(|(_, _, domain)| answers(domain)))
    }
}

/// The web's router: every path of every host.
pub(super) fn router(shared: &Arc<Shared>) -> Router {
    Router::new().fallback(visit).with_state(Arc::clone(shared))
}

fn host_of(headers: &HeaderMap) -> String {
    let given = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let host = given.rsplit_once(':').map_or(given, |(host, _)| host);
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// What is to be done for a visitor, decided under the lock.
enum Shown {
    Page { status: u16, html: String, cache: &'static str, edge: Option<&'static str> },
    Redirect(String),
    Never,
}

async fn visit(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let host = host_of(request.headers());
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().unwrap_or_default().to_owned());
    let now_ms = shared.clock.now_ms();
    shared.journal.visited(WebVisit {
        host: host.clone(),
        method: request.method().to_string(),
        path: path.clone(),
        query: query.clone(),
        at_ms: now_ms,
    });
    let (shown, wait_ms) = decide(&mut shared.lock(), now_ms, &host, &path, !query.is_empty());
    if wait_ms > 0 {
        shared.clock.sleep(Duration::from_millis(wait_ms)).await;
    }
    match shown {
        Shown::Never => std::future::pending().await,
        Shown::Redirect(address) => match HeaderValue::from_str(&address) {
            Ok(location) => (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        Shown::Page { status, html, cache, edge } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = (status, [(CONTENT_TYPE, "text/html; charset=UTF-8")], html).into_response();
            let headers = response.headers_mut();
            headers.insert(HeaderName::from_static("x-kinsta-cache"), HeaderValue::from_static(cache));
            if let Some(edge) = edge {
                headers.insert(HeaderName::from_static("ki-cf-cache-status"), HeaderValue::from_static(edge));
            }
            response
        }
    }
}

fn decide(world: &mut World, now_ms: i64, host: &str, path: &str, busting: bool) -> (Shown, u64) {
    let fresh = |status: u16, html: String| Shown::Page { status, html, cache: "BYPASS", edge: None };
    let Some((site, environment, domain)) = world.by_host(host) else {
        return (fresh(404, page("Site Not Found", "No site answers to this name.")), 0);
    };
    let (title, environment, domain) = (site.display_name.clone(), environment.clone(), domain.to_owned());
    if world.web.php_away_until_ms.get(&environment.id).is_some_and(|until_ms| now_ms < *until_ms) {
        return (fresh(503, page("Service Temporarily Unavailable", "PHP is restarting.")), 0);
    }
    let text = format!("{title}, {}", environment.display_name);
    let state = world.web.state_of(host, &domain);
    let address = format!("{host}{path}");
    let mut usual = |html: String| {
        let (cache, edge) = if busting {
            ("BYPASS", environment.id_edge_cache.as_ref().map(|_| "BYPASS"))
        } else {
            world.web.look_up(&environment, &address)
        };
        Shown::Page { status: 200, html, cache, edge }
    };
    match state {
        WebState::Up => (usual(page(&title, &text)), 0),
        WebState::Slow(wait_ms) => (usual(page(&title, &text)), wait_ms),
        WebState::Blank => (usual(String::new()), 0),
        WebState::Down(status) => (fresh(status, page("Error", "This site has a problem.")), 0),
        WebState::HiddenError if busting => {
            (fresh(500, page("Error", "There has been a critical error on this website.")), 0)
        }
        WebState::HiddenError => (Shown::Page { status: 200, html: page(&title, &text), cache: "HIT", edge: None }, 0),
        WebState::Redirect(address) => (Shown::Redirect(address), 0),
        WebState::Hang => (Shown::Never, 0),
    }
}

fn page(title: &str, text: &str) -> String {
    let safe = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let (title, text) = (safe(title), safe(text));
    format!("<!doctype html>\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n")
}
