use super::*;

#[tokio::test]
async fn a_post_carries_its_blocks_its_thread_and_its_card() {
    let fake = fake(&[json!({"ok": true, "channel": "C1", "ts": "1.2", "message": {"odd": [1]}})]).await;
    let posted = fake.client.post(&channel(Some("1.1")), &message(), Some("01J")).await.unwrap();
    assert_eq!(posted, Posted { channel: "C1".into(), ts: "1.2".into() });
    let seen = fake.only();
    assert_eq!(seen.line, "POST /api/chat.postMessage");
    assert_eq!(seen.headers["authorization"], format!("Bearer {TOKEN}"));
    assert_eq!(
        seen.body,
        json!({
            "channel": "C1", "thread_ts": "1.1", "text": "Hello", "blocks": [{"type": "divider", "block_id": "0"}],
            "unfurl_links": false, "unfurl_media": false,
            "metadata": {"event_type": "kinsta_card", "event_payload": {"key": "01J"}},
        })
    );
}

#[tokio::test]
async fn a_post_to_a_person_says_where_it_went() {
    let fake = fake(&[json!({"ok": true, "channel": "D7", "ts": "1.2"})]).await;
    let place = Place { channel: "U1".into(), thread: None };
    let posted = fake.client.post(&place, &Message { text: "x".to_owned(), blocks: vec![] }, None).await.unwrap();
    assert_eq!(posted.channel.as_str(), "D7");
    assert_eq!(fake.only().body, json!({"channel": "U1", "text": "x", "unfurl_links": false, "unfurl_media": false}));
}

#[tokio::test]
async fn an_update_names_its_message() {
    let fake = fake(&[json!({"ok": true, "channel": "C1", "ts": "1.2", "text": "x"})]).await;
    fake.client.update(&"C1".into(), &"1.2".into(), &message()).await.unwrap();
    let seen = fake.only();
    assert_eq!(seen.line, "POST /api/chat.update");
    assert_eq!(
        (&seen.body["ts"], &seen.body["channel"], &seen.body["text"]),
        (&json!("1.2"), &json!("C1"), &json!("Hello"))
    );
}

#[tokio::test]
async fn a_whisper_names_its_listener() {
    let fake = fake(&[json!({"ok": true, "message_ts": "1.2"})]).await;
    fake.client.whisper(&channel(Some("1.1")), &"U1".into(), &message()).await.unwrap();
    let seen = fake.only();
    assert_eq!(seen.line, "POST /api/chat.postEphemeral");
    assert_eq!((&seen.body["user"], &seen.body["thread_ts"]), (&json!("U1"), &json!("1.1")));
}

#[tokio::test]
async fn a_direct_conversation_is_opened() {
    let fake = fake(&[json!({"ok": true, "no_op": true, "channel": {"id": "D1"}})]).await;
    assert_eq!(fake.client.open_dm(&"U1".into()).await.unwrap().as_str(), "D1");
    assert_eq!(fake.only().line, "POST /api/conversations.open");
    assert_eq!(fake.only().body, json!({"users": ["U1"]}));
}

#[tokio::test]
async fn the_token_tells_who_the_bot_is() {
    let answer = json!({"ok": true, "url": "https://acme.slack.com/", "team": "Acme", "user": "kinsta",
        "team_id": "T1", "user_id": "U0BOT", "bot_id": "B1", "is_enterprise_install": false});
    let fake = fake(&[answer]).await;
    let identity = fake.client.auth_test().await.unwrap();
    assert_eq!(
        (identity.team.as_str(), identity.bot_user.as_str(), identity.bot_id.as_deref()),
        ("T1", "U0BOT", Some("B1"))
    );
    assert_eq!(fake.only().line, "GET /api/auth.test");
}

#[tokio::test]
async fn a_person_comes_with_language_and_zone() {
    let answer = json!({"ok": true, "user": {
        "id": "U1", "team_id": "T1", "name": "ada", "real_name": "Ada L.", "locale": "de-DE", "tz": "Europe/Berlin",
        "is_bot": false, "is_ultra_restricted": true, "profile": {"display_name": "", "image_24": 7, "phone": null},
    }});
    let fake = fake(&[answer, json!({"ok": true, "user": {"id": "U2"}})]).await;
    let ada = fake.client.user(&"U1".into()).await.unwrap();
    assert_eq!(
        (ada.name.as_str(), ada.locale.as_deref(), ada.zone.as_deref()),
        ("Ada L.", Some("de-DE"), Some("Europe/Berlin"))
    );
    assert!(ada.is_restricted && !ada.is_bot && !ada.is_deleted);
    let seen = fake.only();
    assert_eq!(seen.line, "GET /api/users.info");
    assert_eq!((seen.query["user"].as_str(), seen.query["include_locale"].as_str()), ("U1", "true"));
    let bare = fake.client.user(&"U2".into()).await.unwrap();
    assert_eq!((bare.name.as_str(), bare.locale, bare.zone), ("U2", None, None));
}

fn card(ts: &str, key: &str) -> Value {
    json!({"type": "message", "ts": ts, "metadata": {"event_type": "kinsta_card", "event_payload": {"key": key}}})
}

