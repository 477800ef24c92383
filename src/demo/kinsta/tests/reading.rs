//! Logs, analytics and usage; and how much is remembered.

use serde_json::{Value, json};

use super::super::Options;
use super::super::begin::{Begin, Kind, on_success};
use super::super::gate::Call;
use super::Stage;

async fn log(stage: &Stage, query: &str) -> Vec<String> {
    let told = stage.read(&stage.at_live(&format!("logs{query}"))).await;
    told["environment"]["container_info"]["logs"].as_str().unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn logs_are_the_last_lines_and_go_on_with_time() {
    let stage = Stage::new().await;
    assert_eq!(log(&stage, "").await.len(), 1_000);
    let lines = log(&stage, "?file_name=error&lines=30").await;
    assert_eq!(lines.len(), 30);
    assert!(lines.windows(2).all(|pair| pair[0][..19] < pair[1][..19]), "oldest first");
    assert!(lines[29].as_str() < "2027/03/01 09:00:01" && lines.iter().any(|line| line.contains("PHP Fatal error")));
    assert!(lines.iter().all(|line| line.contains("acme.example")));
    stage.advance_ms(470_000);
    let later = log(&stage, "?file_name=error&lines=30").await;
    assert_eq!(later[..20], lines[10..], "what was written stays");

    let access = log(&stage, "?file_name=access&lines=20000").await;
    assert_eq!(access.len(), 20_000);
    assert!(access[0].starts_with("acme.example ") && access[0].contains(" HTTP/2.0 "), "{}", access[0]);
    let cache = log(&stage, "?file_name=kinsta-cache-perf&lines=50").await;
    assert!(cache.iter().any(|line| line.contains(" HIT ")) && cache.iter().any(|line| line.contains(" MISS ")));
    assert_eq!(log(&stage, "?lines=0").await.len(), 0);
    let most = stage.get(&stage.at_live("logs?lines=20001")).await;
    assert_eq!(most.json()["data"][0]["message"], "Number must be less than or equal to 20000");
}

#[tokio::test]
async fn logs_are_read_35_times_a_minute() {
    let stage = Stage::new().await;
    let path = stage.at_live("logs?lines=1");
    for _ in 0..35 {
        assert_eq!(stage.get(&path).await.status, 200);
    }
    let refused = stage.get(&path).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "60"));
    assert_eq!(stage.get(&stage.at_live("plugins")).await.status, 200);
    stage.advance_ms(60_000);
    assert_eq!(stage.get(&path).await.status, 200);
}

async fn analytics(stage: &Stage, query: &str) -> Value {
    let path = stage.at_live(&format!("analytics/{query}&company_id={}", stage.kinsta.company_id()));
    let answer = stage.get(&path).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    answer.json()["analytics"]["analytics_response"].clone()
}

fn points(told: &Value) -> Vec<(String, u64)> {
    let dataset = told["data"][0]["dataset"].as_array().unwrap();
    let text = |point: &Value, name: &str| point[name].as_str().unwrap().to_owned();
    dataset.iter().map(|point| (text(point, "key"), text(point, "value").parse().unwrap())).collect()
}

#[tokio::test]
async fn analytics_tell_days_or_hours_as_texts_and_a_total_as_a_number() {
    let stage = Stage::new().await;
    for (kind, key) in [("visits", "uniqueip"), ("bandwidth", "bandwidth"), ("cdn-bandwidth", "cdn-bandwidth")] {
        let told = analytics(&stage, &format!("{kind}?time_span=30_days")).await;
        assert_eq!((&told["key"], &told["data"][0]["name"]), (&json!(key), &json!(key)));
        let days = points(&told);
        assert_eq!((days.len(), days[29].0.as_str()), (30, "2027-03-01T00:00:00"));
        let sum: u64 = days.iter().map(|(_, value)| value).sum();
        assert!(sum > 0);
        assert_eq!(told["data"][0]["total"], sum, "{kind}");
    }
    let hours = points(&analytics(&stage, "visits?time_span=24_hours").await);
    assert_eq!(
        (hours.len(), hours[0].0.as_str(), hours[23].0.as_str()),
        (24, "2027-02-28T10:00:00", "2027-03-01T09:00:00")
    );
    assert_eq!(points(&analytics(&stage, "visits?").await).len(), 7);
    let january = points(&analytics(&stage, "visits?from=2027-01-01&to=2027-01-31").await);
    assert_eq!((january.len(), january[30].0.as_str()), (31, "2027-01-31T00:00:00"));
    stage.advance_ms(86_400_000);
    assert_eq!(points(&analytics(&stage, "visits?from=2027-01-01&to=2027-01-31").await), january, "the past stays");

    let disk = analytics(&stage, "diskspace?time_zone=02:00").await;
    assert_eq!((&disk["key"], &disk["data"][0]["total"]), (&json!("diskSpaceUsage"), &json!(points(&disk)[6].1)));
}

