//! The lease queue.

use std::collections::HashSet;
use std::sync::Arc;

use kinsta_slack::store::{Error, Job, NewJob, Store};
use tokio::sync::Barrier;

use crate::bed::{Bed, on_both};
use crate::samples::job;

on_both! {
    six_hundred_jobs_reach_three_workers_once_each,
    a_job_in_hand_is_nobody_elses,
    a_lapsed_lease_passes_the_job_on_and_fences_the_old_holder,
    a_job_given_up_is_claimed_at_once_and_remembers_the_attempt,
    a_renewed_lease_holds_longer,
    a_rolled_back_finish_leaves_the_job,
    a_job_that_kills_its_workers_dies,
    progress_makes_a_job_claimable_for_ever,
    a_job_waits_for_its_time,
    jobs_come_in_the_order_they_fell_due,
    a_key_is_taken_until_its_job_is_finished,
    a_token_of_a_former_life_opens_nothing,
    enqueueing_wakes_whoever_listens,
}

const LEASE_MS: i64 = 10_000;

async fn enqueue(store: &Store, job: &NewJob) -> bool {
    let mut tx = store.write_tx().await.unwrap();
    let is_new = tx.enqueue(job).await.unwrap();
    tx.commit().await.unwrap();
    is_new
}

async fn finish(store: &Store, job: &Job) -> Result<(), Error> {
    let mut tx = store.write_tx().await?;
    tx.finish(job).await?;
    tx.commit().await
}

async fn reschedule(store: &Store, job: &Job, at_ms: i64, reset: bool) -> Result<(), Error> {
    let mut tx = store.write_tx().await?;
    tx.reschedule(job, at_ms, Some("it did not work"), reset).await?;
    tx.commit().await
}

async fn claim_one(store: &Store, now_ms: i64) -> Option<Job> {
    let mut jobs = store.claim("worker", now_ms, LEASE_MS, 1).await.unwrap();
    jobs.pop()
}

async fn six_hundred_jobs_reach_three_workers_once_each(bed: Bed) {
    let store = bed.open().await;
    let mut tx = store.write_tx().await.unwrap();
    for number in 0..600 {
        assert!(tx.enqueue(&job(&format!("job-{number}"), 0)).await.unwrap());
    }
    tx.commit().await.unwrap();

    let start = Arc::new(Barrier::new(3));
    let workers: Vec<_> = (0..3)
        .map(|number| {
            let (bed, start) = (bed.clone(), Arc::clone(&start));
            tokio::spawn(async move {
                let store = bed.open().await;
                start.wait().await;
                let mut done = Vec::new();
                loop {
                    let jobs = store.claim(&format!("worker-{number}"), 1_000, LEASE_MS, 7).await.unwrap();
                    if jobs.is_empty() {
                        break;
                    }
                    assert!(jobs.len() <= 7, "{} claimed where 7 were asked for", jobs.len());
                    for job in jobs {
                        finish(&store, &job).await.unwrap();
                        done.push(job.key);
                    }
                }
                store.close().await;
                done
            })
        })
        .collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }

    assert_eq!(done.len(), 600);
    assert_eq!(done.into_iter().collect::<HashSet<_>>().len(), 600);
    assert_eq!(store.next_run_at().await.unwrap(), None);
}

async fn a_job_in_hand_is_nobody_elses(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    let mine = claim_one(&store, 1_000).await.unwrap();
    assert_eq!((&*mine.key, &*mine.kind, mine.attempt, mine.max_attempts), ("a", "follow", 1, 3));
    assert_eq!(mine.payload, job("a", 0).payload);
    assert_eq!(claim_one(&store, 1_000 + LEASE_MS - 1).await, None);
}

async fn a_lapsed_lease_passes_the_job_on_and_fences_the_old_holder(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    let old = claim_one(&store, 1_000).await.unwrap();
    assert_eq!(store.next_run_at().await.unwrap(), Some(1_000 + LEASE_MS));
    let new = claim_one(&store, 1_000 + LEASE_MS).await.unwrap();
    assert_eq!((&*new.key, new.attempt), ("a", 2));

    assert_eq!(finish(&store, &old).await, Err(Error::LeaseLost));
    assert_eq!(reschedule(&store, &old, 5_000, false).await, Err(Error::LeaseLost));
    assert_eq!(store.renew(&old, 99_000).await, Err(Error::LeaseLost));
    store.renew(&new, 99_000).await.unwrap();
    finish(&store, &new).await.unwrap();
    assert_eq!(finish(&store, &new).await, Err(Error::LeaseLost));
}

async fn a_job_given_up_is_claimed_at_once_and_remembers_the_attempt(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    let first = claim_one(&store, 0).await.unwrap();
    store.release(&first, 0).await.unwrap();
    let second = claim_one(&store, 0).await.unwrap();
    assert_eq!((first.attempt, second.attempt), (1, 2));
    assert_eq!(store.release(&first, 0).await, Err(Error::LeaseLost));
    assert_eq!(claim_one(&store, 0).await, None);
}

async fn a_renewed_lease_holds_longer(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    let mine = claim_one(&store, 1_000).await.unwrap();
    store.renew(&mine, 50_000).await.unwrap();
    assert_eq!(claim_one(&store, 49_999).await, None);
    assert!(claim_one(&store, 50_000).await.is_some());
}

async fn a_rolled_back_finish_leaves_the_job(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    let mine = claim_one(&store, 1_000).await.unwrap();
    let mut tx = store.write_tx().await.unwrap();
    tx.finish(&mine).await.unwrap();
    drop(tx);
    finish(&store, &mine).await.unwrap();
}

