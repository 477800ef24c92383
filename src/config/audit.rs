//! How long the audit log is kept.

use super::reader::{Fault, Reader, shown};

/// How long the audit log is kept.
#[derive(Debug, Clone, Copy)]
pub struct Audit {
    /// Rows older than this are cleared away; where it is not set, none ever is.
    pub retention_days: Option<u32>,
}

impl Audit {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self { retention_days: reader.optional("AUDIT_RETENTION_DAYS", days) }
    }
}

fn days(text: &str) -> Result<u32, Fault> {
    text.parse().ok().filter(|days| (1..=36_500).contains(days)).ok_or_else(|| {
        Fault::new(
            format!("is {}, not a number of days", shown(text)),
            "Give a whole number from 1 to 36500, or leave it out to keep everything.",
        )
    })
}
