//! Locks of risky changes, and those who join a change that is under way.

use std::sync::Arc;

use kinsta_slack::domain::hold::Hold;
use kinsta_slack::domain::operation::{Operation, State};
use kinsta_slack::domain::waiting::Joined;
use kinsta_slack::store::Store;
use tokio::sync::Barrier;

use crate::bed::{Bed, on_both};
use crate::samples::{operation, place};

on_both! {
    all_is_taken_or_nothing,
    of_many_who_take_at_once_one_has_it,
    a_site_and_its_environment_taken_at_once_exclude_each_other,
    what_an_ended_operation_left_is_free,
    locks_go_with_their_operation,
    joining_is_not_lost_and_disturbs_nobody,
    of_many_who_confirm_the_same_at_once_one_is_first,
}

fn env(site: &str, env: &str) -> Hold {
    Hold::Environment { site: Some(site.into()), env: env.into() }
}

async fn insert(store: &Store, id: &str) -> Operation {
    let operation = operation(id, 1_000);
    let mut tx = store.write_tx().await.unwrap();
    tx.insert_operation(&operation).await.unwrap();
    tx.commit().await.unwrap();
    operation
}

async fn takes(store: &Store, id: &str, holds: &[Hold]) -> bool {
    let mut tx = store.write_tx().await.unwrap();
    let taken = tx.take_locks(&id.into(), holds, 2_000).await.unwrap();
    if taken {
        tx.commit().await.unwrap();
    } else {
        tx.rollback().await.unwrap();
    }
    taken
}

async fn held(store: &Store) -> Vec<(String, String)> {
    let mut held: Vec<_> =
        store.locks().await.unwrap().into_iter().map(|lock| (lock.operation.to_string(), lock.hold.key())).collect();
    held.sort();
    held
}

fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

async fn all_is_taken_or_nothing(bed: Bed) {
    let store = bed.open().await;
    for id in ["a", "b", "c"] {
        insert(&store, id).await;
    }
    assert!(takes(&store, "a", &[env("s", "1"), env("s", "2")]).await);
    assert!(takes(&store, "a", &[env("s", "1"), env("s", "2")]).await, "what it has it keeps");
    assert!(!takes(&store, "b", &[env("s", "3"), env("s", "2")]).await);
    assert!(!takes(&store, "b", &[Hold::Site("s".into())]).await);
    assert!(takes(&store, "c", &[env("t", "3")]).await);
    assert_eq!(held(&store).await, named(&[("a", "s/1"), ("a", "s/2"), ("c", "t/3")]));
    let mut tx = store.write_tx().await.unwrap();
    tx.release_locks(&"a".into()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(takes(&store, "b", &[Hold::Site("s".into())]).await);
    assert!(!takes(&store, "a", &[env("s", "9")]).await, "an environment nobody knew of is the site's too");
}

/// How often everybody comes at the same moment; the first times are for opening connections.
const ROUNDS: usize = 12;

/// Everybody takes at the same moment, through two stores; who got it.
async fn at_once(stores: &[Store; 2], round: usize, wanted: Vec<Hold>) -> Vec<usize> {
    let start = Arc::new(Barrier::new(wanted.len()));
    for number in 0..wanted.len() {
        insert(&stores[0], &format!("op-{round}-{number}")).await;
    }
    let tasks: Vec<_> = wanted
        .into_iter()
        .enumerate()
        .map(|(number, hold)| {
            let (store, start) = (stores[number % 2].clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                takes(&store, &format!("op-{round}-{number}"), &[hold]).await
            })
        })
        .collect();
    let mut winners = Vec::new();
    for (number, task) in tasks.into_iter().enumerate() {
        if task.await.unwrap() {
            winners.push(number);
        }
    }
    winners
}

async fn of_many_who_take_at_once_one_has_it(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    for round in 0..ROUNDS {
        let wanted = vec![env("s", &format!("env-{round}")); 16];
        assert_eq!(at_once(&stores, round, wanted).await.len(), 1);
    }
}

async fn a_site_and_its_environment_taken_at_once_exclude_each_other(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    for round in 0..ROUNDS {
        let site = format!("s-{round}");
        // The two have no row in common.
        let wanted = (0..16).map(|number| match number % 2 {
            0 => Hold::Site(site.as_str().into()),
            _ => env(&site, &format!("{round}-{number}")),
        });
        let winners = at_once(&stores, round, wanted.collect()).await;
        let sites = winners.iter().filter(|number| *number % 2 == 0).count();
        assert!((sites == 1 && winners.len() == 1) || (sites == 0 && winners.len() == 8), "{round}: {winners:?}");
    }
}

