//! Who may change things.

use std::path::PathBuf;

use crate::domain::ids::UserId;

use super::reader::{Fault, Reader, shown};

/// Who may change things.
#[derive(Debug, Clone)]
pub struct Access {
    /// Those who may; nobody where it is empty. Each once, in the order they were listed.
    pub operators: Vec<UserId>,
    /// Those with the role `admin`, whatever the policy says.
    pub admins: Vec<UserId>,
    /// The file that holds the policy; where there is none, it is edited from Slack.
    pub file: Option<PathBuf>,
}

impl Access {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            operators: reader.optional("OPERATORS", people).unwrap_or_default(),
            admins: reader.optional("ADMINS", people).unwrap_or_default(),
            file: reader.optional("ACCESS_FILE", |path| Ok(PathBuf::from(path))),
        }
    }
}

fn people(text: &str) -> Result<Vec<UserId>, Fault> {
    let words = || text.split([',', ';', ' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    let wrong: Vec<String> = words().filter(|word| !is_user_id(word)).map(shown).collect();
    if !wrong.is_empty() {
        return Err(Fault::new(
            format!("lists {}, which is not a Slack member ID", wrong.join(", ")),
            "Copy it in Slack: profile › ⋮ › Copy member ID. It begins with U or W.",
        ));
    }
    let mut people: Vec<UserId> = Vec::new();
    for id in words().map(UserId::new) {
        if !people.contains(&id) {
            people.push(id);
        }
    }
    Ok(people)
}

fn is_user_id(word: &str) -> bool {
    word.len() > 1 && word.starts_with(['U', 'W']) && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}
