//! What was seen of a site, and what Kinsta refused, in words. Marked text.

use super::probe::{Report, Verdict, Visit, Why};
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::i18n::t;
use crate::kinsta;

/// A probe's report: first what it means, then what was measured.
pub fn report(lang: Lang, report: &Report) -> String {
    let domain = text::plain(&report.domain);
    let meaning = match &report.verdict {
        Verdict::Up => t(lang, "probe-up"),
        Verdict::Protected { status } => t(lang, "probe-protected").number("status", usize::from(*status)),
        Verdict::Blank => t(lang, "probe-blank"),
        Verdict::HiddenError { status } => t(lang, "probe-hidden").number("status", usize::from(*status)),
        Verdict::HiddenSilence { why } => t(lang, "probe-hidden-silence").marked("why", t(lang, reason(*why)).say()),
        Verdict::Error { status } => t(lang, "probe-error").number("status", usize::from(*status)),
        Verdict::RedirectsAway { host } => t(lang, "probe-away").plain("host", host),
        Verdict::Unreachable { why } => t(lang, "probe-unreachable").marked("why", t(lang, reason(*why)).say()),
    };
    let mut lines = vec![meaning.marked("domain", domain).say()];
    lines.extend(visit(lang, "probe-plain", Some(&report.plain)));
    lines.extend(visit(lang, "probe-busted", report.busted.as_ref()));
    lines.join("\n")
}

/// Whether visitors and WordPress itself see what they should.
pub fn answers(report: &Report) -> bool {
    matches!(report.verdict, Verdict::Up | Verdict::Protected { .. } | Verdict::RedirectsAway { .. })
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::NoSuchHost => "unreachable-host",
        Why::Refused => "unreachable-refused",
        Why::Timeout => "unreachable-timeout",
        Why::Tls => "unreachable-tls",
        Why::PrivateAddress => "unreachable-private",
        Why::Other => "unreachable-other",
    }
}

fn visit(lang: Lang, key: &'static str, visit: Option<&Visit>) -> Option<String> {
    let Some(Visit::Answered(answer)) = visit else { return None };
    let cache = answer.kinsta_cache.as_deref().unwrap_or("–");
    Some(
        t(lang, key)
            .marked("status", answer.status.to_string())
            .marked("first_byte", format!("{} ms", answer.first_byte_ms))
            .marked("cache", text::code(cache))
            .say(),
    )
}

/// Kinsta's "no", with Kinsta's own words and the way out. `zone` is the reader's.
pub fn kinsta_error(lang: Lang, zone: &str, error: &kinsta::Error) -> Refusal {
    use kinsta::Error;
    let said = |refusal: &str| match error.message() {
        Some(message) if !message.is_empty() => {
            format!("{} {}", t(lang, refusal).say(), t(lang, "kinsta-says").plain("message", message).say())
        }
        _ => t(lang, refusal).say(),
    };
    match error {
        Error::Unauthorised { .. } => {
            Refusal::new(said("kinsta-unauthorised")).way_out(t(lang, "kinsta-unauthorised-way-out"))
        }
        Error::NotFoundOrForbidden { .. } => {
            Refusal::new(said("kinsta-not-found")).way_out(t(lang, "kinsta-not-found-way-out"))
        }
        Error::RateLimited { until } => Refusal::new(said("kinsta-limited"))
            .way_out(t(lang, "kinsta-limited-way-out").marked("moment", text::moment(*until, zone))),
        Error::Rejected { .. } => Refusal::new(said("kinsta-rejected")).way_out(t(lang, "kinsta-rejected-way-out")),
        Error::Decode { .. } => Refusal::new(said("kinsta-unreadable")).way_out(t(lang, "kinsta-unreadable-way-out")),
        Error::Unavailable { message } if !message.is_empty() => {
            Refusal::new(t(lang, "kinsta-trouble").plain("message", message))
                .way_out(t(lang, "kinsta-unavailable-way-out"))
        }
        _ => Refusal::new(said("kinsta-unavailable")).way_out(t(lang, "kinsta-unavailable-way-out")),
    }
}
