//! Every verb refuses what it cannot do, with a way out: a site that is not there, an option it does not have, words
//! that are missing, a person who may not, a time when nothing is changed. Nothing is changed at Kinsta.

use super::*;

/// Says a line and reads the refusal, which has to have a way out.
async fn is_refused(bot: &Bot, person: &Person<'_>, line: &str) -> String {
    bot.kinsta().clear_requests();
    let said = person.asks(&format!("/kinsta {line}")).await;
    assert!(said.starts_with('⚠'), "{line}: {said}");
    assert!(said.lines().count() > 1, "{line} has no way out: {said}");
    assert!(bot.kinsta().writes().is_empty(), "{line}");
    bot.slack().close_view(person.id, true).await;
    said
}

async fn refuses(verb: Walked) {
    let bot = world().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    prepare(&bot, &ada, &verb.words).await;
    for line in verb.lines() {
        // What stands behind `--` belongs to WP-CLI.
        let (own, rest) =
            line.split_once(" -- ").map_or((line, String::new()), |(own, rest)| (own, format!(" -- {rest}")));
        let said = is_refused(&bot, &ada, &format!("{own} --nonsense{rest}")).await;
        assert!(said.contains("--nonsense"), "{line}: {said}");
        assert!(bot.kinsta().requests().is_empty(), "{line}");
        let nowhere = own.replacen("acme", "nowhere-at-all", 1).replacen("zebra", "nowhere-at-all", 1);
        if verb.takes_a_site && nowhere != own {
            let said = is_refused(&bot, &ada, &format!("{nowhere}{rest}")).await;
            assert!(said.contains("nowhere-at-all"), "{line}: {said}");
        }
        if verb.risk != Risk::Read && !verb.is_kept_here() {
            let said = is_refused(&bot, &mia, line).await;
            assert!(said.contains("@ada"), "{line} names nobody to ask: {said}");
            assert!(bot.kinsta().requests().is_empty(), "{line}: nothing is looked up for who may not");
        }
    }
    // Without its words it asks for them, or does without.
    bot.kinsta().clear_requests();
    ada.says(&format!("/kinsta {}", verb.words)).await;
    let said = ada.sees();
    assert!(said.lines().count() > 1 || ada.top().is_some() || !verb.needs_words, "{}: {said}", verb.words);
    assert!(bot.kinsta().writes().is_empty(), "{}", verb.words);
    bot.slack().close_view(ada.id, true).await;
    bot.end().await;
}

async fn refuses_while_nothing_may_change(verb: Walked) {
    let bot = world().await;
    let ada = bot.ada();
    prepare(&bot, &ada, &verb.words).await;
    ada.says("/kinsta readonly on").await;
    ada.agrees("readonly on").await;
    for line in verb.lines() {
        let said = is_refused(&bot, &ada, line).await;
        assert!(said.contains("readonly off"), "{line}: {said}");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_verb_refuses_with_a_way_out_and_changes_nothing() {
    walk(verbs(|_| true), refuses).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_verb_changes_anything_while_nothing_may_change() {
    walk(verbs(|verb| verb.risk.changes() && !verb.is_kept_here()), refuses_while_nothing_may_change).await;
}
