//! One step of an operation: what an observation makes of it. Pure but for [`send`].

use super::schedule;
use crate::access::Grant;
use crate::act::{Act, Started, Stop};
use crate::clock::Clock;
use crate::domain::operation::{StepState, UnknownReason};
use crate::kinsta::{self, Verdict};

/// What a step came to, and when to look at the operation again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Where the step stands now.
    pub state: StepState,
    /// Not before this time, in epoch milliseconds, where somebody asked us to wait.
    pub not_before_ms: Option<i64>,
    /// Kinsta declined, for as long as something else works on the environment.
    pub is_busy: bool,
}

impl From<StepState> for Next {
    fn from(state: StepState) -> Self {
        Self { state, not_before_ms: None, is_busy: false }
    }
}

impl Next {
    /// Not before this time, in epoch milliseconds.
    pub fn at(state: StepState, not_before_ms: i64) -> Self {
        Self { state, not_before_ms: Some(not_before_ms), is_busy: false }
    }
}

/// What it makes of the step that its call is not made, or not yet.
pub fn stopped(stop: Stop, now_ms: i64) -> Next {
    use kinsta::Error;
    match stop {
        Stop::Changed(why) => StepState::NotSent { why: why.to_owned() }.into(),
        Stop::Kinsta(Error::RateLimited { until }) => Next::at(StepState::Planned, until.as_millisecond()),
        Stop::Kinsta(error) if error.is_busy() => busy(now_ms),
        // The API key, a thing that is gone: waiting does not help.
        Stop::Kinsta(error @ Error::Unauthorised { .. }) => refused("kinsta-unauthorised", &error).into(),
        Stop::Kinsta(error @ Error::NotFoundOrForbidden { .. }) => refused("kinsta-not-found", &error).into(),
        Stop::Kinsta(error @ Error::Rejected { .. }) => StepState::Failed { message: failure(&error) }.into(),
        Stop::Kinsta(_) => Next::at(StepState::Planned, now_ms + schedule::RESEND_PAUSE_MS),
    }
}

/// Makes the step's call. The caller has already written down that it is being made.
pub async fn send(act: &dyn Act, name: &str, kinsta: &kinsta::Client, grant: &Grant, clock: &dyn Clock) -> Next {
    let sent_ms = clock.now_ms();
    let answer = act.start(name, kinsta, grant).await;
    after_send(answer, sent_ms, clock.now_ms())
}

/// What Kinsta's answer to the call makes of the step.
pub fn after_send(answer: Result<Started, kinsta::Error>, sent_ms: i64, now_ms: i64) -> Next {
    use kinsta::Error;
    match answer {
        Ok(Started::Following(operation_id)) => StepState::Accepted {
            operation_id,
            since_ms: now_ms,
            polls: 0,
            next_ms: now_ms + schedule::poll_pause_ms(0),
        }
        .into(),
        Ok(Started::Finished) => StepState::Done.into(),
        Err(Error::RateLimited { until }) => Next::at(StepState::Planned, until.as_millisecond()),
        Err(Error::NotSent { .. }) => Next::at(StepState::Planned, now_ms + schedule::RESEND_PAUSE_MS),
        Err(Error::Ambiguous { message, .. }) => ambiguous(sent_ms, now_ms, message).into(),
        // The call was answered with a success that cannot be read: it may well run.
        Err(Error::Decode { .. }) => ambiguous(sent_ms, now_ms, None).into(),
        Err(error) if error.is_busy() => busy(now_ms),
        Err(error @ Error::Unauthorised { .. }) => refused("kinsta-unauthorised", &error).into(),
        Err(error @ Error::NotFoundOrForbidden { .. }) => refused("kinsta-not-found", &error).into(),
        Err(error) => StepState::Failed { message: failure(&error) }.into(),
    }
}

/// A step whose call Kinsta declined for as long as something else works there.
fn busy(now_ms: i64) -> Next {
    Next { is_busy: true, ..Next::at(StepState::Planned, now_ms + schedule::BUSY_PAUSE_MS) }
}

/// A step whose call may have been made.
pub fn ambiguous(sent_ms: i64, now_ms: i64, message: Option<String>) -> StepState {
    let pause_ms = schedule::settle_pause_ms(0).unwrap_or_default();
    StepState::Ambiguous { since_ms: sent_ms, checks: 0, next_ms: now_ms + pause_ms, message }
}

fn refused(why: &str, error: &kinsta::Error) -> StepState {
    StepState::Refused { why: why.to_owned(), message: failure(error) }
}

fn failure(error: &kinsta::Error) -> String {
    error.message().map_or_else(|| error.to_string(), str::to_owned)
}

