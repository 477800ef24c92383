//! A WP-CLI command as it was typed: made into the one line that Kinsta takes, and judged.

use crate::domain::words;
use crate::kinsta::api::wp_cli::{Command, NotACommand};

/// Subcommands that only read, by WP-CLI's own handbook. What is not here is taken to write.
const READING: [&[&str]; 46] = [
    &["cap", "list"],
    &["comment", "count"],
    &["comment", "get"],
    &["comment", "list"],
    &["core", "check-update"],
    &["core", "is-installed"],
    &["core", "verify-checksums"],
    &["core", "version"],
    &["cron", "event", "list"],
    &["cron", "schedule", "list"],
    &["cron", "test"],
    &["db", "check"],
    &["db", "columns"],
    &["db", "prefix"],
    &["db", "size"],
    &["db", "tables"],
    &["embed", "provider", "list"],
    &["language", "core", "list"],
    &["language", "plugin", "list"],
    &["language", "theme", "list"],
    &["maintenance-mode", "is-active"],
    &["maintenance-mode", "status"],
    &["media", "image-size"],
    &["menu", "list"],
    &["option", "get"],
    &["option", "list"],
    &["plugin", "get"],
    &["plugin", "is-active"],
    &["plugin", "is-installed"],
    &["plugin", "list"],
    &["plugin", "path"],
    &["plugin", "status"],
    &["plugin", "verify-checksums"],
    &["post", "get"],
    &["post", "list"],
    &["post-type", "list"],
    &["rewrite", "list"],
    &["role", "list"],
    &["site", "list"],
    &["taxonomy", "list"],
    &["term", "list"],
    &["theme", "get"],
    &["theme", "list"],
    &["theme", "status"],
    &["user", "get"],
    &["user", "list"],
];

/// Options of every command that run code or another installation's, so that no command with them only reads.
const POWERFUL: [&str; 6] = ["--exec", "--http", "--path", "--prompt", "--require", "--ssh"];

/// Why a command is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing to run.
    Nothing,
    /// A quote is opened and never closed.
    Quote,
    /// A quote inside a quoted word, which cannot be written for Kinsta.
    QuoteWithin,
    /// It holds a character Kinsta does not take.
    Character(char),
    /// It is too long.
    TooLong,
    /// Clearing the cache, which has its own verb.
    Cache,
    /// A password, which would be stored and shown.
    Password(String),
}

/// A command that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// As it is sent.
    pub command: Command,
    /// It is known to change nothing.
    pub only_reads: bool,
}

/// Reads the words behind `--`; `wp` in front may be left out. A form brings them as one text.
pub fn read(typed: &[String]) -> Result<Wanted, Refused> {
    let split;
    let words = match typed {
        [text] if text.contains(char::is_whitespace) => {
            split = words::split(text).map_err(|_| Refused::Quote)?;
            split.as_slice()
        }
        words => words,
    };
    let words = match words {
        [wp, rest @ ..] if wp == "wp" => rest,
        words => words,
    };
    if words.is_empty() {
        return Err(Refused::Nothing);
    }
    let option = |word: &str| word.split_once('=').map_or(word, |(name, _)| name).to_lowercase();
    if let Some(password) = words.iter().find(|word| word.starts_with("--") && option(word).contains("pass")) {
        return Err(Refused::Password(option(password)));
    }
    let said: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    if matches!(said.as_slice(), ["kinsta", "cache", ..]) {
        return Err(Refused::Cache);
    }
    let line = words.iter().map(|word| quoted(word)).collect::<Result<Vec<_>, _>>()?.join(" ");
    let command = Command::try_from(format!("wp {line}")).map_err(|why| match why {
        NotACommand::NotWp => Refused::Nothing,
        NotACommand::Character(character) => Refused::Character(character),
        NotACommand::TooLong => Refused::TooLong,
    })?;
    let is_powerful = words.iter().any(|word| POWERFUL.contains(&option(word).as_str()));
    // The subcommand stands before every option, or it is not the one that is known.
    let leads =
        |known: &&[&str]| words.len() >= known.len() && words.iter().zip(*known).all(|(word, known)| word == known);
    Ok(Wanted { command, only_reads: !is_powerful && READING.iter().any(leads) })
}

/// A word that is one word for the shell it goes through.
fn quoted(word: &str) -> Result<String, Refused> {
    if word.contains('\'') {
        return Err(Refused::QuoteWithin);
    }
    let is_bare = !word.is_empty() && !word.contains(char::is_whitespace);
    Ok(if is_bare { word.to_owned() } else { format!("'{word}'") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Wanted, Refused> {
        read(&words::split(line).unwrap())
    }

    #[test]
    fn a_command_goes_out_as_it_was_meant() {
        for (typed, sent) in [
            ("plugin list", "wp plugin list"),
            ("wp plugin list --format=json", "wp plugin list --format=json"),
            ("option update blogname \"My Site\"", "wp option update blogname 'My Site'"),
            ("option update blogname ''", "wp option update blogname ''"),
        ] {
            assert_eq!(of(typed).unwrap().command.as_str(), sent);
        }
        let from_a_form = read(&["option update blogname 'My Site'".to_owned()]).unwrap();
        assert_eq!(from_a_form.command.as_str(), "wp option update blogname 'My Site'");
    }

    #[test]
    fn only_what_is_known_to_read_is_taken_to_read() {
        for reading in
            ["plugin list", "option get siteurl", "cron event list", "db size --tables", "user list --role=editor"]
        {
            assert!(of(reading).unwrap().only_reads, "{reading}");
        }
        for writing in [
            "plugin update --all",
            "plugin",
            "option update x y",
            "cron event run --due-now",
            "cron event",
            "db query",
            "eval 1",
            "search-replace a b --dry-run",
            "plugin list --exec=phpinfo",
            "plugin list --require=x.php",
            "--require=x.php plugin list",
            "--debug plugin list",
            "config get DB_NAME",
        ] {
            assert!(!of(writing).unwrap().only_reads, "{writing}");
        }
    }

    #[test]
    fn what_kinsta_or_a_channel_must_not_get_is_refused() {
        for (typed, why) in [
            ("", Refused::Nothing),
            ("wp", Refused::Nothing),
            ("option update x \"it's\"", Refused::QuoteWithin),
            ("post list | grep x", Refused::Character('|')),
            ("eval 'echo 1;'", Refused::Character(';')),
            ("kinsta cache purge --all", Refused::Cache),
            ("--quiet kinsta cache purge", Refused::Cache),
            ("user create bob bob@b.example --user_pass=x", Refused::Password("--user_pass".to_owned())),
            ("user update 1 --USER_PASS=x", Refused::Password("--user_pass".to_owned())),
        ] {
            assert_eq!(of(typed), Err(why), "{typed}");
        }
        assert_eq!(read(&["option get 'x".to_owned()]), Err(Refused::Quote));
        assert_eq!(of(&format!("eval {}", "a".repeat(5_000))), Err(Refused::TooLong));
    }
}
