//! How to log.

use tracing_subscriber::EnvFilter;

use super::reader::{Fault, Reader, shown};

/// How to log.
#[derive(Debug, Clone)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// `tracing` filter directives, checked to be readable.
    pub filter: String,
}

/// For whom a log line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// People.
    Text,
    /// Machines: one JSON object a line.
    Json,
}

impl Log {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let format = reader.value("LOG_FORMAT", format);
        let filter = reader.value("LOG", filter);
        Some(Self { format: format?, filter: filter? })
    }
}

fn format(text: &str) -> Result<LogFormat, Fault> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(Fault::new(format!("is {}, not a log format", shown(text)), "Set it to text or json.")),
    }
}

fn filter(text: &str) -> Result<String, Fault> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(Fault::new(
            format!("is {}, not a log filter", shown(text)),
            "Give a level such as info, or directives such as warn,kinsta_slack=debug.",
        )),
    }
}
