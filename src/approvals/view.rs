//! How a prompt and its answers read.

mod request;

use super::{PROMPT_LIFE_MS, TYPED, about, person, rules};
use crate::access::policy::Scope;
use crate::access::{Edit, Needs, Obstacle};
use crate::act::{self, Act};
use crate::domain::actor::Place;
use crate::domain::card::{Button, ButtonStyle, Card, Fact, Part, Press};
use crate::domain::form::{Field, Form, Input, Purpose};
use crate::domain::ids::{PromptId, UserId};
use crate::domain::lang::Lang;
use crate::domain::operation::{Operation, StepState};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::text;
use crate::i18n::t;
use crate::operations::{self, Notice};
use crate::store::{Answer, Taken};

pub use request::{
    agreed, agreed_already, granted, needed, needs_by_now, not_yet, not_yours_to_withdraw, refused, request_unknown,
    void, waits_no_more, withdrawn,
};

/// Site, environment, domain, what will happen, how long it usually takes, who has to agree, and two buttons.
pub fn question(lang: Lang, id: &PromptId, act: &dyn Act, needs: Option<&Needs>, notice: Option<&Notice>) -> Card {
    let prompt = || id.clone();
    let is_typed = act.risk() >= Risk::Destructive;
    let yes = if needs.is_some() {
        request::button(lang, prompt())
    } else if is_typed {
        Button::new(t(lang, "button-type").say(), Press::Type { prompt: prompt() })
    } else {
        Button::new(button(lang, act), Press::Confirm { prompt: prompt() })
    };
    let is_dangerous = is_typed || act.target().is_live;
    let yes = yes.style(if is_dangerous { ButtonStyle::Danger } else { ButtonStyle::Primary });
    let no = Button::new(t(lang, "button-cancel").say(), Press::Cancel { prompt: prompt() });
    let first = act.first().into_iter().map(|step| {
        let press = Press::Words { line: step.line, replace: false };
        Button::new(t(lang, step.label).say(), press)
    });
    asked(lang, act, needs, notice)
        .buttons([yes, no].into_iter().chain(first).collect())
        .note(life(lang, "prompt-life"))
}

/// The same as a form, in which the name is typed where something is lost, and a reason where others must agree.
pub fn form(
    lang: Lang,
    id: &PromptId,
    place: Option<Place>,
    act: &dyn Act,
    needs: Option<&Needs>,
    notice: Option<&Notice>,
) -> Form {
    let mut intro = asked(lang, act, needs, notice).note(life(lang, "prompt-life-form")).parts;
    let mut fields: Vec<Field> = needs.map(|_| request::reason(lang)).into_iter().collect();
    if act.risk() >= Risk::Destructive {
        let name = &act.target().site;
        intro.push(Part::Divider);
        fields.push(Field {
            name: TYPED.to_owned(),
            label: t(lang, "typed-label").marked("name", name).say(),
            hint: Some(t(lang, "typed-hint").say()),
            is_optional: false,
            reloads: false,
            input: Input::Text { value: None, is_long: false },
        });
    }
    Form {
        purpose: Purpose::Confirm { prompt: id.clone() },
        title: t(lang, act::key(act.name(), "name")).say(),
        submit: Some(if needs.is_some() { t(lang, "approval-submit").say() } else { button(lang, act) }),
        place,
        intro,
        fields,
    }
}

fn button(lang: Lang, act: &dyn Act) -> String {
    act::sentence(lang, act.name(), "button", act.target()).say()
}

fn life(lang: Lang, key: &str) -> String {
    let minutes = usize::try_from(PROMPT_LIFE_MS / 60_000).unwrap_or_default();
    t(lang, key).number("minutes", minutes).say()
}

