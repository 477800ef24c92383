//! A day of an agency: a viewer, an operator, an admin, a client's channel, a freeze, and the account of it all.

use kinsta_slack::demo::slack::Kind;

use crate::audit::verified;
use crate::bot::{Bot, Seconds, Setup};

const CLIENT: &str = "C0CLIENT";

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_looks_an_operator_works_an_admin_agrees_and_the_log_tells_it() {
    let variables = vec![("ADMINS", "U0ADA".to_owned()), ("OPERATORS", "U0JONAS".to_owned())];
    let bot = Bot::with(Setup { variables, four_eyes: true, ..Setup::default() }).await;
    bot.slack().add_channel(CLIENT, "client", Kind::Public, true);
    let (ada, jonas, mia) = (bot.ada(), bot.jonas(), bot.mia());
    for person in [&ada, &jonas, &mia] {
        person.asks("/kinsta help php").await;
    }

    // The viewer is refused with a way out.
    let refused = mia.asks("/kinsta cache clear acme live").await;
    assert!(refused.contains("You may look, but not change anything.") && refused.contains("@jonas"), "{refused}");

    // The operator clears a cache at once.
    jonas.asks("/kinsta cache clear acme live --layer site").await;
    jonas.presses("Cache leeren").await;
    bot.advance(30.secs()).await;
    assert!(jonas.card().contains("✅ Cache of *Acme · Live* cleared"), "{}", jonas.card());

    // A backup over live takes the admin's yes.
    let restore = "/kinsta backup restore acme live --backup latest --to live --notify developer@agency.example";
    let asked = jonas.asks(restore).await;
    assert!(asked.contains("Vorher muss eine andere Person zustimmen: @ada."), "{asked}");
    jonas.presses("Freigabe erbitten…").await;
    jonas.fills("Warum ist es nötig?", "Bestellungen fehlen");
    jonas.fills("Zum Bestätigen „Acme“ eintippen", "Acme");
    jonas.submits().await;
    bot.advance(30.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1, "restored before the admin agreed");
    let card = ada.cards().pop().unwrap();
    let waiting = ada.reads(&card);
    assert!(waiting.contains("scheduled") && !waiting.contains("nach Plan"), "in the reader's language: {waiting}");
    ada.presses_in(&card, "Approve").await;
    bot.advance(60.secs()).await;
    assert!(ada.card().contains("restored") && ada.card().contains("Agreed: @ada"), "{}", ada.card());
    assert_eq!(bot.kinsta().writes().len(), 2);

    // The client's channel cannot even see other clients' sites.
    ada.asks("/kinsta access bind #client --labels \"Acme Corp\"").await;
    ada.presses("Bind channel").await;
    let client = bot.jonas().in_channel(CLIENT);
    let foreign = client.asks("/kinsta site status \"Brightside Yoga\"").await;
    let nothing = client.asks("/kinsta site status \"Qqqq Wwww\"").await;
    assert_eq!(foreign.replace("Brightside Yoga", "Qqqq Wwww"), nothing);
    assert!(client.asks("/kinsta site status acme").await.contains("Acme · Live"));

    // A freeze stops all of it.
    ada.asks("/kinsta freeze add Sale --from \"2026-11-22 09:00\" --to \"2026-11-23 09:00\" --zone UTC").await;
    ada.presses("Freeze").await;
    for line in ["/kinsta cache clear acme live", "/kinsta php restart acme staging", restore] {
        assert!(jonas.asks(line).await.contains("„Sale“"), "{line}");
    }
    bot.advance(30.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 2);

    // The log tells the whole story, and nothing in it was changed.
    let told = ada.asks("/kinsta audit list").await;
    for (who, what) in [
        ("U0MIA", "cache clear · denied"),
        ("U0JONAS", "cache clear · confirmed"),
        ("U0JONAS", "backup restore · others asked to agree"),
        ("U0ADA", "backup restore · approved"),
        ("U0JONAS", "backup restore · ended"),
        ("U0ADA", "access bind · "),
        ("U0ADA", "freeze add · "),
        ("U0JONAS", "php restart · denied"),
    ] {
        let has = |line: &str| line.contains(who) && line.contains(what);
        assert!(told.lines().any(has), "{who} {what} is missing in:\n{told}");
    }
    verified(&bot).await;
    bot.end().await;
}
