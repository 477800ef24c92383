use super::*;

fn picture() -> Upload {
    Upload {
        name: "visits.png".to_owned(),
        title: "Visits".to_owned(),
        alt: Some("Visits rise".to_owned()),
        bytes: b"\x89PNG secret".to_vec(),
    }
}

/// Says yes to the first two steps.
fn takes(fake: &Fake) {
    let url = format!("{}/upload/1", fake.origin);
    fake.says(StatusCode::OK, &[], &json!({"ok": true, "upload_url": url, "file_id": "F1"}).to_string());
    fake.says(StatusCode::OK, &[], "OK - 11");
}

fn completes(fake: &Fake) {
    fake.says(StatusCode::OK, &[], &json!({"ok": true, "files": [{"id": "F1"}]}).to_string());
}

#[tokio::test]
async fn a_picture_is_announced_sent_and_completed_without_being_shared() {
    let fake = fake(&[]).await;
    takes(&fake);
    completes(&fake);
    assert_eq!(fake.client.upload(&picture(), None, Some("unheard")).await, Ok("F1".into()));
    let seen = fake.seen();
    let lines: Vec<&str> = seen.iter().map(|seen| seen.line.as_str()).collect();
    assert_eq!(
        lines,
        ["GET /api/files.getUploadURLExternal", "POST /upload/1", "POST /api/files.completeUploadExternal"]
    );
    let asked = |name: &str| seen[0].query[name].as_str();
    assert_eq!((asked("filename"), asked("length"), asked("alt_txt")), ("visits.png", "11", "Visits rise"));
    assert!(!seen[1].headers.contains_key("authorization"));
    assert_eq!(seen[1].headers["content-length"], "11");
    assert_eq!(seen[2].body, json!({"files": [{"id": "F1", "title": "Visits"}]}));
    assert!(!format!("{:?}", picture()).contains("secret"));
}

#[tokio::test]
async fn a_file_is_shared_in_its_thread() {
    let fake = fake(&[]).await;
    takes(&fake);
    completes(&fake);
    fake.client.upload(&picture(), Some(&channel(Some("1.1"))), Some("Here")).await.unwrap();
    let body = fake.seen()[2].body.clone();
    assert_eq!(
        (&body["channel_id"], &body["thread_ts"], &body["initial_comment"]),
        (&json!("C1"), &json!("1.1"), &json!("Here"))
    );
}

#[tokio::test]
async fn a_file_for_a_person_goes_to_their_conversation() {
    let fake = fake(&[json!({"ok": true, "channel": {"id": "D1"}})]).await;
    takes(&fake);
    completes(&fake);
    let place = Place { channel: "U1".into(), thread: None };
    fake.client.upload(&picture(), Some(&place), None).await.unwrap();
    assert_eq!(fake.seen()[0].line, "POST /api/conversations.open");
    assert_eq!(fake.seen()[3].body["channel_id"], "D1");
}

