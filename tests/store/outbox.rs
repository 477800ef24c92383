//! The outbox.

use kinsta_slack::domain::outgoing::Outgoing;
use kinsta_slack::store::{CardHome, Error, OutgoingRow, Store};

use crate::bed::{Bed, on_both};
use crate::samples::{reply, update};

on_both! {
    a_lane_is_delivered_strictly_in_order,
    lanes_do_not_wait_for_each_other,
    a_message_is_sent_only_if_its_transaction_commits,
    a_lapsed_lease_raises_the_doubt_and_fences_the_old_sender,
    a_retry_says_whether_the_attempt_may_have_arrived,
    a_lane_waits_with_its_first_message,
    a_dropped_message_lets_the_lane_move_on,
    a_message_nobody_can_read_does_not_block_its_lane,
    a_newer_update_behind_is_seen,
    a_card_is_homed_with_the_message_having_been_sent,
    concurrent_writers_keep_a_lane_in_the_order_of_their_commits,
    concurrent_senders_never_hold_two_messages_of_a_lane,
    delivered_messages_are_cleared_away,
    delivery_wakes_whoever_waits_for_the_lane,
}

const LEASE_MS: i64 = 30_000;

async fn push(store: &Store, lane: &str, message: &Outgoing, now_ms: i64) -> i64 {
    let mut tx = store.write_tx().await.unwrap();
    let seq = tx.push_outgoing(lane, message, now_ms).await.unwrap();
    tx.commit().await.unwrap();
    seq
}

async fn claim(store: &Store, now_ms: i64) -> Vec<OutgoingRow> {
    store.claim_outgoing("sender", now_ms, LEASE_MS, 100).await.unwrap()
}

fn places(rows: &[OutgoingRow]) -> Vec<(&str, i64)> {
    rows.iter().map(|row| (&*row.lane, row.seq)).collect()
}

async fn a_lane_is_delivered_strictly_in_order(bed: Bed) {
    let store = bed.open().await;
    let messages = [update("accepted"), update("running"), reply("done")];
    for message in &messages {
        push(&store, "op-1", message, 1_000).await;
    }
    assert_eq!(store.undelivered_count().await.unwrap(), 3);
    assert!(store.lane_is_busy("op-1").await.unwrap() && !store.lane_is_busy("op-2").await.unwrap());
    for (seq, message) in (1..).zip(&messages) {
        let rows = claim(&store, 2_000).await;
        assert_eq!(places(&rows), [("op-1", seq)]);
        assert_eq!((&rows[0].body, rows[0].attempt, rows[0].maybe_sent), (message, 1, false));
        assert_eq!(claim(&store, 2_000).await, [], "the next one waits");
        assert!(store.lane_is_busy("op-1").await.unwrap(), "what is in hand is not delivered");
        store.sent(&rows[0]).await.unwrap();
    }
    assert_eq!(claim(&store, 2_000).await, []);
    assert_eq!(store.undelivered_count().await.unwrap(), 0);
    assert!(!store.lane_is_busy("op-1").await.unwrap());
    assert_eq!(store.next_outgoing_at().await.unwrap(), None);
}

async fn lanes_do_not_wait_for_each_other(bed: Bed) {
    let store = bed.open().await;
    for (lane, at_ms) in [("b", 1_000), ("a", 2_000), ("b", 3_000), ("c", 4_000)] {
        push(&store, lane, &update("x"), at_ms).await;
    }
    let rows = claim(&store, 9_000).await;
    assert_eq!(places(&rows), [("b", 1), ("a", 1), ("c", 1)]);
    store.sent(&rows[0]).await.unwrap();
    assert_eq!(places(&claim(&store, 9_000).await), [("b", 2)]);
}

async fn a_message_is_sent_only_if_its_transaction_commits(bed: Bed) {
    let store = bed.open().await;
    let mut tx = store.write_tx().await.unwrap();
    tx.push_outgoing("op-1", &update("never"), 1_000).await.unwrap();
    drop(tx);
    assert_eq!(push(&store, "op-1", &update("x"), 1_000).await, 1);
    assert_eq!(claim(&store, 2_000).await.len(), 1);
}

