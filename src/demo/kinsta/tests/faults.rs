//! Bad weather.

use serde_json::{Value, json};

use super::super::{Fault, Rule};
use super::{Answer, Stage};

const CLEAR: &str = "/sites/tools/clear-cache";

fn body(stage: &Stage) -> Value {
    json!({ "environment_id": stage.acme_live().id })
}

async fn switch(stage: &Stage, method: &str, path: &str, body: Option<Value>) -> Answer {
    let url = format!("http://{}{path}", stage.kinsta.api_addr());
    let request = stage.http.request(method.parse().unwrap(), url);
    stage
        .send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
}

#[tokio::test]
async fn the_next_requests_are_told_to_come_later() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(2, "/sites", Fault::TooManyRequests { retry_after_s: Some(7) });
    assert_eq!(stage.get("/validate").await.status, 200, "another path");
    for _ in 0..2 {
        let refused = stage.post(CLEAR, &body(&stage)).await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, "7"));
        assert_eq!(refused.json(), json!({ "status": 429, "message": "Too many requests, please try again later." }));
    }
    assert_eq!(stage.kinsta.running_operations(), 0, "not executed");
    assert_eq!(stage.post(CLEAR, &body(&stage)).await.status, 202);
    assert!(stage.kinsta.faults().active().is_empty());
}

#[tokio::test]
async fn a_429_can_come_without_retry_after() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, "", Fault::TooManyRequests { retry_after_s: None });
    let refused = stage.get("/validate").await;
    assert_eq!((refused.status, refused.headers.get("retry-after")), (429, None));
}

#[tokio::test]
async fn a_call_is_declined_in_the_words_that_were_given() {
    let stage = Stage::new().await;
    let fault = Fault::Declined { status: 409, message: "Not now".into() };
    stage.kinsta.faults().next(1, CLEAR, fault);
    let declined = stage.post(CLEAR, &body(&stage)).await;
    assert_eq!((declined.status, &declined.json()["message"]), (409, &json!("Not now")));
    assert_eq!(stage.kinsta.running_operations(), 0, "not executed");
    assert_eq!(stage.post(CLEAR, &body(&stage)).await.status, 202);
}

#[tokio::test]
async fn server_errors_last_until_cleared() {
    let stage = Stage::new().await;
    let id = stage.kinsta.faults().until_cleared("", Fault::ServerError { executed: false });
    for _ in 0..3 {
        let broken = stage.get("/validate").await;
        assert_eq!((broken.status, broken.json()["status"].as_u64()), (500, Some(500)));
    }
    assert!(stage.kinsta.faults().remove(id));
    assert!(!stage.kinsta.faults().remove(id));
    assert_eq!(stage.get("/validate").await.status, 200);
}

#[tokio::test]
async fn a_bad_gateway_speaks_html_and_may_have_executed() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::BadGateway { executed: true });
    let broken = stage.post(CLEAR, &body(&stage)).await;
    assert_eq!((broken.status, broken.header("content-type")), (502, "text/html"));
    assert!(serde_json::from_str::<Value>(&broken.text).is_err());
    assert_eq!(stage.kinsta.running_operations(), 1);
}

#[tokio::test]
async fn a_socket_dropped_after_executing_leaves_a_trace_in_the_activity_log() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::Drop { executed: true });
    assert!(stage.post_breaks(CLEAR, &body(&stage)).await);
    assert_eq!(stage.kinsta.running_operations(), 1);
    assert_eq!(stage.activity("?limit=1").await["items"][0]["type"], "clearCache");
    let write = &stage.kinsta.writes()[0];
    assert_eq!((write.body.clone(), write.status), (Some(body(&stage)), None));
}

#[tokio::test]
async fn a_socket_dropped_before_executing_changes_nothing() {
    let stage = Stage::new().await;
    let before = stage.activity("").await["total"].clone();
    stage.kinsta.faults().next(1, CLEAR, Fault::Drop { executed: false });
    assert!(stage.post_breaks(CLEAR, &body(&stage)).await);
    assert_eq!(stage.kinsta.running_operations(), 0);
    assert_eq!(stage.activity("").await["total"], before);
    assert_eq!(stage.kinsta.writes()[0].body, Some(body(&stage)), "the body had been read");
}

