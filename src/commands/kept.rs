//! Verbs that change what is kept here: the policy, a freeze, the switch. Confirmed like every change, carried out in
//! the store.

use clap::{Arg, ArgMatches, Command};

use super::people;
use super::services::{Asked, Services};
use super::spec::{Answer, Outcome};
use crate::access::Asking;
use crate::access::policy::{ACCESS_NOUN, EnvKind, Scope, Subject, Target, Verb};
use crate::act::Act;
use crate::approvals;
use crate::domain::ids::ChannelId;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::sites::Found;

/// A kind of change that is kept here.
macro_rules! act {
    ($(#[$doc:meta])* $name:ident, $registered:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            target: crate::domain::target::Target,
            edit: crate::access::Edit,
        }

        impl $name {
            /// The change, with what it is called.
            pub fn new(named: impl Into<String>, edit: crate::access::Edit) -> Self {
                Self { target: crate::domain::target::Target::company(named), edit }
            }
        }

        #[async_trait::async_trait]
        impl crate::act::ActKind for $name {
            const NAME: &'static str = $registered;
            const RISK: crate::domain::risk::Risk = crate::domain::risk::Risk::Safe;

            fn target(&self) -> &crate::domain::target::Target {
                &self.target
            }

            fn steps(&self) -> Vec<crate::domain::operation::Step> {
                Vec::new()
            }

            fn warnings(&self) -> Vec<&'static str> {
                self.edit.warnings()
            }

            fn edit(&self) -> Option<crate::access::Edit> {
                Some(self.edit.clone())
            }

            async fn start(
                &self,
                _step: &str,
                _kinsta: &crate::kinsta::Client,
                _grant: &crate::access::Grant,
            ) -> Result<crate::act::Started, crate::kinsta::Error> {
                // It has no step, so there is nothing of it at Kinsta.
                Err(crate::kinsta::Error::NotFoundOrForbidden { message: String::new() })
            }

            fn activity_words(&self, _step: &str) -> crate::act::ActivityWords {
                crate::act::ActivityWords::all(&[])
            }
        }
    };
}
pub(super) use act;

/// Hands the change over, unless it cannot be made as things are now.
pub fn ask(asked: &Asked, services: &Services, act: Box<dyn Act>) -> Outcome {
    let Some(edit) = act.edit() else { return Ok(Answer::Act(act)) };
    if edit.is_of_the_policy() && services.access.is_in_a_file() {
        return Err(Refusal::new(asked.t("edit-in-a-file")).way_out(asked.t("edit-in-a-file-way-out")));
    }
    let policy = services.access.policy().as_ref().clone();
    match edit.apply(policy) {
        Ok(_) => Ok(Answer::Act(act)),
        Err(obstacle) => Err(Refusal::new(approvals::obstacle(asked.actor.lang, &obstacle))),
    }
}

/// Whether somebody may edit the policy from where they stand, by the verb of this name.
pub fn may_edit(asked: &Asked, services: &Services, name: &str) -> bool {
    let asking = Asking {
        user: &asked.actor.user,
        kind: asked.actor.kind,
        channel: Some(&asked.place.channel),
        verb: Verb { noun: ACCESS_NOUN, name, risk: Risk::Safe },
        target: Target::None,
        is_kept_here: true,
        at: services.clock.now(),
    };
    !services.access.is_in_a_file() && services.access.explain(&asking).is_allowed()
}

/// Adds `--sites`, `--labels` and `--environments`.
pub fn scope_arguments(command: Command) -> Command {
    let list = |name: &'static str| Arg::new(name).long(name).value_name(name);
    command.arg(list("sites")).arg(list("labels")).arg(list("environments"))
}

/// What is named by them; each a list with commas. Sites are taken by their technical names, which stay.
pub fn scope(asked: &Asked, services: &Services, matches: &ArgMatches) -> Result<Scope, Refusal> {
    let list = |name: &str| {
        let words = matches.get_one::<String>(name)?;
        let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
        Some(words.map(str::to_owned).collect::<Vec<_>>()).filter(|words| !words.is_empty())
    };
    let index = services.directory.snapshot().index.clone();
    let site = |words: String| match index.find(&words) {
        Found::One(hit) if !hit.site.name.is_empty() => Ok(hit.site.name.clone()),
        Found::One(hit) => Ok(hit.site.id.as_str().to_owned()),
        _ => Err(Refusal::new(asked.t("scope-no-such-site").plain("words", &words))
            .way_out(asked.t("scope-no-such-site-way-out"))
            .about("sites")),
    };
    let environment = |word: String| {
        EnvKind::from_word(&word.to_lowercase()).ok_or_else(|| {
            Refusal::new(asked.t("scope-no-such-environment").plain("word", &word))
                .way_out(asked.t("scope-no-such-environment-way-out"))
                .about("environments")
        })
    };
    Ok(Scope {
        sites: list("sites").map(|sites| sites.into_iter().map(site).collect()).transpose()?,
        labels: list("labels"),
        environments: list("environments").map(|kinds| kinds.into_iter().map(environment).collect()).transpose()?,
    })
}

/// A person or a user group, as they are mentioned or by their id.
pub fn subject(asked: &Asked, matches: &ArgMatches) -> Result<Subject, Refusal> {
    let word = matches.get_one::<String>("who").map(String::as_str).unwrap_or_default().trim();
    if people::listed(word).count() > 1 {
        return Err(Refusal::new(asked.t("subject-several")).way_out(asked.t("subject-nobody-way-out")).about("who"));
    }
    people::subject(word).ok_or_else(|| nobody(asked, word, "who"))
}

/// People and user groups in a list with commas; `None` where the argument was left out.
pub fn subjects(asked: &Asked, matches: &ArgMatches, argument: &str) -> Result<Option<Vec<Subject>>, Refusal> {
    let Some(list) = matches.get_one::<String>(argument) else { return Ok(None) };
    let mut subjects = Vec::new();
    for word in people::listed(list) {
        let subject = people::subject(word).ok_or_else(|| nobody(asked, word, argument))?;
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    Ok(Some(subjects).filter(|subjects| !subjects.is_empty()))
}

fn nobody(asked: &Asked, word: &str, argument: &str) -> Refusal {
    Refusal::new(asked.t("subject-nobody").plain("word", word))
        .way_out(asked.t("subject-nobody-way-out"))
        .about(argument)
}

/// A channel, as it is mentioned or by its id.
pub fn channel(asked: &Asked, matches: &ArgMatches) -> Result<ChannelId, Refusal> {
    let word = matches.get_one::<String>("channel").map(String::as_str).unwrap_or_default().trim();
    people::channel(word).ok_or_else(|| {
        Refusal::new(asked.t("channel-none").plain("word", word))
            .way_out(asked.t("channel-none-way-out"))
            .about("channel")
    })
}

/// A scope in words.
pub fn scope_words(asked: &Asked, scope: &Scope) -> String {
    let kinds = scope.environments.as_ref().map(|kinds| kinds.iter().map(|kind| kind.word().to_owned()).collect());
    let parts =
        [("scope-sites", scope.sites.clone()), ("scope-labels", scope.labels.clone()), ("scope-environments", kinds)];
    let said: Vec<String> = parts
        .into_iter()
        .filter_map(|(key, words): (&str, Option<Vec<String>>)| {
            words.map(|words| asked.t(key).plain("words", &words.join(", ")).say())
        })
        .collect();
    if said.is_empty() { asked.t("scope-everything").say() } else { said.join(" · ") }
}
