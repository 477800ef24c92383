//! Operations and the cards that show them.

use kinsta_slack::domain::ids::{EnvId, KinstaOperationId, OperationId, TeamId, UserId};
use kinsta_slack::domain::operation::{Operation, State, StepState};
use kinsta_slack::store::{CardHome, Error, OperationFilter, Store};

use crate::bed::{Bed, on_both};
use crate::samples::{operation, return_address};

on_both! {
    an_operation_is_found_as_it_was_saved,
    a_save_of_something_stale_is_refused,
    changes_under_the_lock_are_never_lost,
    an_operation_is_found_by_its_call_also_when_done,
    unfinished_and_recent_operations_are_listed,
    ended_operations_are_cleared_away_with_all_they_left,
    a_card_is_found_where_it_was_put_last,
}

async fn insert(store: &Store, operation: &Operation) {
    let mut tx = store.write_tx().await.unwrap();
    tx.insert_operation(operation).await.unwrap();
    tx.commit().await.unwrap();
}

async fn save(store: &Store, operation: &mut Operation) -> Result<(), Error> {
    let mut tx = store.write_tx().await?;
    tx.save_operation(operation).await?;
    tx.commit().await
}

fn accepted(call: &str, polls: u32) -> StepState {
    StepState::Accepted { operation_id: KinstaOperationId::from(call), since_ms: 1, polls, next_ms: 2 }
}

async fn end(store: &Store, operation: &mut Operation, state: State, at_ms: i64) {
    operation.state = state;
    operation.ended_at_ms = Some(at_ms);
    operation.steps[0].state = StepState::Done;
    save(store, operation).await.unwrap();
}

async fn an_operation_is_found_as_it_was_saved(bed: Bed) {
    let store = bed.open().await;
    let mut op = operation("op-1", 1_000);
    insert(&store, &op).await;
    assert_eq!(store.operation(&op.id).await.unwrap(), Some(op.clone()));
    op.state = State::Running;
    op.steps[0].state = accepted("cache:clear-1", 0);
    save(&store, &mut op).await.unwrap();
    assert_eq!(op.version, 1);
    assert_eq!(store.operation(&op.id).await.unwrap(), Some(op));
    assert_eq!(store.operation(&OperationId::from("op-2")).await.unwrap(), None);
}

async fn a_save_of_something_stale_is_refused(bed: Bed) {
    let store = bed.open().await;
    let mut mine = operation("op-1", 1_000);
    insert(&store, &mine).await;
    let mut theirs = store.operation(&mine.id).await.unwrap().unwrap();
    theirs.deadline_ms = 7;
    save(&store, &mut theirs).await.unwrap();
    mine.deadline_ms = 8;
    assert_eq!(save(&store, &mut mine).await, Err(Error::Stale));
    assert_eq!(mine.version, 0);
    assert_eq!(store.operation(&mine.id).await.unwrap(), Some(theirs));
    assert_eq!(save(&store, &mut operation("never", 1_000)).await, Err(Error::Stale));
}

