//! Every verb succeeds: Kinsta is asked what the verb says it asks, each change once, and the true end is told. All
//! verbs together ask for everything that Kinsta's API has.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use super::*;

/// What is asked beside a verb's own: for the list of sites, to follow an operation, to know who the bot is.
const BESIDE: [&str; 5] = [
    "GET /sites",
    "GET /sites/{site_id}/environments",
    "GET /operations/{operation_id}",
    "GET /validate",
    "GET /company/{id}/activity-logs",
];

async fn succeeds(verb: &Walked, all: &Mutex<BTreeSet<String>>) {
    let bot = world().await;
    let ada = bot.ada();
    prepare(&bot, &ada, &verb.words).await;
    let mut used = BTreeSet::new();
    for line in verb.lines() {
        bot.kinsta().clear_requests();
        let said = ada.asks_for(line).await;
        assert!(!said.starts_with('⚠'), "{line}: {said}");
        match verb.risk {
            Risk::Read => {}
            Risk::Secret => {
                assert!(said.contains("[Show it]"), "{line}: {said}");
                ada.presses("Show it").await;
                let shown = ada.sees();
                assert!(!shown.starts_with('⚠') && shown != said, "{line}: {shown}");
            }
            _ => {
                assert!(bot.kinsta().writes().is_empty(), "{line} changes something before it is confirmed");
                ada.agrees(line).await;
                bot.wait(120.secs()).await;
                if verb.is_kept_here() {
                    assert!(ada.sees().starts_with('✅'), "{line}: {}", ada.sees());
                } else {
                    let card = ada.card();
                    assert!(card.starts_with('✅'), "{line}: {card}");
                    assert!(ada.thread().starts_with("@ada ✅"), "{line}: {}", ada.thread());
                    let writes = bot.kinsta().writes();
                    assert!(!writes.is_empty(), "{line}");
                    for write in &writes {
                        let same =
                            writes.iter().filter(|other| (&other.path, &other.body) == (&write.path, &write.body));
                        assert_eq!(same.count(), 1, "{line}: {write:?}");
                        assert!(write.status.is_some_and(|status| status < 300), "{line}: {write:?}");
                    }
                }
            }
        }
        used.extend(asked(&bot));
    }
    let own = |operation: &&String| !BESIDE.contains(&operation.as_str());
    let undeclared: Vec<&String> =
        used.iter().filter(own).filter(|asked| !verb.uses.contains(&asked.as_str())).collect();
    assert!(undeclared.is_empty(), "{} does not say that it asks for {undeclared:?}", verb.words);
    all.lock().unwrap().extend(used);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_verb_succeeds_and_together_they_ask_for_all_of_kinstas_api() {
    let used = Arc::new(Mutex::new(BTreeSet::new()));
    let each = |verb: Walked| {
        let used = used.clone();
        async move { succeeds(&verb, &used).await }
    };
    walk(verbs(|_| true), each).await;
    let used = used.lock().unwrap();
    let rows: BTreeSet<String> =
        api::table().iter().map(|row| format!("{} {}", row.method.as_str(), row.path)).collect();
    let never: Vec<&String> = rows.difference(&used).collect();
    assert!(never.is_empty(), "no verb asks for {never:#?}");
    assert_eq!(used.len(), 78);
}