/// What is asked, without the ways to answer.
fn asked(lang: Lang, act: &dyn Act, needs: Option<&Needs>, notice: Option<&Notice>) -> Card {
    let target = act.target();
    let title = act::question(lang, act.name(), target);
    let fact = |key: &str, value: String| Fact { label: t(lang, format!("fact-{key}")).say(), value };
    let mut facts = Vec::new();
    if target.site_id.is_some() {
        facts.push(fact("site", text::plain(&target.site)));
    }
    if !target.env.is_empty() {
        facts.push(fact("environment", text::plain(&target.env)));
    }
    if let Some(domain) = &target.domain {
        facts.push(fact("domain", text::plain(domain)));
    }
    if let Some(edit) = act.edit() {
        facts.extend(edited(lang, &edit));
    }
    facts.extend(act.facts().into_iter().map(|(key, value)| fact(key, act::fact_value(lang, key, &value))));
    let steps = act.steps();
    if act.edit().is_none() {
        facts.push(fact("duration", about(lang, act.name(), "duration", target)));
    }
    if act.edit().is_none() && !act::is_whole(act.name(), &steps) {
        let named = |skipped: bool| {
            steps
                .iter()
                .filter(|step| matches!(step.state, StepState::Skipped { .. }) == skipped)
                .map(|step| t(lang, format!("step-{}", step.name)).say())
                .collect::<Vec<_>>()
                .join(", ")
        };
        facts.push(fact("parts", named(false)));
        let skipped = named(true);
        if !skipped.is_empty() {
            facts.push(fact("skipped", skipped));
        }
    }
    let mut card = Card::new().with(Part::Title(title)).paragraph(about(lang, act.name(), "effect", target));
    if act.risk() >= Risk::Destructive {
        card = card.paragraph(t(lang, "prompt-loss").marked("loss", about(lang, act.name(), "loss", target)).say());
    }
    for warning in act.warnings() {
        card = card.paragraph(t(lang, warning).say());
    }
    if target.is_live && act.risk() >= Risk::Disruptive && act.visitors_notice() {
        card = card.paragraph(t(lang, "prompt-live").say());
    }
    if let Some(needs) = needs {
        card = needed(lang, card, needs);
    }
    if let Some(notice) = notice {
        card = card.paragraph(operations::view::notice(lang, notice));
    }
    if facts.is_empty() { card } else { card.with(Part::Facts(facts)) }
}

/// The prompt's card after a yes to a change of what is kept here.
pub fn kept(lang: Lang, act_name: &str, target: &Target, edit: &Edit) -> Card {
    let card = Card::text(format!("✅ {}", about(lang, act_name, "done", target)));
    let facts = edited(lang, edit);
    if facts.is_empty() { card } else { card.with(Part::Facts(facts)) }
}

/// What is changed here, one thing at a time.
fn edited(lang: Lang, edit: &Edit) -> Vec<Fact> {
    let (own, on): (Vec<(&str, String)>, Option<&Scope>) = match edit {
        Edit::Grant(member) => {
            (vec![("who", member.who.mention()), ("role", text::plain(&member.role))], Some(&member.on))
        }
        Edit::Revoke { who, role, on } => (vec![("who", who.mention()), ("role", text::plain(role))], on.as_ref()),
        Edit::Bind { channel, to } => (vec![("channel", text::channel(channel))], Some(to)),
        Edit::Unbind(channel) | Edit::Approvers(Some(channel)) => (vec![("channel", text::channel(channel))], None),
        Edit::Freeze(freeze) => {
            let plain = |word: &str, value: &str| (word.to_owned(), text::plain(value));
            let times = [plain("from", &freeze.from), plain("to", &freeze.to), plain("zone", &freeze.zone)];
            let facts = times.into_iter().chain(scope(lang, &freeze.on));
            return facts.map(|(key, value)| fact(lang, &key, value)).collect();
        }
        Edit::Role { .. } | Edit::DropRole { .. } | Edit::Require(_) | Edit::Waive { .. } => {
            return rules::facts(lang, edit).into_iter().map(|(key, value)| fact(lang, &key, value)).collect();
        }
        Edit::EndFreeze(_) | Edit::ReadOnly(_) | Edit::Approvers(None) => return Vec::new(),
    };
    let on = on.map_or_else(Vec::new, |on| scope(lang, on));
    let own = own.into_iter().map(|(key, value)| (key.to_owned(), value));
    own.chain(on).map(|(key, value)| fact(lang, &key, value)).collect()
}

fn fact(lang: Lang, key: &str, value: String) -> Fact {
    Fact { label: t(lang, format!("fact-access-{key}")).say(), value }
}

