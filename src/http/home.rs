//! The Home tab: a site and what can be done there, what is running, the forms.

use std::sync::Arc;

use super::desk::Desk;
use super::forms::own_or;
use crate::commands::Asked;
use crate::domain::ids::{EnvId, TeamId, UserId};
use crate::slack::blocks;

impl Desk {
    /// Shows a person their Home tab, with the environment they picked if they picked one.
    pub async fn show_home(self: &Arc<Self>, team: TeamId, user: UserId, picked: Option<EnvId>) {
        let actor = self.actor(&team, &user).await;
        let asked = Asked::new(actor, own_or(None, &user));
        let home = self.pipeline.home(&asked, picked.as_ref()).await;
        if let Err(error) = self.slack.publish_home(&user, &blocks::home(&home.card, Some(&home.picker))).await {
            tracing::warn!(%error, "a Home tab could not be shown");
        }
    }
}
