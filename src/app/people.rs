//! People as Slack knows them, for rooms that do not know Slack: what they are called and what they read.

use async_trait::async_trait;

use crate::domain::actor::Actor;
use crate::domain::ids::UserId;
use crate::domain::lang::Lang;
use crate::slack::people::People;
use crate::{audit, commands, shadow};

/// Everybody, as far as Slack tells.
pub struct SlackPeople(pub People);

impl commands::Names for SlackPeople {
    fn of(&self, actor: &Actor) -> Vec<String> {
        self.0.names(&actor.team, &actor.user)
    }
}

#[async_trait]
impl audit::Names for SlackPeople {
    async fn name(&self, user: &UserId) -> Option<String> {
        self.0.name(user).await
    }
}

#[async_trait]
impl shadow::Languages for SlackPeople {
    async fn language(&self, user: &UserId) -> Option<Lang> {
        self.0.lang(user).await
    }
}
