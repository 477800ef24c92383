//! People, user groups and channels as they are mentioned, and the fields in which a form asks for them.
//!
//! Slack's menus know people and channels, but no user groups: those have a field of their own beside.

use clap::Arg;

use super::args::{self, Kind};
use super::known::Known;
use super::services::Asked;
use crate::access::policy::{Subject, is_channel};
use crate::domain::form::{Answer, Field, Input};
use crate::domain::ids::ChannelId;

/// What the name of a group's field has behind the argument's.
const GROUP: &str = "_group";

/// The id in a mention, or the word as it is: `@U012|ada`, `!subteam^S012|@care`, `#C012|ops`, `U012`.
pub fn id(word: &str) -> &str {
    let word = word.trim();
    let id = word.strip_prefix(['@', '#']).or_else(|| word.strip_prefix("!subteam^")).unwrap_or(word);
    id.split('|').next().unwrap_or_default()
}

/// The person or group that is mentioned.
pub fn subject(word: &str) -> Option<Subject> {
    Subject::try_from(id(word).to_owned()).ok()
}

/// The channel that is mentioned.
pub fn channel(word: &str) -> Option<ChannelId> {
    Some(ChannelId::new(id(word))).filter(is_channel)
}

/// The words in a list with commas or spaces.
pub fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ' ', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// How a form asks for an argument that is one of them; `None` where it is none.
pub fn input(argument: &Arg, known: &Known) -> Option<Input> {
    let words = written(argument, known);
    let people = || words.iter().filter_map(|word| subject(word)).filter(is_person).map(String::from);
    Some(match args::kind(argument) {
        Kind::Person | Kind::Subject => Input::Person { chosen: people().next() },
        Kind::Subjects => Input::People { chosen: people().collect() },
        Kind::Channel => {
            let chosen = words.iter().find_map(|word| channel(word)).map(|channel| channel.as_str().to_owned());
            Input::Channel { chosen }
        }
        _ => return None,
    })
}

/// The field for a user group beside that of an argument; `None` where the argument takes none.
pub fn group(asked: &Asked, argument: &Arg, known: &Known) -> Option<Field> {
    if !takes_groups(argument) {
        return None;
    }
    let name = format!("{}{GROUP}", argument.get_id());
    let words = written(argument, known);
    let groups = words.iter().filter_map(|word| subject(word)).filter(|subject| !is_person(subject));
    let groups = groups.map(String::from).collect::<Vec<_>>().join(", ");
    let value = known.text(&name).map(str::to_owned).or(Some(groups).filter(|groups| !groups.is_empty()));
    Some(Field {
        name,
        label: asked.t("people-group").say(),
        hint: Some(asked.t("people-group-hint").say()),
        is_optional: true,
        reloads: false,
        input: Input::Text { value, is_long: false },
    })
}

/// Whether an argument takes user groups.
pub fn takes_groups(argument: &Arg) -> bool {
    matches!(args::kind(argument), Kind::Subject | Kind::Subjects)
}

/// The word that a form's two fields for an argument stand for.
pub fn answered(argument: &Arg, answers: &std::collections::BTreeMap<String, Answer>) -> Option<Answer> {
    let name = argument.get_id().as_str();
    let chosen = answers.get(name).into_iter().flat_map(words);
    let typed = answers.get(&format!("{name}{GROUP}")).into_iter().flat_map(words);
    let all: Vec<String> = chosen.chain(typed).collect();
    (!all.is_empty()).then(|| Answer::Text(all.join(",")))
}

fn words(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(text) => listed(text).map(str::to_owned).collect(),
        Answer::Many(many) => many.clone(),
        Answer::Flag(_) | Answer::File(_) => Vec::new(),
    }
}

fn written(argument: &Arg, known: &Known) -> Vec<String> {
    known.answers.get(argument.get_id().as_str()).map(words).unwrap_or_default()
}

fn is_person(subject: &Subject) -> bool {
    matches!(subject, Subject::User(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_read_in_every_form_slack_gives_it() {
        for (word, read) in [
            ("@U012|ada", "U012"),
            ("@U012", "U012"),
            (" U012 ", "U012"),
            ("!subteam^S012|@care", "S012"),
            ("S012", "S012"),
        ] {
            assert_eq!(subject(word).map(String::from).as_deref(), Some(read), "{word}");
        }
        assert_eq!(channel("#C012|ops").map(|channel| channel.as_str().to_owned()).as_deref(), Some("C012"));
        for word in ["ada", "@ada", "D012", "#ops", "", "U012,U013"] {
            assert!(subject(word).is_none() && channel(word).is_none(), "{word}");
        }
    }
}
