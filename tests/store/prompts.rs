//! Prompts.

use std::sync::Arc;

use kinsta_slack::domain::ids::{PromptId, UserId};
use kinsta_slack::store::{Answer, Error, Prompt, PromptState, Store, Taken};
use tokio::sync::Barrier;

use crate::bed::{Bed, on_both};
use crate::samples::prompt;

on_both! {
    a_prompt_is_found_as_it_was_put_down,
    of_fifty_presses_at_once_one_counts,
    an_answer_is_refused_with_its_reason,
    a_rolled_back_answer_leaves_the_question_open,
    five_hundred_prompts_at_once_are_all_kept,
    a_refused_prompt_does_not_take_its_neighbours_with_it,
    old_prompts_are_cleared_away,
    what_was_handed_over_is_written_before_the_store_closes,
}

async fn take(store: &Store, id: &str, user: &str, now_ms: i64, answer: Answer) -> Taken {
    let mut tx = store.write_tx().await.unwrap();
    let taken = tx.take_prompt(&PromptId::from(id), &UserId::from(user), now_ms, answer).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

async fn a_prompt_is_found_as_it_was_put_down(bed: Bed) {
    let store = bed.open().await;
    store.put_prompt(&prompt("p1")).await.unwrap();
    assert_eq!(store.find_prompt(&PromptId::from("p1")).await.unwrap(), Some(prompt("p1")));
    assert_eq!(store.find_prompt(&PromptId::from("p2")).await.unwrap(), None);

    let confirmed = Prompt { state: PromptState::Answered(Answer::Confirmed), ..prompt("p1") };
    let taken = take(&store, "p1", "U1", 2_000, Answer::Confirmed).await;
    assert_eq!(taken, Taken::Taken(Box::new(confirmed.clone())));
    assert_eq!(store.find_prompt(&PromptId::from("p1")).await.unwrap(), Some(confirmed));
}

async fn of_fifty_presses_at_once_one_counts(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    stores[0].put_prompt(&prompt("p1")).await.unwrap();
    let start = Arc::new(Barrier::new(50));
    let presses: Vec<_> = (0..50)
        .map(|number| {
            let (store, start) = (stores[number % 2].clone(), Arc::clone(&start));
            let answer = if number % 3 == 0 { Answer::Cancelled } else { Answer::Confirmed };
            tokio::spawn(async move {
                start.wait().await;
                (answer, take(&store, "p1", "U1", 2_000, answer).await)
            })
        })
        .collect();
    let mut winners = Vec::new();
    let mut told = Vec::new();
    for press in presses {
        match press.await.unwrap() {
            (answer, Taken::Taken(_)) => winners.push(answer),
            (_, Taken::AlreadyTaken { answer, at_ms: 2_000, by }) if by == UserId::from("U1") => told.push(answer),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((winners.len(), told.len()), (1, 49));
    assert!(told.iter().all(|answer| *answer == winners[0]));
}

async fn an_answer_is_refused_with_its_reason(bed: Bed) {
    let store = bed.open().await;
    store.put_prompt(&prompt("p1")).await.unwrap();
    assert_eq!(take(&store, "p0", "U1", 2_000, Answer::Confirmed).await, Taken::Unknown);
    let owner = UserId::from("U1");
    assert_eq!(take(&store, "p1", "U2", 2_000, Answer::Cancelled).await, Taken::NotYours { owner: owner.clone() });
    assert_eq!(take(&store, "p1", "U1", 301_000, Answer::Confirmed).await, Taken::Expired);
    assert!(matches!(take(&store, "p1", "U1", 300_999, Answer::Cancelled).await, Taken::Taken(_)));
    let again = Taken::AlreadyTaken { answer: Answer::Cancelled, at_ms: 300_999, by: owner.clone() };
    assert_eq!(take(&store, "p1", "U1", 400_000, Answer::Confirmed).await, again);
    assert_eq!(take(&store, "p1", "U2", 400_000, Answer::Confirmed).await, Taken::NotYours { owner });
}

async fn a_rolled_back_answer_leaves_the_question_open(bed: Bed) {
    let store = bed.open().await;
    store.put_prompt(&prompt("p1")).await.unwrap();
    let mut tx = store.write_tx().await.unwrap();
    tx.take_prompt(&PromptId::from("p1"), &UserId::from("U1"), 2_000, Answer::Confirmed).await.unwrap();
    tx.rollback().await.unwrap();
    assert!(matches!(take(&store, "p1", "U1", 2_000, Answer::Cancelled).await, Taken::Taken(_)));
}

async fn five_hundred_prompts_at_once_are_all_kept(bed: Bed) {
    let store = bed.open().await;
    let puts: Vec<_> = (0..500)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.put_prompt(&prompt(&format!("p{number}"))).await })
        })
        .collect();
    for put in puts {
        put.await.unwrap().unwrap();
    }
    let other = bed.open().await;
    for number in 0..500 {
        let id = format!("p{number}");
        assert_eq!(other.find_prompt(&PromptId::from(&*id)).await.unwrap(), Some(prompt(&id)));
    }
}

async fn a_refused_prompt_does_not_take_its_neighbours_with_it(bed: Bed) {
    let store = bed.open().await;
    store.put_prompt(&prompt("p3")).await.unwrap();
    let ids: Vec<String> = (0..7).map(|number| format!("p{number}")).collect();
    let puts = futures_util::future::join_all(ids.iter().map(|id| {
        let store = store.clone();
        async move { store.put_prompt(&prompt(id)).await }
    }));
    for (id, put) in ids.iter().zip(puts.await) {
        match put {
            Err(Error::Refused { .. }) => assert_eq!(id, "p3"),
            other => assert!(other.is_ok() && id != "p3", "{id}: {other:?}"),
        }
        assert!(store.find_prompt(&PromptId::from(&**id)).await.unwrap().is_some());
    }
}

async fn old_prompts_are_cleared_away(bed: Bed) {
    let store = bed.open().await;
    let old = (0..1_100).map(|number| format!("old{number}")).collect::<Vec<_>>();
    let puts = old.iter().map(|id| {
        let store = store.clone();
        async move { store.put_prompt(&Prompt { expires_at_ms: 5_000, ..prompt(id) }).await }
    });
    assert!(futures_util::future::join_all(puts).await.into_iter().all(|put| put.is_ok()));
    store.put_prompt(&Prompt { expires_at_ms: 5_001, ..prompt("new") }).await.unwrap();
    assert_eq!(store.purge_prompts(5_001).await.unwrap(), 1_100);
    assert_eq!(store.purge_prompts(5_001).await.unwrap(), 0);
    assert_eq!(take(&store, "old7", "U1", 2_000, Answer::Confirmed).await, Taken::Unknown);
    assert!(store.find_prompt(&PromptId::from("new")).await.unwrap().is_some());
}

async fn what_was_handed_over_is_written_before_the_store_closes(bed: Bed) {
    let store = bed.open().await;
    let ids: Vec<String> = (0..40).map(|number| format!("p{number}")).collect();
    let puts = futures_util::future::join_all(ids.iter().map(|id| {
        let store = store.clone();
        async move { store.put_prompt(&prompt(id)).await }
    }));
    // All puts are handed over before the closing begins, because they are polled first.
    let (puts, ()) = tokio::join!(puts, store.close());
    assert!(puts.iter().all(Result::is_ok), "{puts:?}");
    assert_eq!(store.put_prompt(&prompt("late")).await, Err(Error::Closed));
    let again = bed.open().await;
    for id in &ids {
        assert!(again.find_prompt(&PromptId::from(&**id)).await.unwrap().is_some());
    }
}
