use std::io::{Read, Write};
use std::net::Ipv4Addr;
use std::sync::Mutex;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::{StreamExt, stream};
use jiff::Timestamp;

use super::*;
use crate::clock::ManualClock;

/// What a small site saw: host and path of every request.
type Seen = Arc<Mutex<Vec<String>>>;

/// How a small site answers a request for a host, a path and a query.
type Answerer = fn(&str, &str, &str) -> Response;

/// Starts a site on loopback; every domain leads to it.
async fn site(answer: Answerer) -> (u16, Seen) {
    let seen = Seen::default();
    let handle = async move |State(seen): State<Seen>, headers: HeaderMap, uri: Uri| {
        let host = headers.get(header::HOST).map_or("", |host| host.to_str().unwrap()).to_owned();
        seen.lock().unwrap().push(format!("{host}{uri}"));
        answer(&host, uri.path(), uri.query().unwrap_or_default())
    };
    let port = serve(Router::new().fallback(handle).with_state(Arc::clone(&seen))).await;
    (port, seen)
}

async fn serve(router: Router) -> u16 {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

fn local(port: u16) -> Settings {
    Settings {
        allow_private: true,
        scheme: Scheme::Http,
        port: Some(port),
        resolve_to: Some(Ipv4Addr::LOCALHOST.into()),
        ..Settings::default()
    }
}

fn prober(settings: Settings) -> Prober {
    Prober::new(settings, Arc::new(ManualClock::new(Timestamp::from_second(1_700_000_000).unwrap()))).unwrap()
}

async fn probe(answer: Answerer, allowed: &[&str]) -> (Report, Vec<String>) {
    let (port, seen) = site(answer).await;
    let allowed: Vec<String> = allowed.iter().map(|domain| (*domain).to_owned()).collect();
    let report = prober(local(port)).probe("acme.com", &allowed).await;
    let seen = seen.lock().unwrap().clone();
    (report, seen)
}

fn endless(text: &'static [u8]) -> Response {
    Body::from_stream(stream::repeat_with(move || Ok::<_, std::io::Error>(Bytes::from_static(text)))).into_response()
}

fn answer(visit: &Visit) -> &Answer {
    match visit {
        Visit::Answered(answer) => answer,
        Visit::Failed(why) => panic!("the visit failed: {why:?}"),
    }
}

#[tokio::test]
async fn a_healthy_site_is_visited_twice_and_the_second_time_past_its_caches() {
    let (report, seen) = probe(
        |_, _, query| ([("x-kinsta-cache", if query.is_empty() { "HIT" } else { "BYPASS" })], "hello").into_response(),
        &[],
    )
    .await;
    assert_eq!(report.verdict, Verdict::Up);
    assert_eq!(report.domain, "acme.com");
    assert_eq!(report.checked_at, Timestamp::from_second(1_700_000_000).unwrap());
    let (plain, busted) = (answer(&report.plain), answer(report.busted.as_ref().unwrap()));
    assert_eq!((plain.status, plain.kinsta_cache.as_deref(), plain.is_blank), (200, Some("HIT"), false));
    assert_eq!(busted.kinsta_cache.as_deref(), Some("BYPASS"));
    assert_eq!(seen, ["acme.com/", "acme.com/?kinsta-slack=18bcfe56800-0"]);
}

#[tokio::test]
async fn no_two_visits_past_the_caches_have_the_same_address() {
    let (port, seen) = site(|_, _, _| "hello".into_response()).await;
    let prober = prober(local(port));
    prober.probe("acme.com", &[]).await;
    prober.probe("acme.com", &[]).await;
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 4);
    assert_ne!(seen[1], seen[3]);
}

#[tokio::test]
async fn an_error_hidden_by_the_cache_is_found() {
    let answerer: Answerer = |_, _, query| {
        if query.is_empty() { "cached".into_response() } else { StatusCode::INTERNAL_SERVER_ERROR.into_response() }
    };
    assert_eq!(probe(answerer, &[]).await.0.verdict, Verdict::HiddenError { status: 500 });
}

