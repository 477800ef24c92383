//! Who a row is about, as people call them.

use async_trait::async_trait;

use crate::domain::ids::UserId;

/// What people call each other.
#[async_trait]
pub trait Names: Send + Sync {
    /// Somebody's name; `None` where it cannot be learnt now.
    async fn name(&self, user: &UserId) -> Option<String>;
}

/// A person by name and id, `ada (U024BE7LH)`; empty where a row is about nobody. Named, not mentioned: nobody is called
/// by a row about them.
pub async fn who(names: &(impl Names + ?Sized), user: &UserId) -> String {
    if user.as_str().is_empty() {
        return String::new();
    }
    match names.name(user).await {
        Some(name) => format!("{name} ({user})"),
        None => user.to_string(),
    }
}
