//! Slack's user groups as the policy knows them: between two rooms that do not know each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;

use crate::access::policy::GroupId;
use crate::access::{GroupList, ListError};
use crate::domain::ids::UserId;
use crate::slack::client::Client;

/// User groups as Slack lists them.
pub struct SlackGroups(pub Arc<Client>);

#[async_trait]
impl GroupList for SlackGroups {
    async fn groups(&self) -> Result<BTreeMap<GroupId, Vec<UserId>>, ListError> {
        let groups = self.0.user_groups().await.map_err(|error| ListError(error.to_string()))?;
        Ok(groups.into_iter().map(|group| (GroupId::new(group.id), group.users)).collect())
    }
}
