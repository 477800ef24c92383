//! What two visits say together: one pure rule.

use super::report::{Answer, Verdict, Visit};

/// Judges a probe. What visitors meet comes first; what a cache hides from them comes second.
pub(super) fn judge(plain: &Visit, busted: Option<&Visit>) -> Verdict {
    let answer = match plain {
        Visit::Answered(answer) => answer,
        Visit::Failed(why) => return Verdict::Unreachable { why: *why },
    };
    if let Some(host) = &answer.away_to {
        return Verdict::RedirectsAway { host: host.clone() };
    }
    match answer.status {
        200..=299 if answer.is_blank => Verdict::Blank,
        200..=299 => behind_the_cache(busted),
        status @ (401 | 403) => Verdict::Protected { status },
        status => Verdict::Error { status },
    }
}

fn behind_the_cache(busted: Option<&Visit>) -> Verdict {
    match busted {
        None => Verdict::Up,
        Some(Visit::Failed(why)) => Verdict::HiddenSilence { why: *why },
        Some(Visit::Answered(Answer { away_to: Some(host), .. })) => Verdict::RedirectsAway { host: host.clone() },
        Some(Visit::Answered(Answer { status: status @ 500.., .. })) => Verdict::HiddenError { status: *status },
        Some(Visit::Answered(Answer { status: 200..=299, is_blank: true, .. })) => Verdict::Blank,
        // A 4xx to an unusual query is a firewall's or a rate limit's doing, not an outage.
        Some(Visit::Answered(_)) => Verdict::Up,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::probe::report::Why;

    fn answered(status: u16) -> Visit {
        let kinsta_cache = Some("HIT".to_owned());
        Visit::Answered(Answer {
            status,
            first_byte_ms: 80,
            kinsta_cache,
            is_blank: false,
            redirects: 0,
            away_to: None,
        })
    }

    fn blank(status: u16) -> Visit {
        match answered(status) {
            Visit::Answered(answer) => Visit::Answered(Answer { is_blank: true, ..answer }),
            failed @ Visit::Failed(_) => failed,
        }
    }

    fn away(status: u16) -> Visit {
        match answered(status) {
            Visit::Answered(answer) => Visit::Answered(Answer { away_to: Some("evil.example".to_owned()), ..answer }),
            failed @ Visit::Failed(_) => failed,
        }
    }

    #[test]
    fn two_visits_make_one_verdict() {
        let elsewhere = || Verdict::RedirectsAway { host: "evil.example".to_owned() };
        let cases = [
            (answered(200), Some(answered(200)), Verdict::Up),
            (answered(200), None, Verdict::Up),
            (answered(204), Some(answered(404)), Verdict::Up),
            (answered(200), Some(answered(403)), Verdict::Up),
            (answered(200), Some(answered(301)), Verdict::Up),
            (answered(200), Some(answered(500)), Verdict::HiddenError { status: 500 }),
            (answered(200), Some(blank(503)), Verdict::HiddenError { status: 503 }),
            (answered(200), Some(Visit::Failed(Why::Timeout)), Verdict::HiddenSilence { why: Why::Timeout }),
            (answered(200), Some(blank(200)), Verdict::Blank),
            (answered(200), Some(away(302)), elsewhere()),
            (blank(200), Some(answered(500)), Verdict::Blank),
            (blank(200), None, Verdict::Blank),
            (blank(500), None, Verdict::Error { status: 500 }),
            (answered(503), Some(answered(200)), Verdict::Error { status: 503 }),
            (answered(404), None, Verdict::Error { status: 404 }),
            (answered(429), None, Verdict::Error { status: 429 }),
            (answered(301), None, Verdict::Error { status: 301 }),
            (blank(401), None, Verdict::Protected { status: 401 }),
            (answered(403), Some(answered(500)), Verdict::Protected { status: 403 }),
            (away(301), Some(answered(200)), elsewhere()),
            (Visit::Failed(Why::Refused), None, Verdict::Unreachable { why: Why::Refused }),
            (
                Visit::Failed(Why::PrivateAddress),
                Some(answered(200)),
                Verdict::Unreachable { why: Why::PrivateAddress },
            ),
        ];
        for (plain, busted, expected) in cases {
            assert_eq!(judge(&plain, busted.as_ref()), expected, "{plain:?} {busted:?}");
        }
    }
}
