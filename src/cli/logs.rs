//! Where the log goes: standard output, as text or JSON.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::{Log, LogFormat};

/// Begins logging. A filter that cannot be read was refused with the configuration.
pub fn start(log: &Log) {
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let logger = tracing_subscriber::fmt().with_env_filter(filter).with_span_events(FmtSpan::NONE).with_target(true);
    // A second start in one process (the demo in a test) keeps the first one's settings.
    let _ = match log.format {
        LogFormat::Json => logger.json().flatten_event(true).try_init(),
        LogFormat::Text => logger.with_ansi(false).try_init(),
    };
}