#[tokio::test]
async fn a_posted_card_is_found_page_by_page_among_others() {
    let strange =
        json!({"ts": "9.1", "metadata": {"event_type": "kinsta_card", "event_payload": {"key": {"deep": []}}}});
    let other = json!({"ts": "9.2", "metadata": {"event_type": "other", "event_payload": {"key": "01J"}}});
    let fake = fake(&[
        json!({"ok": true, "messages": [strange, other, card("9.3", "01K"), {}], "has_more": true,
            "response_metadata": {"next_cursor": "next"}}),
        json!({"ok": true, "messages": [card("8.1", "01J")], "response_metadata": {"next_cursor": ""}}),
    ])
    .await;
    let since = Timestamp::from_second(NOW_S).unwrap();
    let found = fake.client.find_posted(&channel(None), "01J", since).await.unwrap();
    assert_eq!(found, Some("8.1".into()));
    let seen = fake.seen();
    assert_eq!(seen[0].line, "GET /api/conversations.history");
    assert_eq!(seen[0].query["include_all_metadata"], "true");
    assert_eq!(seen[0].query["oldest"], format!("{}.000000", NOW_S - 60));
    assert!(!seen[0].query.contains_key("cursor"));
    assert_eq!(seen[1].query["cursor"], "next");
}

#[tokio::test]
async fn a_card_in_a_thread_is_looked_for_in_the_thread() {
    let fake = fake(&[json!({"ok": true, "messages": []})]).await;
    let found = fake.client.find_posted(&channel(Some("1.1")), "01J", Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(found, None);
    assert_eq!(fake.only().line, "GET /api/conversations.replies");
    assert_eq!((fake.only().query["ts"].as_str(), fake.only().query["oldest"].as_str()), ("1.1", "0.000000"));
}

#[tokio::test]
async fn a_search_that_does_not_end_has_not_found_that_there_is_nothing() {
    let page = json!({"ok": true, "messages": [], "response_metadata": {"next_cursor": "again"}});
    let fake = fake(&vec![page; 5]).await;
    let found = fake.client.find_posted(&channel(None), "01J", Timestamp::UNIX_EPOCH).await;
    assert!(matches!(found, Err(Error::Unavailable { .. })), "{found:?}");
    assert_eq!(fake.seen().len(), 5);
}

#[tokio::test]
async fn an_answer_says_how_it_is_to_be_shown() {
    let fake = fake(&[]).await;
    for _ in 0..2 {
        fake.says(StatusCode::OK, &[], "ok");
    }
    fake.client.respond(&fake.address(), &message(), false, true).await.unwrap();
    fake.client.respond(&fake.address(), &message(), true, false).await.unwrap();
    let seen = fake.seen();
    assert_eq!(seen[0].line, "POST /response/1");
    assert!(!seen[0].headers.contains_key("authorization"));
    assert_eq!(
        seen[0].body,
        json!({"text": "Hello", "blocks": [{"type": "divider", "block_id": "0"}],
            "response_type": "in_channel", "replace_original": false})
    );
    assert_eq!(
        (&seen[1].body["response_type"], &seen[1].body["replace_original"]),
        (&json!("ephemeral"), &json!(true))
    );
}

#[tokio::test]
async fn an_address_that_is_old_or_foreign_is_not_called() {
    let fake = fake(&[]).await;
    let foreign = ReturnAddress { url: "https://evil.example/x".to_owned(), ..fake.address() };
    let refused = fake.client.respond(&foreign, &message(), false, false).await;
    assert_eq!(refused, Err(Error::Gone { code: "foreign_url".to_owned() }));
    fake.clock.advance(Duration::from_millis(1));
    let refused = fake.client.respond(&fake.address(), &message(), false, false).await;
    assert_eq!(refused, Err(Error::Gone { code: "expired_url".to_owned() }));
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let fake = fake(&[]).await;
    fake.says(StatusCode::TEMPORARY_REDIRECT, &[("location", "/response/2")], "");
    let refused = fake.client.respond(&fake.address(), &message(), false, false).await;
    assert_eq!(refused, Err(Error::Rejected { code: "http_307".to_owned(), detail: None }));
    assert_eq!(fake.seen().len(), 1);
}

#[test]
fn neither_the_client_nor_its_settings_show_the_token() {
    let (client, _) = client("https://slack.com/api", Duration::from_secs(1));
    assert!(!format!("{client:?}").contains("secret"));
    let settings = Settings {
        api_url: Url::parse("https://slack.com/api").unwrap(),
        token: TOKEN.into(),
        timeout: Duration::ZERO,
    };
    assert!(!format!("{settings:?}").contains("secret"));
}

#[test]
fn a_token_that_cannot_be_sent_is_refused() {
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    for token in ["", "xoxb-a\nb", "xoxb a", "xoxb-ü"] {
        let api_url = Url::parse("https://slack.com/api").unwrap();
        let settings = Settings { api_url, token: token.into(), timeout: Duration::from_secs(1) };
        assert!(matches!(Client::new(&settings, clock.clone()), Err(SetupError::Token)), "{token:?}");
    }
}

#[tokio::test]
async fn every_call_is_counted_with_its_outcome() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let fake = fake(&[json!({"ok": false, "error": "is_archived"})]).await;
    fake.says(StatusCode::OK, &[], "ok");
    fake.client.post(&channel(None), &message(), None).await.unwrap_err();
    fake.client.respond(&fake.address(), &message(), true, false).await.unwrap();
    let rendered = recorder.handle().render();
    for line in [
        r#"slack_requests_total{method="chat.postMessage",outcome="closed"} 1"#,
        r#"slack_requests_total{method="response_url",outcome="ok"} 1"#,
        r#"slack_request_seconds_count{method="chat.postMessage"} 1"#,
    ] {
        assert!(rendered.contains(line), "{line}\n{rendered}");
    }
}