#[tokio::test]
async fn analytics_refuse_what_cannot_be_told() {
    let stage = Stage::new().await;
    let company = stage.kinsta.company_id();
    for query in [
        "visits?company_id={c}&from=2027-02-01&to=2027-01-01".to_owned(),
        "visits?company_id={c}&from=2020-01-01&to=2027-01-01".to_owned(),
        "visits?company_id={c}&from=yesterday".to_owned(),
        "diskspace?company_id={c}&time_zone=02:00&time_span=24_hours".to_owned(),
        "diskspace?company_id={c}&time_zone=Europe/Berlin".to_owned(),
    ] {
        let path = stage.at_live(&format!("analytics/{}", query.replace("{c}", &company)));
        assert_eq!(stage.get(&path).await.status, 400, "{query}");
    }
    assert_eq!(stage.get(&stage.at_live("analytics/visits?company_id=x")).await.status, 404);
}

#[tokio::test]
async fn usage_is_that_of_all_environments_since_the_first_of_the_month() {
    let stage = Stage::new().await;
    stage.advance_ms(9 * 86_400_000);
    let site = stage.acme();
    let told = stage.read(&format!("/sites/{}/usage/visits/this-month", site.id)).await;
    let mut sum = 0;
    for environment in &site.environments {
        let path = format!(
            "/sites/environments/{}/analytics/visits?company_id={}&from=2027-03-01",
            environment.id,
            stage.kinsta.company_id()
        );
        let told = stage.get(&path).await.json()["analytics"]["analytics_response"].clone();
        assert_eq!(points(&told).len(), 10);
        sum += told["data"][0]["total"].as_u64().unwrap();
    }
    assert_eq!(told["site"]["this_month_usage"]["visits"], sum);
    let cdn = stage.read(&format!("/sites/{}/usage/cdn-bandwidth/this-month", site.id)).await;
    assert!(cdn["site"]["this_month_cdn_usage"]["bandwidth"].as_u64().unwrap() > 0);
}

const NOTHING: Kind = Kind::of_sites("nothing:done", "Doing nothing in progress", "nothing");

#[tokio::test]
async fn only_the_latest_operations_and_lines_are_remembered() {
    let stage = Stage::with(Options { requests_per_minute: None, ..Options::default() }).await;
    stage.kinsta.faults().next(1, "/sites/tools", super::super::Fault::StuckOperation);
    let stuck = stage.clears_acme().await;
    let first = stage.clears_acme().await;
    stage.advance_ms(6_000);
    assert_eq!(stage.operation(&first).await.status, 200);
    let shared = &stage.kinsta.shared;
    let call = Call { method: "POST".parse().unwrap(), path: "/sites/tools/clear-cache".to_owned() };
    {
        let mut world = shared.lock();
        for _ in 0..20_000 {
            let effect = on_success(|_, _| Ok(Value::Null));
            shared.begin(&mut world, &call, Begin::new(&NOTHING, String::new(), None, effect));
        }
    }
    stage.advance_ms(6_000);
    let last = stage.clears_acme().await;
    stage.advance_ms(6_000);
    assert_eq!(stage.operation(&first).await.status, 404, "forgotten");
    assert_eq!(stage.operation(&stuck).await.status, 202, "one that still runs is not");
    assert_eq!(stage.operation(&last).await.status, 200);
    assert_eq!(stage.activity("?limit=1").await["total"], 20_000);
}