async fn what_an_ended_operation_left_is_free(bed: Bed) {
    let store = bed.open().await;
    let mut first = insert(&store, "a").await;
    insert(&store, "b").await;
    assert!(takes(&store, "a", &[env("s", "1")]).await);
    // As no version of the bot leaves it: ended, and still holding.
    first.state = State::Unknown;
    first.ended_at_ms = Some(3_000);
    let mut tx = store.write_tx().await.unwrap();
    tx.save_operation(&mut first).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(held(&store).await, []);
    assert!(takes(&store, "b", &[env("s", "1")]).await);
    assert_eq!(held(&store).await, named(&[("b", "s/1")]));
}

async fn locks_go_with_their_operation(bed: Bed) {
    let store = bed.open().await;
    let first = insert(&store, "a").await;
    assert!(takes(&store, "a", &[env("s", "1")]).await);
    let mut tx = store.write_tx().await.unwrap();
    tx.forget_team(&first.team).await.unwrap();
    tx.commit().await.unwrap();
    insert(&store, "b").await;
    assert!(takes(&store, "b", &[env("s", "1")]).await);
    assert_eq!(held(&store).await, named(&[("b", "s/1")]));
}

async fn join(store: &Store, id: &str, user: &str) {
    let mut tx = store.write_tx().await.unwrap();
    let mut found = tx.operation_for_update(&id.into()).await.unwrap().unwrap();
    found.joined.push(Joined { user: user.into(), place: place(), lang: found.lang });
    tx.join_operation(&found.id, &found.joined).await.unwrap();
    tx.commit().await.unwrap();
}

async fn joining_is_not_lost_and_disturbs_nobody(bed: Bed) {
    let store = bed.open().await;
    let mut in_hand = insert(&store, "a").await;
    join(&store, "a", "U2").await;
    // Whoever carries it has not heard of that, and saves all the same.
    in_hand.state = State::Running;
    let mut tx = store.write_tx().await.unwrap();
    tx.save_operation(&mut in_hand).await.unwrap();
    tx.commit().await.unwrap();
    join(&store, "a", "U3").await;
    let stored = store.operation(&"a".into()).await.unwrap().unwrap();
    assert_eq!((stored.state, stored.version), (State::Running, 1));
    let askers: Vec<&str> = stored.askers().into_iter().map(|user| user.as_str()).collect();
    assert_eq!(askers, ["U1", "U2", "U3"]);
    assert_eq!(store.unfinished_operations().await.unwrap(), [stored]);
}

async fn of_many_who_confirm_the_same_at_once_one_is_first(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    for round in 0..ROUNDS {
        let kind = format!("cache.clear.{round}");
        let start = Arc::new(Barrier::new(16));
        let tasks: Vec<_> = (0..16)
            .map(|number| {
                let (store, start, kind) = (stores[number % 2].clone(), Arc::clone(&start), kind.clone());
                tokio::spawn(async move {
                    start.wait().await;
                    confirm(&store, &format!("op-{round}-{number}"), &kind).await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut stored = stores[0].unfinished_operations().await.unwrap();
        stored.retain(|operation| operation.act_name == kind);
        assert_eq!(stored.len(), 1, "round {round}");
        assert_eq!(stored[0].joined.len(), 15, "round {round}");
    }
    // Too long ago, or elsewhere, is not the same.
    let mut tx = stores[1].write_tx().await.unwrap();
    assert_eq!(tx.alike(&"T1".into(), "cache.clear.0", 500).await.unwrap().len(), 1);
    assert_eq!(tx.alike(&"T1".into(), "cache.clear.0", 1_000).await.unwrap(), []);
    assert_eq!(tx.alike(&"T2".into(), "cache.clear.0", 500).await.unwrap(), []);
    tx.rollback().await.unwrap();
}

/// As a confirmation does it: joins the first of its kind, or is the first.
async fn confirm(store: &Store, id: &str, kind: &str) {
    let mut tx = store.write_tx().await.unwrap();
    let own = Operation { act_name: kind.to_owned(), ..operation(id, 1_000) };
    match tx.alike(&own.team, kind, 500).await.unwrap().first() {
        Some(first) => {
            let mut first = tx.operation_for_update(&first.id).await.unwrap().unwrap();
            first.joined.push(Joined { user: id.into(), place: place(), lang: first.lang });
            tx.join_operation(&first.id, &first.joined).await.unwrap();
        }
        None => tx.insert_operation(&own).await.unwrap(),
    }
    tx.commit().await.unwrap();
}
