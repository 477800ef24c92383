//! What people are called, for the commands: between two rooms that do not know each other.

use crate::commands::Names;
use crate::domain::actor::Actor;
use crate::slack::people::People;

/// Names as Slack tells them.
pub struct SlackNames(pub People);

impl Names for SlackNames {
    fn of(&self, actor: &Actor) -> Vec<String> {
        self.0.names(&actor.team, &actor.user)
    }
}
