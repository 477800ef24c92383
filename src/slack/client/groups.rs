//! User groups, and who is in them.

use serde::Deserialize;

use super::{Client, Error};
use crate::domain::ids::UserId;

/// A user group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserGroup {
    /// `S…`.
    pub id: String,
    /// Who is in it.
    pub users: Vec<UserId>,
}

#[derive(Deserialize)]
struct ListAnswer {
    usergroups: Vec<GroupFields>,
}

#[derive(Deserialize)]
struct GroupFields {
    id: String,
    /// Slack leaves it out of some answers, although it was asked for.
    users: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct UsersAnswer {
    users: Vec<String>,
}

impl Client {
    /// Every user group that is not disabled, with who is in it.
    ///
    /// # Errors
    /// [`Error::Auth`] when the scope `usergroups:read` is missing.
    pub async fn user_groups(&self) -> Result<Vec<UserGroup>, Error> {
        let answer: ListAnswer = self.read("usergroups.list", &[("include_users", "true")]).await?;
        let mut groups = Vec::with_capacity(answer.usergroups.len());
        for group in answer.usergroups {
            let users = match group.users {
                Some(users) => users,
                None => self.read::<UsersAnswer>("usergroups.users.list", &[("usergroup", &group.id)]).await?.users,
            };
            groups.push(UserGroup { id: group.id, users: users.into_iter().map(UserId::from).collect() });
        }
        Ok(groups)
    }
}
