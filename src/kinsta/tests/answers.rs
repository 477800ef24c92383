use serde_json::{Value, json};

use super::fake::{Fake, KEY, reply};
use crate::access::Grant;
use crate::domain::ids::{CompanyId, EnvId, KinstaOperationId, SiteId};
use crate::kinsta::api::{Started, activity, cdn, edge, environments, sites, tools, validate};
use crate::kinsta::{Error, KeyFacts, Lane, Verdict};

const DONE: &str = r#"{"operation_id":"cache:clear-1","message":"Clearing","status":202}"#;

fn clear_cache() -> tools::ClearCache {
    tools::ClearCache { environment: EnvId::new("env-1") }
}

fn all_sites() -> sites::List {
    sites::List { company: CompanyId::new("c1"), environments: true }
}

#[tokio::test]
async fn a_read_carries_the_key_our_name_and_its_parameters() {
    let fake = Fake::answering([reply(200, r#"{"company":{"sites":[{"id":"s1","display_name":"Acme"}]}}"#)]).await;
    let sites = fake.client.read(&all_sites(), Lane::Person).await.unwrap().into_sites();
    assert_eq!(sites[0].display_name, "Acme");
    let asked = &fake.asked()[0];
    assert_eq!(asked.method, "GET");
    assert_eq!(asked.path_and_query, "/v2/sites?company=c1&include_environments=true");
    assert_eq!(asked.headers["authorization"], format!("Bearer {KEY}"));
    assert_eq!(asked.headers["user-agent"], concat!("kinsta-slack/", env!("CARGO_PKG_VERSION")));
    assert_eq!(fake.client.calls(), 1);
}

#[tokio::test]
async fn writes_send_their_bodies_as_json() {
    let fake = Fake::answering([reply(202, DONE)]).await;
    let grant = Grant::for_tests();
    let environment = EnvId::new("env-1");
    let started = fake.client.write(&clear_cache(), Lane::Operation, &grant).await.unwrap();
    let wanted =
        Started { operation_id: Some(KinstaOperationId::new("cache:clear-1")), message: "Clearing".to_owned() };
    assert_eq!(started, wanted);
    let one =
        edge::Clear { environment: environment.clone(), url: Some("https://a.example/x".into()), subdirectories: true };
    fake.client.write(&one, Lane::Operation, &grant).await.unwrap();
    fake.client.write(&edge::Clear::all(environment.clone()), Lane::Operation, &grant).await.unwrap();
    let cdn = cdn::Clear { environment: environment.clone(), cdn_cache_id: "cdn-1".into() };
    fake.client.write(&cdn, Lane::Operation, &grant).await.unwrap();
    fake.client.write(&tools::RestartPhp { environment }, Lane::Operation, &grant).await.unwrap();

    let sent: Vec<(String, Value)> = fake
        .asked()
        .into_iter()
        .map(|asked| {
            assert_eq!(asked.headers["content-type"], "application/json");
            (format!("{} {}", asked.method, asked.path_and_query), serde_json::from_str(&asked.body).unwrap())
        })
        .collect();
    let wanted = [
        ("POST /v2/sites/tools/clear-cache", json!({"environment_id": "env-1"})),
        (
            "POST /v2/sites/edge-caching/clear",
            json!({"environment_id": "env-1", "url": "https://a.example/x", "clear_subdirectories": true}),
        ),
        ("POST /v2/sites/edge-caching/clear", json!({"environment_id": "env-1"})),
        ("POST /v2/sites/cdn/clear-cache", json!({"environment_id": "env-1", "cdn_cache_id": "cdn-1"})),
        ("POST /v2/sites/tools/restart-php", json!({"environment_id": "env-1"})),
    ];
    assert_eq!(sent, wanted.map(|(line, body)| (line.to_owned(), body)));
}

#[tokio::test]
async fn any_success_code_is_a_started_write() {
    for (status, body) in [(200, DONE), (201, "{}"), (202, r#"{"message":null}"#), (204, "")] {
        let fake = Fake::answering([reply(status, body)]).await;
        let started = fake.client.write(&clear_cache(), Lane::Person, &Grant::for_tests()).await;
        assert!(started.is_ok(), "{status} {body}: {started:?}");
    }
}

#[tokio::test]
async fn refusals_keep_kinstas_words() {
    let words = |status: u16, text: &str| reply(status, &json!({"status": status, "message": text}).to_string());
    let table = [
        (words(401, "Unauthenticated."), Error::Unauthorised { message: "Unauthenticated.".into() }),
        (words(404, "Site not found"), Error::NotFoundOrForbidden { message: "Site not found".into() }),
        (words(400, "Bad request format"), Error::Rejected { status: 400, message: "Bad request format".into() }),
    ];
    for (reply, wanted) in table {
        let fake = Fake::answering([reply]).await;
        let read = fake.client.read(&sites::Get { id: SiteId::new("s1") }, Lane::Person).await.map(drop);
        assert_eq!(read, Err(wanted.clone()));
        let write = fake.client.write(&clear_cache(), Lane::Person, &Grant::for_tests()).await.map(drop);
        assert_eq!(write, Err(wanted.clone()));
        assert_eq!(wanted.message(), write.unwrap_err().message());
        assert_eq!(fake.asked().len(), 2, "a definite no is not asked again");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let fake = Fake::answering([reply(302, "").with("location", "/v2/validate"), reply(200, "{}")]).await;
    let read = fake.client.read(&validate::Validate, Lane::Person).await;
    assert!(matches!(read, Err(Error::Rejected { status: 302, .. })), "{read:?}");
    assert_eq!(fake.asked().len(), 1);
}

#[tokio::test]
async fn a_server_error_makes_a_write_ambiguous_and_it_is_sent_once() {
    let said = r#"{"status":500,"message":"The environment is blocked","data":null}"#;
    let table = [(reply(500, said), Some("The environment is blocked".to_owned())), (reply(502, "<html>"), None)];
    for lane in [Lane::Person, Lane::Operation] {
        for (reply, message) in table.clone() {
            let fake = Fake::answering([reply]).await;
            let write = fake.client.write(&clear_cache(), lane, &Grant::for_tests()).await;
            assert_eq!(write, Err(Error::Ambiguous { message, answered: true }));
            assert_eq!(fake.asked().len(), 1);
        }
    }
}

#[tokio::test]
async fn an_unreadable_success_of_a_write_is_ambiguous() {
    let fake = Fake::answering([reply(200, "<html>welcome</html>")]).await;
    let write = fake.client.write(&clear_cache(), Lane::Operation, &Grant::for_tests()).await;
    assert_eq!(write, Err(Error::Ambiguous { message: None, answered: true }));
}

#[tokio::test]
async fn a_person_gets_two_more_tries_and_a_job_none() {
    let fine = reply(200, r#"{"site":{"environments":[]}}"#);
    let endpoint = environments::List { site: SiteId::new("s1") };

    let fake = Fake::answering([reply(502, "<html>"), reply(500, ""), fine.clone()]).await;
    let (read, waited_ms) = fake.letting_time_pass(fake.client.read(&endpoint, Lane::Person)).await;
    assert!(read.is_ok(), "{read:?}");
    assert_eq!(fake.asked().len(), 3);
    assert!((300..=620).contains(&waited_ms), "{waited_ms}");

    let bad = reply(503, r#"{"status":503,"message":"Maintenance"}"#);
    let fake = Fake::answering([bad.clone(), bad.clone(), bad.clone(), fine.clone()]).await;
    let (read, _) = fake.letting_time_pass(fake.client.read(&endpoint, Lane::Person)).await;
    assert_eq!(read.map(drop), Err(Error::Unavailable { message: "Maintenance".into() }));
    assert_eq!(fake.asked().len(), 3);

    for lane in [Lane::Operation, Lane::Background] {
        let fake = Fake::answering([reply(502, "<html>"), fine.clone()]).await;
        let read = fake.client.read(&endpoint, lane).await.map(drop);
        assert_eq!(read, Err(Error::Unavailable { message: "HTTP 502".into() }), "no sleep, no second try");
        assert_eq!(fake.asked().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_in_another_shape_says_where() {
    for (body, place) in [
        (r#"{"company":{"sites":[{"id":"s1"},{"id":7}]}}"#, "company.sites[1].id"),
        (r#"{"company":{"sites":[{"name":"s1"}]}}"#, "company.sites[0]"),
        (r#"{"company":{"sites":"none"}}"#, "company.sites"),
        (r#"{"sites":[]}"#, ""),
        ("<html>", ""),
    ] {
        let fake = Fake::answering([reply(200, body)]).await;
        match fake.client.read(&all_sites(), Lane::Background).await {
            Err(Error::Decode { path, message }) => assert_eq!(path, place, "{message}"),
            other => panic!("{body}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_key_is_asked_about_once_and_again_on_request() {
    let first = r#"{"name":"bot","expires_at":"1704081600000","company":"c1","status":"active"}"#;
    let second = r#"{"name":"bot","expires_at":null,"company":"c1","status":"expired"}"#;
    let fake = Fake::answering([reply(500, ""), reply(200, first), reply(200, second), reply(401, "")]).await;
    assert!(fake.client.key(Lane::Operation).await.is_err(), "and a failure is not remembered");

    let clone = fake.client.clone();
    let (one, other) = tokio::join!(fake.client.key(Lane::Operation), clone.company(Lane::Person));
    let wanted = KeyFacts {
        name: "bot".into(),
        company: CompanyId::new("c1"),
        expires_at: Some("2024-01-01T04:00:00Z".parse().unwrap()),
        status: "active".into(),
    };
    assert_eq!(one, Ok(wanted));
    assert_eq!(other, Ok(CompanyId::new("c1")));
    assert_eq!(fake.asked().len(), 2);

    let refreshed = fake.client.refresh_key(Lane::Background).await.unwrap();
    assert_eq!((refreshed.status.as_str(), refreshed.expires_at), ("expired", None));
    assert!(fake.client.refresh_key(Lane::Background).await.is_err());
    assert_eq!(fake.client.key(Lane::Person).await, Ok(refreshed), "what was known stays");
    assert_eq!(fake.client.calls(), 4);
}

#[tokio::test]
async fn an_operation_is_judged_by_its_truth_table() {
    let id = KinstaOperationId::new("cache:clear-1");
    let table = [
        (reply(202, r#"{"status":202,"message":"Operation in progress"}"#), Ok(Verdict::Pending)),
        (reply(404, r#"{"status":404,"message":"m"}"#), Ok(Verdict::Pending)),
        (
            reply(200, r#"{"status":200,"message":"m","data":{"a":1}}"#),
            Ok(Verdict::Done { data: json!({"a": 1}), message: "m".into() }),
        ),
        (reply(500, r#"{"status":500,"message":"m"}"#), Ok(Verdict::Failed { message: "m".into() })),
        (reply(502, "<html>"), Ok(Verdict::Transient { message: "HTTP 502".into() })),
        (reply(401, r#"{"status":401,"message":"m"}"#), Err(Error::Unauthorised { message: "m".into() })),
        (reply(400, r#"{"status":400,"message":"m"}"#), Err(Error::Rejected { status: 400, message: "m".into() })),
    ];
    for (reply, wanted) in table {
        let fake = Fake::answering([reply]).await;
        assert_eq!(fake.client.operation(&id, 5_000, Lane::Operation).await, wanted);
        assert_eq!(fake.asked()[0].path_and_query, "/v2/operations/cache%3Aclear-1");
        assert_eq!(fake.asked().len(), 1);
    }
}

#[tokio::test]
async fn the_activity_log_is_read_with_its_filters() {
    let body = json!({"company": {"activity_logs": {"total": 42, "items": [{
        "id": 34_181_968, "site_id": "s1", "created_at": 1_665_382_600_770_i64, "is_done": true, "has_failed": true,
        "has_warning": false, "type": "clearCache", "public_error": "Busy", "ip_address": null, "initiated_by": null,
        "api_key_info": {"id": "k1", "name": "bot"}, "user_agent_info": null, "descriptions": null
    }]}}});
    let fake = Fake::answering([reply(200, &body.to_string())]).await;
    let mut endpoint = activity::List::of(CompanyId::new("c1"));
    endpoint.site = Some(SiteId::new("s1"));
    endpoint.category = Some(activity::Category::SiteActions);
    let page = fake.client.read(&endpoint, Lane::Operation).await.unwrap().into_page();
    assert_eq!(page.total, 42);
    let entry = &page.items[0];
    assert_eq!((entry.id.as_str(), entry.kind.as_str(), entry.has_failed), ("34181968", "clearCache", true));
    assert_eq!(entry.created_at.map(|at| at.as_millisecond()), Some(1_665_382_600_770));
    assert_eq!(entry.public_error.as_deref(), Some("Busy"));
    assert!(entry.descriptions.is_empty());
    assert_eq!(fake.asked()[0].path_and_query, "/v2/company/c1/activity-logs?category=siteActions&site_id=s1");
}
