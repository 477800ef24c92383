//! `POST /sites/environments/{env_id}/run-wp-cli-command`. The output of what is known here comes as `data.result` of
//! the operation; what WP-CLI would refuse makes the operation fail.

use std::sync::Arc;

use axum::Extension as Given;
use axum::extract::{Path, State};
use serde_json::json;

use super::begin::{Kind, on_success};
use super::extensions::Extension;
use super::fields::Fields;
use super::gate::Call;
use super::reply::Reply;
use super::state::{Shared, World};

const LONGEST: usize = 5_000;
const RUN: Kind =
    Kind::of_sites("environment:run-wp-cli-command", "Running a WP CLI command in progress", "runWpCliCommand");
/// Commands that are known to exist but whose output is not worth inventing.
const SILENT: [&str; 16] = [
    "comment",
    "config",
    "cron",
    "db",
    "eval",
    "export",
    "language",
    "media",
    "menu",
    "post",
    "rewrite",
    "role",
    "search-replace",
    "term",
    "transient",
    "widget",
];

/// The document's `^wp\s+[a-zA-Z0-9_\-./:=@'\s]+$`, at most 5,000 long.
fn is_allowed(command: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_alphanumeric() || letter.is_whitespace() || "_-./:=@'".contains(letter);
    let rest = command.strip_prefix("wp").filter(|rest| rest.starts_with(char::is_whitespace));
    // One white space belongs to `\s+`; the rest needs one character more, which may be a space.
    rest.is_some_and(|rest| rest.chars().count() > 1 && rest.chars().all(is_letter))
}

pub(super) async fn run(
    State(shared): State<Arc<Shared>>,
    Given(call): Given<Call>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let command = fields.text("wp_command")?.to_owned();
    if command.chars().count() > LONGEST {
        return Err(Reply::bad_request("wp_command", "String must contain at most 5000 character(s)"));
    }
    if !is_allowed(&command) {
        return Err(Reply::bad_request("wp_command", "Invalid"));
    }
    let words: Vec<String> =
        command.split_whitespace().skip(1).map(|word| word.trim_matches('\'').to_owned()).collect();
    if words.first().is_some_and(|word| word == "kinsta") {
        return Err(Reply::refused("This WP-CLI command is not allowed."));
    }
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let effect = on_success(move |world, _| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        execute(world, &id, &words).map(|output| json!({ "result": output }))
    });
    Ok(shared.begin(&mut world, &call, place.begin(&RUN, "Run a WP-CLI command on", effect)))
}

fn execute(world: &mut World, id: &str, words: &[&str]) -> Result<String, String> {
    let gone = || "Error: This does not seem to be a WordPress installation.".to_owned();
    let (site, environment) = world.environment(id).ok_or_else(gone)?;
    let version = environment.wordpress_version.clone();
    let (title, home) = (site.display_name.clone(), environment.primary_domain().map(|domain| domain.name.clone()));
    let estate = world.estate(id).ok_or_else(gone)?;
    if version.is_none() && estate.plugins.is_empty() {
        return Err(gone());
    }
    let home = format!("https://{}", home.unwrap_or_default());
    match words {
        ["core", "version", ..] => Ok(version.unwrap_or_else(|| "6.8.3".to_owned())),
        ["core", "is-installed"] => Ok(String::new()),
        ["core", "check-update", ..] => Ok("Success: WordPress is at the latest version.".to_owned()),
        ["option", "get", "siteurl" | "home"] => Ok(home),
        ["option", "get", "blogname"] => Ok(title),
        ["option", "get", name, ..] => Err(format!("Error: Could not get '{name}' option. Does it exist?")),
        ["option", "update", name, ..] => {
            let told = format!("Success: Updated '{name}' option.");
            world.touch_database(id);
            Ok(told)
        }
        ["cache", "flush"] => Ok("Success: The cache was flushed.".to_owned()),
        ["user", "list", ..] => Ok(concat!(
            "ID\tuser_login\tdisplay_name\tuser_email\troles\n",
            "1\tadmin\tadmin\tadmin@agency.example\tadministrator\n",
            "2\teditor\tEditor\teditor@agency.example\teditor\n",
        )
        .to_owned()),
        ["plugin", rest @ ..] => of_extensions(&mut estate.plugins, "plugin", rest),
        ["theme", rest @ ..] => of_extensions(&mut estate.themes, "theme", rest),
        [command, ..] if SILENT.contains(command) || matches!(*command, "core" | "option" | "cache" | "user") => {
            world.touch_database(id);
            Ok("Success.".to_owned())
        }
        [command, ..] => {
            Err(format!("Error: '{command}' is not a registered wp command. See 'wp help' for available commands."))
        }
        [] => Ok("usage: wp <command>".to_owned()),
    }
}

fn of_extensions(list: &mut [Extension], word: &str, words: &[&str]) -> Result<String, String> {
    let find = |list: &[Extension], name: &str| list.iter().position(|each| each.name == name);
    let missing = |name: &str| format!("Error: The '{name}' {word} could not be found.");
    match words {
        ["list", ..] => Ok(table(list)),
        ["update", "--all", ..] => {
            let behind: Vec<&mut Extension> = list.iter_mut().filter(|each| each.update_version.is_some()).collect();
            let count = behind.len();
            behind.into_iter().for_each(Extension::update);
            Ok(format!("Success: Updated {count} of {count} {word}s."))
        }
        ["update", name, ..] => {
            let at = find(list, name).ok_or_else(|| missing(name))?;
            list[at].update();
            Ok(format!("Success: Updated 1 of 1 {word}s."))
        }
        [verb @ ("activate" | "deactivate"), name, ..] => {
            let at = find(list, name).ok_or_else(|| missing(name))?;
            let status = if *verb == "activate" { "active" } else { "inactive" };
            status.clone_into(&mut list[at].status);
            let (title, count) = (&list[at].name, 1);
            Ok(format!("Plugin '{title}' {verb}d.\nSuccess: {}d {count} of {count} {word}s.", capital(verb)))
        }
        [verb, ..] => Err(format!("Error: '{verb}' is not a registered subcommand of '{word}'.")),
        [] => Ok(format!("usage: wp {word} <command>")),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// As WP-CLI prints a list where no terminal is attached.
fn table(list: &[Extension]) -> String {
    let rows = list.iter().map(|each| {
        let update = if each.update_version.is_some() { "available" } else { "none" };
        format!("{}\t{}\t{update}\t{}\n", each.name, each.status, each.version)
    });
    std::iter::once("name\tstatus\tupdate\tversion\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn commands_are_refused_as_the_document_says() {
        for good in ["wp core version", "wp\tplugin list --format=csv", "wp option get 'home'", "wp  ", "wp a\nb"] {
            assert!(is_allowed(good), "{good:?}");
        }
        for bad in
            ["", "wp", "wp ", "wpcore", "ls", "wp eval \"x\"", "wp a; ls", "wp a | b", "wp a $b", "wp a, b", "wp ü"]
        {
            assert!(!is_allowed(bad), "{bad:?}");
        }
    }
}
