//! `/kinsta domain add` with a certificate of one's own: pasted or attached, refused where it is none, and a key that
//! stands nowhere in the clear.

use insta::assert_snapshot;

use crate::bot::{Bot, Person, Seconds};

const CERTIFICATE: &str = "Your own certificate (PEM)";
const CERTIFICATE_FILE: &str = "The certificate as a file";
const KEY: &str = "Its private key (PEM)";
const KEY_FILE: &str = "The private key as a file";
/// What must be seen by nobody but Kinsta.
const SECRET: &str = "c2VjcmV0a2V5c2VjcmV0a2V5c2VjcmV0a2V5c2VjcmV0";

fn pem(label: &str, body: &str) -> String {
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
}

/// A certificate with a chain that is too long for a field of text.
fn chain() -> String {
    let body = format!("{}\n", "QUJD".repeat(16)).repeat(30);
    pem("CERTIFICATE", body.trim_end()).repeat(3)
}

fn key() -> String {
    pem("PRIVATE KEY", SECRET)
}

async fn opens_form(ada: &Person<'_>) {
    ada.asks("/kinsta domain add acme live").await;
    ada.fills("Domain", "own.example");
}

/// Agrees in the form, and waits for the end.
async fn agrees(bot: &Bot, ada: &Person<'_>) {
    let question = ada.form();
    assert!(question.contains("🔒 With the certificate you entered."), "{question}");
    ada.submits().await;
    assert!(ada.top().is_none(), "{}", ada.form());
    bot.advance(30.secs()).await;
    assert!(ada.card().starts_with("✅"), "{}", ada.card());
    ada.thread();
}

/// Whether the key is nowhere but at Kinsta.
async fn is_kept_to_kinsta(bot: &Bot) {
    let url = bot.variable("DATABASE_URL");
    let path = url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
    for end in ["", "-wal"] {
        let stored = std::fs::read(format!("{path}{end}")).unwrap_or_default();
        let is_in = stored.windows(SECRET.len()).any(|bytes| bytes == SECRET.as_bytes());
        assert!(!is_in, "the key is in the store{end}");
    }
    assert!(!std::fs::read(&path).unwrap().is_empty());
    let said = format!("{:?}", bot.slack().calls());
    assert!(!said.contains(SECRET), "the key was said to Slack");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_too_long_for_a_field_comes_as_a_file() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    opens_form(&ada).await;
    assert!(chain().len() > 3_000);
    ada.attaches(CERTIFICATE_FILE, "fullchain.pem", chain().as_bytes());
    ada.attaches(KEY_FILE, "privkey.key", key().as_bytes());
    ada.submits().await;
    is_kept_to_kinsta(&bot).await;
    agrees(&bot, &ada).await;
    let sent = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!((sent["custom_ssl_cert"].as_str(), sent["custom_ssl_key"].as_str()), (Some(&*chain()), Some(&*key())));
    is_kept_to_kinsta(&bot).await;
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_certificate_and_an_attached_key_go_together() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    opens_form(&ada).await;
    let certificate = pem("CERTIFICATE", "QUJD");
    ada.fills(CERTIFICATE, &certificate);
    ada.attaches(KEY_FILE, "privkey.pem", key().as_bytes());
    ada.submits().await;
    agrees(&bot, &ada).await;
    let sent = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!(
        (sent["custom_ssl_cert"].as_str(), sent["custom_ssl_key"].as_str()),
        (Some(&*certificate), Some(&*key()))
    );
    is_kept_to_kinsta(&bot).await;
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_certificate_with_its_key_is_told_below_the_field() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let broken = key().replace("-----END PRIVATE KEY-----", "").into_bytes();
    let der = vec![0x30, 0x82, 0xff, 0x00, 0x80];
    let (good, secret) = (chain().into_bytes(), key().into_bytes());
    for (certificate, key, said) in [
        (&secret, &good, "are swapped"),
        (&der, &secret, "This is not a certificate in PEM."),
        (&good, &broken, "This is not a private key in PEM"),
        (&good, &Vec::new(), "This is not a private key in PEM"),
        (&good, &good, "This is not a private key in PEM"),
    ] {
        opens_form(&ada).await;
        ada.attaches(CERTIFICATE_FILE, "certificate.pem", certificate);
        ada.attaches(KEY_FILE, "key.pem", key);
        ada.submits().await;
        let form = ada.form();
        assert!(form.contains("! ") && form.contains(said), "{form}");
        assert!(!form.contains(SECRET), "{form}");
        bot.slack().close_view(ada.id, true).await;
    }
    assert!(bot.kinsta().writes().is_empty());
    is_kept_to_kinsta(&bot).await;
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_of_it_or_twice_is_told_below_the_field_that_is_meant() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    opens_form(&ada).await;
    ada.attaches(CERTIFICATE_FILE, "fullchain.pem", chain().as_bytes());
    ada.submits().await;
    assert!(ada.form().contains("The private key is missing."), "{}", ada.form());
    ada.fills(KEY, &key());
    ada.attaches(KEY_FILE, "key.pem", key().as_bytes());
    ada.submits().await;
    assert!(ada.form().contains("It is given twice, as text and as a file."), "{}", ada.form());
    bot.slack().close_view(ada.id, true).await;
    let jonas = bot.jonas();
    jonas.asks("/kinsta domain add acme live --name own.example").await;
    assert_snapshot!(jonas.sees().lines().next().unwrap(), @"own.example zu Acme · Live hinzufügen?");
    bot.done().await;
}
