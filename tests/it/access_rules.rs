//! The company's own roles and the rules about a second person, made and removed from Slack.

use insta::assert_snapshot;
use kinsta_slack::access::POLICY;
use kinsta_slack::access::policy::Policy;
use kinsta_slack::store::Store;
use serde_json::Value;

use crate::bot::{Bot, Person, Seconds, Setup};

/// Ada is an admin and so is Jonas, who speaks German; Mia may only look.
async fn bot() -> Bot {
    let variables = vec![("ADMINS", "U0ADA U0JONAS".to_owned()), ("OPERATORS", String::new())];
    let bot = Bot::with(Setup { variables, four_eyes: true, ..Setup::default() }).await;
    for person in [bot.ada(), bot.jonas(), bot.mia()] {
        // So that it is known who is a member.
        person.asks("/kinsta help php").await;
    }
    bot
}

/// The policy as it is stored.
async fn policy(bot: &Bot) -> Value {
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    let stored = store.snapshot(POLICY).await.unwrap().map(|copy| copy.body).filter(|body| !body.is_null());
    store.close().await;
    stored.unwrap_or_else(|| serde_json::to_value(Policy::default()).unwrap())
}

/// The first verb of every rule as it is stored.
async fn verbs(bot: &Bot) -> Vec<Value> {
    policy(bot).await["second_person"].as_array().unwrap().iter().map(|rule| rule["verbs"][0].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_role_is_made_given_made_anew_and_dropped() {
    let bot = bot().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    assert_snapshot!(ada.asks("/kinsta access role Caretaker --may \"Cache *, destructive on staging, premium, approve\"").await, @"
    Make the role caretaker?
    Whoever has it may do this as soon as you confirm.
    *May*
    `cache *`, `destructive on staging, premium`, `approve`
    [Make role] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Make role").await;
    assert!(ada.sees().starts_with("✅ The role *caretaker* was made"), "{}", ada.sees());
    ada.edits("/kinsta access grant @mia caretaker", "Give role").await;
    assert!(mia.asks("/kinsta cache clear acme live").await.starts_with("Clear the cache"));
    assert!(mia.asks("/kinsta php restart acme live").await.contains("None of your roles allows this"));
    let held = ada.asks("/kinsta access drop-role caretaker").await;
    assert!(held.contains("This role is held by @mia") && held.contains("revoke"), "{held}");
    assert_snapshot!(ada.asks("/kinsta access role caretaker --may \"php restart\"").await, @"
    Make the role caretaker?
    Whoever has it may do this as soon as you confirm.
    Everybody who has this role may then do what is named here, and nothing else.
    *May*
    `php restart`
    *Until now*
    `cache *`, `destructive on staging, premium`, `approve`
    [Make role] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Make role").await;
    assert!(mia.asks("/kinsta cache clear acme live").await.contains("None of your roles allows this"));
    assert!(mia.asks("/kinsta php restart acme live").await.starts_with("Restart PHP"));
    assert!(ada.asks("/kinsta access role caretaker --may \"php restart\"").await.contains("It is so already."));
    ada.edits("/kinsta access revoke @mia caretaker", "Take role away").await;
    let dropped = ada.edits("/kinsta access drop-role caretaker", "Drop role").await;
    assert!(dropped.contains("The role *caretaker* was dropped"), "{dropped}");
    let gone = ada.asks("/kinsta access drop-role caretaker").await;
    assert!(gone.contains("There is no role “caretaker”.") && gone.contains("none of your own"), "{gone}");
    let denied = mia.asks("/kinsta access role mine --may \"access *\"").await;
    assert!(denied.contains("@ada"), "only an admin: {denied}");
    assert_eq!(policy(&bot).await["roles"], Value::Null);
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_in_a_role_is_named_with_a_way_out() {
    let bot = bot().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    assert_snapshot!(ada.asks("/kinsta access role x --may \"cahce *, saef, safe on life, * *, make me a sandwich\"").await, @"
    ⚠️ No verb is called `cahce *`. Did you mean `cache *`?
    `saef` is no permission. Did you mean `safe`?
    `life` is no kind of environment. Did you mean `live`?
    `* *` would be everything. Name risks: safe, disruptive, destructive, secret.
    `make me a sandwich` is no permission. Write a risk (`safe`), a verb (`cache clear`, `cache *`), `override freeze` or `approve`.
    ");
    let german = jonas.asks("/kinsta access role x --may cahce").await;
    assert!(german.contains("`cahce` ist keine Berechtigung. Meintest du `cache *`?"), "{german}");
    for name in ["admin", "Operator", "configured"] {
        let refused = ada.asks(&format!("/kinsta access role {name} --may safe")).await;
        assert!(refused.contains("is built in") && refused.contains("name of your own"), "{refused}");
        assert!(ada.asks(&format!("/kinsta access drop-role {name}")).await.contains("is built in"));
    }
    assert!(ada.asks("/kinsta access role \"care taker\" --may safe").await.contains("cannot be the name of a role"));
    assert!(ada.asks("/kinsta access role x --may \" , \"").await.contains("not said what the role may"));
    let missing = ada.asks("/kinsta access role x").await;
    assert!(missing.contains("A form has opened"), "{missing}");
    assert_eq!(policy(&bot).await["roles"], Value::Null);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_who_may_edit_the_policy_cannot_make_their_own_role_powerless() {
    let mut bot = bot().await;
    let ada = bot.ada();
    ada.edits("/kinsta access role boss --may \"access *\"", "Make role").await;
    ada.edits("/kinsta access grant @mia boss", "Give role").await;
    bot.set("ADMINS", "");
    bot.restart().await;
    let mia = bot.mia();
    for line in ["role boss --may safe", "revoke @mia boss"] {
        let refused = mia.asks(&format!("/kinsta access {line}")).await;
        assert!(refused.contains("Then nobody could edit the policy any more."), "{line}: {refused}");
    }
    assert!(mia.asks("/kinsta access drop-role boss").await.contains("This role is held by @mia"));
    mia.edits("/kinsta access role boss --may \"access *, safe\"", "Make role").await;
    assert_eq!(policy(&bot).await["roles"]["boss"]["may"], serde_json::json!(["access *", "safe"]));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_added_shown_with_its_number_and_removed() {
    let bot = bot().await;
    let ada = bot.ada();
    bot.slack().add_group("S0CARE", "care", &["U0MIA"]);
    let line = "/kinsta access require \"* push, backup restore\" --sites acme --environments live --people 2 --by @mia,S0CARE";
    assert_snapshot!(ada.asks(line).await, @"
    Ask for a second person before * push, backup restore?
    What this is about happens only once so many others have agreed, whoever asks for it.
    *For what*
    `* push`, `backup restore`
    *Sites*
    acme
    *Environments*
    live
    *How many*
    2 other people
    *Who agrees*
    @mia, @care
    [Add rule] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Add rule").await;
    assert!(ada.sees().contains("The rule about `* push, backup restore` was added"), "{}", ada.sees());
    assert!(ada.asks(line).await.contains("It is so already."));
    let shown = ada.asks("/kinsta access show").await;
    assert!(
        shown.contains("1. `destructive` on environments live: one other person (whoever has the right)"),
        "{shown}"
    );
    assert!(shown.contains("2. `* push`, `backup restore` on sites acme"), "{shown}");
    assert_snapshot!(ada.asks("/kinsta access waive 2").await, @"
    Remove the rule about * push, backup restore?
    Whoever may do this then does it alone.
    The other rules stay; where one of them is about the same, somebody is still asked.
    *For what*
    `* push`, `backup restore`
    *Sites*
    acme
    *Environments*
    live
    *How many*
    2 other people
    *Who agrees*
    @mia, @care
    [Remove rule] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Remove rule").await;
    assert!(ada.sees().contains("was removed"), "{}", ada.sees());
    // The rule that holds by itself is removed for good.
    let last = ada.asks("/kinsta access waive 1").await;
    assert!(last.contains("It is the only rule: after it *nothing* needs a second person"), "{last}");
    ada.presses("Remove rule").await;
    assert_eq!(policy(&bot).await["second_person"], serde_json::json!([]));
    assert!(ada.asks("/kinsta access show").await.contains("*What needs a second person*\nNothing."));
    let none = ada.asks("/kinsta access waive 1").await;
    assert!(none.contains("There is no rule 1.") && none.contains("There is none"), "{none}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_in_a_rule_has_a_way_out() {
    let bot = bot().await;
    let ada = bot.ada();
    for (line, said) in [
        ("require read", "Reading never takes a second person."),
        ("require \"destructive on live\"", "add `--environments`"),
        ("require destrutive", "Did you mean `destructive`?"),
        ("require destructive --people 2 --by @mia", "It takes 2 people, and one is named."),
        ("require destructive --by nobody", "“nobody” is neither a person nor a user group."),
        ("require destructive --people 0", "`0` is not a value for `--people`"),
        ("require destructive --environments life", "“life” is no kind of environment."),
        ("waive", "A form has opened"),
        ("waive 7", "There is one, number 1"),
        ("waive zero", "There is no rule zero."),
        ("waive 0", "There is no rule 0."),
        ("grant @mia,@jonas operator", "Name one person or one user group"),
    ] {
        let refused = ada.asks(&format!("/kinsta access {line}")).await;
        assert!(refused.contains(said), "{line}: {refused}");
    }
    assert_eq!(policy(&bot).await["second_person"].as_array().unwrap().len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_edit_at_once_the_second_hits_no_other_rule() {
    let bot = bot().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.edits("/kinsta access require \"* push\"", "Add rule").await;
    ada.edits("/kinsta access require \"cache clear\"", "Add rule").await;
    // Both look at rule 2. Jonas's removal is through first, and what was rule 3 is rule 2 now.
    ada.asks("/kinsta access waive 2").await;
    jonas.asks("/kinsta access waive 2").await;
    jonas.presses("Regel entfernen").await;
    ada.presses("Remove rule").await;
    assert!(ada.sees().contains("This rule is not there any more"), "{}", ada.sees());
    assert_eq!(verbs(&bot).await, ["destructive", "cache clear"]);
    // The number in a form that was opened before means what it was labelled with.
    ada.asks("/kinsta access waive").await;
    ada.chooses_like("Rule", "2 · cache clear").await;
    jonas.edits("/kinsta access waive 1", "Regel entfernen").await;
    ada.edits("/kinsta access require \"php restart\"", "Add rule").await;
    ada.submits().await;
    let form = ada.form();
    assert!(form.contains("Remove the rule about cache clear?"), "{form}");
    ada.submits().await;
    assert_eq!(verbs(&bot).await, ["php restart"]);
    // That the others stay is part of what is confirmed.
    ada.edits("/kinsta access require \"* push\"", "Add rule").await;
    ada.asks("/kinsta access waive 1").await;
    jonas.edits("/kinsta access waive 2", "Regel entfernen").await;
    ada.presses("Remove rule").await;
    assert!(ada.sees().contains("without this one none would be left"), "{}", ada.sees());
    assert_eq!(verbs(&bot).await, ["php restart"]);
    // So it is with roles.
    ada.edits("/kinsta access role caretaker --may \"cache *\"", "Make role").await;
    ada.asks("/kinsta access role caretaker --may safe").await;
    jonas.edits("/kinsta access role caretaker --may \"php restart\"", "Rolle anlegen").await;
    ada.presses("Make role").await;
    assert!(ada.sees().contains("Somebody has changed this role meanwhile"), "{}", ada.sees());
    assert_eq!(policy(&bot).await["roles"]["caretaker"]["may"], serde_json::json!(["php restart"]));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_policy_is_shown_and_changed_by_forms() {
    let bot = bot().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    bot.slack().add_group("S0CARE", "care", &["U0MIA"]);
    let shown = ada.asks("/kinsta access show").await;
    assert!(shown.contains("[Give role] [Bind channel] [Make role] [Add rule] [Remove rule]"), "{shown}");
    let looked = mia.asks("/kinsta access show").await;
    assert!(looked.contains("*Who has which role*") && !looked.contains("[Give role]"), "{looked}");
    fills_a_role(&ada).await;
    // A person, then a group, which Slack has no menu for.
    ada.asks("/kinsta access show").await;
    ada.presses("Give role").await;
    ada.names("Person or user group", &["U0MIA"]);
    ada.chooses("Role", "caretaker").await;
    ada.submits().await;
    ada.submits().await;
    assert_eq!(policy(&bot).await["members"][0], serde_json::json!({"who": "U0MIA", "role": "caretaker"}));
    ada.presses("Give role").await;
    ada.fills("Or a user group", "S0CARE");
    ada.chooses("Role", "operator").await;
    ada.submits().await;
    ada.submits().await;
    assert_eq!(policy(&bot).await["members"][1], serde_json::json!({"who": "S0CARE", "role": "operator"}));
    // Neither and both are mistakes below the field.
    ada.presses("Give role").await;
    ada.chooses("Role", "operator").await;
    ada.submits().await;
    assert!(ada.form().contains("is missing"), "{}", ada.form());
    ada.names("Person or user group", &["U0MIA"]);
    ada.fills("Or a user group", "S0CARE");
    ada.submits().await;
    assert!(ada.form().contains("Name one person or one user group"), "{}", ada.form());
    bot.slack().close_view("U0ADA", true).await;
    ada.presses("Add rule").await;
    ada.fills("For what", "* push");
    ada.names("Only these people", &["U0JONAS", "U0MIA"]);
    ada.fills("Or a user group", "S0CARE");
    ada.fills("How many others", "2");
    ada.submits().await;
    ada.submits().await;
    let rule = policy(&bot).await["second_person"][1].clone();
    assert_eq!((&rule["by"], &rule["people"]), (&serde_json::json!(["U0JONAS", "U0MIA", "S0CARE"]), &Value::from(2)));
    ada.presses("Bind channel").await;
    ada.names("Channel", &["C0OPS"]);
    ada.fills("Labels", "Acme Corp");
    ada.submits().await;
    ada.submits().await;
    assert_eq!(policy(&bot).await["channels"]["C0OPS"]["labels"][0], "Acme Corp");
    bot.advance(5.secs()).await;
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
    bot.end().await;
}

/// Makes a role in its form; what is wrong stands below its field.
async fn fills_a_role(ada: &Person<'_>) {
    ada.presses("Make role").await;
    ada.fills("Role", "caretaker");
    ada.fills("May", "cahce *");
    ada.submits().await;
    let wrong = ada.form();
    assert!(wrong.contains("No verb is called cahce *. Did you mean cache *?"), "{wrong}");
    ada.fills("May", "cache *, approve");
    ada.submits().await;
    assert!(ada.form().contains("Make the role caretaker?"), "{}", ada.form());
    ada.submits().await;
}
