//! Who gets Kinsta's mail about a restored backup: a user of the company. Kinsta wants somebody.

use crate::commands::company::read;
use crate::commands::services::{Asked, Services};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::kinsta::api::company::User;

/// The argument that names them.
pub const NOTIFY: &str = "notify";
/// How many are offered at once.
const OFFERED: usize = 8;

/// The company's users in the order of their names, the asker first where it is clear who that is.
pub async fn users(asked: &Asked, services: &Services) -> Result<Vec<User>, Refusal> {
    let mut users = read::users(asked, services).await?;
    let own = own(&users, &services.names.of(&asked.actor)).map(|user| user.id.clone());
    users.sort_by_key(|user| (Some(&user.id) != own.as_ref(), called(user).to_lowercase()));
    Ok(users)
}

/// The one user who has one of these names: in full, or every word of one in the other's. Slack's e-mail address would
/// say it better, and is not asked for.
fn own<'u>(users: &'u [User], names: &[String]) -> Option<&'u User> {
    let words = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).collect() };
    let only = |fits: &dyn Fn(&[String], &[String]) -> bool| {
        let is_own = |user: &&User| names.iter().any(|name| fits(&words(name), &words(&user.full_name)));
        let mut found = users.iter().filter(is_own);
        found.next().filter(|_| found.next().is_none())
    };
    let within = |few: &[String], many: &[String]| !few.is_empty() && few.iter().all(|word| many.contains(word));
    only(&|slack, kinsta| !slack.is_empty() && slack == kinsta)
        .or_else(|| only(&|slack, kinsta| within(slack, kinsta) || within(kinsta, slack)))
}

/// What people call them.
pub fn called(user: &User) -> &str {
    if user.full_name.trim().is_empty() { &user.email } else { &user.full_name }
}

/// The choices of a form.
pub fn choices(users: &[User]) -> Vec<Choice> {
    users.iter().map(|user| Choice::new(user.id.as_str(), label(user))).collect()
}

fn label(user: &User) -> String {
    if user.full_name.trim().is_empty() { user.email.clone() } else { format!("{} · {}", user.full_name, user.email) }
}

/// The one that was named; where nobody was, the only one there is. `line` makes the line that names a user.
pub fn choose<'u>(
    asked: &Asked,
    users: &'u [User],
    named: Option<&str>,
    line: impl Fn(&User) -> String,
) -> Result<&'u User, Refusal> {
    let offer = |users: &[&User]| -> Vec<Button> {
        let press = |user: &User| Press::Words { line: line(user), replace: true };
        users.iter().take(OFFERED).map(|user| Button::new(label(user), press(user))).collect()
    };
    let all: Vec<&User> = users.iter().collect();
    let found = match (named, all.as_slice()) {
        (None, [only]) => return Ok(only),
        (None, _) => {
            return Err(Refusal::question(asked.t("backup-notify"))
                .way_out(asked.t("backup-notify-way-out"))
                .buttons(offer(&all))
                .about(NOTIFY)
                .incomplete());
        }
        (Some(named), _) => fitting(users, named),
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Refusal::new(asked.t("backup-notify-nobody").plain("words", named.unwrap_or_default()))
            .way_out(asked.t("backup-notify-nobody-way-out"))
            .buttons(offer(&all))
            .about(NOTIFY)),
        several => Err(Refusal::question(asked.t("backup-notify-several").plain("words", named.unwrap_or_default()))
            .way_out(asked.t("backup-several-way-out"))
            .buttons(offer(several))
            .about(NOTIFY)),
    }
}

/// Those whose id, address or whole name it is, else those whose address or name has it.
fn fitting<'u>(users: &'u [User], named: &str) -> Vec<&'u User> {
    let named = named.trim().to_lowercase();
    let of = |fits: &dyn Fn(&str) -> bool| -> Vec<&'u User> {
        let words = |user: &User| [user.email.to_lowercase(), user.full_name.trim().to_lowercase()];
        users.iter().filter(|user| user.id.as_str() == named || words(user).iter().any(|word| fits(word))).collect()
    };
    let whole = of(&|word| !word.is_empty() && word == named);
    if whole.is_empty() && !named.is_empty() { of(&|word| word.contains(&named)) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of((id, email, name): (&str, &str, &str)) -> User {
        serde_json::from_value(serde_json::json!({"id": id, "email": email, "full_name": name})).unwrap()
    }

    #[test]
    fn the_asker_is_found_by_name_where_it_is_clear() {
        let users = [("1", "a@x.example", "Ada Lovelace"), ("2", "b@x.example", "Ada King"), ("3", "c@x.example", "")];
        let users = users.map(of);
        for (names, found) in [
            (vec!["ada lovelace", "ada"], Some("1")),
            (vec!["King"], Some("2")),
            (vec!["Ada Augusta King"], Some("2")),
            (vec!["Ada"], None),
            (vec!["Grace Hopper"], None),
            (vec![" "], None),
            (vec![], None),
        ] {
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            assert_eq!(own(&users, &names).map(|user| user.id.as_str()), found, "{names:?}");
        }
    }

    #[test]
    fn a_user_is_named_by_id_address_or_name() {
        let users = [
            ("1", "owner@agency.example", "Agency Owner"),
            ("2", "web@agency.example", "Web Developer"),
            ("3", "webmaster@agency.example", "Web"),
            ("4", "bare@agency.example", ""),
        ];
        let users = users.map(of);
        for (named, expected) in [
            ("1", vec!["1"]),
            ("WEB@agency.example", vec!["2"]),
            ("web developer", vec!["2"]),
            ("web", vec!["3"]),
            ("owner", vec!["1"]),
            ("agency.example", vec!["1", "2", "3", "4"]),
            ("nobody", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = fitting(&users, named).iter().map(|user| user.id.as_str()).collect();
            assert_eq!(found, expected, "{named}");
        }
        assert_eq!(users.each_ref().map(called), ["Agency Owner", "Web Developer", "Web", "bare@agency.example"]);
    }
}
