//! `/kinsta access explain <@user> <verb words> <site> [env]`: may they, and by which rule.

use std::sync::LazyLock;

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use crate::access::Asking;
use crate::access::policy::{ACCESS_NOUN, EnvKind, SiteRef, Subject, Target, Verb as Words};
use crate::approvals;
use crate::commands::kept;
use crate::commands::registry::Registry;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, help, refusal, target};
use crate::domain::actor::Kind;
use crate::domain::card::Card;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::text;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::default);

/// The verb.
pub struct Explain;

#[async_trait]
impl Verb for Explain {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "explain"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command
            .arg(Arg::new("who").value_name(args::PERSON).required(true))
            .arg(Arg::new("what").value_name("command").num_args(1..).required(true))
    }

    fn example(&self) -> &'static str {
        "access explain @mia cache clear acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn keeps_to_the_channel(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let Subject::User(user) = kept::subject(asked, matches)? else {
            return Err(Refusal::new(asked.t("explain-a-person")).about("who"));
        };
        let words: Vec<String> = matches.get_many::<String>("what").unwrap_or_default().cloned().collect();
        let Some((entry, taken)) = REGISTRY.read(&words) else {
            return Err(help::unknown(asked, &REGISTRY, &words, &|_| true));
        };
        let rest = words.get(taken..).unwrap_or_default().join(" ");
        // What the channel is not for is explained, not missing.
        let sites = services.directory.whole_sites();
        let found = target::exactly(&sites, &rest);
        let on = match &found {
            None if rest.is_empty() => Target::None,
            None => return Err(Refusal::new(asked.t("site-nothing").plain("words", &rest)).about("what")),
            Some((site, None)) => Target::Site(SiteRef::from(site.as_ref())),
            Some((site, Some(env))) => {
                Target::Environment { site: SiteRef::from(site.as_ref()), kind: EnvKind::of(env) }
            }
        };
        let is_self = user == asked.actor.user;
        let known = if is_self { Some(asked.actor.kind) } else { services.access.kind_of(&user) };
        let own = Asking {
            user: &asked.actor.user,
            kind: asked.actor.kind,
            channel: None,
            verb: Words { noun: ACCESS_NOUN, name: "grant", risk: Risk::Safe },
            target: Target::None,
            is_kept_here: true,
            at: services.clock.now(),
        };
        if !is_self && !services.access.explain(&own).is_allowed() {
            return Err(Refusal::new(asked.t("explain-others")).way_out(asked.t("explain-others-way-out")));
        }
        let verb = Words { noun: entry.verb.noun(), name: entry.verb.name(), risk: entry.verb.risk() };
        let asking = Asking {
            user: &user,
            kind: known.unwrap_or(Kind::Member),
            channel: Some(&asked.place.channel),
            verb,
            target: on,
            is_kept_here: entry.verb.is_kept_here(),
            ..own
        };
        let decision = services.access.explain(&asking);
        let key = if decision.is_allowed() { "explain-allowed" } else { "explain-denied" };
        let line = [entry.words(), rest].join(" ");
        let said = asked.t(key).marked("who", text::mention(&user));
        let mut card = Card::text(said.marked("line", text::code(&format!("/kinsta {}", line.trim()))).say())
            .paragraph(refusal::sentence(asked, &decision.rule));
        // What stands in the way of whoever may.
        if decision.is_allowed() {
            card = match services.access.weigh(&asking) {
                Ok(leave) => {
                    leave.needs.iter().fold(card, |card, needs| approvals::needed(asked.actor.lang, card, needs))
                }
                Err(refused) => card.paragraph(refusal::phrase(asked, &refused).why),
            };
        } else if !decision.is_allowed() && !decision.helpers.is_empty() {
            card =
                card.paragraph(asked.t("explain-helpers").marked("people", Subject::mentions(&decision.helpers)).say());
        }
        if known.is_none() {
            card = card.note(asked.t("explain-as-a-member").say());
        }
        Ok(Answer::Card(card))
    }
}
