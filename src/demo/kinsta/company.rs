//! The company around the sites: users, API keys, regions.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::auth::KEY_NAME;
use super::reply::Reply;
use super::state::Shared;

/// A person with access to the company.
pub(super) struct User {
    /// Key of the derived id.
    pub(super) key: &'static str,
    pub(super) role: &'static str,
    pub(super) first_name: &'static str,
    pub(super) full_name: &'static str,
    email: &'static str,
}

/// The company's people, named after what they do.
pub(super) const USERS: [User; 3] = [
    User {
        key: "owner",
        role: "admin",
        first_name: "Agency",
        full_name: "Agency Owner",
        email: "owner@agency.example",
    },
    User {
        key: "developer",
        role: "developer",
        first_name: "Web",
        full_name: "Web Developer",
        email: "developer@agency.example",
    },
    User {
        key: "accounts",
        role: "billing",
        first_name: "Accounts",
        full_name: "Accounts Office",
        email: "accounts@agency.example",
    },
];

const REGIONS: [(&str, &str); 6] = [
    ("Dallas US", "us-south1"),
    ("Iowa US", "us-central1"),
    ("Frankfurt DE", "europe-west3"),
    ("Belgium BE", "europe-west1"),
    ("London UK", "europe-west2"),
    ("Sydney AU", "australia-southeast1"),
];

/// Whether sites can be made there.
pub(super) fn is_region(region: &str) -> bool {
    REGIONS.iter().any(|(_, known)| *known == region)
}

fn checked<'a>(shared: &'a Shared, company_id: &str) -> Result<std::sync::MutexGuard<'a, super::state::World>, Reply> {
    let world = shared.lock();
    if company_id == world.company_id { Ok(world) } else { Err(Reply::not_found()) }
}

/// `GET /company/{id}/users`.
pub(super) async fn users(State(shared): State<Arc<Shared>>, Path(company_id): Path<String>) -> Result<Reply, Reply> {
    let world = checked(&shared, &company_id)?;
    let users: Vec<Value> = USERS
        .iter()
        .map(|user| {
            json!({ "user": {
                "id": world.ids.uuid("user", user.key),
                "email": user.email,
                "image": "https://www.gravatar.example/avatar/00000000000000000000000000000000",
                "full_name": user.full_name,
            } })
        })
        .collect();
    Ok(Reply::ok(json!({ "company": { "users": users } })))
}

/// `GET /company/{id}/api-keys`; the only answer about a company without the `company` wrapper. Its expiry is an ISO
/// date, unlike that of `/validate`.
pub(super) async fn api_keys(
    State(shared): State<Arc<Shared>>,
    Path(company_id): Path<String>,
) -> Result<Reply, Reply> {
    let world = checked(&shared, &company_id)?;
    let expires_at = shared.options.key_expires_at_ms.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
    Ok(Reply::ok(json!({ "api_keys": [
        { "id": world.api_key_id, "name": KEY_NAME, "status": "active", "expires_at": expires_at },
        {
            "id": world.ids.uuid("api-key", "deploys"),
            "name": "Deploys",
            "status": "active",
            "expires_at": "2028-08-21T08:15:21.872Z",
        },
        {
            "id": world.ids.uuid("api-key", "old"),
            "name": "Old importer",
            "status": "revoked",
            "expires_at": Value::Null,
        },
    ] })))
}

/// `GET /company/{id}/available-regions`.
pub(super) async fn regions(State(shared): State<Arc<Shared>>, Path(company_id): Path<String>) -> Result<Reply, Reply> {
    drop(checked(&shared, &company_id)?);
    let regions: Vec<Value> = REGIONS
        .iter()
        .map(|(name, region)| json!({ "name": format!("{name} ({region})"), "region": region }))
        .collect();
    Ok(Reply::ok(json!({ "company": { "available_regions": regions } })))
}
