//! What `GET /operations/{id}` says about an operation: the truth table.
//!
//! Its HTTP code alone misleads. A number in the body's `status` wins over it; a 404 may only mean "too early"; and a
//! gateway's error page says nothing about the operation at all.
//!
//! Must not know who asks or how often.

use serde_json::Value;

/// For so long a 404 means "not visible yet", in milliseconds.
pub const EARLY_MS: i64 = 60_000;

/// Where an operation stands, as far as one answer tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Still running, or not visible yet.
    Pending,
    /// Finished.
    Done {
        /// What it produced; mostly nothing.
        data: Value,
        /// Kinsta's words.
        message: String,
    },
    /// Failed.
    Failed {
        /// Kinsta's words.
        message: String,
    },
    /// Kinsta does not know it, long after it must have become visible: a wrong id, another company's, or too old.
    NotFound,
    /// This answer says nothing about the operation. Ask again.
    Transient {
        /// What came instead.
        message: String,
    },
}

impl Verdict {
    /// The same verdict with its words changed.
    pub(super) fn map_words(self, change: impl Fn(String) -> String) -> Self {
        match self {
            Self::Done { data, message } => Self::Done { data, message: change(message) },
            Self::Failed { message } => Self::Failed { message: change(message) },
            Self::Transient { message } => Self::Transient { message: change(message) },
            other @ (Self::Pending | Self::NotFound) => other,
        }
    }
}

/// Reads one answer. `age_ms` is how long ago Kinsta named the operation.
pub fn verdict(http_status: u16, body: &[u8], age_ms: i64) -> Verdict {
    let envelope = serde_json::from_slice::<Value>(body).ok().filter(Value::is_object);
    let stated = envelope.as_ref().and_then(|body| body.get("status")).and_then(stated_status);
    let message = envelope
        .as_ref()
        .and_then(|body| body.get("message"))
        .and_then(Value::as_str)
        .map_or_else(|| format!("HTTP {http_status}"), str::to_owned);
    let status = stated.unwrap_or(http_status);
    // A 5xx of HTTP itself with a gateway's code is about the way to Kinsta, even where it is written in JSON.
    let gateway = (502..=504).contains(&http_status) && (502..=504).contains(&status);

    match (status, envelope) {
        (404, _) if age_ms <= EARLY_MS => Verdict::Pending,
        (404, _) => Verdict::NotFound,
        (_, None) => Verdict::Transient { message },
        (202, _) => Verdict::Pending,
        (200..=299, Some(mut body)) => {
            let data = body.get_mut("data").map(Value::take).unwrap_or_default();
            Verdict::Done { data, message }
        }
        // The key, the limit and the network are about this request.
        (401 | 403 | 408 | 429, _) => Verdict::Transient { message },
        (500..=599, _) if !gateway => Verdict::Failed { message },
        // Some clients saw HTTP 200 for every ending, with the outcome only inside.
        (400..=499, _) if (200..=299).contains(&http_status) => Verdict::Failed { message },
        _ => Verdict::Transient { message },
    }
}

