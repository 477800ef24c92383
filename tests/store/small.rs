//! The small tables: what was seen, copies, people, leases.

use std::sync::Arc;

use kinsta_slack::domain::ids::{TeamId, UserId};
use kinsta_slack::store::Snapshot;
use serde_json::json;
use tokio::sync::Barrier;

use crate::bed::{Bed, on_both};

on_both! {
    a_key_comes_for_the_first_time_once,
    a_rolled_back_sight_never_was,
    seen_keys_are_forgotten_in_time,
    what_has_five_uses_is_used_five_times,
    the_newest_copy_is_kept,
    edits_of_a_copy_wait_for_one_another,
    a_person_is_known_within_their_workspace,
    one_owner_at_a_time_holds_a_lease,
}

async fn a_key_comes_for_the_first_time_once(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    let start = Arc::new(Barrier::new(20));
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let (store, start) = (stores[number % 2].clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                store.first_time("Ev1", 1_000).await.unwrap()
            })
        })
        .collect();
    let mut firsts = 0;
    for task in tasks {
        firsts += u32::from(task.await.unwrap());
    }
    assert_eq!(firsts, 1);
    assert!(stores[0].first_time("Ev2", 1_000).await.unwrap());
}

async fn a_rolled_back_sight_never_was(bed: Bed) {
    let store = bed.open().await;
    let mut tx = store.write_tx().await.unwrap();
    assert!(tx.first_time("Ev1", 1_000).await.unwrap());
    assert!(!tx.first_time("Ev1", 1_000).await.unwrap());
    drop(tx);
    assert!(store.first_time("Ev1", 1_000).await.unwrap());
}

async fn what_has_five_uses_is_used_five_times(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    let start = Arc::new(Barrier::new(12));
    let tasks: Vec<_> = (0..12)
        .map(|number| {
            let (store, start) = (stores[number % 2].clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                store.take_use("an address", 5, 1_000).await.unwrap()
            })
        })
        .collect();
    let mut uses = 0;
    for task in tasks {
        uses += u32::from(task.await.unwrap());
    }
    assert_eq!(uses, 5);
    assert!(stores[0].take_use("another address", 5, 1_000).await.unwrap());
}

async fn seen_keys_are_forgotten_in_time(bed: Bed) {
    let store = bed.open().await;
    store.first_time("old", 1_000).await.unwrap();
    store.first_time("new", 2_000).await.unwrap();
    assert_eq!(store.purge_seen(2_000).await.unwrap(), 1);
    assert!(store.first_time("old", 3_000).await.unwrap());
    assert!(!store.first_time("new", 3_000).await.unwrap());
}

async fn the_newest_copy_is_kept(bed: Bed) {
    let store = bed.open().await;
    assert_eq!(store.snapshot("sites").await.unwrap(), None);
    for (body, at_ms) in [(json!(["a"]), 1_000), (json!({ "b": "é" }), 3_000), (json!("late"), 2_000)] {
        store.put_snapshot("sites", &body, at_ms).await.unwrap();
    }
    assert_eq!(store.snapshot("sites").await.unwrap(), Some(Snapshot { body: json!({ "b": "é" }), at_ms: 3_000 }));
    assert_eq!(store.snapshot("other").await.unwrap(), None);
}

async fn edits_of_a_copy_wait_for_one_another(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    let start = Arc::new(Barrier::new(20));
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let (store, start) = (stores[number % 2].clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                let mut tx = store.write_tx().await.unwrap();
                let before = tx.snapshot_for_update("policy").await.unwrap();
                let count = before.body.as_i64().unwrap_or_default() + 1;
                tx.save_snapshot("policy", &json!(count), before.at_ms + 1).await.unwrap();
                tx.commit().await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(stores[0].snapshot("policy").await.unwrap(), Some(Snapshot { body: json!(20), at_ms: 20 }));
}

async fn a_person_is_known_within_their_workspace(bed: Bed) {
    let store = bed.open().await;
    let (team, user) = (TeamId::from("T1"), UserId::from("U1"));
    store.put_person(&team, &user, &json!({ "lang": "de" }), 1_000).await.unwrap();
    store.put_person(&team, &user, &json!({ "lang": "en" }), 2_000).await.unwrap();
    let known = store.person(&team, &user).await.unwrap();
    assert_eq!(known, Some(Snapshot { body: json!({ "lang": "en" }), at_ms: 2_000 }));
    assert_eq!(store.person(&TeamId::from("T2"), &user).await.unwrap(), None);
}

async fn one_owner_at_a_time_holds_a_lease(bed: Bed) {
    let store = bed.open().await;
    assert!(store.try_lease("refresh", "one", 1_000, 10_000).await.unwrap());
    assert!(!store.try_lease("refresh", "two", 10_999, 10_000).await.unwrap());
    assert!(store.try_lease("other work", "two", 1_000, 10_000).await.unwrap());
    assert!(store.try_lease("refresh", "one", 5_000, 10_000).await.unwrap(), "renewed");
    assert!(!store.try_lease("refresh", "two", 14_999, 10_000).await.unwrap());
    assert!(store.try_lease("refresh", "two", 15_000, 10_000).await.unwrap(), "lapsed");
    store.release_lease("refresh", "one").await.unwrap();
    assert!(!store.try_lease("refresh", "one", 15_000, 10_000).await.unwrap(), "not one's to release");
    store.release_lease("refresh", "two").await.unwrap();
    assert!(store.try_lease("refresh", "one", 15_000, 10_000).await.unwrap());
}
