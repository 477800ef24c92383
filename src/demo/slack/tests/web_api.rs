use super::*;

#[tokio::test]
async fn a_wrong_token_and_an_unknown_method_are_refused() {
    let scene = Scene::start().await;
    let url = format!("{}/auth.test", scene.slack.api_url());
    assert_eq!(body_of(&scene.post(&url, Some("xoxb-wrong"), &json!({})).await)["error"], "invalid_auth");
    assert_eq!(body_of(&scene.post(&url, None, &json!({})).await)["error"], "not_authed");
    assert_eq!(scene.api("chat.shout", json!({})).await["error"], "unknown_method");
    assert_eq!(scene.slack.violations().len(), 3);
    assert!(!format!("{:?}", scene.slack.calls()).contains("xoxb"));
}

#[tokio::test]
async fn arguments_may_come_as_query_or_form_with_the_token_among_them() {
    let scene = Scene::start().await;
    let request = Request::get(format!("{}/users.info?user=U2&include_locale=true", scene.slack.api_url()))
        .header("authorization", "Bearer xoxb-demo-0000000000");
    let answer = body_of(&scene.http.send(request.body(Full::default()).unwrap()).await);
    assert_eq!((&answer["user"]["locale"], &answer["user"]["tz_offset"]), (&json!("de-DE"), &json!(3600)));
    let blocks = card("Go").to_string();
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("token", "xoxb-demo-0000000000"), ("channel", "#ops"), ("text", "hi"), ("blocks", &blocks)])
        .finish();
    let request = Request::post(format!("{}/chat.postMessage", scene.slack.api_url()))
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = body_of(&scene.http.send(request.body(Full::from(form)).unwrap()).await);
    assert_eq!((&answer["ok"], &answer["channel"]), (&json!(true), &json!("C1")), "{answer}");
    assert_eq!(scene.slack.calls()[1].args.get("token"), None);
    scene.no_violations();
}

#[tokio::test]
async fn where_the_bot_may_not_post_slack_says_why() {
    let scene = Scene::start().await;
    scene.slack.add_channel("C3", "old", Kind::Public, true);
    scene.slack.archive("C3", true);
    scene.slack.add_channel("C4", "news", Kind::Public, true);
    scene.slack.restrict("C4", true);
    for (channel, error) in [
        ("C2", "not_in_channel"),
        ("G1", "channel_not_found"),
        ("D9", "channel_not_found"),
        ("C9", "channel_not_found"),
        ("U9", "channel_not_found"),
        ("C3", "is_archived"),
        ("C4", "restricted_action"),
    ] {
        let answer = scene.api("chat.postMessage", json!({ "channel": channel, "text": "x" })).await;
        assert_eq!(answer["error"], error, "{channel}");
    }
    scene.slack.invite_bot("C2");
    assert_eq!(scene.api("chat.postMessage", json!({ "channel": "C2", "text": "x" })).await["ok"], true);
    scene.no_violations();
}

#[tokio::test]
async fn a_message_to_a_person_opens_the_conversation_with_them() {
    let scene = Scene::start().await;
    let answer = scene.api("chat.postMessage", json!({ "channel": "U2", "text": "psst" })).await;
    let opened = scene.api("conversations.open", json!({ "users": "U2" })).await;
    assert_eq!(answer["channel"], opened["channel"]["id"]);
    assert_eq!(scene.slack.dms("U2")[0].plain(), "psst");
    assert!(scene.slack.dms("U1").is_empty());
}

#[tokio::test]
async fn ephemerals_reach_members_only_and_cannot_be_updated() {
    let scene = Scene::start().await;
    scene.slack.leave("C1", "U2");
    let to = |user: &str| json!({ "channel": "C1", "user": user, "text": "x" });
    assert_eq!(scene.api("chat.postEphemeral", to("U2")).await["error"], "user_not_in_channel");
    let ts = scene.api("chat.postEphemeral", to("U1")).await["message_ts"].clone();
    let update = scene.api("chat.update", json!({ "channel": "C1", "ts": ts, "text": "y" })).await;
    assert_eq!(update["error"], "message_not_found");
    assert_eq!(scene.slack.violations().len(), 1);
    scene.slack.reload_clients();
    assert!(scene.slack.ephemerals("U1", "C1").is_empty());
}

