use std::time::Duration;

use secrecy::SecretString;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use super::fake::{Fault, KEY, client, clock, faulty};
use crate::access::Grant;
use crate::domain::ids::{EnvId, KinstaOperationId};
use crate::kinsta::api::{tools, validate};
use crate::kinsta::{Client, Error, Lane, Settings, Verdict};

const PATIENT: Duration = Duration::from_secs(20);
const IMPATIENT: Duration = Duration::from_millis(800);

async fn clearing(client: &Client) -> Error {
    let endpoint = tools::ClearCache { environment: EnvId::new("e1") };
    client.write(&endpoint, Lane::Operation, &Grant::for_tests()).await.unwrap_err()
}

#[tokio::test]
async fn a_write_whose_connection_breaks_after_the_body_is_ambiguous_and_sent_once() {
    let (port, requests) = faulty(Fault::Drop).await;
    let client = client(port, PATIENT, clock());
    assert_eq!(clearing(&client).await, Error::Ambiguous { message: None, answered: false });
    assert_eq!((*requests.lock().unwrap(), client.calls()), (1, 1));
}

#[tokio::test]
async fn a_write_whose_answer_breaks_off_is_ambiguous_but_answered() {
    let (port, requests) = faulty(Fault::HalfAnAnswer).await;
    assert_eq!(clearing(&client(port, PATIENT, clock())).await, Error::Ambiguous { message: None, answered: true });
    assert_eq!(*requests.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_write_on_a_kept_connection_that_breaks_is_not_sent_again_on_a_new_one() {
    let (port, requests) = faulty(Fault::DropSecond).await;
    let client = client(port, PATIENT, clock());
    let endpoint = tools::ClearCache { environment: EnvId::new("e1") };
    client.write(&endpoint, Lane::Operation, &Grant::for_tests()).await.unwrap();
    assert_eq!(clearing(&client).await, Error::Ambiguous { message: None, answered: false });
    assert_eq!(*requests.lock().unwrap(), 2);
}

#[tokio::test]
async fn over_https_nothing_is_sent_before_the_other_side_proves_who_it_is() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://127.0.0.1:{}/v2", listener.local_addr().unwrap().port()).parse().unwrap();
    let first_byte = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_u8().await.unwrap()
    });
    let settings = Settings { base_url, key: SecretString::from(KEY), timeout: PATIENT };
    let client = Client::new(settings, clock()).unwrap();
    assert!(matches!(clearing(&client).await, Error::NotSent { .. }));
    assert_eq!(first_byte.await.unwrap(), 0x16, "a TLS handshake");
}

#[tokio::test]
async fn a_write_that_times_out_is_ambiguous() {
    let (port, requests) = faulty(Fault::Silence).await;
    assert_eq!(clearing(&client(port, IMPATIENT, clock())).await, Error::Ambiguous { message: None, answered: false });
    assert_eq!(*requests.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_write_that_found_nobody_was_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = client(port, PATIENT, clock());
    let error = clearing(&client).await;
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
    assert!(error.may_be_sent_again());
    assert!(error.message().unwrap().contains("refused"), "{error}");

    let read = client.read(&validate::Validate, Lane::Background).await;
    assert!(matches!(read, Err(Error::Unavailable { .. })), "{read:?}");
    let verdict = client.operation(&KinstaOperationId::new("o"), 0, Lane::Operation).await.unwrap();
    assert!(matches!(verdict, Verdict::Transient { .. }), "{verdict:?}");
}

#[tokio::test]
async fn a_read_that_times_out_is_unavailable_and_not_tried_again() {
    let (port, requests) = faulty(Fault::Silence).await;
    let client = client(port, IMPATIENT, clock());
    let read = client.read(&validate::Validate, Lane::Person).await;
    assert!(matches!(&read, Err(Error::Unavailable { message }) if message.contains("timed out")), "{read:?}");
    let verdict = client.operation(&KinstaOperationId::new("o"), 0, Lane::Operation).await.unwrap();
    assert!(matches!(verdict, Verdict::Transient { .. }), "{verdict:?}");
    assert_eq!(*requests.lock().unwrap(), 2);
}

#[tokio::test]
async fn a_broken_read_of_a_job_is_unavailable_at_once() {
    for fault in [Fault::Drop, Fault::HalfAnAnswer] {
        let (port, requests) = faulty(fault).await;
        let read = client(port, PATIENT, clock()).read(&validate::Validate, Lane::Operation).await;
        assert!(matches!(read, Err(Error::Unavailable { .. })), "{fault:?}: {read:?}");
        assert_eq!(*requests.lock().unwrap(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let (port, _) = faulty(Fault::Endless).await;
    let client = client(port, PATIENT, clock());
    let read = client.read(&validate::Validate, Lane::Background).await;
    assert_eq!(read, Err(Error::Unavailable { message: "the answer is too large".into() }));
    assert_eq!(clearing(&client).await, Error::Ambiguous { message: None, answered: true });
}
