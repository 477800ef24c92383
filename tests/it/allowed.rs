//! What somebody may not do is not offered: in help, by buttons, in forms.

use insta::assert_snapshot;
use kinsta_slack::demo::slack::Kind;

use crate::bot::{Bot, Setup};

async fn bot() -> Bot {
    let variables = vec![("ADMINS", "U0ADA".to_owned()), ("OPERATORS", "U0JONAS".to_owned())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    for person in [bot.ada(), bot.jonas(), bot.mia()] {
        person.asks("/kinsta site list").await;
    }
    bot
}

#[tokio::test(flavor = "multi_thread")]
async fn help_leaves_out_what_no_role_allows_and_says_so() {
    let bot = bot().await;
    let (ada, jonas, mia) = (bot.ada(), bot.jonas(), bot.mia());
    let all = ada.asks("/kinsta help").await;
    assert!(!all.contains("left out"), "an admin sees everything: {all}");
    let some = mia.asks("/kinsta help").await;
    assert!(some.contains("`/kinsta site status") && !some.contains("/kinsta cache clear"), "{some}");
    assert!(some.contains("commands are left out, because you may not use them. `/kinsta help --all` shows them too."));
    mia.presses("Show all").await;
    assert!(mia.sees().contains("/kinsta cache clear") && !mia.sees().contains("left out"), "{}", mia.sees());
    assert_snapshot!(mia.asks("/kinsta help cache").await, @"
    /kinsta cache
    2 commands are left out, because you may not use them. `/kinsta help cache --all` shows them too.
    [Show all]
    ");
    mia.presses("Show all").await;
    assert!(mia.sees().contains("/kinsta cache clear"), "{}", mia.sees());
    assert!(mia.asks("/kinsta php help --all").await.contains("php restart"), "the other way to ask");
    let german = jonas.asks("/kinsta help access").await;
    assert!(german.contains("access show") && !german.contains("access grant"), "{german}");
    assert!(german.contains("Befehle fehlen hier, weil du sie nicht benutzen darfst"), "{german}");
    // A role for one site is a role.
    ada.edits("/kinsta access grant @mia operator --sites acme", "Give role").await;
    assert!(mia.asks("/kinsta help cache").await.contains("/kinsta cache clear"));
    // That every change is stopped hides nothing.
    ada.edits("/kinsta readonly on", "Stop every change").await;
    assert!(mia.asks("/kinsta help cache").await.contains("/kinsta cache clear"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_bound_channel_help_leaves_out_what_is_not_used_there() {
    let bot = bot().await;
    bot.slack().add_channel("C0CLIENT", "client", Kind::Public, true);
    bot.ada().edits("/kinsta access bind #client --labels \"Acme Corp\" --environments staging", "Bind channel").await;
    let there = bot.ada().in_channel("C0CLIENT");
    let shown = there.asks("/kinsta help").await;
    for (line, is_shown) in [
        ("/kinsta cache clear", true),
        ("/kinsta site list", true),
        ("/kinsta access grant", false),
        ("/kinsta company users", false),
        ("/kinsta site delete", false),
    ] {
        assert_eq!(shown.contains(line), is_shown, "{line}: {shown}");
    }
    assert!(shown.contains("because they are not used in this channel"), "{shown}");
    assert!(there.asks("/kinsta help --all").await.contains("/kinsta access grant"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_offer_only_what_their_reader_may_do() {
    let bot = bot().await;
    let (ada, jonas, mia) = (bot.ada(), bot.jonas(), bot.mia());
    let theirs = jonas.asks("/kinsta site status acme").await;
    assert!(theirs.contains("[Cache leeren…]"), "{theirs}");
    let looked = mia.asks("/kinsta site status acme").await;
    assert!(looked.contains("[Look again]") && !looked.contains("[Clear cache…]"), "{looked}");
    let shown = mia.asks("/kinsta backup list acme staging").await;
    assert!(!shown.contains("Restore") && !shown.contains("[Make a backup"), "{shown}");
    // For the environment of the role, the buttons are there.
    ada.edits("/kinsta access grant @mia operator --sites acme --environments staging", "Give role").await;
    assert!(mia.asks("/kinsta site status acme staging").await.contains("[Clear cache…]"));
    assert!(!mia.asks("/kinsta site status acme live").await.contains("[Clear cache…]"));
    // Of a question, what they may choose.
    let which = mia.asks("/kinsta cache clear acme").await;
    assert!(which.contains("Staging") && !which.contains("[Live"), "{which}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_command_offers_only_what_they_may_do() {
    let bot = bot().await;
    let mia = bot.mia();
    assert_snapshot!(mia.asks("/kinsta cahce claer acme").await, @"
    ⚠️ There is no `cahce claer`.
    Did you mean `/kinsta cache clear`?
    [Help]
    ");
    let noun = mia.asks("/kinsta backup").await;
    assert!(noun.contains("/kinsta backup list") && !noun.contains("backup restore"), "{noun}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_that_asks_what_to_do_lists_only_what_they_may_do() {
    let bot = bot().await;
    for (person, may_clear) in [(bot.jonas(), true), (bot.mia(), false)] {
        person.takes_shortcut("act_on_site").await;
        let view = person.top().expect("a form");
        let content = view.content.to_string();
        assert!(content.contains("\"site status\""), "{content}");
        assert_eq!(content.contains("\"cache clear\""), may_clear, "{content}");
        bot.slack().close_view(person.id, true).await;
    }
    bot.end().await;
}