fn stated_status(status: &Value) -> Option<u16> {
    let status = status.as_f64()?;
    (100.0..600.0).contains(&status).then_some(status as u16)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const EARLY: i64 = 60_000;
    const LATE: i64 = 60_001;

    fn done(data: Value, message: &str) -> Verdict {
        Verdict::Done { data, message: message.to_owned() }
    }

    fn failed(message: &str) -> Verdict {
        Verdict::Failed { message: message.to_owned() }
    }

    fn transient(message: &str) -> Verdict {
        Verdict::Transient { message: message.to_owned() }
    }

    #[test]
    fn the_truth_table_holds() {
        let table: &[(u16, &str, i64, Verdict)] = &[
            // As documented: both agree.
            (202, r#"{"status":202,"message":"Operation in progress"}"#, 0, Verdict::Pending),
            (
                200,
                r#"{"status":200,"message":"Finished","data":{"idSite":"s"}}"#,
                0,
                done(json!({"idSite":"s"}), "Finished"),
            ),
            (200, r#"{"status":200,"message":"Finished"}"#, 0, done(Value::Null, "Finished")),
            (200, r#"{"status":200,"message":"Finished","data":null}"#, LATE, done(Value::Null, "Finished")),
            (500, r#"{"status":500,"message":"The plugin broke","data":null}"#, 0, failed("The plugin broke")),
            // A number inside wins over the HTTP code, in every direction.
            (200, r#"{"status":202,"message":"m"}"#, 0, Verdict::Pending),
            (202, r#"{"status":200,"message":"m"}"#, 0, done(Value::Null, "m")),
            (200, r#"{"status":500,"message":"m"}"#, 0, failed("m")),
            (202, r#"{"status":500,"message":"m"}"#, 0, failed("m")),
            (200, r#"{"status":503,"message":"m"}"#, 0, failed("m")),
            (200, r#"{"status":400,"message":"m"}"#, 0, failed("m")),
            (500, r#"{"status":200,"message":"m"}"#, 0, done(Value::Null, "m")),
            (500, r#"{"status":202,"message":"m"}"#, 0, Verdict::Pending),
            (404, r#"{"status":202,"message":"m"}"#, LATE, Verdict::Pending),
            (200, r#"{"status":404,"message":"m"}"#, EARLY, Verdict::Pending),
            (200, r#"{"status":404,"message":"m"}"#, LATE, Verdict::NotFound),
            (500, r#"{"status":404,"message":"m"}"#, EARLY, Verdict::Pending),
            (200, r#"{"status":200.0,"message":"m"}"#, 0, done(Value::Null, "m")),
            // A status that is no HTTP number does not count.
            (200, r#"{"status":"finished","message":"m"}"#, 0, done(Value::Null, "m")),
            (202, r#"{"status":null,"message":"m"}"#, 0, Verdict::Pending),
            (500, r#"{"status":"x","message":"m"}"#, 0, failed("m")),
            (200, r#"{"status":7,"message":"m"}"#, 0, done(Value::Null, "m")),
            (200, r#"{"message":null}"#, 0, done(Value::Null, "HTTP 200")),
            (500, "{}", 0, failed("HTTP 500")),
            // Early and late.
            (404, r#"{"status":404,"message":"m"}"#, 0, Verdict::Pending),
            (404, r#"{"status":404,"message":"m"}"#, EARLY, Verdict::Pending),
            (404, r#"{"status":404,"message":"m"}"#, LATE, Verdict::NotFound),
            (404, r#"{"status":404,"message":"m"}"#, -5, Verdict::Pending),
            (404, "<html>", EARLY, Verdict::Pending),
            (404, "<html>", LATE, Verdict::NotFound),
            // Not about the operation.
            (500, "<html>oops</html>", LATE, transient("HTTP 500")),
            (502, "<html>Bad gateway</html>", 0, transient("HTTP 502")),
            (503, "", 0, transient("HTTP 503")),
            (502, r#"{"status":502,"message":"Bad gateway"}"#, 0, transient("Bad gateway")),
            (503, r#"{"message":"Service unavailable"}"#, 0, transient("Service unavailable")),
            (500, r#""oops""#, 0, transient("HTTP 500")),
            (500, "[]", 0, transient("HTTP 500")),
            (200, "<html>log in</html>", 0, transient("HTTP 200")),
            (200, "", 0, transient("HTTP 200")),
            (202, "", 0, transient("HTTP 202")),
            (429, r#"{"status":429,"message":"Too many requests"}"#, 0, transient("Too many requests")),
            (401, r#"{"status":401,"message":"Unauthenticated."}"#, 0, transient("Unauthenticated.")),
            (400, r#"{"status":400,"message":"Bad request format"}"#, 0, transient("Bad request format")),
            (302, "", 0, transient("HTTP 302")),
        ];
        for (http_status, body, age_ms, wanted) in table {
            assert_eq!(&verdict(*http_status, body.as_bytes(), *age_ms), wanted, "{http_status} {body} {age_ms}");
        }
    }
}