#[tokio::test]
async fn a_dropped_socket_carries_no_answer_at_all() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::Drop { executed: true });
    let mut socket = tokio::net::TcpStream::connect(stage.kinsta.api_addr()).await.unwrap();
    let body = body(&stage).to_string();
    let head = format!(
        "POST /v2{CLEAR} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer demo-key\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all((head + &body).as_bytes()).await.unwrap();
    let mut received = Vec::new();
    let _ = socket.read_to_end(&mut received).await;
    assert_eq!(received, b"");
    assert_eq!(stage.kinsta.running_operations(), 1);
}

#[tokio::test]
async fn a_stalled_request_is_answered_when_released() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::Stall { executed: false });
    let waiting = tokio::spawn(stage.request("POST", CLEAR).json(&body(&stage)).send());
    stage.kinsta.faults().until_stalled(1).await;
    assert_eq!(stage.kinsta.running_operations(), 0);
    stage.kinsta.faults().release_stalled();
    assert_eq!(waiting.await.unwrap().unwrap().status(), 202);
    assert_eq!(stage.kinsta.faults().stalled(), 0);
    assert_eq!(stage.kinsta.running_operations(), 1);
}

#[tokio::test]
async fn a_request_can_stall_after_it_took_effect() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::Stall { executed: true });
    let waiting = tokio::spawn(stage.request("POST", CLEAR).json(&body(&stage)).send());
    stage.kinsta.faults().until_stalled(1).await;
    assert_eq!(stage.kinsta.running_operations(), 1);
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
}

#[tokio::test]
async fn a_stalled_request_whose_caller_gave_up_never_takes_effect() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::Stall { executed: false });
    let waiting = tokio::spawn(stage.request("POST", CLEAR).json(&body(&stage)).send());
    stage.kinsta.faults().until_stalled(1).await;
    waiting.abort();
    while stage.kinsta.faults().stalled() > 0 {
        tokio::task::yield_now().await;
    }
    stage.kinsta.faults().release_stalled();
    assert_eq!(stage.get("/validate").await.status, 200);
    assert_eq!(stage.kinsta.running_operations(), 0);
}

#[tokio::test]
async fn a_key_can_be_refused_from_now_on() {
    let stage = Stage::new().await;
    stage.kinsta.faults().until_cleared("", Fault::RefusedKey);
    assert_eq!(stage.post(CLEAR, &body(&stage)).await.status, 401);
    assert_eq!(stage.kinsta.running_operations(), 0);
    stage.kinsta.faults().clear();
    assert_eq!(stage.post(CLEAR, &body(&stage)).await.status, 202);
}

#[tokio::test]
async fn json_can_break_off_in_a_success() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, CLEAR, Fault::MalformedJson);
    let broken = stage.post(CLEAR, &body(&stage)).await;
    assert_eq!(broken.status, 200);
    assert!(serde_json::from_str::<Value>(&broken.text).is_err(), "{}", broken.text);
    assert_eq!(stage.kinsta.running_operations(), 1, "it took effect");
}

#[tokio::test]
async fn a_stuck_operation_ends_only_by_hand() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, "", Fault::StuckOperation);
    let stuck = stage.clears_acme().await;
    let other = stage.clears_acme().await;
    stage.advance_ms(86_400_000);
    assert_eq!(stage.operation(&stuck).await.status, 202);
    assert_eq!(stage.operation(&other).await.status, 200, "only the next one");
    stage.kinsta.finish_operations();
    assert_eq!(stage.operation(&stuck).await.status, 200);
}

#[tokio::test]
async fn an_operation_fails_with_the_given_words_and_has_no_effect() {
    let stage = Stage::new().await;
    stage.visit("acme.example/").await;
    stage.kinsta.faults().next(1, CLEAR, Fault::FailedOperation { message: "Nginx said no.".to_owned() });
    let id = stage.clears_acme().await;
    stage.kinsta.finish_operations();
    assert_eq!(stage.operation(&id).await.json()["message"], "Nginx said no.");
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "HIT");
}

