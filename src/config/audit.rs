//! What is kept account of, for how long, and where it is shown.

use crate::domain::ids::ChannelId;

use super::probe::switch;
use super::reader::{Fault, Reader, shown};

/// The audit log and what it is compared with.
#[derive(Debug, Clone)]
pub struct Audit {
    /// Rows older than this are cleared away; where it is not set, none ever is.
    pub retention_days: Option<u32>,
    /// The channel in which every row is shown.
    pub channel: Option<ChannelId>,
    /// Whether Kinsta's activity log is compared with it.
    pub shadow_activity: bool,
}

impl Audit {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let retention_days = reader.optional("AUDIT_RETENTION_DAYS", days);
        let channel = reader.optional("AUDIT_CHANNEL", channel);
        let shadow_activity = reader.value("SHADOW_ACTIVITY", switch)?;
        Some(Self { retention_days, channel, shadow_activity })
    }
}

fn channel(text: &str) -> Result<ChannelId, Fault> {
    let is_id = text.len() > 1
        && text.starts_with(['C', 'G'])
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_id.then(|| ChannelId::new(text)).ok_or_else(|| {
        Fault::new(
            format!("is {}, not the ID of a channel", shown(text)),
            "Copy it in Slack: the channel's name › at the bottom of *About*. It begins with C or G.",
        )
    })
}

fn days(text: &str) -> Result<u32, Fault> {
    text.parse().ok().filter(|days| (1..=36_500).contains(days)).ok_or_else(|| {
        Fault::new(
            format!("is {}, not a number of days", shown(text)),
            "Give a whole number from 1 to 36500, or leave it out to keep everything.",
        )
    })
}
