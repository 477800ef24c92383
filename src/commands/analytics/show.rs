//! `/kinsta analytics visits|bandwidth|cdn|disk <site> [env] [--span S] [--from D --to D]`.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::answer::{self, Told};
use super::measure::Measure;
use super::period::{self, Period};
use crate::charts;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::risk::Risk;

/// The verb of one measure.
pub struct Show(pub Measure);

#[async_trait]
impl Verb for Show {
    fn noun(&self) -> &'static str {
        "analytics"
    }

    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        period::arguments(target::arguments(command), self.0.spans())
    }

    fn example(&self) -> &'static str {
        self.0.example()
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        self.0.operations()
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let zone = TimeZone::get(&asked.actor.zone).unwrap_or(TimeZone::UTC);
        let now = Timestamp::from_millisecond(services.clock.now_ms()).unwrap_or(Timestamp::UNIX_EPOCH);
        let period = Period::read(asked, matches, now.to_zoned(zone.clone()).date())?;
        let verb = format!("analytics {}", self.0.name());
        let options = period.options();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let resolved = target::resolve(asked, services, &verb, &options, matches, Unnamed::Live)?;
        let read = self.0.read(&services.kinsta, resolved.env.id.clone(), period, (&zone, now)).await;
        let series = read.map_err(|error| asked.kinsta_said(&error))?;
        let told = Told { measure: self.0, target: resolved.target(), env: resolved.env.id, period };
        let Some(drawing) = answer::drawing(asked, &told, &series)? else {
            return Ok(Answer::Card(answer::nothing(asked, &told)));
        };
        let chart = drawing.chart.clone();
        // Drawing is tens of milliseconds of computing.
        let picture = tokio::task::spawn_blocking(move || charts::png(&chart)).await;
        let picture = picture.map_err(|error| error.to_string()).and_then(|drawn| drawn.map_err(|it| it.to_string()));
        Ok(answer::answer(asked, &told, &drawing, picture))
    }
}