async fn changes_under_the_lock_are_never_lost(bed: Bed) {
    let stores = [bed.open().await, bed.open().await];
    let mut op = operation("op-1", 1_000);
    op.steps[0].state = accepted("cache:clear-1", 0);
    insert(&stores[0], &op).await;
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let (store, id) = (stores[number % 2].clone(), op.id.clone());
            tokio::spawn(async move {
                for _ in 0..25 {
                    let mut tx = store.write_tx().await.unwrap();
                    let mut op = tx.operation_for_update(&id).await.unwrap().unwrap();
                    let StepState::Accepted { polls, .. } = &mut op.steps[0].state else { panic!() };
                    *polls += 1;
                    tx.save_operation(&mut op).await.unwrap();
                    tx.commit().await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let op = stores[1].operation(&op.id).await.unwrap().unwrap();
    assert_eq!((op.version, &op.steps[0].state), (200, &accepted("cache:clear-1", 200)));
}

async fn an_operation_is_found_by_its_call_also_when_done(bed: Bed) {
    let store = bed.open().await;
    let call = KinstaOperationId::from("cache:clear-1");
    let mut op = operation("op-1", 1_000);
    insert(&store, &op).await;
    assert_eq!(store.operation_by_call(&call).await.unwrap(), None);
    op.steps[0].state = accepted("cache:clear-1", 0);
    save(&store, &mut op).await.unwrap();
    end(&store, &mut op, State::Done, 2_000).await;
    assert_eq!(store.operation_by_call(&call).await.unwrap(), Some(op));
}

async fn unfinished_and_recent_operations_are_listed(bed: Bed) {
    let store = bed.open().await;
    for number in 1..=5 {
        let mut op = operation(&format!("op-{number}"), number * 1_000);
        op.user = UserId::from(if number % 2 == 0 { "U2" } else { "U1" });
        op.target.env_id = Some(EnvId::from(if number < 4 { "env-1" } else { "env-2" }));
        insert(&store, &op).await;
        match number {
            2 => end(&store, &mut op, State::Failed, 9_000).await,
            4 => {
                op.state = State::Running;
                save(&store, &mut op).await.unwrap();
            }
            _ => {}
        }
    }
    let ids = |ops: Vec<Operation>| ops.into_iter().map(|op| op.id.to_string()).collect::<Vec<_>>();
    let recent = async |limit, filter: OperationFilter| ids(store.recent_operations(limit, &filter).await.unwrap());

    assert_eq!(ids(store.unfinished_operations().await.unwrap()), ["op-1", "op-3", "op-4", "op-5"]);
    assert_eq!(ids(store.unfinished_for_env(&EnvId::from("env-1")).await.unwrap()), ["op-1", "op-3"]);
    let all = OperationFilter::default();
    assert_eq!(recent(3, all.clone()).await, ["op-5", "op-4", "op-3"]);
    assert_eq!(recent(9, OperationFilter { user: Some("U2".into()), ..all.clone() }).await, ["op-4", "op-2"]);
    assert_eq!(recent(9, OperationFilter { env: Some("env-2".into()), ..all.clone() }).await, ["op-5", "op-4"]);
    assert_eq!(recent(9, OperationFilter { state: Some(State::Failed), ..all.clone() }).await, ["op-2"]);
    assert_eq!(recent(9, OperationFilter { site: Some("site-2".into()), ..all.clone() }).await, [""; 0]);
    assert_eq!(recent(9, OperationFilter { team: Some(TeamId::from("T2")), ..all }).await, [""; 0]);
}

async fn ended_operations_are_cleared_away_with_all_they_left(bed: Bed) {
    let store = bed.open().await;
    let home = CardHome::Channel { channel: "C1".into(), ts: "1.1".into() };
    for (id, ended) in [("open", None), ("old", Some(5_000)), ("new", Some(6_000))] {
        let mut op = operation(id, 1_000);
        op.steps[0].state = accepted(&format!("call-{id}"), 0);
        insert(&store, &op).await;
        store.set_card_home(&op.id, &home).await.unwrap();
        store.set_request_home(&op.id, &home).await.unwrap();
        if let Some(at_ms) = ended {
            end(&store, &mut op, State::Done, at_ms).await;
        }
    }
    // What others have not answered yet is not over, however old it is.
    insert(&store, &Operation { state: State::Waiting, ..operation("waiting", 1_000) }).await;
    assert_eq!(store.purge_operations(6_000).await.unwrap(), 1);
    assert!(store.operation(&"waiting".into()).await.unwrap().is_some());
    for (id, is_there) in [("open", true), ("old", false), ("new", true)] {
        let call = KinstaOperationId::from(format!("call-{id}"));
        assert_eq!(store.operation(&id.into()).await.unwrap().is_some(), is_there, "{id}");
        assert_eq!(store.operation_by_call(&call).await.unwrap().is_some(), is_there, "{id}");
        assert_eq!(store.card_home(&id.into()).await.unwrap().is_some(), is_there, "{id}");
        assert_eq!(store.request_home(&id.into()).await.unwrap().is_some(), is_there, "{id}");
    }
    // The calls are really gone: the same name may be given to a new operation of the same id.
    insert(&store, &operation("old", 1_000)).await;
    assert_eq!(store.operation_by_call(&"call-old".into()).await.unwrap(), None);
}

async fn a_card_is_found_where_it_was_put_last(bed: Bed) {
    let store = bed.open().await;
    let id = OperationId::from("op-1");
    assert_eq!(store.card_home(&id).await.unwrap(), None);
    for home in [
        CardHome::Return { address: return_address(), code: "not_in_channel".into() },
        CardHome::Return { address: return_address(), code: "is_archived".into() },
        CardHome::Dm { channel: "D1".into(), ts: "2.2".into(), code: String::new() },
        CardHome::Channel { channel: "C1".into(), ts: "3.3".into() },
    ] {
        store.set_card_home(&id, &home).await.unwrap();
        assert_eq!(store.card_home(&id).await.unwrap(), Some(home));
    }
}
