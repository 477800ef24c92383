//! What is wrong with words of the policy, in the asker's language: every mistake, each with a way out.

use crate::access::words::Wrong;
use crate::commands::services::Asked;
use crate::domain::refusal::Refusal;
use crate::domain::text;

/// The mistakes in what was given for an argument.
pub fn refusal(asked: &Asked, argument: &str, wrongs: &[Wrong]) -> Refusal {
    let said: Vec<String> = wrongs.iter().map(|wrong| sentence(asked, wrong)).collect();
    Refusal::new(said.join("\n")).about(argument).misread()
}

fn sentence(asked: &Asked, wrong: &Wrong) -> String {
    let why = asked.t(wrong.what.key()).marked("word", text::code(&wrong.word)).say();
    let way_out = match &wrong.near {
        Some(near) => asked.t("words-near").marked("near", text::code(near)),
        None => asked.t(format!("{}-way-out", wrong.what.key())),
    };
    format!("{why} {}", way_out.say())
}
