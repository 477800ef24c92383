use std::time::Duration;

use secrecy::SecretString;
use serde_json::json;

use super::fake::{Fake, KEY, clock, reply};
use crate::access::Grant;
use crate::domain::ids::{EnvId, KinstaOperationId};
use crate::kinsta::api::{tools, validate};
use crate::kinsta::{Client, Error, Lane, Settings};

fn settings(base_url: &str, key: &str) -> Settings {
    Settings { base_url: base_url.parse().unwrap(), key: SecretString::from(key), timeout: Duration::from_secs(1) }
}

#[tokio::test]
async fn the_key_is_in_no_debug_text_and_no_error() {
    let mut texts = vec![format!("{:?}", settings("https://k.test/v2", KEY))];
    for status in [200, 400, 401, 404, 500] {
        // A finished operation's data is passed on as it is; everything that is words is not.
        let data = if status == 200 { json!(null) } else { json!([format!("again {KEY}")]) };
        let body = json!({"status": status, "message": format!("bad key {KEY}"), "data": data});
        let fake = Fake::answering([reply(status, &body.to_string())]).await;
        let endpoint = tools::ClearCache { environment: EnvId::new("e1") };
        let read = fake.client.read(&validate::Validate, Lane::Operation).await;
        let write = fake.client.write(&endpoint, Lane::Operation, &Grant::for_tests()).await;
        let operation = fake.client.operation(&KinstaOperationId::new("o"), 0, Lane::Operation).await;
        assert_eq!(fake.asked().len(), 3, "each was really answered with it");
        texts.push(format!("{:?} {read:?} {operation:?}", fake.client));
        texts.extend(write.err().map(|error| format!("{error:?} {error}")));
        texts.extend(read.err().map(|error| error.to_string()));
    }
    assert!(texts.iter().any(|text| text.contains("bad key [key]")), "{texts:#?}");
    for text in texts {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[test]
fn what_cannot_work_is_refused_when_the_client_is_built() {
    let build = |base_url: &str, key: &str| Client::new(settings(base_url, key), clock()).map(drop);
    assert_eq!(build("https://k.test/v2", KEY), Ok(()));
    let error = build("https://k.test/v2", "line\nbreak").unwrap_err();
    assert!(matches!(error, Error::Unauthorised { .. }));
    assert!(!error.to_string().contains("break\n") && !error.to_string().contains("line"), "{error}");
    for base_url in ["ftp://k.test/v2", "mailto:x@k.test", "data:text/plain,x"] {
        assert!(matches!(build(base_url, KEY), Err(Error::Unavailable { .. })), "{base_url}");
    }
}
