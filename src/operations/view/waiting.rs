//! How waiting for one's turn reads.

use crate::act;
use crate::domain::lang::Lang;
use crate::domain::operation::Operation;
use crate::domain::text;
use crate::domain::waiting::{Ahead, Behind};
use crate::i18n::t;
use crate::operations::Notice;

/// The zone of moments where Slack cannot show each reader their own.
const ZONE: &str = "UTC";

/// What an operation waits for, if it does.
pub(super) fn line(lang: Lang, operation: &Operation) -> Option<String> {
    Some(match operation.behind()? {
        Behind::Another(ahead) if ahead.has_begun => told(lang, "queue-behind-running", ahead),
        Behind::Another(ahead) => told(lang, "queue-behind-waiting", ahead),
        Behind::Kinsta => t(lang, "queue-behind-kinsta").say(),
    })
}

/// For who is asked whether to confirm a change that would wait.
pub fn notice(lang: Lang, notice: &Notice) -> String {
    let key = match notice {
        Notice { is_same: true, .. } => "queue-would-join",
        Notice { ahead, .. } if ahead.has_begun => "queue-would-wait-running",
        Notice { .. } => "queue-would-wait-waiting",
    };
    told(lang, key, &notice.ahead)
}

fn told(lang: Lang, key: &str, ahead: &Ahead) -> String {
    let since = jiff::Timestamp::from_millisecond(ahead.since_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    t(lang, key)
        .marked("asker", text::mention(&ahead.user))
        .marked("doing", act::sentence(lang, &ahead.act_name, "doing", &ahead.target).say())
        .marked("since", text::moment(since, ZONE))
        .say()
}
