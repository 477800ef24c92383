//! Who may change things.

use crate::domain::ids::UserId;

use super::reader::{Fault, Reader, shown};

/// Who may change things.
#[derive(Debug, Clone)]
pub struct Access {
    /// Those who may; nobody where it is empty. Each once, in the order they were listed.
    pub operators: Vec<UserId>,
}

impl Access {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self { operators: reader.optional("OPERATORS", operators).unwrap_or_default() }
    }
}

fn operators(text: &str) -> Result<Vec<UserId>, Fault> {
    let words = || text.split([',', ';', ' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    let wrong: Vec<String> = words().filter(|word| !is_user_id(word)).map(shown).collect();
    if !wrong.is_empty() {
        return Err(Fault::new(
            format!("lists {}, which is not a Slack member ID", wrong.join(", ")),
            "Copy it in Slack: profile › ⋮ › Copy member ID. It begins with U or W.",
        ));
    }
    let mut operators: Vec<UserId> = Vec::new();
    for id in words().map(UserId::new) {
        if !operators.contains(&id) {
            operators.push(id);
        }
    }
    Ok(operators)
}

fn is_user_id(word: &str) -> bool {
    word.len() > 1 && word.starts_with(['U', 'W']) && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}
