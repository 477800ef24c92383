use super::*;

const T0: i64 = 1_790_000_000_000;

fn drain(budget: &mut Budget, lane: Lane, now_ms: i64) -> (u32, i64) {
    let mut taken = 0;
    loop {
        match budget.take(lane, LimitClass::General, now_ms) {
            Ok(()) => taken += 1,
            Err(Throttled { until_ms }) => return (taken, until_ms),
        }
    }
}

fn told(left: u32, resets_in_ms: i64) -> Allowance {
    Allowance { limit: Some(120), left, resets_in_ms: Some(resets_in_ms) }
}

#[test]
fn background_stops_first_then_operations_then_people() {
    let mut budget = Budget::new();
    assert_eq!(drain(&mut budget, Lane::Background, T0).0, 72, "leaves 40 %");
    assert_eq!(drain(&mut budget, Lane::Operation, T0).0, 30, "leaves 15 %");
    assert_eq!(drain(&mut budget, Lane::Person, T0).0, 18, "people use the rest");
    assert_eq!(budget.left(T0), 0);
}

#[test]
fn never_more_than_the_limit_within_any_minute() {
    let mut budget = Budget::new();
    let mut sent = Vec::new();
    for step in 0..3_000 {
        let now_ms = T0 + step * 100;
        for _ in 0..3 {
            if budget.take(Lane::Person, LimitClass::General, now_ms).is_ok() {
                sent.push(now_ms);
            }
        }
    }
    let busiest = sent.iter().map(|from| sent.iter().filter(|at| (*from..from + 60_000).contains(*at)).count()).max();
    assert_eq!(busiest, Some(120));
}

#[test]
fn a_refusal_says_when_it_will_work_and_it_does() {
    for lane in [Lane::Person, Lane::Operation, Lane::Background] {
        let mut budget = Budget::new();
        for second in 0..200 {
            let _ = budget.take(lane, LimitClass::General, T0 + second * 250);
        }
        let now_ms = T0 + 50_000;
        let (_, until_ms) = drain(&mut budget, lane, now_ms);
        assert!(until_ms > now_ms, "{lane:?}");
        assert!(budget.take(lane, LimitClass::General, until_ms - 1).is_err(), "{lane:?}: not a moment earlier");
        assert!(budget.take(lane, LimitClass::General, until_ms).is_ok(), "{lane:?}: and exactly then");
    }
}

#[test]
fn creations_and_logs_have_limits_of_their_own_and_count_in_the_general_one() {
    for (class, limit) in [(LimitClass::Creation, 5), (LimitClass::Logs, 35)] {
        let mut budget = Budget::new();
        for nth in 0..limit {
            assert_eq!(budget.take(Lane::Person, class, T0), Ok(()), "{class:?} {nth}");
        }
        assert_eq!(budget.take(Lane::Person, class, T0), Err(Throttled { until_ms: T0 + 60_000 }));
        assert_eq!(budget.left(T0), 120 - limit, "a refused request draws nothing");
        assert_eq!(budget.take(Lane::Person, LimitClass::General, T0), Ok(()), "others go on");
        assert_eq!(budget.take(Lane::Person, class, T0 + 60_000), Ok(()));
    }
}

#[test]
fn what_kinsta_reports_lowers_what_is_left() {
    let mut budget = Budget::new();
    budget.reported(LimitClass::General, told(20, 9_000), T0);
    assert_eq!(budget.left(T0), 20);
    assert_eq!(drain(&mut budget, Lane::Background, T0), (0, T0 + 9_000));
    assert_eq!(drain(&mut budget, Lane::Operation, T0), (2, T0 + 9_000));
    assert_eq!(drain(&mut budget, Lane::Person, T0), (18, T0 + 9_000));
    assert_eq!(budget.left(T0 + 9_000), 100, "after the reset our own count stands");
}

#[test]
fn what_kinsta_reports_never_raises_what_is_left() {
    let mut budget = Budget::new();
    drain(&mut budget, Lane::Person, T0);
    budget.reported(LimitClass::General, Allowance { limit: Some(5_000), left: 4_000, resets_in_ms: None }, T0);
    assert_eq!(budget.left(T0), 0);
}