async fn a_lapsed_lease_raises_the_doubt_and_fences_the_old_sender(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("x"), 1_000).await;
    let old = claim(&store, 2_000).await.remove(0);
    assert_eq!((old.maybe_sent, old.sending_since_ms), (false, 2_000));
    assert_eq!(store.next_outgoing_at().await.unwrap(), Some(2_000 + LEASE_MS));
    store.renew_outgoing(&old, 50_000).await.unwrap();
    assert_eq!(claim(&store, 49_999).await, []);

    let new = claim(&store, 50_000).await.remove(0);
    assert_eq!((new.attempt, new.maybe_sent, new.sending_since_ms), (2, true, 2_000));
    assert_eq!(store.sent(&old).await, Err(Error::LeaseLost));
    assert_eq!(store.retry(&old, 0, "late", true).await, Err(Error::LeaseLost));
    assert_eq!(store.drop_outgoing(&old, "late").await, Err(Error::LeaseLost));
    assert_eq!(store.renew_outgoing(&old, 99_000).await, Err(Error::LeaseLost));
    store.sent(&new).await.unwrap();
    assert_eq!(store.sent(&new).await, Err(Error::LeaseLost));
}

async fn a_retry_says_whether_the_attempt_may_have_arrived(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("x"), 1_000).await;
    let first = claim(&store, 2_000).await.remove(0);
    store.retry(&first, 3_000, "rate limited", true).await.unwrap();
    let second = claim(&store, 3_000).await.remove(0);
    assert_eq!((second.maybe_sent, second.sending_since_ms), (false, 3_000));
    store.retry(&second, 4_000, "no answer", false).await.unwrap();
    let third = claim(&store, 4_000).await.remove(0);
    assert_eq!((third.maybe_sent, third.sending_since_ms), (true, 3_000));
    store.retry(&third, 5_000, "rate limited", true).await.unwrap();
    let fourth = claim(&store, 5_000).await.remove(0);
    assert_eq!((fourth.maybe_sent, fourth.sending_since_ms), (true, 3_000), "a doubt about an earlier attempt stays");
    assert_eq!(fourth.attempt, 4);
}

async fn a_lane_waits_with_its_first_message(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("x"), 1_000).await;
    push(&store, "op-1", &reply("y"), 1_000).await;
    let first = claim(&store, 2_000).await.remove(0);
    store.retry(&first, 60_000, "down", true).await.unwrap();
    assert_eq!(store.next_outgoing_at().await.unwrap(), Some(60_000));
    assert_eq!(claim(&store, 59_999).await, []);
    assert_eq!(places(&claim(&store, 60_000).await), [("op-1", 1)]);
}

async fn a_dropped_message_lets_the_lane_move_on(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("x"), 1_000).await;
    push(&store, "op-1", &reply("y"), 1_000).await;
    let first = claim(&store, 2_000).await.remove(0);
    store.drop_outgoing(&first, "the channel is archived").await.unwrap();
    assert_eq!(places(&claim(&store, 2_000).await), [("op-1", 2)]);
    assert_eq!(store.undelivered_count().await.unwrap(), 1);
}

async fn a_message_nobody_can_read_does_not_block_its_lane(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("x"), 1_000).await;
    push(&store, "op-1", &reply("y"), 1_000).await;
    push(&store, "op-2", &reply("z"), 1_000).await;
    let pool = sqlx::AnyPool::connect(&bed.url).await.unwrap();
    let newer = r#"UPDATE outbox SET body = '{"kind":"sent by a newer version"}' WHERE lane = 'op-1' AND seq = 1"#;
    assert_eq!(sqlx::query(newer).execute(&pool).await.unwrap().rows_affected(), 1);
    pool.close().await;
    assert_eq!(places(&claim(&store, 2_000).await), [("op-2", 1)]);
    assert_eq!(places(&claim(&store, 2_000).await), [("op-1", 2)]);
}

async fn a_newer_update_behind_is_seen(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("a"), 1_000).await;
    push(&store, "op-1", &reply("b"), 1_000).await;
    push(&store, "op-2", &update("z"), 1_000).await;
    assert!(!store.later_update_exists("op-1", 1).await.unwrap());
    push(&store, "op-1", &update("c"), 1_000).await;
    assert!(store.later_update_exists("op-1", 1).await.unwrap());
    assert!(!store.later_update_exists("op-1", 3).await.unwrap());
}