#[tokio::test]
async fn bytes_are_sent_to_slack_alone() {
    let fake = fake(&[json!({"ok": true, "upload_url": "https://evil.example/upload", "file_id": "F1"})]).await;
    let refused = fake.client.upload(&picture(), None, None).await;
    assert_eq!(refused, Err(Error::Rejected { code: "foreign_url".to_owned(), detail: None }));
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn each_step_s_refusal_has_its_consequence() {
    let refused = json!({"ok": false, "error": "missing_scope", "needed": "files:write"});
    let first = fake(&[refused]).await.client.upload(&picture(), None, None).await.unwrap_err();
    assert_eq!(first, Error::Auth { code: "missing_scope".to_owned(), needed: Some("files:write".to_owned()) });

    for (status, outcome) in [(500, "unavailable"), (503, "unavailable"), (404, "gone"), (400, "rejected")] {
        let fake = fake(&[]).await;
        let url = format!("{}/upload/1", fake.origin);
        fake.says(StatusCode::OK, &[], &json!({"ok": true, "upload_url": url, "file_id": "F1"}).to_string());
        fake.says(StatusCode::from_u16(status).unwrap(), &[], "");
        assert_eq!(fake.client.upload(&picture(), None, None).await.unwrap_err().outcome(), outcome, "{status}");
        assert_eq!(fake.seen().len(), 2);
    }

    for (status, body, outcome) in [
        (502, "<html>".to_owned(), "ambiguous"),
        (200, json!({"ok": false, "error": "not_in_channel"}).to_string(), "closed"),
        (200, json!({"ok": false, "error": "file_not_found"}).to_string(), "gone"),
    ] {
        let fake = fake(&[]).await;
        takes(&fake);
        fake.says(StatusCode::from_u16(status).unwrap(), &[], &body);
        let error = fake.client.upload(&picture(), Some(&channel(None)), None).await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{body}");
    }
}

#[tokio::test]
async fn a_picture_is_ready_once_slack_knows_its_kind() {
    let fake = fake(&[
        json!({"ok": true, "file": {"id": "F1", "mimetype": ""}}),
        json!({"ok": true, "file": {"id": "F1", "mimetype": "image/png"}}),
        json!({"ok": false, "error": "file_not_found"}),
    ])
    .await;
    assert_eq!(fake.client.file_is_ready(&"F1".into()).await, Ok(false));
    assert_eq!(fake.client.file_is_ready(&"F1".into()).await, Ok(true));
    assert_eq!(fake.client.file_is_ready(&"F1".into()).await.unwrap_err().outcome(), "gone");
    assert_eq!((fake.seen()[0].line.as_str(), fake.seen()[0].query["file"].as_str()), ("GET /api/files.info", "F1"));
}

#[tokio::test]
async fn an_attachment_is_fetched_with_the_token() {
    let fake = fake(&[]).await;
    fake.says(StatusCode::OK, &[("content-type", "text/csv")], "a,b\n1,2\n");
    let url = format!("{}/files/F1/rules.csv", fake.origin);
    assert_eq!(fake.client.download(&url, 8).await.unwrap(), b"a,b\n1,2\n");
    assert_eq!(fake.only().line, "GET /files/F1/rules.csv");
    assert_eq!(fake.only().headers["authorization"], format!("Bearer {TOKEN}"));
}

#[tokio::test]
async fn the_token_goes_nowhere_else() {
    let fake = fake(&[]).await;
    for url in ["https://evil.example/a.csv", "http://files.slack.com/a.csv", "", "file:///etc/passwd"] {
        let refused = fake.client.download(url, 8).await;
        assert_eq!(refused, Err(Error::Rejected { code: "foreign_url".to_owned(), detail: None }), "{url}");
    }
    fake.says(StatusCode::FOUND, &[("location", "/login")], "");
    let refused = fake.client.download(&format!("{}/files/F1", fake.origin), 8).await;
    assert_eq!(refused, Err(Error::Auth { code: "http_302".to_owned(), needed: Some("files:read".to_owned()) }));
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn an_attachment_that_is_too_large_is_not_read_to_its_end() {
    let fake = fake(&[]).await;
    let url = format!("{}/files/F1", fake.origin);
    let too_large = Err(Error::Rejected { code: "too_large".to_owned(), detail: None });
    fake.says(StatusCode::OK, &[], "123456789");
    assert_eq!(fake.client.download(&url, 8).await, too_large);
    // A server that does not say how much there is.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let endless = || async {
        let chunks = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(b"1234")));
        axum::body::Body::from_stream(chunks)
    };
    let app = Router::new().fallback(endless);
    tokio::spawn(async move { axum::serve(listener, app).await });
    let (client, _) = client(&format!("{origin}/api"), Duration::from_secs(10));
    assert_eq!(client.download(&format!("{origin}/files/F1"), 1_000).await, too_large);
}

#[tokio::test]
async fn a_deleted_attachment_is_gone() {
    let fake = fake(&[]).await;
    fake.says(StatusCode::NOT_FOUND, &[], "");
    let refused = fake.client.download(&format!("{}/files/F1", fake.origin), 8).await;
    assert_eq!(refused, Err(Error::Gone { code: "file_not_found".to_owned() }));
}
