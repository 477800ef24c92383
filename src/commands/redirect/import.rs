//! `/kinsta redirect import <site> [env]`: adds and changes rules from a file; rules that are not in it stay.
//!
//! Kinsta takes one rule a call. All calls are one step: it begins with what is not there yet, so that one that was held
//! back or broken off goes on where it stood, here or in another import of the same file.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::plan::{Changed, Plan};
use super::{find, rules, table, written};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::csv::What;
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta;
use crate::kinsta::api::redirects::{Action, Rule};

/// The argument that holds the file.
const FILE: &str = "csv";
/// The most rules that one import adds or changes: Kinsta takes 120 requests a minute from the whole company.
const MOST: usize = 100;
/// How many lines are named before the rest is counted.
const LINES: usize = 20;

/// The verb.
pub struct Import;

#[async_trait]
impl Verb for Import {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "import"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::file(FILE))
    }

    fn example(&self) -> &'static str {
        "redirect import acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/redirect-rules", "POST /sites/environments/{env_id}/redirect-rules"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "redirect import", &[], matches, Unnamed::Ask)?;
        let Some(bytes) = asked.enclosed.files.get(FILE) else {
            return Err(Refusal::new(asked.t("redirect-import-file"))
                .way_out(asked.t("redirect-import-file-way-out"))
                .about(FILE)
                .incomplete());
        };
        let text = std::str::from_utf8(bytes).map_err(|_| {
            let refusal = Refusal::new(asked.t("redirect-csv-letters"));
            refusal.way_out(asked.t("redirect-csv-letters-way-out")).about(FILE)
        })?;
        let lines = table::read(text, &resolved.env.domains).map_err(|why| no_table(asked, &why))?;
        let plan = Plan::of(lines, &find::all(asked, services, &resolved.env.id).await?);
        let act = ImportRedirects {
            target: resolved.target().named("count", plan.calls().to_string()),
            same: plan.same,
            wrong: numbers(&plan.wrong),
            twice: numbers(&plan.twice),
            circles: numbers(&plan.circles),
            new: plan.new,
            changed: plan.changed,
        };
        let calls = act.new.len() + act.changed.len();
        if calls == 0 {
            let facts = act.facts();
            let facts = facts.iter().map(|(key, value)| format!("{}: {value}", asked.t(format!("fact-{key}")).say()));
            let why = asked.t("redirect-import-nothing").plain("facts", &facts.collect::<Vec<_>>().join(" · "));
            return Err(Refusal::new(why).way_out(asked.t("redirect-import-nothing-way-out")).about(FILE));
        }
        if calls > MOST {
            let why = asked.t("redirect-import-many").number("count", calls).number("most", MOST);
            return Err(Refusal::new(why).way_out(asked.t("redirect-import-many-way-out")).about(FILE));
        }
        Ok(Answer::Act(Box::new(act)))
    }
}

fn no_table(asked: &Asked, why: &table::NoTable) -> Refusal {
    let said = match why {
        table::NoTable::Column(name) => asked.t("redirect-csv-column").plain("name", name),
        table::NoTable::Mistake(mistake) => {
            let said = match &mistake.what {
                What::Empty => asked.t("redirect-csv-empty"),
                What::NoHeading { column } => asked.t("redirect-csv-no-heading").number("column", *column),
                What::SameHeading(name) => asked.t("redirect-csv-same-heading").plain("name", name),
                What::Width { cells, headings } => {
                    asked.t("redirect-csv-width").number("cells", *cells).number("headings", *headings)
                }
                What::OpenQuote => asked.t("redirect-csv-quote"),
                What::Unreadable => asked.t("redirect-csv-unreadable"),
            };
            said.number("line", mistake.line)
        }
    };
    Refusal::new(said).way_out(asked.t("redirect-import-file-way-out")).about(FILE)
}

/// Some line numbers, and how many more there are.
fn numbers(lines: &[usize]) -> Option<String> {
    let shown: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
    let more = lines.len() - shown.len();
    let shown = shown.join(", ");
    match more {
        _ if shown.is_empty() => None,
        0 => Some(shown),
        more => Some(format!("{shown} … (+{more})")),
    }
}

/// Adds and changes rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRedirects {
    target: Target,
    new: Vec<Rule>,
    changed: Vec<Changed>,
    same: usize,
    /// The numbers of lines that are left out, by the reason.
    wrong: Option<String>,
    twice: Option<String>,
    circles: Option<String>,
}

