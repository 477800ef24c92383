//! What Kinsta says about the company, or why it says nothing.

use crate::commands::services::{Asked, Services};
use crate::domain::ids::CompanyId;
use crate::domain::refusal::Refusal;
use crate::kinsta::api::company::{ApiKey, ApiKeys, Region, Regions, User, Users};
use crate::kinsta::{KeyFacts, Lane};

/// Which company it is.
pub async fn company(asked: &Asked, services: &Services) -> Result<CompanyId, Refusal> {
    services.kinsta.company(Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// The facts about the bot's own key.
pub async fn own_key(asked: &Asked, services: &Services) -> Result<KeyFacts, Refusal> {
    services.kinsta.refresh_key(Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// By name.
pub async fn users(asked: &Asked, services: &Services) -> Result<Vec<User>, Refusal> {
    let endpoint = Users { company: company(asked, services).await? };
    let members = services.kinsta.read(&endpoint, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
    let mut users: Vec<User> = members.into_iter().map(|member| member.user).collect();
    users.sort_by_key(|user| (user.full_name.to_lowercase(), user.email.to_lowercase()));
    Ok(users)
}

pub async fn keys(asked: &Asked, services: &Services) -> Result<Vec<ApiKey>, Refusal> {
    let endpoint = ApiKeys { company: company(asked, services).await? };
    services.kinsta.read(&endpoint, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// By name.
pub async fn regions(asked: &Asked, services: &Services) -> Result<Vec<Region>, Refusal> {
    let endpoint = Regions { company: company(asked, services).await? };
    let mut regions = services.kinsta.read(&endpoint, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
    regions.sort_by_key(|region| region.name.to_lowercase());
    Ok(regions)
}
