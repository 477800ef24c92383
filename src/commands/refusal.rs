//! Why something may not be done, in words: the rule, and who can help.

use super::services::Asked;
use crate::access::policy::{Decision, Rule, Subject};
use crate::access::{ReadOnly, Refused};
use crate::domain::refusal::Refusal;
use crate::domain::text;

/// Says why not, and who can help.
pub fn phrase(asked: &Asked, refused: &Refused) -> Refusal {
    worded(asked, refused).denied(refused.rule())
}

fn worded(asked: &Asked, refused: &Refused) -> Refusal {
    match refused {
        Refused::Rule { decision, has_a_role, nobody_has } => denied(asked, decision, *has_a_role, *nobody_has),
        Refused::ReadOnly(read_only) => {
            let moment = moment(asked, read_only.since_ms);
            let by = text::mention(&read_only.by);
            Refusal::new(asked.t("read-only").marked("by", by).marked("moment", moment))
                .way_out(asked.t("read-only-way-out"))
        }
        Refused::Frozen(frozen) => {
            let until = text::moment(frozen.until, &asked.actor.zone);
            let names = frozen.names.join(", ");
            let way_out = match frozen.helpers.as_slice() {
                [] => asked.t("frozen-way-out"),
                helpers => asked.t("frozen-ask").marked("people", Subject::mentions(helpers)),
            };
            Refusal::new(asked.t("frozen").plain("name", &names).marked("until", until)).way_out(way_out)
        }
        Refused::NeedsOthers(needs) => Refusal::new(asked.t("rule-needs-others").number("count", needs.count().into()))
            .way_out(asked.t("rule-needs-others-way-out").marked("people", Subject::mentions(needs.people()))),
    }
}

/// Others must agree, and there is nobody else who could.
pub fn nobody_else(asked: &Asked) -> Refusal {
    Refusal::new(asked.t("approval-nobody")).way_out(asked.t("approval-nobody-way-out")).denied("needs-others")
}

/// Others must agree, and nobody else sees this conversation.
pub fn nobody_sees(asked: &Asked) -> Refusal {
    Refusal::new(asked.t("approval-unseen")).way_out(asked.t("approval-unseen-way-out"))
}

/// That every change is stopped, where nobody asked for one.
pub fn notice(asked: &Asked, read_only: &ReadOnly) -> String {
    let phrase = phrase(asked, &Refused::ReadOnly(read_only.clone()));
    format!("🛑 {} {}", phrase.why, phrase.way_out.unwrap_or_default())
}

/// What belongs to no site of the channel's.
pub fn not_from_here(asked: &Asked) -> Refusal {
    Refusal::new(asked.t("rule-channel")).way_out(asked.t("rule-channel-way-out"))
}

fn denied(asked: &Asked, decision: &Decision, has_a_role: bool, nobody_has: bool) -> Refusal {
    let rule = &decision.rule;
    let ask = || match decision.helpers.as_slice() {
        [] => asked.t("rule-nobody-way-out").say(),
        helpers => asked.t("rule-ask").marked("people", Subject::mentions(helpers)).say(),
    };
    match rule {
        Rule::Nobody if nobody_has => Refusal::new(asked.t("rule-nobody-at-all"))
            .way_out(asked.t("rule-nobody-at-all-way-out").plain("user", asked.actor.user.as_str())),
        Rule::NoRole if !has_a_role => Refusal::new(asked.t("rule-no-role-at-all")).way_out(ask()),
        Rule::Channel => not_from_here(asked),
        Rule::Unbound => Refusal::new(sentence(asked, rule)).way_out(asked.t("rule-unbound-way-out")),
        Rule::Unknown | Rule::GroupsUnknown { .. } => {
            Refusal::new(sentence(asked, rule)).way_out(asked.t("rule-unknown-way-out"))
        }
        _ => Refusal::new(sentence(asked, rule)).way_out(ask()),
    }
}

/// A rule in words.
pub fn sentence(asked: &Asked, rule: &Rule) -> String {
    let said = asked.t(rule.key());
    match rule {
        Rule::Role { role, through } => said.plain("role", role).marked("through", through.mention()),
        Rule::Configured { role } | Rule::Scope { role } => said.plain("role", role),
        Rule::GroupsUnknown { since_ms } if *since_ms > 0 => said.marked("moment", moment(asked, *since_ms)),
        Rule::GroupsUnknown { .. } => said.marked("moment", asked.t("rule-groups-never").say()),
        _ => said,
    }
    .say()
}

/// A moment, in the asker's zone.
pub fn moment(asked: &Asked, at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    text::moment(at, &asked.actor.zone)
}

#[cfg(test)]
mod tests {
    use crate::access::Obstacle;
    use crate::access::policy::Rule;
    use crate::access::words::WrongKind;
    use crate::domain::lang::Lang;
    use crate::i18n;

    #[test]
    fn every_rule_and_every_obstacle_has_its_sentence() {
        let obstacles = Obstacle::ALL.map(|obstacle| obstacle.key());
        let words = WrongKind::ALL.map(WrongKind::key);
        for key in Rule::KEYS.iter().chain(&obstacles).chain(&words) {
            assert!([Lang::En, Lang::De].iter().all(|lang| i18n::has(*lang, key)), "{key}");
        }
    }
}
