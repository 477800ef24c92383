//! The store as a whole: starting, closing, sharing a database.

use std::process::{Command, Stdio};
use std::sync::Arc;

use kinsta_slack::store::{Error, Kind, Store};
use tokio::sync::Barrier;

use crate::bed::{self, Bed, on_both};
use crate::samples::{job, operation, prompt, update};

on_both! {
    everything_is_there_after_a_restart,
    a_closed_store_says_so,
    stores_that_start_together_agree_on_the_schema,
    an_abandoned_transaction_holds_nobody_up,
}

async fn everything_is_there_after_a_restart(bed: Bed) {
    let store = bed.open().await;
    assert_eq!(store.kind(), bed.kind);
    store.ping().await.unwrap();
    store.put_prompt(&prompt("p1")).await.unwrap();
    let mut tx = store.write_tx().await.unwrap();
    tx.insert_operation(&operation("op-1", 1_000)).await.unwrap();
    tx.enqueue(&job("op-1", 1_000)).await.unwrap();
    tx.push_outgoing("op-1", &update("x"), 1_000).await.unwrap();
    tx.commit().await.unwrap();
    let claimed = store.claim_outgoing("s", 1_000, 5_000, 1).await.unwrap();
    store.close().await;

    let store = bed.open().await;
    assert_eq!(store.find_prompt(&"p1".into()).await.unwrap(), Some(prompt("p1")));
    assert_eq!(store.operation(&"op-1".into()).await.unwrap(), Some(operation("op-1", 1_000)));
    assert_eq!(store.claim("w", 1_000, 5_000, 9).await.unwrap().len(), 1);
    // A lease outlives the process that took it, and whoever has the row may still speak for it.
    assert_eq!(store.claim_outgoing("s", 1_000, 5_000, 9).await.unwrap(), []);
    store.sent(&claimed[0]).await.unwrap();
}

async fn a_closed_store_says_so(bed: Bed) {
    let store = bed.open().await;
    store.close().await;
    assert_eq!(store.ping().await, Err(Error::Closed));
    assert_eq!(store.write_tx().await.unwrap_err(), Error::Closed);
    assert_eq!(store.put_prompt(&prompt("p1")).await, Err(Error::Closed));
    store.close().await;
}

async fn stores_that_start_together_agree_on_the_schema(bed: Bed) {
    let start = Arc::new(Barrier::new(6));
    let opens: Vec<_> = (0..6)
        .map(|_| {
            let (bed, start) = (bed.clone(), Arc::clone(&start));
            tokio::spawn(async move {
                start.wait().await;
                Store::open(&bed.url).await
            })
        })
        .collect();
    for open in opens {
        open.await.unwrap().unwrap().ping().await.unwrap();
    }
}

async fn an_abandoned_transaction_holds_nobody_up(bed: Bed) {
    let store = bed.open().await;
    for number in 0..20 {
        let mut tx = store.write_tx().await.unwrap();
        tx.enqueue(&job("a", 0)).await.unwrap();
        drop(tx);
        store.put_prompt(&prompt(&format!("p{number}"))).await.unwrap();
    }
    assert_eq!(store.next_run_at().await.unwrap(), None);
}

const WRITES: i64 = 150;
const OTHER_PROCESS: &str = "STORE_TEST_OTHER_PROCESS_URL";

/// Read, then write, in every way the store has, as fast as it goes.
async fn write_a_lot(store: &Store, who: &str) {
    for number in 0..WRITES {
        store.put_prompt(&prompt(&format!("{who}-{number}"))).await.unwrap();
        let mut tx = store.write_tx().await.unwrap();
        let mut op = tx.operation_for_update(&"op-1".into()).await.unwrap().unwrap();
        tx.save_operation(&mut op).await.unwrap();
        tx.push_outgoing("op-1", &update(who), number).await.unwrap();
        tx.commit().await.unwrap();
        assert!(store.first_time(&format!("{who}-{number}"), number).await.unwrap());
    }
}

#[test]
fn two_processes_share_one_file() {
    bed::run(Kind::Sqlite, async |bed: Bed| {
        let store = bed.open().await;
        let mut tx = store.write_tx().await.unwrap();
        tx.insert_operation(&operation("op-1", 1_000)).await.unwrap();
        tx.commit().await.unwrap();

        let other = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "whole::the_other_process", "--ignored", "--nocapture"])
            .env(OTHER_PROCESS, &bed.url)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let other = tokio::task::spawn_blocking(move || other.wait_with_output().unwrap());
        write_a_lot(&store, "this").await;
        let other = other.await.unwrap();
        assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stderr));

        let op = store.operation(&"op-1".into()).await.unwrap().unwrap();
        assert_eq!(op.version, 2 * WRITES);
        assert_eq!(store.undelivered_count().await.unwrap(), 2 * WRITES.unsigned_abs());
        assert!(store.find_prompt(&format!("other-{}", WRITES - 1).into()).await.unwrap().is_some());
    });
}

#[test]
#[ignore = "is started by two_processes_share_one_file"]
fn the_other_process() {
    let Ok(url) = std::env::var(OTHER_PROCESS) else {
        eprintln!("skipped: only means something when two_processes_share_one_file starts it");
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { write_a_lot(&Store::open(&url).await.unwrap(), "other").await });
}