impl ImportRedirects {
    /// What there still is to do, as long as nobody else has changed what was shown.
    fn left(&self, now: &[Rule]) -> Option<Vec<Action>> {
        let mut left = Vec::new();
        for new in &self.new {
            match now.iter().find(|rule| rules::collide(rule, new)) {
                Some(rule) if rules::agree(rule, new) => {}
                Some(_) => return None,
                None => left.push(Action::Add(new.clone())),
            }
        }
        for Changed { old, new } in &self.changed {
            match now.iter().find(|rule| rules::collide(rule, new))? {
                rule if rules::agree(rule, new) => {}
                rule if rule == old => {
                    left.push(Action::Update { rules: vec![old.clone()], with: new.clone() });
                }
                _ => return None,
            }
        }
        Some(left)
    }
}

#[async_trait]
impl ActKind for ImportRedirects {
    const NAME: &'static str = "redirect.import";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("redirect-new", self.new.len().to_string()),
            ("redirect-changed", self.changed.len().to_string()),
            ("redirect-unchanged", self.same.to_string()),
        ];
        for (key, lines) in
            [("redirect-wrong", &self.wrong), ("redirect-twice", &self.twice), ("redirect-circles", &self.circles)]
        {
            facts.extend(lines.iter().map(|lines| (key, lines.clone())));
        }
        let news = written::named(self.new.iter().chain(self.changed.iter().map(|changed| &changed.new)));
        facts.extend(news.map(|news| ("redirect-rules", news)));
        facts
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = written::now(kinsta, &self.target).await?;
        if self.left(&now).is_some() { Ok(()) } else { Err(written::CHANGED) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let now = written::now(kinsta, &self.target).await.map_err(|error| match error {
            // Nothing was sent yet.
            kinsta::Error::Unavailable { message } => kinsta::Error::NotSent { message },
            error => error,
        })?;
        // Changed since the check a moment ago: nothing is sent, and the next check says so.
        let left = self.left(&now).ok_or_else(|| kinsta::Error::NotSent { message: "changed meanwhile".to_owned() })?;
        for action in left {
            let shown = match &action {
                Action::Add(rule) | Action::Update { with: rule, .. } => rules::shown(rule),
                Action::Delete(_) | Action::DeleteAll => String::new(),
            };
            written::send(kinsta, grant, &self.target, action).await.map_err(|error| match error {
                kinsta::Error::Rejected { status, message } => {
                    kinsta::Error::Rejected { status, message: format!("{shown}: {message}") }
                }
                error => error,
            })?;
        }
        Ok(Started::Finished)
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        written::WORDS
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let wanted: Vec<Rule> =
            self.new.iter().chain(self.changed.iter().map(|changed| &changed.new)).cloned().collect();
        written::outcome(kinsta, &self.target, &wanted, &[]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinsta::api::redirects::Kind;

    fn rule(from: &str, to: &str) -> Rule {
        Rule::new(None, from, to, Kind::Permanent)
    }

    fn import() -> ImportRedirects {
        ImportRedirects {
            target: Target::company("x"),
            new: vec![rule("/a", "/1"), rule("/b", "/2")],
            changed: vec![Changed { old: rule("/c", "/old"), new: rule("/c", "/new") }],
            same: 0,
            wrong: numbers(&(1..=LINES + 2).collect::<Vec<_>>()),
            twice: None,
            circles: None,
        }
    }

    #[test]
    fn an_import_goes_on_where_it_stood() {
        let left = |now: &[Rule]| import().left(now).map(|left| left.len());
        assert_eq!(left(&[rule("/c", "/old")]), Some(3));
        assert_eq!(left(&[rule("/a", "/1"), rule("/c", "/old"), rule("/other", "/x")]), Some(2));
        assert_eq!(left(&[rule("/a", "/1"), rule("/b", "/2"), rule("/c", "/new")]), Some(0));
    }

    #[test]
    fn what_somebody_else_changed_stops_it() {
        for now in [vec![], vec![rule("/c", "/elsewhere")], vec![rule("/a", "/elsewhere"), rule("/c", "/old")]] {
            assert_eq!(import().left(&now), None, "{now:?}");
        }
    }

    #[test]
    fn the_question_names_the_lines_that_are_left_out() {
        let facts = import().facts();
        let wrong = facts.iter().find(|(key, _)| *key == "redirect-wrong").unwrap();
        assert!(wrong.1.starts_with("1, 2, 3") && wrong.1.ends_with("20 … (+2)"), "{}", wrong.1);
        assert!(!facts.iter().any(|(key, _)| *key == "redirect-twice"));
    }
}