#[tokio::test]
async fn a_lost_operation_is_never_found_but_shows_in_the_activity_log() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, "", Fault::LostOperation);
    let id = stage.clears_acme().await;
    stage.advance_ms(600_000);
    assert_eq!(stage.operation(&id).await.status, 404);
    assert_eq!(stage.activity("?limit=1").await["items"][0]["is_done"], true);
}

#[tokio::test]
async fn a_rule_may_name_the_method() {
    let stage = Stage::new().await;
    let fault = Fault::ServerError { executed: false };
    stage.kinsta.faults().add(Rule {
        id: 0,
        fault,
        path: "/sites".to_owned(),
        method: Some("POST".to_owned()),
        times: None,
    });
    assert_eq!(stage.get(&format!("/sites/{}", stage.acme().id)).await.status, 200);
    assert_eq!(stage.post(CLEAR, &body(&stage)).await.status, 500);
}

#[tokio::test]
async fn the_switches_work_over_http() {
    let stage = Stage::new().await;
    let wanted = json!({ "fault": "drop", "executed": true, "path": "/sites/tools", "times": 1 });
    let added = switch(&stage, "POST", "/_faults", Some(wanted)).await;
    assert_eq!(added.status, 201, "{}", added.text);
    assert_eq!(
        added.json(),
        json!({
            "added": 1, "failures_as_200": false, "stalled": 0,
            "faults": [{ "id": 1, "fault": "drop", "executed": true, "path": "/sites/tools", "method": null, "times": 1 }],
        })
    );
    assert!(stage.post_breaks(CLEAR, &body(&stage)).await);
    assert_eq!(switch(&stage, "GET", "/_faults", None).await.json()["faults"], json!([]));

    let style = switch(&stage, "POST", "/_faults", Some(json!({ "failures_as_200": true }))).await;
    assert_eq!((style.status, style.json()["failures_as_200"].as_bool()), (200, Some(true)));

    let added = switch(&stage, "POST", "/_faults", Some(json!({ "fault": "stuck_operation" }))).await.json();
    let path = format!("/_faults/{}", added["added"]);
    assert_eq!(switch(&stage, "DELETE", &path, None).await.status, 200);
    assert_eq!(switch(&stage, "DELETE", &path, None).await.status, 404);

    switch(&stage, "POST", "/_faults", Some(json!({ "fault": "stall", "path": "/validate" }))).await;
    let waiting = tokio::spawn(stage.request("GET", "/validate").send());
    stage.kinsta.faults().until_stalled(1).await;
    assert_eq!(switch(&stage, "POST", "/_faults/release", None).await.status, 200);
    assert_eq!(waiting.await.unwrap().unwrap().status(), 200);

    let cleared = switch(&stage, "DELETE", "/_faults", None).await.json();
    assert_eq!(cleared, json!({ "faults": [], "failures_as_200": false, "stalled": 0 }));
}

#[tokio::test]
async fn every_fault_can_be_named_over_http() {
    let stage = Stage::new().await;
    let all = [
        Fault::TooManyRequests { retry_after_s: Some(1) },
        Fault::RefusedKey,
        Fault::ServerError { executed: true },
        Fault::BadGateway { executed: false },
        Fault::Drop { executed: false },
        Fault::Stall { executed: true },
        Fault::MalformedJson,
        Fault::StuckOperation,
        Fault::FailedOperation { message: "No.".to_owned() },
        Fault::LostOperation,
    ];
    for fault in &all {
        let added = switch(&stage, "POST", "/_faults", Some(serde_json::to_value(fault).unwrap())).await;
        assert_eq!(added.status, 201, "{}", added.text);
    }
    let kept: Vec<_> = stage.kinsta.faults().active().into_iter().map(|rule| rule.fault).collect();
    assert_eq!(kept, all);
}

#[tokio::test]
async fn an_unknown_fault_is_refused() {
    let stage = Stage::new().await;
    for wrong in [json!({ "fault": "earthquake" }), json!({}), json!({ "fault": "drop", "times": 0 }), json!([])] {
        assert_eq!(switch(&stage, "POST", "/_faults", Some(wrong.clone())).await.status, 400, "{wrong}");
    }
    assert!(stage.kinsta.faults().active().is_empty());
}