async fn a_job_that_kills_its_workers_dies(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("poison", 0)).await;
    enqueue(&store, &job("healthy", 0)).await;
    let healthy = store.claim("w", 0, 1_000_000, 2).await.unwrap().remove(0);
    assert_eq!(healthy.key, "healthy");
    // Claimed three times in all, and nobody ever says another word.
    assert_eq!(store.claim("w", 1_000_000, LEASE_MS, 9).await.unwrap().len(), 2);
    assert_eq!(store.claim("w", 2_000_000, LEASE_MS, 9).await.unwrap().len(), 2);
    assert_eq!(store.dead_jobs().await.unwrap(), []);
    assert_eq!(store.claim("w", 3_000_000, LEASE_MS, 9).await.unwrap(), []);

    let dead = store.dead_jobs().await.unwrap();
    assert_eq!(dead.iter().map(|job| (&*job.key, job.attempts)).collect::<Vec<_>>(), [("healthy", 3), ("poison", 3)]);
    assert_eq!(store.next_run_at().await.unwrap(), None);

    // A dead job does not block its key for ever, neither by being replaced nor by being buried.
    assert!(enqueue(&store, &job("poison", 0)).await);
    assert_eq!(claim_one(&store, 4_000_000).await.unwrap().attempt, 1);
    let mut tx = store.write_tx().await.unwrap();
    assert!(tx.bury(&dead[0]).await.unwrap());
    assert!(!tx.bury(&dead[1]).await.unwrap(), "it lives again");
    tx.commit().await.unwrap();
    assert_eq!(store.dead_jobs().await.unwrap(), []);
}

async fn progress_makes_a_job_claimable_for_ever(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    for round in 1..=20 {
        let mine = claim_one(&store, round * 1_000).await.unwrap();
        assert_eq!(mine.attempt, 1);
        reschedule(&store, &mine, (round + 1) * 1_000, true).await.unwrap();
    }
    for attempt in 1..=3 {
        let mine = claim_one(&store, 100_000).await.unwrap();
        assert_eq!(mine.attempt, attempt);
        assert_eq!(mine.last_error.as_deref(), Some("it did not work"));
        reschedule(&store, &mine, 100_000, false).await.unwrap();
    }
    assert_eq!(claim_one(&store, 100_000).await, None);
    let dead = store.dead_jobs().await.unwrap();
    assert_eq!(dead[0].last_error.as_deref(), Some("it did not work"));
}

async fn a_job_waits_for_its_time(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 5_000)).await;
    assert_eq!(store.next_run_at().await.unwrap(), Some(5_000));
    assert_eq!(claim_one(&store, 4_999).await, None);
    let mine = claim_one(&store, 5_000).await.unwrap();
    reschedule(&store, &mine, 7_000, false).await.unwrap();
    assert_eq!(store.next_run_at().await.unwrap(), Some(7_000));
    assert_eq!(claim_one(&store, 6_999).await, None);
    assert_eq!(claim_one(&store, 7_000).await.unwrap().run_at_ms, 7_000);
}

async fn jobs_come_in_the_order_they_fell_due(bed: Bed) {
    let store = bed.open().await;
    for (key, at_ms) in [("c", 3_000), ("a", 1_000), ("d", 4_000), ("b", 2_000)] {
        enqueue(&store, &job(key, at_ms)).await;
    }
    let keys = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.key).collect::<Vec<_>>();
    assert_eq!(keys(store.claim("w", 9_000, LEASE_MS, 3).await.unwrap()), ["a", "b", "c"]);
    assert_eq!(keys(store.claim("w", 9_000, LEASE_MS, 3).await.unwrap()), ["d"]);
}

async fn a_key_is_taken_until_its_job_is_finished(bed: Bed) {
    let store = bed.open().await;
    assert!(enqueue(&store, &job("a", 1_000)).await);
    assert!(!enqueue(&store, &job("a", 0)).await, "waiting");
    assert_eq!(claim_one(&store, 500).await, None, "the first one's time stands");
    let mine = claim_one(&store, 1_000).await.unwrap();
    assert!(!enqueue(&store, &job("a", 0)).await, "running");
    finish(&store, &mine).await.unwrap();
    assert!(enqueue(&store, &job("a", 0)).await, "finished");
}

async fn a_token_of_a_former_life_opens_nothing(bed: Bed) {
    let store = bed.open().await;
    enqueue(&store, &job("a", 0)).await;
    let former = claim_one(&store, 1_000).await.unwrap();
    finish(&store, &former).await.unwrap();
    enqueue(&store, &job("a", 0)).await;
    let latter = claim_one(&store, 1_000).await.unwrap();
    assert_eq!(finish(&store, &former).await, Err(Error::LeaseLost));
    finish(&store, &latter).await.unwrap();
}

async fn enqueueing_wakes_whoever_listens(bed: Bed) {
    let store = bed.open().await;
    let mut signal = store.jobs_changed();
    let mut tx = store.write_tx().await.unwrap();
    tx.enqueue(&job("a", 0)).await.unwrap();
    assert!(!has_changed(&mut signal), "not before the commit");
    tx.commit().await.unwrap();
    assert!(has_changed(&mut signal));
    assert!(!has_changed(&mut signal), "once");
    enqueue(&store, &job("a", 0)).await;
    assert!(!has_changed(&mut signal), "nothing new came in");
}

fn has_changed(signal: &mut kinsta_slack::store::Signal) -> bool {
    futures_util::FutureExt::now_or_never(signal.changed()).is_some()
}
