//! A line for live in a channel for staging, and the other way round, is asked back.

use insta::assert_snapshot;
use kinsta_slack::demo::slack::Kind;

use crate::bot::{Bot, Seconds, Setup};

const STAGING: &str = "C0STAGING";
const LIVE: &str = "C0LIVE";

/// Acme Corp has a channel for staging and one for live.
async fn bot() -> Bot {
    let variables = vec![("ADMINS", "U0ADA".to_owned())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    for (id, name) in [(STAGING, "acme-staging"), (LIVE, "acme-live")] {
        bot.slack().add_channel(id, name, Kind::Public, true);
    }
    for person in [bot.ada(), bot.jonas(), bot.mia()] {
        person.asks("/kinsta help php").await;
    }
    let ada = bot.ada();
    for (channel, kind) in [("#acme-staging", "staging,premium"), ("#acme-live", "live")] {
        let line = format!("/kinsta access bind {channel} --labels \"Acme Corp\" --environments {kind}");
        ada.edits(&line, "Bind channel").await;
    }
    bot
}

#[tokio::test(flavor = "multi_thread")]
async fn live_typed_in_a_channel_for_staging_is_asked_back_and_the_button_keeps_the_rest() {
    let bot = bot().await;
    let there = bot.ada().in_channel(STAGING);
    assert_snapshot!(there.asks("/kinsta cache clear acme live --layer site").await, @"
    This channel is for *staging, premium*. Did you mean *Acme · Staging*?
    For *Acme · Live* ask in #acme-live or in a direct message to me.
    [Acme · Staging]
    ");
    there.presses("Acme · Staging").await;
    let question = there.sees();
    assert!(question.starts_with("Clear the cache of Acme · Staging?"), "{question}");
    assert!(question.contains("Site cache") && !question.contains("Edge"), "the option is kept: {question}");
    // The same by a domain, which names live, and by a pasted id.
    for meant in ["acme.example", "\"acme live\""] {
        let asked = there.asks(&format!("/kinsta cache clear {meant}")).await;
        assert!(asked.contains("Did you mean *Acme · Staging*?"), "{meant}: {asked}");
    }
    // What stands behind two dashes is kept, too.
    there.asks("/kinsta wp run acme live -- plugin list").await;
    there.presses("Acme · Staging").await;
    assert!(there.sees().contains("plugin list") && there.sees().contains("Acme · Staging"), "{}", there.sees());
    bot.advance(10.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staging_typed_in_a_channel_for_live_is_asked_back_in_german() {
    let bot = bot().await;
    let there = bot.jonas().in_channel(LIVE);
    assert_snapshot!(there.asks("/kinsta php restart acme staging").await, @"
    Dieser Kanal ist für *live* da. Meintest du *Acme · Live*?
    Wegen *Acme · Staging* frag in #acme-staging oder in einer Direktnachricht an mich.
    [Acme · Live]
    ");
    there.presses("Acme · Live").await;
    assert!(there.sees().contains("Acme · Live"), "{}", there.sees());
    // Where no environment is named, the channel's own is meant.
    assert!(there.asks("/kinsta cache clear acme").await.contains("Acme · Live"));
    bot.advance(10.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_asked_back_as_well() {
    let bot = bot().await;
    let there = bot.ada().in_channel(STAGING);
    let ts = there.writes("@kinsta cache clear acme live", None).await;
    let asked = there.sees();
    assert!(asked.contains("Did you mean *Acme · Staging*?"), "{asked}");
    assert_eq!(there.thread_of(&ts), "", "a question is for the asker alone");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_open_while_the_channel_was_bound_is_asked_back() {
    let bot = bot().await;
    bot.slack().add_channel("C0LATER", "later", Kind::Public, true);
    let there = bot.jonas().in_channel("C0LATER");
    there.asks("/kinsta cache clear").await;
    there.chooses("Website und Umgebung", "Acme · Live").await;
    bot.ada().edits("/kinsta access bind #later --sites acme --environments staging", "Bind channel").await;
    there.submits().await;
    let form = there.form();
    assert!(form.contains("! Dieser Kanal ist für staging da. Meintest du Acme · Staging?"), "{form}");
    // The field offers what was meant.
    there.chooses("Website und Umgebung", "Acme · Staging").await;
    there.submits().await;
    assert!(there.form().contains("Acme · Staging"), "{}", there.form());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_are_not_told_of_and_names_mean_the_same_as_ever() {
    let bot = bot().await;
    let there = bot.ada().in_channel(STAGING);
    for line in [
        "cache clear \"Brightside Yoga\" live",
        "site status \"Brightside Yoga\"",
        "cache clear brightside-yoga.example",
    ] {
        let foreign = there.asks(&format!("/kinsta {line}")).await;
        assert!(!foreign.contains("This channel is for"), "{line}: {foreign}");
    }
    // The same words for a site that is nowhere.
    let (foreign, nothing) = (
        there.asks("/kinsta cache clear \"Brightside Yoga\" live").await,
        there.asks("/kinsta cache clear \"Qqqq Wwww\" live").await,
    );
    assert_eq!(foreign.replace("Brightside Yoga", "Qqqq Wwww"), nothing);
    // Looking is asked back like changing.
    let looked = there.asks("/kinsta site status acme live").await;
    assert!(looked.contains("Did you mean *Acme · Staging*?"), "{looked}");
    // In an unbound channel nothing is asked.
    assert!(bot.ada().asks("/kinsta cache clear acme live").await.starts_with("Clear the cache of Acme · Live?"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_about_the_whole_site_or_another_environment_says_so() {
    let bot = bot().await;
    let there = bot.ada().in_channel(STAGING);
    assert_snapshot!(there.asks("/kinsta site delete acme").await, @"
    ⚠️ This channel is for *staging, premium*, and this is about *Acme* with all its environments.
    For *Acme* ask in a direct message to me.
    ");
    assert_snapshot!(there.asks("/kinsta env push acme staging --to live --database").await, @"
    ⚠️ This channel is for *staging, premium*, and *Acme · Live* is not part of that.
    For *Acme · Live* ask in #acme-live or in a direct message to me.
    ");
    let from = bot.ada().in_channel(LIVE).asks("/kinsta env push acme staging --to live --database").await;
    assert!(from.contains("*Acme · Staging* is not part of that") && !from.contains("Did you mean"), "{from}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_do_it_elsewhere_is_not_sent_there() {
    let bot = bot().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    ada.edits("/kinsta access grant @mia operator --sites acme --environments staging", "Give role").await;
    let there = mia.in_channel(STAGING);
    assert_snapshot!(there.asks("/kinsta cache clear acme live").await, @"
    This channel is for *staging, premium*. Did you mean *Acme · Staging*?
    [Acme · Staging]
    ");
    // Whoever may nothing is told that, and not where else to try.
    let guest = bot.person("U0GUEST", "gast", "en-GB");
    bot.slack().make_guest("U0GUEST", true);
    let guest = guest.in_channel(STAGING);
    assert!(guest.asks("/kinsta cache clear acme live").await.contains("Guests change nothing"));
    let looked = guest.asks("/kinsta site status acme live").await;
    assert!(looked.contains("Did you mean *Acme · Staging*?") && !looked.contains("direct message"), "{looked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_explanation_knows_what_the_channel_is_not_for() {
    let bot = bot().await;
    let there = bot.ada().in_channel(STAGING);
    let live = there.asks("/kinsta access explain @ada cache clear acme live").await;
    assert!(live.starts_with("⛔ @ada may not") && live.contains("bound to certain sites"), "{live}");
    assert!(there.asks("/kinsta access explain @ada cache clear acme staging").await.starts_with("✅ @ada may"));
    // What was pressed elsewhere for live is refused where the channel has changed meanwhile.
    let ada = bot.ada();
    ada.asks("/kinsta cache clear acme live").await;
    let prompt = ada.private();
    ada.edits("/kinsta access bind #ops --sites acme --environments staging", "Bind channel").await;
    bot.slack().press("U0ADA", &prompt, "Clear cache").await;
    bot.advance(10.secs()).await;
    assert!(ada.sees().contains("bound to certain sites"), "{}", ada.sees());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}