/// What Kinsta's word about the operation makes of the step.
/// `pace` stretches the pause before the next question.
pub fn after_poll(
    before: &StepState,
    verdict: Result<Verdict, kinsta::Error>,
    now_ms: i64,
    deadline_ms: i64,
    pace: i64,
) -> Next {
    let StepState::Accepted { operation_id, since_ms, polls, .. } = before else { return before.clone().into() };
    let unknown = |why, message| StepState::Unknown {
        why,
        since_ms: *since_ms,
        operation_id: Some(operation_id.clone()),
        message,
    };
    let later = |polls, message: Option<String>, not_before_ms| {
        if now_ms >= deadline_ms {
            return Next::from(unknown(UnknownReason::TooLong, message));
        }
        let next_ms = now_ms + schedule::poll_pause_ms(polls) * pace;
        let state = StepState::Accepted { operation_id: operation_id.clone(), since_ms: *since_ms, polls, next_ms };
        Next { state, not_before_ms, is_busy: false }
    };
    match verdict {
        Ok(Verdict::Done { .. }) => StepState::Done.into(),
        Ok(Verdict::Failed { message }) => StepState::Failed { message }.into(),
        Ok(Verdict::Pending) => later(polls + 1, None, None),
        Ok(Verdict::NotFound) => unknown(UnknownReason::NotFound, None).into(),
        Ok(Verdict::Transient { message }) => later(polls + 1, Some(message), None),
        Err(kinsta::Error::RateLimited { until }) => later(*polls, None, Some(until.as_millisecond())),
        Err(kinsta::Error::Rejected { message, .. } | kinsta::Error::NotFoundOrForbidden { message }) => {
            unknown(UnknownReason::NotFound, Some(message)).into()
        }
        // A refused key or an answer we cannot read says nothing about the operation itself.
        Err(error) => later(polls + 1, error.message().map(str::to_owned), None),
    }
}

/// A failure that somebody can mend is a refusal that says how. One that ran into something else on the environment is
/// not sent again by itself: Kinsta had taken it, and does not say how far it came.
pub fn mended(next: Next, act: &dyn Act) -> Next {
    let state = match next.state {
        StepState::Failed { message } => match act.mend(&message) {
            Some(why) => StepState::Refused { why: why.to_owned(), message },
            None if kinsta::says_busy(&message) => StepState::Refused { why: "kinsta-busy".to_owned(), message },
            None => StepState::Failed { message },
        },
        state => state,
    };
    Next { state, ..next }
}

/// Where a step ends that is followed no further.
pub fn given_up(state: StepState) -> StepState {
    let unknown = |why, since_ms, operation_id| StepState::Unknown { why, since_ms, operation_id, message: None };
    match state {
        StepState::Planned => StepState::NotSent { why: "not-sent-set-aside".into() },
        StepState::Accepted { operation_id, since_ms, .. } => {
            unknown(UnknownReason::TooLong, since_ms, Some(operation_id))
        }
        StepState::Sending { since_ms } | StepState::Ambiguous { since_ms, .. } => {
            unknown(UnknownReason::AnswerLost, since_ms, None)
        }
        state => state,
    }
}

/// When the step wants to be looked at, in epoch milliseconds; final steps never do.
pub fn due_ms(state: &StepState) -> Option<i64> {
    match state {
        StepState::Planned | StepState::Sending { .. } => Some(0),
        StepState::Accepted { next_ms, .. } | StepState::Ambiguous { next_ms, .. } => Some(*next_ms),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::ids::KinstaOperationId;

    fn accepted() -> StepState {
        StepState::Accepted {
            operation_id: KinstaOperationId::new("cache:clear-1"),
            since_ms: 0,
            polls: 3,
            next_ms: 15_000,
        }
    }

    fn error(kind: &str) -> kinsta::Error {
        match kind {
            "limited" => kinsta::Error::RateLimited { until: Timestamp::from_millisecond(90_000).unwrap() },
            "unauthorised" => kinsta::Error::Unauthorised { message: "No key".into() },
            _ => kinsta::Error::Unavailable { message: "502".into() },
        }
    }

    #[test]
    fn only_kinstas_own_word_ends_a_step_as_done_or_failed() {
        let done = Verdict::Done { data: serde_json::Value::Null, message: String::new() };
        assert_eq!(after_poll(&accepted(), Ok(done), 5_000, 60_000, 1).state, StepState::Done);
        let failed = Verdict::Failed { message: "blocked".into() };
        assert_eq!(
            after_poll(&accepted(), Ok(failed), 5_000, 60_000, 1).state,
            StepState::Failed { message: "blocked".into() }
        );
        for kind in ["limited", "unauthorised", "unavailable"] {
            let next = after_poll(&accepted(), Err(error(kind)), 5_000, 60_000, 1);
            assert!(matches!(next.state, StepState::Accepted { .. }), "{kind}");
        }
    }

    #[test]
    fn past_the_deadline_nobody_knows() {
        let next = after_poll(&accepted(), Ok(Verdict::Pending), 60_000, 60_000, 1);
        assert!(matches!(next.state, StepState::Unknown { why: UnknownReason::TooLong, .. }));
        let next = after_poll(&accepted(), Ok(Verdict::NotFound), 61_000, 600_000, 1);
        assert!(matches!(next.state, StepState::Unknown { why: UnknownReason::NotFound, .. }));
    }

    #[test]
    fn a_call_is_made_again_only_where_it_certainly_never_arrived() {
        let again = |error| matches!(after_send(Err(error), 0, 0).state, StepState::Planned);
        let busy = || "The environment is blocked by another process. Please try again a bit later.".to_owned();
        assert!(again(kinsta::Error::Rejected { status: 400, message: busy() }));
        assert!(!again(kinsta::Error::Rejected { status: 400, message: "No".into() }));
        assert!(!again(kinsta::Error::Ambiguous { message: Some(busy()), answered: true }));
        assert!(again(error("limited")));
        assert!(again(kinsta::Error::NotSent { message: "refused".into() }));
        assert!(!again(error("unauthorised")));
        assert!(!again(kinsta::Error::Ambiguous { message: None, answered: false }));
        assert!(!again(kinsta::Error::Decode { path: "x".into(), message: "y".into() }));
    }
}
