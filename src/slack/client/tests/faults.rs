use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

/// How a server of raw bytes ends a connection.
#[derive(Clone, Copy)]
enum Ending {
    /// Reads the request and hangs up.
    HangUp,
    /// Reads the request and says half an answer.
    Half,
    /// Reads the request and says nothing for ever.
    Silence,
}

async fn server(ending: Ending) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut silent = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            // Every request here carries a token or a body of JSON, whose end closes the object.
            while !request.ends_with(b"}") && !request.ends_with(b"\r\n\r\n") {
                match stream.read(&mut buffer).await {
                    Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                    _ => break,
                }
            }
            match ending {
                Ending::HangUp => drop(stream),
                Ending::Half => {
                    let half =
                        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"ok\":";
                    stream.write_all(half).await.unwrap();
                }
                Ending::Silence => silent.push(stream),
            }
        }
    });
    origin
}

async fn outcomes(origin: &str, timeout: Duration) -> [&'static str; 5] {
    let (client, _) = client(&format!("{origin}/api"), timeout);
    let address = ReturnAddress { url: format!("{origin}/r"), expires_at_ms: i64::MAX };
    let user: UserId = "U1".into();
    [
        client.post(&channel(None), &message(), None).await.unwrap_err().outcome(),
        client.update(&"C1".into(), &"1.2".into(), &message()).await.unwrap_err().outcome(),
        client.user(&user).await.unwrap_err().outcome(),
        client.respond(&address, &message(), false, false).await.unwrap_err().outcome(),
        client.respond(&address, &message(), true, false).await.unwrap_err().outcome(),
    ]
}

const AFTER_SENDING: [&str; 5] = ["ambiguous", "unavailable", "unavailable", "ambiguous", "unavailable"];

#[tokio::test]
async fn a_connection_that_breaks_after_sending_leaves_it_open_whether_a_message_was_posted() {
    let origin = server(Ending::HangUp).await;
    assert_eq!(outcomes(&origin, Duration::from_secs(10)).await, AFTER_SENDING);
}

#[tokio::test]
async fn half_an_answer_leaves_it_open_whether_a_message_was_posted() {
    let origin = server(Ending::Half).await;
    assert_eq!(outcomes(&origin, Duration::from_secs(10)).await, AFTER_SENDING);
}

#[tokio::test]
async fn a_silent_server_is_given_up() {
    let origin = server(Ending::Silence).await;
    assert_eq!(outcomes(&origin, Duration::from_millis(200)).await, AFTER_SENDING);
}

#[tokio::test]
async fn without_a_connection_nothing_was_posted() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(outcomes(&origin, Duration::from_secs(10)).await, ["unavailable"; 5]);
}

#[tokio::test]
async fn slacks_refusals_are_told_apart() {
    let fake = fake(&[
        json!({"ok": false, "error": "not_in_channel"}),
        json!({"ok": false, "error": "missing_scope", "needed": "chat:write", "provided": "commands"}),
        json!({"ok": false, "error": "invalid_blocks", "errors": ["secret"],
            "response_metadata": {"messages": ["[ERROR] no [json-pointer:/blocks/0]"]}}),
    ])
    .await;
    let post = async || fake.client.post(&channel(None), &message(), None).await.unwrap_err();
    assert_eq!(post().await, Error::Closed { code: "not_in_channel".to_owned() });
    assert_eq!(post().await, Error::Auth { code: "missing_scope".to_owned(), needed: Some("chat:write".to_owned()) });
    assert_eq!(
        post().await,
        Error::Rejected { code: "invalid_blocks".to_owned(), detail: Some("/blocks/0".to_owned()) }
    );
}

#[tokio::test]
async fn a_limit_says_until_when() {
    let fake = fake(&[]).await;
    let until = |s: i64| Err(Error::RateLimited { until: Timestamp::from_second(NOW_S + s).unwrap() });
    fake.says(StatusCode::TOO_MANY_REQUESTS, &[("retry-after", "7")], r#"{"ok":false,"error":"ratelimited"}"#);
    assert_eq!(fake.client.post(&channel(None), &message(), None).await.map(drop), until(7));
    fake.says(StatusCode::TOO_MANY_REQUESTS, &[("retry-after", "9"), ("content-type", "text/html")], "<html>");
    assert_eq!(fake.client.user(&"U1".into()).await.map(drop), until(9));
    fake.says(StatusCode::TOO_MANY_REQUESTS, &[("retry-after", "8")], "");
    assert_eq!(fake.client.respond(&fake.address(), &message(), false, false).await, until(8));
    fake.says(StatusCode::OK, &[], r#"{"ok":false,"error":"ratelimited"}"#);
    assert_eq!(fake.client.user(&"U1".into()).await.map(drop), until(30));
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_no_yes() {
    let fake = fake(&[]).await;
    for _ in 0..2 {
        fake.says(StatusCode::OK, &[("content-type", "text/html")], "<html>secret</html>");
    }
    let posted = fake.client.post(&channel(None), &message(), None).await.unwrap_err();
    assert_eq!(posted.outcome(), "ambiguous");
    let updated = fake.client.update(&"C1".into(), &"1.2".into(), &message()).await.unwrap_err();
    assert_eq!(updated.outcome(), "unavailable");
    assert!(!format!("{posted} {posted:?} {updated} {updated:?}").contains("secret"));
}

#[tokio::test]
async fn a_server_error_is_no_yes() {
    let fake = fake(&[]).await;
    for status in [StatusCode::BAD_GATEWAY, StatusCode::SERVICE_UNAVAILABLE] {
        fake.says(status, &[("content-type", "text/html")], "<html>");
    }
    assert_eq!(fake.client.post(&channel(None), &message(), None).await.unwrap_err().outcome(), "ambiguous");
    assert_eq!(fake.client.post(&channel(None), &message(), None).await.unwrap_err().outcome(), "unavailable");
}

#[tokio::test]
async fn an_answer_s_refusals_come_in_every_form() {
    let fake = fake(&[]).await;
    for (status, body, outcome) in [
        (200, r#"{"ok":false,"error":"used_url"}"#, "gone"),
        (404, r#"{"ok":false,"error":"expired_url"}"#, "gone"),
        (404, "used_url", "gone"),
        (404, "<html>", "gone"),
        (410, "", "gone"),
        (400, "invalid_blocks", "rejected"),
        (403, "action_prohibited", "closed"),
        (500, "server_error", "ambiguous"),
        (503, "", "unavailable"),
    ] {
        fake.says(StatusCode::from_u16(status).unwrap(), &[], body);
        let error = fake.client.respond(&fake.address(), &message(), false, false).await.unwrap_err();
        assert_eq!(error.outcome(), outcome, "{status} {body}");
    }
    fake.says(StatusCode::OK, &[], r#"{"ok":true}"#);
    assert_eq!(fake.client.respond(&fake.address(), &message(), false, false).await, Ok(()));
}
