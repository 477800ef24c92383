//! Roles, channels and what is seen in them, as people meet them.

use kinsta_slack::demo::slack::Kind;

use crate::bot::{Bot, Seconds, Setup};

const CLIENT: &str = "C0CLIENT";

/// A world with one admin, Ada. Jonas is an operator for everything; Mia may only look.
async fn bot() -> Bot {
    with(&[]).await
}

async fn with(more: &[(&'static str, String)]) -> Bot {
    let mut variables = vec![("ADMINS", "U0ADA".to_owned()), ("OPERATORS", "U0JONAS".to_owned())];
    variables.extend(more.iter().cloned());
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    bot.slack().add_channel(CLIENT, "client", Kind::Public, true);
    for person in [bot.ada(), bot.jonas(), bot.mia()] {
        // So that it is known who is a member.
        person.asks("/kinsta help php").await;
    }
    bot
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_reaches_as_far_as_it_was_given_for_and_not_further() {
    let bot = bot().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    assert!(mia.asks("/kinsta cache clear acme live").await.contains("You may look, but not change anything."));
    let given =
        ada.edits("/kinsta access grant @mia operator --sites \"Acme\" --environments staging", "Give role").await;
    assert!(given.contains("The role *operator* was given") && given.contains("@mia"), "{given}");
    let live = mia.asks("/kinsta cache clear acme live").await;
    assert!(live.contains("The role *operator* allows this, but not for this site or environment."), "{live}");
    assert!(live.contains("@jonas"), "{live}");
    let other = mia.asks("/kinsta cache clear \"Harbour Lights Hotel\" staging").await;
    assert!(other.contains("not for this site"), "{other}");
    assert!(mia.asks("/kinsta cache clear acme staging").await.starts_with("Clear the cache"));
    let shown = mia.asks("/kinsta access show").await;
    assert!(shown.contains("@mia: *operator* for sites"), "{shown}");
    let denied = mia.asks("/kinsta access explain @mia cache clear acme live").await;
    assert!(denied.starts_with("⛔ @mia may not"), "{denied}");
    assert!(mia.asks("/kinsta access explain @mia cache clear acme staging").await.starts_with("✅ @mia may"));
    assert!(
        mia.asks("/kinsta access explain @jonas cache clear acme live").await.contains("about others an admin can")
    );
    assert!(ada.asks("/kinsta access explain @jonas cache clear acme live").await.starts_with("✅ @jonas may"));
    ada.edits("/kinsta access revoke @mia operator", "Take role away").await;
    assert!(mia.asks("/kinsta cache clear acme staging").await.contains("You may look"));
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_admin_edits_the_policy_and_the_last_one_stays() {
    let bot = Bot::with(Setup { variables: vec![("ADMINS", "U0ADA".to_owned())], ..Setup::default() }).await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    bot.mia();
    // Who may change everything by the configuration still may not do this.
    assert!(jonas.asks("/kinsta access grant @jonas admin").await.contains("@ada"));
    assert!(ada.asks("/kinsta access grant @mia king").await.contains("There is no role “king”."));
    ada.edits("/kinsta access grant @jonas admin", "Give role").await;
    let mut bot = bot;
    bot.set("ADMINS", "");
    bot.restart().await;
    let jonas = bot.jonas();
    let refused = jonas.asks("/kinsta access revoke @jonas admin").await;
    assert!(refused.contains("Dann könnte niemand mehr"), "{refused}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_bound_channel_other_sites_do_not_exist() {
    let bot = bot().await;
    let ada = bot.ada();
    ada.edits("/kinsta access bind #client --labels \"Acme Corp\"", "Bind channel").await;
    let there = bot.jonas().in_channel(CLIENT);
    assert!(there.asks("/kinsta site list").await.starts_with("2 Websites"));
    let (foreign, nothing) = (
        there.asks("/kinsta site status \"Brightside Yoga\"").await,
        there.asks("/kinsta site status \"Qqqq Wwww\"").await,
    );
    assert_eq!(foreign.replace("Brightside Yoga", "Qqqq Wwww"), nothing, "a foreign site is told from none");
    let change = there.asks("/kinsta cache clear \"Brightside Yoga\" live").await;
    assert_eq!(
        change.replace("Brightside Yoga", "Qqqq Wwww"),
        there.asks("/kinsta cache clear \"Qqqq Wwww\" live").await
    );
    assert!(there.asks("/kinsta cache clear acme live").await.contains("Acme"));
    // Somebody else's operation elsewhere is not told of there.
    let elsewhere = bot.jonas();
    elsewhere.says("/kinsta cache clear \"Brightside Yoga\" live").await;
    elsewhere.presses("Cache leeren").await;
    bot.advance(60.secs()).await;
    assert!(elsewhere.asks("/kinsta operation status").await.contains("Brightside"));
    assert!(!there.asks("/kinsta operation status").await.contains("Brightside"));
    assert!(there.asks("/kinsta access show").await.contains("an bestimmte Websites gebunden"));
    // What a form in that channel offers.
    there.asks("/kinsta cache clear").await;
    let view = there.top().expect("a form");
    let select = view.blocks().iter().find(|block| block["element"]["type"] == "external_select").unwrap().clone();
    let action = select["element"]["action_id"].as_str().unwrap();
    for (typed, is_offered) in [("acme", true), ("brightside", false)] {
        let offered = bot.slack().open_options("U0JONAS", None, action, typed).await;
        assert_eq!(!offered.options.is_empty(), is_offered, "{typed}: {:?}", offered.options);
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_and_strangers_read_what_a_channel_is_bound_to_and_change_nothing() {
    let bot = bot().await;
    let ada = bot.ada();
    let guest = bot.person("U0GUEST", "gast", "en-GB");
    let stranger = bot.person("U0OTHER", "other", "en-GB");
    bot.slack().make_guest("U0GUEST", true);
    bot.slack().move_to_team("U0OTHER", "T0ELSEWHERE");
    for person in [&guest, &stranger] {
        let refused = person.asks("/kinsta site list").await;
        assert!(refused.contains("this one is bound to nothing"), "{refused}");
        assert!(!person.asks("/kinsta site status acme").await.contains("acme.example"));
        assert!(!person.opens_home().await.contains("acme"));
    }
    ada.edits("/kinsta access grant @gast admin", "Give role").await;
    ada.edits("/kinsta access bind #client --labels \"Acme Corp\"", "Bind channel").await;
    let (guest, stranger) = (guest.in_channel(CLIENT), stranger.in_channel(CLIENT));
    assert!(guest.asks("/kinsta site list").await.starts_with("2 sites"));
    assert!(stranger.asks("/kinsta site status acme").await.starts_with("Acme · Live"));
    assert!(guest.asks("/kinsta cache clear acme live").await.contains("Guests change nothing"));
    assert!(stranger.asks("/kinsta cache clear acme live").await.contains("other organisations change nothing"));
    assert!(guest.asks("/kinsta readonly on").await.contains("Guests change nothing"));
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_that_was_taken_meanwhile_is_gone_at_the_press() {
    let bot = bot().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    ada.edits("/kinsta access grant @mia operator", "Give role").await;
    mia.asks("/kinsta cache clear acme live").await;
    // Nobody else's press counts, whatever they may.
    let prompt = mia.private();
    bot.slack().press("U0JONAS", &prompt, "Clear cache").await;
    bot.settle().await;
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.edits("/kinsta access revoke @mia operator", "Take role away").await;
    mia.presses("Clear cache").await;
    assert!(mia.sees().contains("You may look"), "{}", mia.sees());
    // Confirmed in time, but taken before it was sent: nothing of the background runs in between.
    ada.edits("/kinsta access grant @mia operator", "Give role").await;
    ada.asks("/kinsta access revoke @mia operator").await;
    let (confirm, revoke) = (mia_prompt(&bot, "Clear cache"), ada.private());
    assert!(bot.slack().press("U0MIA", &confirm, "Clear cache").await.is_ok());
    assert!(bot.slack().press("U0ADA", &revoke, "Take role away").await.is_ok());
    bot.advance(10.secs()).await;
    assert!(mia.card().contains("may no longer do this"), "{}", mia.card());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

/// Mia's newest message with this button.
fn mia_prompt(bot: &Bot, button: &str) -> kinsta_slack::demo::slack::Message {
    let messages = bot.slack().ephemerals("U0MIA", "C0OPS");
    let has = |message: &kinsta_slack::demo::slack::Message| message.buttons().iter().any(|known| known == button);
    messages.into_iter().rev().find(has).expect("a prompt")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_the_group_by_the_press_changes_nothing() {
    let bot = bot().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    bot.slack().add_group("S0CARE", "care", &["U0MIA"]);
    ada.edits("/kinsta access grant S0CARE operator", "Give role").await;
    bot.advance(5.secs()).await;
    assert!(mia.asks("/kinsta cache clear acme live").await.starts_with("Clear the cache"));
    bot.slack().add_group("S0CARE", "care", &["U0JONAS"]);
    bot.advance(70.secs()).await;
    mia.presses("Clear cache").await;
    assert!(mia.sees().contains("You may look"), "{}", mia.sees());
    // Where Slack does not say who is in it, that is the reason.
    bot.slack().add_group("S0CARE", "care", &["U0MIA"]);
    bot.slack().faults().error("usergroups.list", 1_000, "internal_error");
    bot.wait(700.secs()).await;
    let refused = mia.asks("/kinsta cache clear acme live").await;
    assert!(refused.contains("Slack has not said who is in it since"), "{refused}");
    assert!(bot.jonas().asks("/kinsta cache clear acme live").await.contains("Cache"), "others still may");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_verb_of_a_viewer_writes_anything() {
    let bot = bot().await;
    let mia = bot.mia();
    let registry = kinsta_slack::commands::Registry::default();
    let mut walked = 0;
    for entry in registry.entries() {
        let line = format!("/kinsta {}", entry.verb.example());
        assert!(mia.says(&line).await.is_ok(), "{line}");
        for message in bot.slack().ephemerals("U0MIA", "C0OPS") {
            for button in message.buttons() {
                assert!(
                    !["Confirm", "Clear cache", "Restart PHP", "Give role"].contains(&button.as_str()),
                    "{line}: {button}"
                );
            }
        }
        walked += 1;
    }
    bot.advance(60.secs()).await;
    assert!(walked > 10, "{walked}");
    assert_eq!(bot.kinsta().writes(), [], "a viewer changed something");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_file_the_policy_is_edited_there_and_in_force_soon() {
    let folder = std::env::temp_dir().join(format!("kinsta-slack-policy-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("policy.toml");
    std::fs::write(&path, "[[members]]\nwho = \"U0MIA\"\nrole = \"operator\"\n").unwrap();
    let bot = with(&[("ACCESS_FILE", path.display().to_string())]).await;
    let (ada, mia) = (bot.ada(), bot.mia());
    assert!(mia.asks("/kinsta cache clear acme live").await.starts_with("Clear the cache"));
    assert!(ada.asks("/kinsta access grant @mia admin").await.contains("is not edited from here"));
    // One with a mistake changes nothing; the one before stays.
    std::fs::write(&path, "[[members]]\nwho = \"U0MIA\"\nrole = \"king\"\n").unwrap();
    bot.advance(5.secs()).await;
    assert!(mia.asks("/kinsta cache clear acme live").await.starts_with("Clear the cache"));
    std::fs::write(&path, "").unwrap();
    bot.advance(5.secs()).await;
    assert!(mia.asks("/kinsta cache clear acme live").await.contains("You may look"));
    bot.end().await;
    std::fs::remove_dir_all(&folder).unwrap();
}
