use std::time::Duration;

use super::fake::{Fake, reply};
use crate::access::Grant;
use crate::clock::Clock;
use crate::domain::ids::{EnvId, KinstaOperationId};
use crate::kinsta::api::{tools, validate};
use crate::kinsta::{Error, Lane};

const KEY_FACTS: &str = r#"{"name":"bot","expires_at":null,"company":"c1","status":"active"}"#;
const REFUSED: &str = r#"{"status":429,"message":"Too many requests, please try again later."}"#;

fn limited_for(fake: &Fake, wait_ms: i64) -> Error {
    Error::RateLimited { until: jiff::Timestamp::from_millisecond(fake.clock.now_ms() + wait_ms).unwrap() }
}

fn restart() -> tools::RestartPhp {
    tools::RestartPhp { environment: EnvId::new("e1") }
}

#[tokio::test]
async fn a_job_is_told_when_to_come_back_and_nothing_sleeps() {
    let date = "Mon, 21 Sep 2026 14:13:50 GMT";
    for (lane, wait, wait_ms) in [(Lane::Operation, "7", 7_000), (Lane::Background, date, 30_000)] {
        let fake = Fake::answering([reply(429, REFUSED).with("Retry-After", wait), reply(200, KEY_FACTS)]).await;
        let limited = limited_for(&fake, wait_ms);
        assert_eq!(fake.client.read(&validate::Validate, lane).await, Err(limited.clone()));
        let write = fake.client.write(&restart(), lane, &Grant::for_tests()).await;
        assert_eq!(write.unwrap_err(), limited, "it closes for writes, too");
        assert!(limited.may_be_sent_again());
        let operation = fake.client.operation(&KinstaOperationId::new("o"), 0, lane).await;
        assert_eq!(operation, Err(limited), "and for following operations");
        assert_eq!(fake.asked().len(), 1, "nothing is sent while it is closed");

        fake.clock.advance(Duration::from_millis(wait_ms.unsigned_abs()));
        assert!(fake.client.read(&validate::Validate, lane).await.is_ok());
    }
}

#[tokio::test]
async fn a_refused_operation_status_is_a_limit_and_no_verdict() {
    let fake = Fake::answering([reply(429, REFUSED).with("retry-after", "3")]).await;
    let limited = limited_for(&fake, 3_000);
    assert_eq!(fake.client.operation(&KinstaOperationId::new("o"), 0, Lane::Operation).await, Err(limited));
}

#[tokio::test]
async fn a_refused_write_is_not_repeated_even_for_a_person() {
    let fake = Fake::answering([reply(429, REFUSED).with("Retry-After", "1"), reply(202, "{}")]).await;
    let limited = limited_for(&fake, 1_000);
    assert_eq!(fake.client.write(&restart(), Lane::Person, &Grant::for_tests()).await, Err(limited));
    assert_eq!(fake.asked().len(), 1);
}

#[tokio::test]
async fn a_person_waits_up_to_two_seconds_in_all() {
    let refused = |seconds: &str| reply(429, REFUSED).with("Retry-After", seconds);
    let fine = reply(200, KEY_FACTS);

    let fake = Fake::answering([refused("2"), fine.clone()]).await;
    let (read, waited_ms) = fake.letting_time_pass(fake.client.read(&validate::Validate, Lane::Person)).await;
    assert!(read.is_ok(), "{read:?}");
    assert_eq!(waited_ms, 2_000);

    let fake = Fake::answering([refused("1.5"), refused("1"), fine.clone()]).await;
    let (read, waited_ms) = fake.letting_time_pass(fake.client.read(&validate::Validate, Lane::Person)).await;
    assert!(matches!(read, Err(Error::RateLimited { .. })), "{read:?}");
    assert_eq!((waited_ms, fake.asked().len()), (1_500, 2));

    let fake = Fake::answering([refused("3"), fine]).await;
    let limited = limited_for(&fake, 3_000);
    assert_eq!(fake.client.read(&validate::Validate, Lane::Person).await, Err(limited));
}