#[test]
fn answers_that_overtake_each_other_leave_the_lowest_number() {
    let mut budget = Budget::new();
    budget.reported(LimitClass::General, told(40, 30_000), T0);
    budget.reported(LimitClass::General, told(42, 29_900), T0 + 100);
    assert_eq!(budget.left(T0 + 100), 40);
    budget.reported(LimitClass::General, told(90, 60_000), T0 + 10_000);
    assert_eq!(budget.left(T0 + 10_000), 90, "another minute, another number");
}

#[test]
fn a_limit_of_the_logs_does_not_throttle_everything_else() {
    let mut budget = Budget::new();
    let logs = Allowance { limit: Some(35), left: 0, resets_in_ms: Some(5_000) };
    budget.reported(LimitClass::Logs, logs, T0);
    assert_eq!(budget.left(T0), 120);
    assert_eq!(budget.take(Lane::Person, LimitClass::Logs, T0), Err(Throttled { until_ms: T0 + 5_000 }));
    budget.reported(LimitClass::Logs, told(3, 5_000), T0);
    assert_eq!(budget.left(T0), 3, "a report of the shared limit counts wherever it comes from");
}

#[test]
fn a_429_closes_everything_for_everyone_until_it_is_over() {
    let mut budget = Budget::new();
    assert_eq!(budget.refused(Some(7_000), T0), T0 + 7_000);
    assert_eq!(budget.left(T0), 0);
    for lane in [Lane::Person, Lane::Operation, Lane::Background] {
        assert_eq!(budget.take(lane, LimitClass::General, T0 + 6_999), Err(Throttled { until_ms: T0 + 7_000 }));
    }
    assert_eq!(budget.take(Lane::Background, LimitClass::General, T0 + 7_000), Ok(()));
}

#[test]
fn a_429_that_names_no_time_backs_off_further_each_time_and_starts_over_after_an_answer() {
    let mut budget = Budget::new();
    let mut now_ms = T0;
    let mut waits = Vec::new();
    for _ in 0..8 {
        let until_ms = budget.refused(None, now_ms);
        waits.push(until_ms - now_ms);
        now_ms = until_ms;
    }
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    budget.answered(now_ms);
    assert_eq!(budget.refused(None, now_ms), now_ms + 1_000);
}

#[test]
fn a_storm_of_refusals_at_once_counts_as_one() {
    let mut budget = Budget::new();
    for _ in 0..50 {
        budget.refused(None, T0);
    }
    budget.answered(T0 + 10);
    assert_eq!(budget.refused(None, T0 + 1_000), T0 + 3_000, "the second step, not the fiftieth, nor the first again");
}

#[test]
fn a_shorter_wait_never_shortens_a_longer_one() {
    let mut budget = Budget::new();
    budget.refused(Some(30_000), T0);
    assert_eq!(budget.refused(Some(0), T0 + 5), T0 + 30_000);
    let mut budget = Budget::new();
    assert!(budget.refused(Some(0), T0) > T0, "even none at all is a short one");
}

#[test]
fn those_who_wait_get_a_moment_each_as_far_apart_as_there_is_room() {
    let mut budget = Budget::new();
    assert_eq!(budget.turn(Lane::Operation, 0), None);
    for _ in 0..102 {
        budget.take(Lane::Operation, LimitClass::General, 0).unwrap();
    }
    let turns: Vec<_> = (0..3).filter_map(|_| budget.turn(Lane::Operation, 10)).collect();
    assert_eq!(turns, [60_000, 60_588, 61_176]);
    assert_eq!(budget.turn(Lane::Person, 10), None, "a person still gets through");
    let last = (0..1_000).filter_map(|_| budget.turn(Lane::Operation, 10)).max();
    assert_eq!(last, Some(180_000));
    assert_eq!(budget.turn(Lane::Operation, 60_000), None);
}