#[tokio::test]
async fn an_empty_page_is_blank_even_with_white_space_in_it() {
    assert_eq!(probe(|_, _, _| "".into_response(), &[]).await.0.verdict, Verdict::Blank);
    assert_eq!(probe(|_, _, _| "\u{feff}\n \t\r\n".into_response(), &[]).await.0.verdict, Verdict::Blank);
    assert_eq!(probe(|_, _, _| "\n\n<html>".into_response(), &[]).await.0.verdict, Verdict::Up);
}

#[tokio::test]
async fn a_page_without_end_is_read_no_further_than_needed() {
    let blank: Answerer = |_, _, _| endless(b"        ");
    assert_eq!(probe(blank, &[]).await.0.verdict, Verdict::Blank);
    let full: Answerer = |_, _, _| endless(b"x");
    assert_eq!(probe(full, &[]).await.0.verdict, Verdict::Up);
}

#[tokio::test]
async fn redirects_are_followed_between_the_site_s_own_hosts() {
    let answerer: Answerer = |host, path, _| match (host, path) {
        ("acme.com", "/") => Redirect::permanent("https://WWW.acme.com/").into_response(),
        ("www.acme.com", "/") => Redirect::temporary("/en/?x=1").into_response(),
        _ => "hello".into_response(),
    };
    let (report, seen) = probe(answerer, &["www.acme.com"]).await;
    assert_eq!(report.verdict, Verdict::Up);
    assert_eq!(answer(&report.plain).redirects, 2);
    let last = "www.acme.com/en/?x=1&kinsta-slack=18bcfe56800-0";
    assert_eq!(seen, ["acme.com/", "www.acme.com/", "www.acme.com/en/?x=1", last]);
}

#[tokio::test]
async fn a_redirect_to_a_host_that_is_not_the_site_s_is_reported_and_not_followed() {
    let away: [(Answerer, &str); 4] = [
        (|_, _, _| Redirect::permanent("https://evil.example/").into_response(), "evil.example"),
        (|_, _, _| Redirect::to("//evil.example/x").into_response(), "evil.example"),
        (|_, _, _| Redirect::to("http://acme.com@127.0.0.1:22/").into_response(), "127.0.0.1:22"),
        (|_, _, _| Redirect::to("https://acme.com:8443/").into_response(), "acme.com:8443"),
    ];
    for (answerer, host) in away {
        let (report, seen) = probe(answerer, &["*.acme.com"]).await;
        assert_eq!(report.verdict, Verdict::RedirectsAway { host: host.to_owned() });
        assert_eq!(report.busted, None);
        assert_eq!(seen, ["acme.com/"]);
    }
}

