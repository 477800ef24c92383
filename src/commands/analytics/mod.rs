//! `/kinsta analytics …`: numbers of an environment over time, in words and as a picture.

mod answer;
mod measure;
mod period;
mod show;

use super::spec::Verb;
use measure::Measure;

/// The noun's verbs: one for each thing that Kinsta measures.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    Measure::ALL.iter().map(|measure| Box::new(show::Show(*measure)) as Box<dyn Verb>).collect()
}
