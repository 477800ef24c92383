//! The company's allowance per minute.

use super::super::Options;
use super::Stage;

#[tokio::test]
async fn the_121st_request_of_a_minute_is_refused() {
    let stage = Stage::new().await;
    let first = stage.get("/validate").await;
    assert_eq!(first.header("ratelimit-limit"), "120");
    assert_eq!(first.header("ratelimit-remaining"), "119");
    assert_eq!(first.header("ratelimit-reset"), "60");
    stage.advance_ms(20_500);
    for left in (0..119).rev() {
        let answer = stage.get("/validate").await;
        assert_eq!((answer.status, answer.header("ratelimit-remaining")), (200, left.to_string().as_str()));
    }
    let refused = stage.get("/validate").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "40"));
    assert_eq!((refused.header("ratelimit-remaining"), refused.header("ratelimit-reset")), ("0", "40"));
    assert_eq!(refused.json()["message"], "Too many requests, please try again later.");

    stage.advance_ms(39_499);
    assert_eq!(stage.get("/validate").await.status, 429);
    stage.advance_ms(1);
    assert_eq!(stage.get("/validate").await.status, 200);
}

#[tokio::test]
async fn strangers_do_not_use_up_the_allowance() {
    let stage = Stage::with(Options { requests_per_minute: Some(2), ..Options::default() }).await;
    for _ in 0..5 {
        let url = format!("{}/validate", stage.kinsta.api_url());
        let refused = stage.send(stage.http.get(url)).await;
        assert_eq!((refused.status, refused.header("ratelimit-remaining")), (401, "2"));
    }
    assert_eq!(stage.get("/validate").await.status, 200);
}

#[tokio::test]
async fn the_limit_can_be_switched_off() {
    let stage = Stage::with(Options { requests_per_minute: None, ..Options::default() }).await;
    for _ in 0..130 {
        let answer = stage.get("/validate").await;
        assert_eq!((answer.status, answer.header("ratelimit-remaining")), (200, "120"));
    }
}