async fn a_card_is_homed_with_the_message_having_been_sent(bed: Bed) {
    let store = bed.open().await;
    push(&store, "op-1", &update("x"), 1_000).await;
    let stale = claim(&store, 2_000).await.remove(0);
    let row = claim(&store, 2_000 + LEASE_MS).await.remove(0);
    let home = |ts: &str| CardHome::Channel { channel: "C1".into(), ts: ts.into() };

    let mut tx = store.write_tx().await.unwrap();
    tx.set_card_home(&"op-1".into(), &home("1.1")).await.unwrap();
    assert_eq!(tx.sent(&stale).await, Err(Error::LeaseLost));
    drop(tx);
    assert_eq!(store.card_home(&"op-1".into()).await.unwrap(), None);

    let mut tx = store.write_tx().await.unwrap();
    tx.set_card_home(&"op-1".into(), &home("2.2")).await.unwrap();
    tx.sent(&row).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.card_home(&"op-1".into()).await.unwrap(), Some(home("2.2")));
}

async fn concurrent_writers_keep_a_lane_in_the_order_of_their_commits(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let store = stores[number % 2].clone();
            tokio::spawn(async move {
                for _ in 0..20 {
                    push(&store, "op-1", &update("x"), 1_000).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for seq in 1..=160 {
        let rows = claim(&stores[0], 2_000).await;
        assert_eq!(places(&rows), [("op-1", seq)]);
        stores[0].sent(&rows[0]).await.unwrap();
    }
    assert_eq!(stores[0].undelivered_count().await.unwrap(), 0);
}

async fn concurrent_senders_never_hold_two_messages_of_a_lane(bed: Bed) {
    let store = bed.open().await;
    for lane in ["a", "b", "c"] {
        for _ in 0..30 {
            push(&store, lane, &update("x"), 1_000).await;
        }
    }
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let bed = bed.clone();
            tokio::spawn(async move {
                let store = bed.open().await;
                let mut sent = Vec::new();
                while store.undelivered_count().await.unwrap() > 0 {
                    for row in store.claim_outgoing("s", 2_000, LEASE_MS, 2).await.unwrap() {
                        assert!(!row.maybe_sent && row.attempt == 1, "{row:?}");
                        let before = sent.len();
                        sent.push((row.lane.clone(), row.seq));
                        store.sent(&row).await.unwrap();
                        assert_eq!(sent.len(), before + 1);
                    }
                    tokio::task::yield_now().await;
                }
                sent
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        let sent = task.await.unwrap();
        for lane in ["a", "b", "c"] {
            let of_lane: Vec<i64> = sent.iter().filter(|(name, _)| name == lane).map(|(_, seq)| *seq).collect();
            assert!(of_lane.is_sorted(), "{lane}: {of_lane:?}");
        }
        all.extend(sent);
    }
    all.sort();
    let expected: Vec<_> = ["a", "b", "c"].iter().flat_map(|l| (1..=30).map(move |seq| (l.to_string(), seq))).collect();
    assert_eq!(all, expected);
}

async fn delivered_messages_are_cleared_away(bed: Bed) {
    let store = bed.open().await;
    push(&store, "done", &update("x"), 1_000).await;
    let row = claim(&store, 2_000).await.remove(0);
    store.sent(&row).await.unwrap();
    push(&store, "open", &update("x"), 1_000).await;
    assert_eq!(store.purge_outgoing(2_000).await.unwrap(), 0, "too young");
    assert_eq!(store.purge_outgoing(5_000).await.unwrap(), 1);
    assert_eq!(store.undelivered_count().await.unwrap(), 1);
    // A cleared lane starts anew, one with something in it goes on.
    assert_eq!(push(&store, "done", &update("x"), 6_000).await, 1);
    assert_eq!(push(&store, "open", &update("x"), 6_000).await, 2);
}

async fn delivery_wakes_whoever_waits_for_the_lane(bed: Bed) {
    let store = bed.open().await;
    let mut signal = store.outbox_changed();
    push(&store, "op-1", &update("x"), 1_000).await;
    assert!(futures_util::FutureExt::now_or_never(signal.changed()).is_some());
    let row = claim(&store, 2_000).await.remove(0);
    assert!(futures_util::FutureExt::now_or_never(signal.changed()).is_none());
    store.sent(&row).await.unwrap();
    assert!(futures_util::FutureExt::now_or_never(signal.changed()).is_some());
}