#[tokio::test]
async fn a_site_that_goes_on_redirecting_is_in_error() {
    let (report, seen) = probe(|_, _, _| Redirect::permanent("/").into_response(), &[]).await;
    assert_eq!(report.verdict, Verdict::Error { status: 308 });
    assert_eq!(seen.len(), 6);
    let (report, seen) = probe(|_, _, _| Redirect::to("ftp://acme.com/").into_response(), &[]).await;
    assert_eq!(report.verdict, Verdict::Error { status: 303 });
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn errors_and_locked_doors_are_told_apart() {
    let (report, seen) = probe(|_, _, _| StatusCode::UNAUTHORIZED.into_response(), &[]).await;
    assert_eq!(report.verdict, Verdict::Protected { status: 401 });
    assert_eq!(seen.len(), 1);
    let (report, _) = probe(|_, _, _| (StatusCode::SERVICE_UNAVAILABLE, "restarting").into_response(), &[]).await;
    assert_eq!(report.verdict, Verdict::Error { status: 503 });
}

#[tokio::test]
async fn a_private_address_is_never_connected_to() {
    let (port, seen) = site(|_, _, _| "secret".into_response()).await;
    let strict = prober(Settings { allow_private: false, ..local(port) });
    let private = Verdict::Unreachable { why: Why::PrivateAddress };
    assert_eq!(strict.probe("acme.com", &[]).await.verdict, private);
    for domain in ["127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"] {
        assert_eq!(strict.probe(domain, &[]).await.verdict, private, "{domain}");
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_not_followed_even_where_it_is_listed() {
    let (report, seen) = probe(|_, _, _| Redirect::to("http://10.0.0.1/").into_response(), &["10.0.0.1"]).await;
    assert_eq!(report.verdict, Verdict::Unreachable { why: Why::PrivateAddress });
    assert_eq!(seen, ["acme.com/"]);
}

#[tokio::test]
async fn what_is_no_host_is_not_visited() {
    let (port, seen) = site(|_, _, _| "hello".into_response()).await;
    let prober = prober(local(port));
    for domain in ["*.acme.com", "", "acme.com/admin", "user@acme.com", "acme.com:22"] {
        let report = prober.probe(domain, &[]).await;
        assert_eq!(report.verdict, Verdict::Unreachable { why: Why::Other }, "{domain}");
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_closed_port_refuses() {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let report = prober(local(port)).probe("acme.com", &[]).await;
    assert_eq!(report.verdict, Verdict::Unreachable { why: Why::Refused });
}

#[tokio::test]
async fn a_name_that_cannot_exist_is_no_host() {
    let domain = format!("{}.example", "a".repeat(64));
    let report = prober(Settings { scheme: Scheme::Http, ..Settings::default() }).probe(&domain, &[]).await;
    assert_eq!(report.verdict, Verdict::Unreachable { why: Why::NoSuchHost });
}

#[tokio::test]
async fn a_site_without_a_certificate_is_a_tls_failure() {
    let (port, seen) = site(|_, _, _| "hello".into_response()).await;
    let report = prober(Settings { scheme: Scheme::Https, ..local(port) }).probe("acme.com", &[]).await;
    assert_eq!(report.verdict, Verdict::Unreachable { why: Why::Tls });
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_silent_site_times_out_before_and_within_its_answer() {
    let silent = Router::new().fallback(std::future::pending::<()>);
    let halting = Router::new().fallback(|| async {
        let start = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"\n"))]);
        Body::from_stream(start.chain(stream::pending()))
    });
    for router in [silent, halting] {
        let settings = Settings { timeout: Duration::from_millis(100), ..local(serve(router).await) };
        let report = prober(settings).probe("acme.com", &[]).await;
        assert_eq!(report.verdict, Verdict::Unreachable { why: Why::Timeout });
        assert_eq!(report.busted, None);
    }
}

#[tokio::test]
async fn a_cache_cannot_hide_a_site_that_has_fallen_silent() {
    let router = Router::new().fallback(|uri: Uri| async move {
        if uri.query().is_some() {
            std::future::pending::<()>().await;
        }
        "cached"
    });
    let settings = Settings { timeout: Duration::from_millis(300), ..local(serve(router).await) };
    let report = prober(settings).probe("acme.com", &[]).await;
    assert_eq!(report.verdict, Verdict::HiddenSilence { why: Why::Timeout });
}

#[tokio::test]
async fn an_error_page_that_breaks_off_is_still_that_error() {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
        stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 100\r\n\r\n  ").unwrap();
    });
    let report = prober(local(port)).probe("acme.com", &[]).await;
    assert_eq!(report.verdict, Verdict::Error { status: 502 });
}

#[tokio::test]
async fn a_report_reads_back_as_it_was_written() {
    let (mut report, _) = probe(|_, _, _| ([("x-kinsta-cache", "HIT")], "").into_response(), &[]).await;
    for visit in [Some(&mut report.plain), report.busted.as_mut()].into_iter().flatten() {
        if let Visit::Answered(answer) = visit {
            answer.first_byte_ms = 12;
        }
    }
    let written = serde_json::to_value(&report).unwrap();
    let visit = serde_json::json!({"answered": {
        "status": 200, "first_byte_ms": 12, "kinsta_cache": "HIT", "is_blank": true, "redirects": 0, "away_to": null,
    }});
    let expected = serde_json::json!({
        "domain": "acme.com", "plain": visit, "busted": visit, "verdict": "blank", "checked_at": "2023-11-14T22:13:20Z",
    });
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_value::<Report>(written).unwrap(), report);
}