#[tokio::test]
async fn an_update_with_text_alone_takes_the_blocks_away_and_one_with_blocks_alone_keeps_the_text() {
    let scene = Scene::start().await;
    let metadata = json!({ "event_type": "card", "event_payload": { "id": "1" } });
    let message = scene.posted(json!({ "text": "one", "blocks": card("Go"), "metadata": metadata })).await;
    let update = |args: Value| {
        let mut args = args;
        args["channel"] = json!("C1");
        args["ts"] = json!(message.ts);
        scene.api("chat.update", args)
    };
    assert_eq!(update(json!({ "blocks": [{ "type": "divider" }] })).await["ok"], true);
    let now = scene.slack.message("C1", &message.ts).unwrap();
    assert_eq!((now.text.as_str(), now.plain(), now.edited_mark, now.edits), ("one", "---".to_owned(), false, 1));
    assert_eq!(update(json!({ "text": "two" })).await["ok"], true);
    let now = scene.slack.message("C1", &message.ts).unwrap();
    assert_eq!((now.plain(), now.blocks.len(), now.edited_mark, now.edits), ("two".to_owned(), 0, true, 2));
    assert_eq!(now.metadata, Some(metadata));
    assert_eq!(update(json!({ "text": "x".repeat(4001) })).await["error"], "msg_too_long");
    assert_eq!(update(json!({})).await["error"], "no_text");
}

#[tokio::test]
async fn only_the_bots_own_messages_can_be_changed() {
    let scene = Scene::start().await;
    let said = scene.slack.say("U1", "C1", "mine", None).await;
    let target = json!({ "channel": "C1", "ts": said.ts, "text": "x" });
    assert_eq!(scene.api("chat.update", target.clone()).await["error"], "cant_update_message");
    assert_eq!(scene.api("chat.delete", target).await["error"], "cant_delete_message");
    let own = scene.posted(json!({ "text": "own" })).await;
    let target = json!({ "channel": "C1", "ts": own.ts, "text": "x" });
    assert_eq!(scene.api("chat.delete", target.clone()).await["ok"], true);
    assert_eq!(scene.api("chat.update", target).await["error"], "message_not_found");
    let nowhere = json!({ "channel": "C1", "ts": "1.1", "text": "x" });
    assert_eq!(scene.api("chat.update", nowhere).await["error"], "message_not_found");
}

#[tokio::test]
async fn bad_content_is_refused_and_kept_as_a_violation() {
    let scene = Scene::start().await;
    let in_ops = |args: Value| {
        let mut args = args;
        args["channel"] = json!("C1");
        scene.api("chat.postMessage", args)
    };
    let section = |text: &str| json!({ "type": "section", "text": { "type": "mrkdwn", "text": text } });
    let table = json!({ "type": "table", "rows": [[{ "type": "raw_text", "text": "a" }]] });
    let long: Vec<Value> = (0..5).map(|_| section(&"x".repeat(2700))).collect();
    for (args, error) in [
        (json!({}), "no_text"),
        (json!({ "text": " " }), "no_text"),
        (json!({ "text": "x".repeat(40_001) }), "msg_too_long"),
        (json!({ "text": "x", "blocks": [section("")] }), "invalid_blocks"),
        (json!({ "text": "x", "blocks": "{" }), "invalid_blocks_format"),
        (json!({ "text": "x", "blocks": [table, table] }), "invalid_attachments"),
        (json!({ "text": "x", "blocks": long }), "msg_blocks_too_long"),
        (json!({ "text": "x", "metadata": { "event_type": "a" } }), "invalid_metadata_format"),
        (json!({ "text": "x", "thread_ts": "1.1" }), "thread_not_found"),
    ] {
        let answer = in_ops(args).await;
        assert_eq!(answer["error"], error, "{answer}");
        assert_eq!(scene.slack.take_violations().len(), 1, "{error}");
    }
    // Accepted by Slack, but screen readers and notifications have nothing to say.
    assert_eq!(in_ops(json!({ "blocks": [section("x")] })).await["ok"], true);
    assert_eq!(scene.slack.take_violations().len(), 1);
    let pointer = in_ops(json!({ "text": "x", "blocks": [section("")] })).await;
    let message = pointer["response_metadata"]["messages"][0].as_str().unwrap();
    assert!(message.contains("[json-pointer:/blocks/0/text/text]"), "{message}");
}

