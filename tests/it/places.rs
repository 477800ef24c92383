//! Where the bot may not post, the asker hears of their change nevertheless, and how to let everybody see the next one.

use insta::{allow_duplicates, assert_snapshot};
use kinsta_slack::demo::kinsta::Fault;
use kinsta_slack::demo::slack::{Kind, Message};

use crate::bot::{Bot, OPS, Person, Seconds};

const CACHE: &str = "/kinsta cache clear acme live --layer site";
const ELSEWHERE: &str = "C0ELSE";

async fn confirms(ada: &Person<'_>) {
    ada.says(CACHE).await;
    ada.presses("Clear cache").await;
}

/// How often each return address was used, the most used first.
fn uses(bot: &Bot) -> usize {
    bot.slack().calls().iter().filter(|call| call.method == "response_url").count()
}

/// What one person sees alone, in the order it appeared.
fn alone(bot: &Bot, channel: &str) -> Vec<Message> {
    bot.slack().ephemerals("U0ADA", channel)
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_bot_was_not_invited_the_card_is_for_the_asker_alone() {
    for (kind, name) in [(Kind::Public, "random"), (Kind::Private, "secret")] {
        let bot = Bot::start().await;
        bot.slack().add_channel(ELSEWHERE, name, kind.clone(), false);
        let ada = bot.ada().in_channel(ELSEWHERE);
        confirms(&ada).await;
        let shown = ada.sees().replace(name, "channel");
        allow_duplicates! { assert_snapshot!(shown, @"
        ⏳ Clearing the cache of *Acme · Live*, asked by @ada
        Acme · Live · acme.example
        ⏳ Site cache: running
        Operation `<id>`
        Only you see this: I may not post in #channel. Type `/invite @kinsta` there and the next card appears in the channel.
        "); }
        bot.advance(30.secs()).await;
        let mut shown: Vec<String> = alone(&bot, ELSEWHERE).iter().map(|message| ada.reads(message)).collect();
        assert_eq!(shown.len(), 2, "the card in its final state, and the last word: {shown:#?}");
        allow_duplicates! { assert_snapshot!(shown.remove(0).replace(name, "channel"), @"
        ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
        Acme · Live · acme.example
        ✅ Site cache: done
        Operation `<id>`
        Only you see this: I may not post in #channel. Type `/invite @kinsta` there and the next card appears in the channel.
        "); }
        allow_duplicates! { assert_snapshot!(shown.remove(0), @"
        @ada ✅ Cache of *Acme · Live* cleared in 7 s
        ✅ Site cache: done
        "); }
        assert_eq!(uses(&bot), 4);
        assert_eq!(bot.kinsta().writes().len(), 1);
        bot.done().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn once_invited_the_next_card_is_everybodys() {
    let bot = Bot::start().await;
    bot.slack().add_channel(ELSEWHERE, "random", Kind::Public, false);
    let ada = bot.ada().in_channel(ELSEWHERE);
    confirms(&ada).await;
    bot.advance(30.secs()).await;
    alone(&bot, ELSEWHERE).iter().for_each(|message| drop(ada.reads(message)));
    bot.slack().invite_bot(ELSEWHERE);
    confirms(&ada).await;
    bot.advance(30.secs()).await;
    ada.sees();
    assert!(ada.card().contains("cleared in"));
    assert!(ada.thread().contains("@ada ✅"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_conversation_between_people_nobody_can_invite_it() {
    let bot = Bot::start().await;
    let with = vec!["U0ADA".to_owned(), "U0JONAS".to_owned()];
    bot.jonas();
    bot.slack().add_channel("D0PEOPLE", "directmessage", Kind::Im { with }, false);
    let ada = bot.ada().in_channel("D0PEOPLE");
    confirms(&ada).await;
    bot.advance(30.secs()).await;
    let shown: Vec<String> = alone(&bot, "D0PEOPLE").iter().map(|message| ada.reads(message)).collect();
    assert_snapshot!(shown.join("\n---\n"), @"
    ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
    Acme · Live · acme.example
    ✅ Site cache: done
    Operation `<id>`
    Only you see this: I cannot write in a conversation between people. Ask in a channel I am in, and everybody there sees the card.
    ---
    @ada ✅ Cache of *Acme · Live* cleared in 7 s
    ✅ Site cache: done
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_or_restricted_channel_says_why_nobody_else_sees_it() {
    for is_archived in [true, false] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        ada.says(CACHE).await;
        if is_archived {
            bot.slack().archive(OPS, true);
        } else {
            bot.slack().restrict(OPS, true);
        }
        ada.presses("Clear cache").await;
        bot.advance(30.secs()).await;
        let shown: Vec<String> = alone(&bot, OPS).iter().map(|message| ada.reads(message)).collect();
        assert_eq!(shown.len(), 2, "{shown:#?}");
        if is_archived {
            assert_snapshot!(shown[0], @"
            ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
            Acme · Live · acme.example
            ✅ Site cache: done
            Operation `<id>`
            Only you see this: #ops is archived. Ask in a channel I am in, and everybody there sees the card.
            ");
        } else {
            assert_snapshot!(shown[0], @"
            ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
            Acme · Live · acme.example
            ✅ Site cache: done
            Operation `<id>`
            Only you see this: not everybody may post in #ops, and I may not. An admin can allow it, or ask in another channel I am in.
            ");
        }
        assert_eq!(ada.cards(), Vec::new());
        bot.done().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_half_an_hour_the_end_comes_as_a_direct_message() {
    let bot = Bot::start().await;
    bot.slack().add_channel(ELSEWHERE, "random", Kind::Public, false);
    let ada = bot.ada().in_channel(ELSEWHERE);
    bot.kinsta().faults().next(1, "/sites/tools", Fault::StuckOperation);
    confirms(&ada).await;
    ada.sees();
    bot.wait((16 * 60).secs()).await;
    let unknown = alone(&bot, ELSEWHERE).into_iter().find(|message| !message.buttons().is_empty()).expect("a card");
    alone(&bot, ELSEWHERE).iter().for_each(|message| drop(ada.reads(message)));
    bot.wait((15 * 60).secs()).await;
    bot.kinsta().finish_operations();
    ada.presses_in(&unknown, "Check again").await;
    bot.advance(20.secs()).await;
    ada.sees();
    assert_snapshot!(ada.direct(), @"
    ✅ Cache of *Acme · Live* cleared in 31 min · asked by @ada
    Acme · Live · acme.example
    ✅ Site cache: done
    Operation `<id>`
    Only you see this: I may not post in #random. Type `/invite @kinsta` there and the next card appears in the channel.
    ---
    @ada ✅ Cache of *Acme · Live* cleared in 31 min
    ✅ Site cache: done
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_up_address_is_never_used_a_sixth_time() {
    let bot = Bot::start().await;
    bot.slack().add_channel(ELSEWHERE, "random", Kind::Public, false);
    let ada = bot.ada().in_channel(ELSEWHERE);
    ada.says(CACHE).await;
    // Each of these answers counts at Slack although we never hear of it.
    bot.slack().faults().drop_after("response_url", 5);
    ada.presses("Clear cache").await;
    bot.advance(90.secs()).await;
    assert_eq!(uses(&bot), 5);
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
    ada.sees();
    let direct = ada.direct();
    assert!(direct.contains("cleared in"), "{direct}");
    assert_eq!(direct.matches("@ada ✅").count(), 1, "{direct}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_and_again_about_a_private_card_never_overuses_an_address() {
    let bot = Bot::start().await;
    bot.slack().add_channel(ELSEWHERE, "random", Kind::Public, false);
    let ada = bot.ada().in_channel(ELSEWHERE);
    bot.kinsta().faults().next(1, "/sites/tools", Fault::StuckOperation);
    confirms(&ada).await;
    bot.wait((16 * 60).secs()).await;
    for _ in 0..4 {
        let card = alone(&bot, ELSEWHERE)
            .into_iter()
            .chain(bot.slack().dms("U0ADA"))
            .rfind(|message| message.buttons().iter().any(|label| label == "Check again"))
            .expect("a card to ask about");
        let ack = ada.presses_in(&card, "Check again").await;
        assert!(ack.is_ok(), "{ack:?}");
        bot.wait(90.secs()).await;
    }
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
    bot.kinsta().finish_operations();
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_somebody_deleted_comes_back_with_the_end() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    confirms(&ada).await;
    ada.sees();
    let card = ada.cards().pop().unwrap();
    bot.slack().delete(&card.channel, &card.ts);
    bot.advance(30.secs()).await;
    assert_eq!(ada.cards().len(), 1);
    assert!(ada.card().contains("cleared in"));
    assert!(ada.thread().contains("@ada ✅"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_removed_meanwhile_tells_the_end_to_the_asker() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    confirms(&ada).await;
    ada.card();
    bot.slack().archive(OPS, true);
    bot.advance(30.secs()).await;
    let shown: Vec<String> = alone(&bot, OPS).iter().map(|message| ada.reads(message)).collect();
    assert!(shown.iter().any(|said| said.contains("cleared in") && said.contains("is archived")), "{shown:#?}");
    assert!(shown.iter().any(|said| said.contains("@ada ✅")), "{shown:#?}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_asked_for_in_a_thread_lives_in_that_thread() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let question = bot.slack().say(ada.id, OPS, "Acme looks odd", None).await;
    ada.writes("@kinsta cache clear acme live --layer site", Some(&question.ts)).await;
    ada.presses("Clear cache").await;
    bot.advance(30.secs()).await;
    ada.sees();
    let thread = ada.thread_of(&question.ts);
    assert_eq!(thread.matches("cleared in").count(), 2, "the card and the last word: {thread}");
    bot.done().await;
}
