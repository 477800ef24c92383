use serde_json::json;

use super::fake::{Fake, reply};
use crate::access::Grant;
use crate::domain::ids::{CompanyId, EnvId};
use crate::kinsta::api::ids::{BackupId, SiteDomainId, ZoneId};
use crate::kinsta::api::{Started, analytics, backups, denied_ips, dns, logs, redirects, sftp_accounts, site_domains};
use crate::kinsta::{Error, Lane};

const STARTED: &str = r#"{"operation_id":"o-1","message":"m","status":202}"#;

fn environment() -> EnvId {
    EnvId::new("e1")
}

#[tokio::test]
async fn deletes_carry_their_bodies() {
    let fake = Fake::answering([reply(202, STARTED)]).await;
    let grant = Grant::for_tests();
    let record = dns::Delete { zone: ZoneId::new("z1"), kind: "A".into(), name: "www.acme.example.".into() };
    let domains = site_domains::Remove { environment: environment(), domains: vec![SiteDomainId::new("d1")] };
    fake.client.write(&record, Lane::Operation, &grant).await.unwrap();
    fake.client.write(&domains, Lane::Operation, &grant).await.unwrap();
    fake.client.write(&backups::Delete { id: BackupId::new("7") }, Lane::Operation, &grant).await.unwrap();
    let asked = fake.asked();
    let wanted = [
        ("/v2/domains/z1/dns-records", json!({"type": "A", "name": "www.acme.example."}).to_string()),
        ("/v2/sites/environments/e1/domains", json!({"domain_ids": ["d1"]}).to_string()),
        ("/v2/sites/environments/backups/7", String::new()),
    ];
    for (asked, (path, body)) in asked.iter().zip(wanted) {
        assert_eq!((asked.method.as_str(), asked.path_and_query.as_str()), ("DELETE", path));
        assert_eq!(asked.body, body);
    }
    assert_eq!(asked.len(), 3);
}

#[tokio::test]
async fn numbers_that_come_with_202_are_an_answer() {
    let series = json!({"analytics": {"analytics_response": {"key": "uniqueip", "data": [{
        "name": "uniqueip", "total": 0, "dataset": [
            {"key": "2025-10-28T00:00:00", "value": "1000"}, {"key": "2025-10-29T00:00:00", "value": "234"},
        ],
    }]}}});
    let fake = Fake::answering([reply(202, &series.to_string())]).await;
    let visits = analytics::Visits {
        environment: environment(),
        company: CompanyId::new("c1"),
        span: Some(analytics::Span::Days30),
        from: None,
        to: None,
    };
    let series = fake.client.read(&visits, Lane::Person).await.unwrap();
    assert_eq!(series.lines[0].total(), 1_234.0);
    let path = "/v2/sites/environments/e1/analytics/visits?company_id=c1&time_span=30_days";
    assert_eq!(fake.asked()[0].path_and_query, path);
}

#[tokio::test]
async fn a_change_that_is_done_when_answered_leaves_nothing_to_follow() {
    let grant = Grant::for_tests();
    for body in ["", "null", r#"{"result":null}"#] {
        let fake = Fake::answering([reply(200, body)]).await;
        let change = redirects::Change {
            environment: environment(),
            action: redirects::Action::DeleteAll,
            filter: redirects::Filter::default(),
        };
        let started = fake.client.write(&change, Lane::Operation, &grant).await;
        assert_eq!(started, Ok(Started::default()), "{body:?}");
    }
}

#[tokio::test]
async fn a_list_that_is_missing_is_not_taken_for_an_empty_one() {
    let fake = Fake::answering([reply(200, r#"{"environment":{"id":"e1"}}"#)]).await;
    let denied = fake.client.read(&denied_ips::List { environment: environment() }, Lane::Operation).await;
    assert!(matches!(&denied, Err(Error::Decode { path, .. }) if path == "environment"), "{denied:?}");
}

#[tokio::test]
async fn a_log_with_nothing_in_it_is_no_failure() {
    let logs = json!({"environment": {"container_info": {"logs": null}}});
    let fake = Fake::answering([reply(200, &logs.to_string())]).await;
    let tail = logs::Tail { environment: environment(), file: logs::LogFile::Error, lines: 50_000 };
    assert_eq!(fake.client.read(&tail, Lane::Person).await, Ok(None));
    let path = "/v2/sites/environments/e1/logs?file_name=error&lines=20000";
    assert_eq!(fake.asked()[0].path_and_query, path);
}

#[tokio::test]
async fn a_password_is_sent_and_not_repeated_when_kinsta_quotes_it() {
    let password = "correct-horse-battery";
    let refusal = json!({"status": 400, "message": "bad request", "data": [format!("`{password}` is too weak")]});
    let fake = Fake::answering([reply(400, &refusal.to_string())]).await;
    let add = sftp_accounts::Add {
        environment: environment(),
        username: "acme".into(),
        password: password.into(),
        root_directory: None,
        permission: None,
    };
    let error = fake.client.write(&add, Lane::Operation, &Grant::for_tests()).await.unwrap_err();
    assert!(fake.asked()[0].body.contains(password));
    let told = format!("{error} {error:?} {add:?}");
    assert!(told.contains("`[secret]` is too weak") && !told.contains(password), "{told}");
}