/// What a scope narrows to; everything, where it does not.
pub(super) fn scope(lang: Lang, scope: &Scope) -> Vec<(String, String)> {
    if scope.is_everything() {
        return vec![("on".to_owned(), t(lang, "scope-everything").say())];
    }
    let kinds = scope.environments.as_ref().map(|kinds| kinds.iter().map(|kind| kind.word().to_owned()).collect());
    let parts: [(&str, Option<Vec<String>>); 3] =
        [("sites", scope.sites.clone()), ("labels", scope.labels.clone()), ("environments", kinds)];
    parts.into_iter().filter_map(|(key, words)| Some((key.to_owned(), text::plain(&words?.join(", "))))).collect()
}

/// Why what is kept here was not changed.
pub fn obstacle(lang: Lang, obstacle: &Obstacle) -> Card {
    Card::text(format!("⚠️ {}", rules::obstacle(lang, obstacle)))
}

/// The policy is edited elsewhere.
pub fn in_a_file(lang: Lang) -> Card {
    Card::text(format!("⚠️ {}", t(lang, "edit-in-a-file").say())).paragraph(t(lang, "edit-in-a-file-way-out").say())
}

/// The policy as it is stored cannot be read.
pub fn unreadable_policy(lang: Lang) -> Card {
    Card::text(format!("⚠️ {}", t(lang, "edit-unreadable").say()))
}

/// The prompt's card after a yes.
pub fn confirmed(lang: Lang, operation: &Operation) -> Card {
    let doing = about(lang, &operation.act_name, "doing", &operation.target);
    let channel = &operation.place.channel;
    let is_right_here = channel.is_direct() || operation.place.thread.is_some();
    let key = match (operation.approval.is_some(), is_right_here) {
        (true, true) => "prompt-requested-here",
        (true, false) => "prompt-requested",
        (false, true) => "prompt-confirmed-here",
        (false, false) => "prompt-confirmed",
    };
    Card::text(t(lang, key).marked("doing", doing).marked("channel", text::channel(channel)).say())
}

/// The prompt's card after a yes to what was under way already.
pub fn joined(lang: Lang, operation: &Operation, presser: &UserId, is_here: bool) -> Card {
    let channel = &operation.place.channel;
    let who = if operation.user == *presser { "own" } else { "others" };
    let follow = match is_here {
        false => t(lang, "prompt-joined-told"),
        true if channel.is_direct() || operation.place.thread.is_some() => t(lang, "prompt-joined-here"),
        true => t(lang, "prompt-joined-follow").marked("channel", text::channel(channel)),
    };
    let said = t(lang, format!("prompt-joined-{who}"))
        .marked("doing", about(lang, &operation.act_name, "doing", &operation.target))
        .marked("asker", person(&operation.user))
        .marked("follow", follow.say());
    Card::text(said.say())
}

/// What was typed is not the name.
pub fn mistyped(lang: Lang, target: &Target) -> String {
    t(lang, "typed-mistyped").marked("name", &target.site).say()
}

/// The prompt's card after a no.
pub fn cancelled(lang: Lang, act_name: &str, target: &Target) -> Card {
    let doing = about(lang, act_name, "doing", target);
    Card::text(t(lang, "prompt-cancelled").marked("doing", doing).say())
}

/// The press of a button nobody remembers.
pub fn unknown(lang: Lang) -> Card {
    Card::text(t(lang, "prompt-unknown").say())
}

/// The press that came too late, twice, or from somebody else.
pub fn not_taken(lang: Lang, taken: &Taken) -> Card {
    match taken {
        Taken::NotYours { owner } => Card::text(t(lang, "prompt-not-yours").marked("owner", person(owner)).say()),
        Taken::AlreadyTaken { answer: Answer::Cancelled, .. } => Card::text(t(lang, "prompt-already-cancelled").say()),
        Taken::AlreadyTaken { .. } => Card::text(t(lang, "prompt-already-confirmed").say()),
        Taken::Expired => Card::text(t(lang, "prompt-expired").say()),
        Taken::Unknown | Taken::Taken(_) => unknown(lang),
    }
}