#[tokio::test]
async fn an_endless_storm_ends_for_a_person_too() {
    let fake = Fake::answering([reply(429, REFUSED).with("Retry-After", "0")]).await;
    let (read, waited_ms) = fake.letting_time_pass(fake.client.read(&validate::Validate, Lane::Person)).await;
    assert!(matches!(read, Err(Error::RateLimited { .. })), "{read:?}");
    assert!(waited_ms <= 2_000 && fake.asked().len() <= 9, "{waited_ms} {}", fake.asked().len());
}

#[tokio::test]
async fn a_refusal_without_a_time_backs_off_further_each_time() {
    let fake = Fake::answering([reply(429, REFUSED)]).await;
    for wait_ms in [1_000, 2_000, 4_000] {
        let limited = limited_for(&fake, wait_ms);
        assert_eq!(fake.client.read(&validate::Validate, Lane::Operation).await, Err(limited));
        fake.clock.advance(Duration::from_millis(wait_ms.unsigned_abs()));
    }
    assert_eq!(fake.asked().len(), 3);
}

#[tokio::test]
async fn a_refusal_without_a_time_uses_the_reset_it_came_with() {
    let reply = reply(429, "").with("RateLimit-Remaining", "0").with("RateLimit-Reset", "17");
    let fake = Fake::answering([reply]).await;
    let limited = limited_for(&fake, 17_000);
    assert_eq!(fake.client.read(&validate::Validate, Lane::Background).await, Err(limited));
}

#[tokio::test]
async fn headers_hold_background_back_before_people() {
    let low = reply(200, KEY_FACTS)
        .with("X-RateLimit-Limit", "120")
        .with("X-RateLimit-Remaining", "30")
        .with("X-RateLimit-Reset", "20");
    let fake = Fake::answering([low]).await;
    assert!(fake.client.read(&validate::Validate, Lane::Background).await.is_ok());
    assert_eq!(fake.client.budget_left(), 30);
    let limited = limited_for(&fake, 20_000);
    assert_eq!(fake.client.read(&validate::Validate, Lane::Background).await, Err(limited));
    assert!(fake.client.read(&validate::Validate, Lane::Operation).await.is_ok());
    assert!(fake.client.clone().read(&validate::Validate, Lane::Person).await.is_ok());
    assert_eq!(fake.asked().len(), 3);
    fake.clock.advance(Duration::from_secs(20));
    assert!(fake.client.read(&validate::Validate, Lane::Background).await.is_ok());
}

#[tokio::test]
async fn every_request_is_counted_under_its_operation_and_outcome() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let rendered = recorder.handle();
    // Only for this thread, on which this test's whole runtime lives.
    let _guard = metrics::set_default_local_recorder(&recorder);
    let fake = Fake::answering([reply(200, KEY_FACTS), reply(202, "{}"), reply(502, "")]).await;
    fake.client.read(&validate::Validate, Lane::Operation).await.unwrap();
    fake.client.write(&restart(), Lane::Operation, &Grant::for_tests()).await.unwrap();
    let _ = fake.client.operation(&KinstaOperationId::new("o"), 0, Lane::Operation).await;
    let text = rendered.render();
    for line in [
        r#"kinsta_requests_total{operation="GET /validate",outcome="ok"} 1"#,
        r#"kinsta_requests_total{operation="POST /sites/tools/restart-php",outcome="ok"} 1"#,
        r#"kinsta_requests_total{operation="GET /operations/{operation_id}",outcome="server_error"} 1"#,
        r#"kinsta_request_seconds_count{operation="GET /validate"} 1"#,
        "kinsta_budget_left 117",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}

#[tokio::test]
async fn all_clones_draw_from_one_budget() {
    let fake = Fake::answering([reply(200, KEY_FACTS)]).await;
    let mut limited = 0;
    for _ in 0..80 {
        limited += u32::from(fake.client.clone().read(&validate::Validate, Lane::Background).await.is_err());
    }
    assert_eq!((limited, fake.asked().len()), (8, 72));
    assert_eq!(fake.client.budget_left(), 48);
}
