//! Who is in the user groups that the policy names: a copy in memory, with its age.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::policy::GroupId;
use crate::domain::ids::UserId;

/// How old the copy may be before it counts as not known, in milliseconds. It is fetched every minute.
pub const MAX_AGE_MS: i64 = 10 * 60 * 1000;

/// Where user groups are listed.
#[async_trait]
pub trait GroupList: Send + Sync {
    /// Every user group with who is in it.
    async fn groups(&self) -> Result<BTreeMap<GroupId, Vec<UserId>>, ListError>;
}

/// Why they were not listed.
#[derive(Debug, Clone, Error)]
#[error("{0}")]
pub struct ListError(pub String);

/// Who is in which group, as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GroupBook {
    /// Each group that the policy names. One that does not exist any more has nobody in it.
    pub members: BTreeMap<GroupId, Vec<UserId>>,
    /// When Slack said so, in epoch milliseconds; zero before the first time.
    pub at_ms: i64,
}

impl GroupBook {
    /// Whether it says who is in each of these.
    pub fn has(&self, named: &[&GroupId]) -> bool {
        named.iter().all(|group| self.members.contains_key(*group))
    }

    /// Which of the named groups somebody is in; since when it is not known, where it is not.
    ///
    /// # Errors
    /// The last time it was known, in epoch milliseconds.
    pub fn of(&self, user: &UserId, named: &[&GroupId], now_ms: i64) -> Result<Vec<GroupId>, i64> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        if !self.has(named) || now_ms - self.at_ms > MAX_AGE_MS {
            return Err(self.at_ms);
        }
        let is_in = |group: &&&GroupId| self.members.get(**group).is_some_and(|members| members.contains(user));
        Ok(named.iter().filter(is_in).map(|group| (*group).clone()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_old_or_was_never_asked_is_not_known() {
        let (care, other) = (GroupId::new("S1"), GroupId::new("S2"));
        let ada = UserId::new("U1");
        let book = GroupBook { members: [(care.clone(), vec![ada.clone()])].into(), at_ms: 1_000 };
        assert_eq!(book.of(&ada, &[&care], 1_000 + MAX_AGE_MS), Ok(vec![care.clone()]));
        assert_eq!(book.of(&ada, &[&care], 1_001 + MAX_AGE_MS), Err(1_000));
        assert_eq!(book.of(&ada, &[&care, &other], 1_000), Err(1_000));
        assert_eq!(book.of(&UserId::new("U2"), &[&care], 1_000), Ok(Vec::new()));
        assert_eq!(GroupBook::default().of(&ada, &[], i64::MAX), Ok(Vec::new()));
    }
}
