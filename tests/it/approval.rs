//! What takes two: asked for with a reason, agreed to by somebody else, and done once.

mod attacks;
mod ends;
mod freezes;
mod people;

use insta::assert_snapshot;
use kinsta_slack::demo::slack::{Kind, Message};

use crate::bot::{Bot, Person, Seconds, Setup};

const APPROVALS: &str = "C0APPROVE";
const RESTORE: &str = "/kinsta backup restore acme live --backup latest --to live --notify developer@agency.example";

/// A world with an admin, Ada, two who may change things, Lin and Jonas, and Mia, who may look.
async fn bot() -> Bot {
    with(&[]).await
}

async fn with(more: &[(&'static str, String)]) -> Bot {
    let mut variables = vec![("ADMINS", "U0ADA".to_owned()), ("OPERATORS", "U0LIN U0JONAS".to_owned())];
    variables.extend(more.iter().cloned());
    let bot = Bot::with(Setup { variables, four_eyes: true, ..Setup::default() }).await;
    bot.slack().add_channel(APPROVALS, "approvals", Kind::Public, true);
    for person in [bot.ada(), bot.lin(), bot.jonas(), bot.mia()] {
        // So that it is known who is a member.
        person.asks("/kinsta help php").await;
    }
    bot
}

/// A policy in a file, which is gone with the test.
fn policy(name: &str, text: &str) -> (std::path::PathBuf, [(&'static str, String); 1]) {
    let path = std::env::temp_dir().join(format!("kinsta-slack-{name}-{}.toml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let variable = [("ACCESS_FILE", path.display().to_string())];
    (path, variable)
}

impl Bot {
    fn lin(&self) -> Person<'_> {
        self.person("U0LIN", "lin", "en-GB")
    }
}

impl Person<'_> {
    /// Asks for something and for the approval of it, the name typed where it has to be.
    async fn requests(&self, line: &str, reason: &str) {
        let asked = self.asks(line).await;
        assert!(asked.contains("must agree first"), "{asked}");
        self.presses("Ask for approval…").await;
        let form = self.top().expect("a form that asks why");
        if let Some(typed) = form.blocks().iter().find(|block| block["block_id"] == "typed") {
            self.fills(typed["label"]["text"].as_str().unwrap(), "Acme");
        }
        self.fills("Why is it needed?", reason);
        self.submits().await;
    }

    /// The newest card in the channel, as a message with its buttons.
    fn newest(&self) -> Message {
        self.cards().pop().expect("a card in the channel")
    }

    /// Presses a button of the newest card and reads what comes back.
    async fn answers(&self, label: &str) -> String {
        assert!(self.presses_in(&self.newest(), label).await.is_ok());
        self.sees()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_on_live_waits_for_somebody_else_and_is_done_once_they_agree() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    assert_snapshot!(lin.asks(RESTORE).await, @"
    Overwrite Acme · Live with a backup?
    Files and database become those of 2026-11-21 04:00 CET. Meanwhile the site may not answer; afterwards it is looked at.
    🛑 Whatever Live has that the backup of 2026-11-21 04:00 CET has not is lost: orders, comments, uploads, settings. Undoing is possible only with a newer backup; Kinsta usually makes one right before, but do not count on it.
    ⚠️ This is *live*: visitors notice.
    👥 One other person must agree first: @jonas, @ada.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Backup of*
    2026-11-21 04:00 CET
    *Its age*
    1 d 6 h
    *Made*
    scheduled
    *Gets Kinsta's mail*
    Web Developer
    *Usually takes*
    some minutes to an hour, by the size of the site
    [Ask for approval…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    lin.presses("Ask for approval…").await;
    assert_snapshot!(lin.form(), @"
    Restore backup
    Overwrite Acme · Live with a backup?
    Files and database become those of 2026-11-21 04:00 CET. Meanwhile the site may not answer; afterwards it is looked at.
    🛑 Whatever Live has that the backup of 2026-11-21 04:00 CET has not is lost: orders, comments, uploads, settings. Undoing is possible only with a newer backup; Kinsta usually makes one right before, but do not count on it.
    ⚠️ This is *live*: visitors notice.
    👥 One other person must agree first: @jonas, @ada.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Backup of*
    2026-11-21 04:00 CET
    *Its age*
    1 d 6 h
    *Made*
    scheduled
    *Gets Kinsta's mail*
    Web Developer
    *Usually takes*
    some minutes to an hour, by the size of the site
    Nothing has happened yet. Valid for 5 minutes.
    ---
    Why is it needed?: <>
    Whoever agrees reads this.
    Type “Acme” to confirm: <>
    The name exactly as it stands above; upper and lower case do not matter.
    [Ask for approval] [Cancel]
    ");
    lin.fills("Type “Acme” to confirm", "acme");
    lin.fills("Why is it needed?", "The shop lost its <orders>");
    lin.submits().await;
    assert!(lin.top().is_none());
    assert_snapshot!(lin.sees(), @"⏸️ Somebody else is asked to agree: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET. Follow it in #ops.");
    assert_snapshot!(lin.card(), @"
    ⏸️ Waits for approval: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET, asked by @lin
    Acme · Live · acme.example
    Why: “The shop lost its <orders>”
    Files and database become those of 2026-11-21 04:00 CET. Meanwhile the site may not answer; afterwards it is looked at.
    🛑 Whatever Live has that the backup of 2026-11-21 04:00 CET has not is lost: orders, comments, uploads, settings. Undoing is possible only with a newer backup; Kinsta usually makes one right before, but do not count on it.
    *Backup of*
    2026-11-21 04:00 CET
    *Its age*
    1 d 6 h
    *Made*
    scheduled
    *Gets Kinsta's mail*
    Web Developer
    👥 One person must agree: @jonas, @ada.
    [Approve] [Refuse] [Withdraw]
    Until 2026-11-23 09:00 UTC; then it is called off. Nothing has happened yet.
    Operation `<id>`
    ");
    bot.wait(120.secs()).await;
    assert_eq!(bot.kinsta().writes(), [], "done before anybody agreed");

    assert_snapshot!(ada.answers("Approve").await, @"✔️ You agreed. It starts now, and @lin is told how it ends.");
    bot.advance(60.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ *Acme · Live* restored from the backup of 2026-11-21 04:00 CET in 7 s · asked by @lin
    Acme · Live · acme.example
    👥 Agreed: @ada. Why: “The shop lost its <orders>”
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @lin ✅ *Acme · Live* restored from the backup of 2026-11-21 04:00 CET in 7 s
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    ");
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert_eq!(ada.cards().len(), 1, "one message a job");
    // Whoever presses now is told how it ended.
    assert!(!ada.newest().buttons().iter().any(|label| label == "Approve"));
    let listed = ada.asks("/kinsta audit list --verb \"backup restore\"").await;
    for kind in ["asked", "others asked to agree", "approved", "sent to Kinsta", "ended"] {
        assert!(listed.contains(kind), "{kind} is missing in:\n{listed}");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_lost_and_not_live_takes_one() {
    let bot = bot().await;
    let lin = bot.lin();
    for line in ["cache clear acme live", "php restart acme live", "backup delete acme staging --backup latest"] {
        let asked = lin.asks(&format!("/kinsta {line}")).await;
        assert!(!asked.contains("must agree"), "{asked}");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_survives_a_crash_and_two_yeses_at_once_do_it_once() {
    let mut bot = bot().await;
    bot.lin().requests(RESTORE, "broken").await;
    let card = bot.lin().newest();
    bot.crash().await;
    let slack = bot.slack();
    let (one, two) = tokio::join!(slack.press("U0ADA", &card, "Approve"), slack.press("U0JONAS", &card, "Approve"));
    assert!(one.is_ok() && two.is_ok());
    bot.crash().await;
    bot.advance(90.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert!(bot.lin().card().contains("✅"), "{}", bot.lin().card());
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_others_agree_in_the_channel_that_is_meant_for_it() {
    let (path, file) = policy(
        "two",
        "second_person = [{ verbs = [\"backup restore\"], people = 2 }]\n[approvals]\nchannel = \"C0APPROVE\"\nhours = 2\n",
    );
    let bot = with(&file).await;
    let lin = bot.lin();
    lin.requests(RESTORE, "broken").await;
    assert!(lin.card().contains("2 people must agree; asked in #approvals"), "{}", lin.card());
    let (ada, jonas) = (bot.ada().in_channel(APPROVALS), bot.jonas().in_channel(APPROVALS));
    assert_snapshot!(ada.card(), @"
    ⏸️ Waits for approval: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET, asked by @lin
    Acme · Live · acme.example
    Why: “broken”
    Files and database become those of 2026-11-21 04:00 CET. Meanwhile the site may not answer; afterwards it is looked at.
    🛑 Whatever Live has that the backup of 2026-11-21 04:00 CET has not is lost: orders, comments, uploads, settings. Undoing is possible only with a newer backup; Kinsta usually makes one right before, but do not count on it.
    *Backup of*
    2026-11-21 04:00 CET
    *Its age*
    1 d 6 h
    *Made*
    scheduled
    *Gets Kinsta's mail*
    Web Developer
    👥 2 people must agree: @jonas, @ada.
    [Approve] [Refuse] [Withdraw]
    Until 2026-11-22 11:00 UTC; then it is called off. Nothing has happened yet.
    Operation `<id>`
    Asked in #ops
    ");
    assert!(ada.answers("Approve").await.contains("One more person must agree."));
    assert!(ada.answers("Approve").await.contains("You have agreed already."));
    assert!(ada.card().contains("Agreed so far: @ada."), "{}", ada.card());
    assert_eq!(bot.kinsta().writes(), []);
    assert!(jonas.answers("Approve").await.contains("Du hast zugestimmt."));
    bot.advance(60.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    // Both channels show how it ended, each in its one message.
    for person in [&lin, &ada] {
        assert_eq!(person.cards().len(), 1);
        assert!(person.card().contains("restored") && person.card().contains("Agreed: @ada, @jonas"));
    }
    bot.end().await;
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_found_again_in_the_list_and_at_home() {
    let bot = bot().await;
    let (ada, lin, mia) = (bot.ada(), bot.lin(), bot.mia());
    assert!(ada.asks("/kinsta approval list").await.contains("Nothing waits"));
    lin.requests(RESTORE, "broken").await;
    assert_snapshot!(ada.asks("/kinsta approval list").await, @"
    Waiting for somebody to agree
    ---
    ⏸️ Waits for approval: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET, asked by @lin
    Acme · Live · “broken” · until 2026-11-23 10:00 CET
    [Approve] [Refuse]
    ");
    assert_eq!(ada.private().buttons(), ["Approve", "Refuse"]);
    lin.asks("/kinsta approval list").await;
    assert_eq!(lin.private().buttons(), ["Withdraw"]);
    mia.asks("/kinsta approval list").await;
    assert_eq!(mia.private().buttons(), [] as [&str; 0]);
    assert!(ada.opens_home().await.contains("Waiting for somebody to agree"));
    assert!(ada.presses_in_view("Approve").await.is_ok());
    bot.advance(60.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert!(ada.asks("/kinsta approval list").await.contains("Nothing waits"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_names_the_channel_in_which_others_are_asked() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    assert!(lin.asks("/kinsta access approvers #approvals").await.contains("@ada"), "only an admin");
    assert!(ada.asks("/kinsta access approvers").await.contains("It is not said which channel."));
    ada.asks("/kinsta access approvers #approvals").await;
    ada.presses("Channel for approvals").await;
    assert!(ada.sees().contains("From now on, approvals are asked for there"), "{}", ada.sees());
    lin.requests(RESTORE, "broken").await;
    assert!(bot.ada().in_channel(APPROVALS).card().contains("Waits for approval"));
    ada.asks("/kinsta access approvers --none").await;
    ada.presses("Channel for approvals").await;
    assert!(ada.asks("/kinsta access approvers --none").await.contains("already"));
    bot.end().await;
}