#[tokio::test]
async fn too_many_messages_at_once_are_slowed_down() {
    let scene = Scene::start().await;
    for _ in 0..20 {
        scene.posted(json!({ "text": "x" })).await;
    }
    let url = format!("{}/chat.postMessage", scene.slack.api_url());
    let args = json!({ "channel": "C1", "text": "x" });
    let answer = scene.post(&url, Some("xoxb-demo-0000000000"), &args).await;
    let Delivery::Answered { status, headers, .. } = &answer else { panic!("{answer:?}") };
    assert_eq!((*status, headers.get("retry-after").unwrap().to_str().unwrap()), (429, "1"));
    scene.clock.advance(Duration::from_secs(1));
    assert_eq!(scene.api("chat.postMessage", args).await["ok"], true);
    scene.no_violations();
}

#[tokio::test]
async fn history_and_replies_show_metadata_on_request_and_keep_to_the_window() {
    let scene = Scene::start().await;
    let metadata = json!({ "event_type": "card", "event_payload": { "id": "7" } });
    let first = scene.posted(json!({ "text": "one", "metadata": metadata })).await;
    scene.clock.advance(Duration::from_secs(10));
    let second = scene.posted(json!({ "text": "two" })).await;
    scene.posted(json!({ "text": "reply", "thread_ts": first.ts })).await;
    let history = scene.api("conversations.history", json!({ "channel": "C1", "include_all_metadata": true })).await;
    let texts: Vec<&str> = history["messages"].as_array().unwrap().iter().filter_map(|m| m["text"].as_str()).collect();
    assert_eq!(texts, ["two", "one"]);
    assert_eq!(history["messages"][1]["metadata"], metadata);
    assert_eq!(history["messages"][1]["reply_count"], 1);
    let later = scene.api("conversations.history", json!({ "channel": "C1", "oldest": first.ts })).await;
    assert_eq!(later["messages"].as_array().unwrap().len(), 1);
    assert_eq!(later["messages"][0]["ts"], second.ts);
    assert!(later["messages"][0]["metadata"].is_null());
    let paged = scene.api("conversations.history", json!({ "channel": "C1", "limit": 1 })).await;
    assert_eq!((&paged["has_more"], &paged["messages"][0]["text"]), (&json!(true), &json!("two")));
    let cursor = &paged["response_metadata"]["next_cursor"];
    let rest = scene.api("conversations.history", json!({ "channel": "C1", "limit": 1, "cursor": cursor })).await;
    assert_eq!((&rest["has_more"], &rest["messages"][0]["text"]), (&json!(false), &json!("one")));
    let replies = scene.api("conversations.replies", json!({ "channel": "C1", "ts": first.ts })).await;
    assert_eq!(replies["messages"].as_array().unwrap().len(), 2);
    assert_eq!(scene.api("conversations.history", json!({ "channel": "C2" })).await["error"], "not_in_channel");
}

#[tokio::test]
async fn a_file_is_announced_sent_and_shared() {
    let scene = Scene::start().await;
    let place = scene.api("files.getUploadURLExternal", json!({ "filename": "r.csv", "length": 3 })).await;
    let id = place["file_id"].as_str().unwrap();
    let share = json!({ "files": [{ "id": id, "title": "Report" }], "channel_id": "C1", "initial_comment": "here" });
    assert_eq!(scene.api("files.completeUploadExternal", share.clone()).await["error"], "file_not_found");
    let request = Request::post(place["upload_url"].as_str().unwrap()).body(Full::from("a,b")).unwrap();
    assert_eq!(body_of(&scene.http.send(request).await), "OK - 3");
    assert_eq!(scene.api("files.completeUploadExternal", share).await["ok"], true);
    assert_eq!(scene.slack.messages("C1")[0].plain(), "here\n(file: r.csv)");
}

#[tokio::test]
async fn groups_and_members_are_listed() {
    let scene = Scene::start().await;
    scene.slack.add_group("S1", "devs", &["U1", "U2"]);
    assert_eq!(scene.api("usergroups.users.list", json!({ "usergroup": "S1" })).await["users"], json!(["U1", "U2"]));
    assert_eq!(scene.api("usergroups.list", json!({})).await["usergroups"][0]["handle"], "devs");
    scene.slack.leave("C1", "U2");
    let members = scene.api("conversations.members", json!({ "channel": "C1" })).await;
    assert_eq!(members["members"], json!(["U1", "U0KINSTABOT"]));
    let link = scene.posted(json!({ "text": "x" })).await;
    let link = scene.api("chat.getPermalink", json!({ "channel": "C1", "message_ts": link.ts })).await;
    assert!(link["permalink"].as_str().unwrap().contains("/archives/C1/p"));
}
