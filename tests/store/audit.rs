//! The audit log: one chain, whoever writes, and whatever is done to it shows.

use std::sync::Arc;

use kinsta_slack::domain::audit::{Break, Entry, Head, Kind, hash};
use kinsta_slack::domain::ids::{OperationId, TeamId, UserId};
use kinsta_slack::store::{Error, PromptRow, Store};
use serde_json::json;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tokio::sync::Barrier;

use crate::bed::{Bed, on_both};
use crate::samples::{operation, prompt, update};

on_both! {
    two_that_write_at_once_write_one_chain,
    a_row_is_there_exactly_if_what_it_records_is,
    a_refused_prompt_leaves_no_row,
    what_nobody_waits_for_is_written_in_order_and_before_the_store_closes,
    whoever_reads_sees_what_was_handed_over_before,
    whatever_is_done_to_the_rows_shows,
    an_end_that_was_made_anew_shows_against_a_known_row,
    old_rows_are_cleared_away_and_accounted_for,
    the_newest_rows_come_first,
    a_workspace_is_forgotten_but_for_its_log,
}

fn entry(number: i64) -> Entry {
    let arguments = json!({ "number": number, "text": "quote ' and \" and \u{0} and 📚" });
    Entry { arguments, ..Entry::new(Kind::ASKED, 1_000 + number, &"T1".into(), &"U1".into()).verb("cache.clear") }
}

async fn record(store: &Store, entries: impl IntoIterator<Item = Entry>) {
    for entry in entries {
        let mut tx = store.write_tx().await.unwrap();
        tx.record(&entry);
        tx.commit().await.unwrap();
    }
}

/// How many rows there are, all of them whole.
async fn rows(store: &Store) -> u64 {
    store.walk_audit(None).await.unwrap().unwrap().rows
}

/// The rows' numbers as they were recorded.
async fn numbers(store: &Store) -> Vec<i64> {
    let links = store.audit_after(0, 0, i64::MAX, 10_000).await.unwrap();
    let number = |entry: Entry| entry.arguments.get("number").and_then(serde_json::Value::as_i64);
    links.iter().filter_map(|link| link.entry().and_then(number)).collect()
}

