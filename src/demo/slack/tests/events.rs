use super::*;

#[tokio::test]
async fn a_mention_is_posted_and_sent_as_an_event() {
    let scene = Scene::start().await;
    let said = scene.slack.mention("U1", "C1", "operation status", None).await;
    assert!(said.ack.is_ok());
    let event = scene.last().json();
    assert_eq!(event["event_id"], json!(said.event_id));
    assert_eq!(event["event"]["type"], "app_mention");
    assert_eq!(event["event"]["text"], "<@U0KINSTABOT> operation status");
    assert_eq!(event["event"]["ts"], said.ts);
    assert_eq!(event["authorizations"][0]["user_id"], "U0KINSTABOT");
    assert_eq!(scene.slack.messages("C1")[0].plain(), "@kinsta operation status");
    scene.slack.mention("U2", "C1", "help", Some(&said.ts)).await;
    assert_eq!(scene.last().json()["event"]["thread_ts"], said.ts);
    assert_eq!(scene.slack.thread("C1", &said.ts).len(), 2);
    scene.slack.deliver_event_again(said.event_id.as_deref().unwrap()).await;
    assert_eq!(scene.last().json(), event);
    assert_eq!(scene.last().header("x-slack-retry-num"), "1");
}

#[tokio::test]
async fn where_the_bot_is_no_member_it_is_not_told_and_the_person_is() {
    let scene = Scene::start().await;
    let said = scene.slack.mention("U1", "C2", "help", None).await;
    assert_eq!(said.event_id, None);
    assert!(scene.seen().is_empty());
    assert!(scene.slack.ephemerals("U1", "C2")[0].text.contains("not in this conversation"));
}

#[tokio::test]
async fn a_failed_event_comes_again_at_once_then_after_one_and_five_minutes() {
    let scene = Scene::start().await;
    for _ in 0..3 {
        scene.answers_with(Answer::Body(StatusCode::INTERNAL_SERVER_ERROR, String::new()));
    }
    scene.slack.mention("U1", "C1", "help", None).await;
    assert_eq!(scene.seen().len(), 2);
    for (wait_s, tries) in [(60, 3), (300, 4)] {
        while scene.clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
        scene.clock.advance(Duration::from_secs(wait_s));
        while scene.seen().len() < tries {
            tokio::task::yield_now().await;
        }
    }
    let seen = scene.seen();
    let numbers: Vec<&str> = seen.iter().map(|seen| seen.header("x-slack-retry-num")).collect();
    assert_eq!(numbers, ["", "1", "2", "3"]);
    assert_eq!(seen[3].header("x-slack-retry-reason"), "http_error");
    assert!(seen.iter().all(|other| other.body == seen[0].body));
}

#[tokio::test]
async fn a_bot_may_ask_not_to_be_told_again() {
    let scene = Scene::start().await;
    scene.answers_with(Answer::NoRetry);
    scene.slack.mention("U1", "C1", "help", None).await;
    assert_eq!(scene.seen().len(), 1);
}

#[tokio::test]
async fn only_subscribed_events_are_sent() {
    let scene = Scene::start().await;
    let direct = scene.slack.dm_channel("U1").unwrap();
    let said = scene.slack.say("U1", &direct, "hello", None).await;
    assert_eq!(said.event_id, None);
    assert!(scene.slack.open_home("U1").await.is_ok());
    let event = scene.last().json()["event"].clone();
    assert_eq!(
        (&event["type"], &event["tab"], &event["channel"]),
        (&json!("app_home_opened"), &json!("home"), &json!(direct))
    );
    let listening = Options { events: vec!["message.im".to_owned()], ..Options::default() };
    let scene = Scene::with(listening).await;
    let direct = scene.slack.dm_channel("U1").unwrap();
    scene.slack.say("U1", &direct, "hello", None).await;
    assert_eq!(scene.last().json()["event"]["channel_type"], "im");
}
