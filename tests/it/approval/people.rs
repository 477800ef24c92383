//! Who can agree, and where.

use super::{RESTORE, bot, policy, with};
use crate::bot::{Bot, Seconds, Setup};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_agrees_with_themselves_and_a_viewer_agrees_to_nothing() {
    let bot = bot().await;
    let (ada, lin, mia) = (bot.ada(), bot.lin(), bot.mia());
    lin.requests(RESTORE, "broken").await;
    assert!(lin.answers("Approve").await.contains("Nobody approves what they asked for."), "{}", lin.sees());
    let refused = mia.answers("Approve").await;
    assert!(refused.contains("You may look") && refused.contains("@jonas"), "{refused}");
    assert!(mia.answers("Refuse").await.contains("You may look"));
    // Not even an admin.
    ada.requests(RESTORE, "broken too").await;
    bot.advance(2.secs()).await;
    assert!(ada.answers("Approve").await.contains("Nobody approves what they asked for."), "{}", ada.sees());
    bot.wait(60.secs()).await;
    assert_eq!(bot.kinsta().writes(), []);
    assert!(ada.asks("/kinsta audit list").await.contains("denied"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_else_could_agree_it_is_said_at_once() {
    let variables = vec![("OPERATORS", "U0ADA".to_owned())];
    let bot = Bot::with(Setup { variables, four_eyes: true, ..Setup::default() }).await;
    let said = bot.ada().asks(RESTORE).await;
    assert!(said.contains("nobody else may") && said.contains("ADMINS"), "{said}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_else_sees_it_it_is_said_at_once() {
    let bot = bot().await;
    let lin = bot.lin();
    let dm = bot.slack().dm_channel(lin.id).unwrap();
    let said = lin.in_channel(&dm).asks(RESTORE).await;
    assert!(said.contains("nobody else sees this conversation") && said.contains("access approvers"), "{said}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_the_group_at_the_press_counts_and_not_the_asker_through_it() {
    let (path, file) = policy(
        "group",
        "second_person = [{ verbs = [\"backup restore\"], by = [\"S0CARE\"] }]\n\
         [[members]]\nwho = \"S0CARE\"\nrole = \"admin\"\n[[members]]\nwho = \"U0ADA\"\nrole = \"admin\"\n",
    );
    let bot = with(&file).await;
    let (ada, lin, mia) = (bot.ada(), bot.lin(), bot.mia());
    bot.slack().add_group("S0CARE", "care", &["U0LIN", "U0MIA"]);
    bot.advance(70.secs()).await;
    lin.requests(RESTORE, "broken").await;
    assert!(lin.answers("Approve").await.contains("Nobody approves what they asked for."), "through the group");
    assert!(ada.answers("Approve").await.contains("names others"), "{}", ada.sees());
    // Out of the group between the request and the press.
    bot.slack().add_group("S0CARE", "care", &["U0LIN"]);
    bot.advance(70.secs()).await;
    assert!(!mia.answers("Approve").await.contains("You agreed"));
    bot.slack().add_group("S0CARE", "care", &["U0MIA"]);
    bot.advance(70.secs()).await;
    assert!(mia.answers("Approve").await.contains("You agreed"), "{}", mia.sees());
    bot.advance(60.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.end().await;
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_counts_only_while_whoever_gave_it_still_may() {
    let (path, file) = policy("two-of", "second_person = [{ verbs = [\"backup restore\"], people = 2 }]\n");
    let bot = with(&file).await;
    bot.ada();
    let (lin, jonas) = (bot.lin(), bot.jonas());
    lin.requests(RESTORE, "broken").await;
    jonas.answers("Approve").await;
    bot.advance(2.secs()).await;
    bot.slack().make_guest("U0JONAS", true);
    bot.wait(4_000.secs()).await;
    // Who he is by now is asked for with the first, and known with the second.
    jonas.asks("/kinsta help php").await;
    jonas.asks("/kinsta help php").await;
    let counted = bot.ada().answers("Approve").await;
    assert!(counted.contains("Your yes counts."), "{counted}");
    bot.wait(60.secs()).await;
    assert_eq!(bot.kinsta().writes(), [], "a guest's yes counted");
    bot.end().await;
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_came_between_the_question_and_the_press_holds() {
    let (path, file) = policy("later", "");
    let bot = with(&file).await;
    let lin = bot.lin();
    lin.asks("/kinsta cache clear acme live --layer site").await;
    let prompt = lin.private();
    std::fs::write(&path, "second_person = [{ verbs = [\"cache clear\"] }]\n").unwrap();
    bot.advance(5.secs()).await;
    lin.presses_in(&prompt, "Clear cache").await;
    assert!(lin.sees().contains("By now somebody else must agree"), "{}", lin.sees());
    bot.advance(10.secs()).await;
    assert_eq!(bot.kinsta().writes(), []);
    lin.presses("Ask for approval…").await;
    lin.fills("Why is it needed?", "   ");
    bot.slack().submit_view("U0LIN", &[]).await;
    assert!(lin.form().contains("must agree first"), "{}", lin.form());
    lin.fills("Why is it needed?", "new prices");
    lin.submits().await;
    bot.ada().answers("Approve").await;
    bot.advance(60.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.end().await;
    std::fs::remove_file(path).unwrap();
}