async fn two_that_write_at_once_write_one_chain(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    let start = Arc::new(Barrier::new(8));
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (store, start) = (stores[writer % 2].clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                for number in 0..25 {
                    let id = format!("p{writer}-{number}");
                    match writer / 2 {
                        // What is recorded and what is changed besides take their locks in one order.
                        0 => {
                            let mut tx = store.write_tx().await.unwrap();
                            tx.record(&entry(number));
                            tx.push_outgoing("lane", &update("x"), 1_000).await.unwrap();
                            tx.record(&entry(number));
                            tx.commit().await.unwrap();
                        }
                        1 => store.record_soon(&entry(number)),
                        _ => store
                            .put_recorded_prompt(PromptRow::of(&prompt(&id)).unwrap(), &entry(number))
                            .await
                            .unwrap(),
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    for store in &stores {
        store.close().await;
    }
    let store = bed.open().await;
    assert_eq!(rows(&store).await, 2 * 25 * (2 + 1 + 1 + 1));
    assert_eq!(store.undelivered_count().await.unwrap(), 50);
}

async fn a_row_is_there_exactly_if_what_it_records_is(bed: Bed) {
    let store = bed.open().await;
    let mut tx = store.write_tx().await.unwrap();
    tx.push_outgoing("lane", &update("x"), 1_000).await.unwrap();
    tx.record(&entry(1));
    drop(tx);
    let mut tx = store.write_tx().await.unwrap();
    tx.record(&entry(2));
    tx.rollback().await.unwrap();
    record(&store, [entry(3)]).await;
    assert_eq!(numbers(&store).await, [3]);
    assert_eq!(rows(&store).await, 1);
}

async fn a_refused_prompt_leaves_no_row(bed: Bed) {
    let store = bed.open().await;
    store.put_recorded_prompt(PromptRow::of(&prompt("p3")).unwrap(), &entry(100)).await.unwrap();
    let ids: Vec<String> = (0..7).map(|number| format!("p{number}")).collect();
    let puts = futures_util::future::join_all(ids.iter().enumerate().map(|(number, id)| {
        let store = store.clone();
        let entry = entry(number.try_into().unwrap());
        async move { store.put_recorded_prompt(PromptRow::of(&prompt(id)).unwrap(), &entry).await }
    }));
    for (id, put) in ids.iter().zip(puts.await) {
        assert_eq!(matches!(put, Err(Error::Refused { .. })), id == "p3", "{id}: {put:?}");
    }
    let mut numbers = numbers(&store).await;
    numbers.sort_unstable();
    assert_eq!(numbers, [0, 1, 2, 4, 5, 6, 100]);
    assert_eq!(rows(&store).await, 7);
}

async fn what_nobody_waits_for_is_written_in_order_and_before_the_store_closes(bed: Bed) {
    let store = bed.open().await;
    // Not more than are taken at once: beyond that, order is what the waiting tasks make of it.
    (0..400).for_each(|number| store.record_soon(&entry(number)));
    store.close().await;
    let again = bed.open().await;
    assert_eq!(numbers(&again).await, (0..400).collect::<Vec<_>>());
    assert_eq!(rows(&again).await, 400);
}

async fn whoever_reads_sees_what_was_handed_over_before(bed: Bed) {
    let store = bed.open().await;
    for round in 1..=20 {
        (0..10).for_each(|number| store.record_soon(&entry(number)));
        assert_eq!(numbers(&store).await.len(), 10 * round);
    }
    // More than are taken at once.
    (0..800).for_each(|number| store.record_soon(&entry(number)));
    store.recorded().await;
    let elsewhere = bed.open().await;
    assert_eq!(rows(&elsewhere).await, 1000);
    elsewhere.close().await;
    store.close().await;
    store.record_soon(&entry(0));
    store.recorded().await;
}

/// Carries out statements behind the store's back.
async fn meddle(bed: &Bed, statements: &[String]) {
    install_default_drivers();
    let mut connection = AnyConnection::connect(&bed.url).await.unwrap();
    for statement in statements {
        connection.execute(AssertSqlSafe(statement.clone())).await.unwrap();
    }
    connection.close().await.unwrap();
}

const COLUMNS: &str = "at_ms, team_id, user_id, body, previous, hash";

async fn whatever_is_done_to_the_rows_shows(bed: Bed) {
    let store = bed.open().await;
    let reset = [
        "DELETE FROM audit".to_owned(),
        "UPDATE audit_head SET seq = 0, hash = '', purged_seq = 0, purged_hash = ''".to_owned(),
    ];
    let renumber = |from: i64, to: i64| format!("UPDATE audit SET seq = {to} WHERE seq = {from}");
    let copy = |from: i64, to: i64| {
        format!("INSERT INTO audit (seq, {COLUMNS}) SELECT {to}, {COLUMNS} FROM audit WHERE seq = {from}")
    };
    let set = |what: &str| vec![format!("UPDATE audit SET {what} WHERE seq = 3")];
    let gone = |which: &str| vec![format!("DELETE FROM audit WHERE {which}")];
    let cases = [
        ("its text", set("body = replace(body, 'asked', 'ended')"), Break::Changed { seq: 3 }),
        ("its moment", set("at_ms = at_ms + 1"), Break::Changed { seq: 3 }),
        ("its person", set("user_id = 'U2'"), Break::Changed { seq: 3 }),
        ("its hash", set("hash = previous"), Break::Changed { seq: 3 }),
        ("one out", gone("seq = 3"), Break::Missing { from: 3, to: 3 }),
        ("the end out", gone("seq > 4"), Break::Missing { from: 5, to: 6 }),
        ("the beginning out", gone("seq <= 2"), Break::Missing { from: 1, to: 2 }),
        ("a pair reordered", vec![renumber(3, 99), renumber(4, 3), renumber(99, 4)], Break::Changed { seq: 3 }),
        (
            "one in, in the middle",
            vec![renumber(6, 7), renumber(5, 6), renumber(4, 5), copy(3, 4)],
            Break::Changed { seq: 4 },
        ),
        ("one in, at the end", vec![copy(6, 7)], Break::Changed { seq: 7 }),
        ("one in, before all others", vec![copy(1, 0)], Break::Inserted { seq: 0 }),
        (
            "the beginning out, as if it had been cleared away",
            vec![
                "UPDATE audit_head SET purged_seq = 2, purged_hash = (SELECT hash FROM audit WHERE seq = 2)".to_owned(),
                "DELETE FROM audit WHERE seq <= 2".to_owned(),
            ],
            Break::Unaccounted { seq: 2 },
        ),
    ];
    for (what, statements, expected) in cases {
        meddle(&bed, &reset).await;
        record(&store, (1..=6).map(entry)).await;
        assert_eq!(rows(&store).await, 6);
        meddle(&bed, &statements).await;
        assert_eq!(store.walk_audit(None).await.unwrap(), Err(expected), "{what}");
    }
    // With a right hash, and behind the end.
    meddle(&bed, &reset).await;
    record(&store, (1..=6).map(entry)).await;
    let last = store.audit_after(5, 0, i64::MAX, 1).await.unwrap().remove(0);
    let own = hash(&last.hash, 7, &last.body);
    let right = format!("UPDATE audit SET previous = '{}', hash = '{own}' WHERE seq = 7", last.hash);
    meddle(&bed, &[copy(6, 7), right]).await;
    assert_eq!(store.walk_audit(None).await.unwrap(), Err(Break::Inserted { seq: 7 }));
}

async fn an_end_that_was_made_anew_shows_against_a_known_row(bed: Bed) {
    let store = bed.open().await;
    record(&store, (1..=4).map(entry)).await;
    let known = store.walk_audit(None).await.unwrap().unwrap().head;
    record(&store, [entry(5)]).await;
    assert!(store.walk_audit(Some(known.clone())).await.unwrap().is_ok());
    let third = store.audit_after(2, 0, i64::MAX, 1).await.unwrap().remove(0);
    let cut = "DELETE FROM audit WHERE seq > 3".to_owned();
    let head = format!("UPDATE audit_head SET seq = 3, hash = '{}'", third.hash);
    meddle(&bed, &[cut, head]).await;
    assert_eq!(rows(&store).await, 3, "by itself the log is whole");
    let shorter = store.walk_audit(Some(known.clone())).await.unwrap();
    assert_eq!(shorter, Err(Break::Missing { from: 4, to: 4 }));
    record(&store, [entry(9)]).await;
    let anew = store.walk_audit(Some(known)).await.unwrap();
    assert_eq!(anew, Err(Break::NotTheKnown { seq: 4 }));
}

async fn old_rows_are_cleared_away_and_accounted_for(bed: Bed) {
    let store = bed.open().await;
    let other = bed.open().await;
    record(&store, (1..=10).map(entry)).await;
    // Its clock is behind: a row that stays keeps those after it.
    record(&store, [Entry { at_ms: 5_000, ..entry(11) }, entry(12)]).await;
    assert_eq!(store.audit_oldest_ms().await.unwrap(), Some(1_001));
    assert_eq!(store.purge_audit(1_004, 9_000).await.unwrap(), 3);
    assert_eq!(numbers(&store).await, (4..=12).collect::<Vec<_>>());
    assert_eq!(rows(&store).await, 9 + 1);
    let (one, two) = tokio::join!(store.purge_audit(2_000, 9_001), other.purge_audit(2_000, 9_002));
    assert_eq!(one.unwrap() + two.unwrap(), 7);
    assert_eq!(numbers(&store).await, [11, 12]);
    assert_eq!(store.purge_audit(2_000, 9_003).await.unwrap(), 0);
    record(&store, [entry(13)]).await;
    assert_eq!(rows(&store).await, 2 + 2 + 1);
    // All of it, and still one chain.
    assert_eq!(store.purge_audit(100_000, 200_000).await.unwrap(), 5);
    record(&store, [entry(14)]).await;
    assert_eq!(numbers(&store).await, [14]);
    let found = store.walk_audit(None).await.unwrap().unwrap();
    assert_eq!((found.rows, found.head.seq), (2, 17));
}

async fn the_newest_rows_come_first(bed: Bed) {
    let store = bed.open().await;
    let by = |number: i64, team: &str, user: &str| Entry { team: team.into(), user: user.into(), ..entry(number) };
    let rows = [by(1, "T1", "U1"), by(2, "T1", "U2"), by(3, "T2", "U1"), by(4, "T1", "U1"), by(5, "", "")];
    record(&store, rows).await;
    let (team, user) = (TeamId::from("T1"), UserId::from("U1"));
    let seqs = async |before, since_ms, user: Option<&UserId>, limit| {
        let links = store.audit_before(before, since_ms, &team, user, limit).await.unwrap();
        links.into_iter().map(|link| link.seq).collect::<Vec<_>>()
    };
    // What nobody in particular did is everybody's to see.
    assert_eq!(seqs(i64::MAX, 0, None, 9).await, [5, 4, 2, 1]);
    assert_eq!(seqs(4, 0, None, 1).await, [2]);
    assert_eq!(seqs(i64::MAX, 1_002, None, 9).await, [5, 4, 2]);
    assert_eq!(seqs(i64::MAX, 0, Some(&user), 9).await, [4, 1]);
    let all = async |before, limit| {
        let links = store.audit_newest(before, limit).await.unwrap();
        links.into_iter().map(|link| link.seq).collect::<Vec<_>>()
    };
    assert_eq!(all(i64::MAX, 3).await, [5, 4, 3]);
    assert_eq!(all(3, 9).await, [2, 1]);
}

async fn a_workspace_is_forgotten_but_for_its_log(bed: Bed) {
    let store = bed.open().await;
    let (ours, theirs) = (TeamId::from("T1"), TeamId::from("T10"));
    let user = UserId::from("U1");
    for (team, id) in [(&ours, "a"), (&theirs, "b")] {
        let mut prompt = prompt(id);
        prompt.team = team.clone();
        store.put_recorded_prompt(PromptRow::of(&prompt).unwrap(), &entry(1)).await.unwrap();
        store.put_person(team, &user, &json!({ "lang": "de" }), 1_000).await.unwrap();
        let mut operation = operation(&format!("op-{id}"), 1_000);
        operation.team = team.clone();
        let mut tx = store.write_tx().await.unwrap();
        tx.insert_operation(&operation).await.unwrap();
        tx.push_outgoing(operation.id.as_str(), &update("x"), 1_000).await.unwrap();
        tx.push_outgoing(id, &update("x"), 1_000).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = store.write_tx().await.unwrap();
    let forgotten = tx.forget_team(&ours).await.unwrap();
    tx.record(&Entry::new(Kind::UNINSTALLED, 2_000, &ours, &user));
    tx.commit().await.unwrap();
    assert_eq!((forgotten.prompts, forgotten.operations, forgotten.people), (1, 1, 1));
    assert_eq!(forgotten.unfinished, [OperationId::from("op-a")]);
    assert_eq!(store.find_prompt(&"a".into()).await.unwrap(), None);
    assert_eq!(store.operation(&"op-a".into()).await.unwrap(), None);
    assert_eq!(store.person(&ours, &user).await.unwrap(), None);
    assert!(store.find_prompt(&"b".into()).await.unwrap().is_some());
    assert!(store.operation(&"op-b".into()).await.unwrap().is_some());
    assert!(store.person(&theirs, &user).await.unwrap().is_some());
    assert_eq!(store.undelivered_count().await.unwrap(), 2);
    let found = store.walk_audit(None).await.unwrap().unwrap();
    assert_eq!(found.rows, 3);
    let (head, anchor) = store.audit_ends().await.unwrap();
    assert_eq!((head, anchor), (found.head, Head::default()));
}
