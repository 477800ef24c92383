//! Running WP-CLI.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Runs a WP-CLI command. What it printed may be in the operation's `data.result` at the end, or nowhere.
#[derive(Debug, Clone)]
pub struct Run {
    /// Where.
    pub environment: EnvId,
    /// What.
    pub command: Command,
}

impl Endpoint for Run {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/run-wp-cli-command";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"wp_command": self.command.as_str()}))
    }
}

/// A command Kinsta takes: one line that begins with `wp `, of letters, digits and `_ - . / : = @ '`.
///
/// Kinsta also lets line breaks through, which a shell would read as another command; they are refused here.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Command(String);

/// Why Kinsta would not take a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACommand {
    /// It does not begin with `wp` and something to do.
    #[error("a command begins with `wp `")]
    NotWp,
    /// It holds a character Kinsta refuses.
    #[error("`{0}` is not allowed in a command")]
    Character(char),
    /// It is longer than [`Command::LONGEST`].
    #[error("a command has at most {} characters", Command::LONGEST)]
    TooLong,
}

impl Command {
    /// The most characters.
    pub const LONGEST: usize = 5_000;
    /// Kinsta's rule for it.
    pub const PATTERN: &'static str = r"^wp\s+[a-zA-Z0-9_\-./:=@'\s]+$";

    /// The command as it will be sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Command {
    type Error = NotACommand;

    fn try_from(command: String) -> Result<Self, NotACommand> {
        let command = command.trim();
        let rest = command.strip_prefix("wp").filter(|rest| rest.starts_with([' ', '\t']));
        let rest = rest.ok_or(NotACommand::NotWp)?;
        if command.chars().count() > Self::LONGEST {
            return Err(NotACommand::TooLong);
        }
        let is_fine = |character: &char| character.is_ascii_alphanumeric() || "_-./:=@' \t".contains(*character);
        match rest.chars().find(|character| !is_fine(character)) {
            Some(character) => Err(NotACommand::Character(character)),
            None => Ok(Self(command.to_owned())),
        }
    }
}

impl From<Command> for String {
    fn from(command: Command) -> Self {
        command.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(command: &str) -> Result<String, NotACommand> {
        Command::try_from(command.to_owned()).map(String::from)
    }

    #[test]
    fn commands_are_those_kinsta_takes_on_one_line() {
        let fine = ["wp core version", "wp option update blogname 'My Site'", "wp user get a@b.example --field=ID"];
        for command in fine {
            assert_eq!(read(command).as_deref(), Ok(command));
        }
        assert_eq!(read("  wp cron event run\t--due-now ").as_deref(), Ok("wp cron event run\t--due-now"));
        for nothing in ["", "wp", "wp ", "wpx core", "WP core version", "ls -la", "sudo wp core"] {
            assert_eq!(read(nothing), Err(NotACommand::NotWp), "{nothing:?}");
        }
    }

    #[test]
    fn a_refused_character_is_named() {
        for character in "\"$!?#&;|><(),%`\\*[]{}~^+\n\r\u{a0}ä".chars() {
            let command = format!("wp eval x{character}y");
            assert_eq!(read(&command), Err(NotACommand::Character(character)));
        }
    }

    #[test]
    fn the_length_has_an_end() {
        let long = |length: usize| format!("wp {}", "a".repeat(length - 3));
        assert!(read(&long(Command::LONGEST)).is_ok());
        assert_eq!(read(&long(Command::LONGEST + 1)), Err(NotACommand::TooLong));
    }
}
