//! Domains of an environment: the list, the records that prove and point them, adding, removing, the primary one.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::begin::{Kind, on_success};
use super::dns::{bare, is_hostname};
use super::fields::Fields;
use super::gate::Call;
use super::reply::Reply;
use super::state::{Domain, Shared, World};

const ADD: Kind = Kind::of_sites("sites:add-domain", "Adding site domain in progress", "addDomain");
const DELETE: Kind = Kind::of_sites("sites:delete-domain", "Deleting site domain in progress", "deleteDomain");
const PRIMARY: Kind =
    Kind::of_sites("sites:change-primary-domain", "Changing primary site domain in progress", "changePrimaryDomain");
/// Where a domain has to point.
const ADDRESS: &str = "192.0.2.10";

type Asked = (State<Arc<Shared>>, Extension<Call>, Path<String>);

/// The records that prove a domain: name, value, type.
fn proofs(domain: &str) -> [(String, String, &'static str); 2] {
    let name = domain.trim_start_matches("*.");
    let token = super::ids::number_of(name);
    [
        (format!("_acme-challenge.{name}"), format!("{name}.kinstavalidation.app"), "CNAME"),
        (format!("_cf-custom-hostname.{name}"), format!("{token:016x}"), "TXT"),
    ]
}

impl World {
    /// Verifies the domains whose time has come, and those whose proof stands in one of the company's zones.
    pub(super) fn settle_domains(&mut self, now_ms: i64) {
        for (id, due_ms) in self.unverified.clone() {
            let Some(name) = self.domain(&id).map(|domain| domain.name.clone()) else {
                self.unverified.retain(|(other, _)| *other != id);
                continue;
            };
            let is_proven = proofs(&name).iter().all(|(name, value, kind)| self.zones_say(name, kind, value));
            if due_ms <= now_ms || is_proven {
                self.verify(&id);
            }
        }
    }

    /// The domain is proven from now on; false if there is none with this id.
    pub(super) fn verify(&mut self, domain_id: &str) -> bool {
        self.unverified.retain(|(other, _)| other != domain_id);
        self.all_domains_mut().find(|domain| domain.id == domain_id).map(|domain| domain.is_active = true).is_some()
    }

    pub(super) fn all_domains_mut(&mut self) -> impl Iterator<Item = &mut Domain> {
        self.sites.iter_mut().flat_map(|site| &mut site.environments).flat_map(|environment| &mut environment.domains)
    }

    fn all_domains(&self) -> impl Iterator<Item = &Domain> {
        self.sites.iter().flat_map(|site| &site.environments).flat_map(|environment| &environment.domains)
    }

    fn domain(&self, id: &str) -> Option<&Domain> {
        self.all_domains().find(|domain| domain.id == id)
    }

    /// The domain with this id, if it is one of this environment.
    fn domain_of(&self, environment_id: &str, id: &str) -> Result<&Domain, Reply> {
        let (_, environment) = self.environment(environment_id).ok_or_else(Reply::not_found)?;
        environment.domains.iter().find(|domain| domain.id == id).ok_or_else(Reply::not_found)
    }
}

/// `GET …/{env_id}/domains`, wildcards and Kinsta's own among them.
pub(super) async fn list(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let world = shared.lock();
    let (_, environment) = world.environment(&id).ok_or_else(Reply::not_found)?;
    let told = |domain: &Domain| {
        let is_ours = domain.name.ends_with(".kinsta.cloud");
        json!({ "id": domain.id, "name": domain.name, "uses_cloudflare_dns": is_ours })
    };
    let domains: Vec<Value> = environment.domains.iter().map(told).collect();
    Ok(Reply::ok(json!({ "environment": { "site_domains": domains } })))
}

/// `GET /sites/environments/domains/{site_domain_id}/verification-records`: none are left once it is verified.
pub(super) async fn records(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let world = shared.lock();
    let domain = world.domain(&id).ok_or_else(Reply::not_found)?;
    let verification: Vec<Value> = if domain.is_active {
        Vec::new()
    } else {
        let told = |(name, value, kind)| json!({ "name": name, "value": value, "type": kind });
        proofs(&domain.name).map(told).to_vec()
    };
    let pointing = json!([{ "name": domain.name, "value": ADDRESS, "type": "A" }]);
    Ok(Reply::ok(json!({ "site_domain": { "verification_records": verification, "pointing_records": pointing } })))
}

/// `POST …/{env_id}/domains`. Unless told otherwise, the names below it come too, as a wildcard of its own. Both wait to
/// be verified; a domain with its own certificate does not.
pub(super) async fn add((State(shared), Extension(call), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let name = bare(fields.text("domain_name")?);
    let is_wildcardless = fields.optional_bool("is_wildcardless")?.unwrap_or(false);
    let (key, cert) = (fields.optional_text("custom_ssl_key")?, fields.optional_text("custom_ssl_cert")?);
    if key.is_some() != cert.is_some() {
        let missing = if key.is_some() { "custom_ssl_cert" } else { "custom_ssl_key" };
        return Err(Reply::bad_request(missing, "Required"));
    }
    if !is_hostname(&name) {
        return Err(Reply::bad_request("domain_name", "Invalid domain name"));
    }
    let is_proven = key.is_some();
    let taken = format!("The domain {name} is already used.");
    let mut world = shared.lock();
    let place = world.place(&id)?;
    if world.all_domains().any(|domain| domain.name == name) {
        return Err(Reply::refused(&taken));
    }
    let what = format!("Add domain {name} to");
    let verification_ms = shared.options.verification_ms;
    let effect = on_success(move |world, at_ms| {
        if world.all_domains().any(|domain| domain.name == name) {
            return Err(taken);
        }
        let wildcard = (!is_wildcardless).then(|| format!("*.{name}"));
        for name in std::iter::once(name).chain(wildcard) {
            let domain_id = world.new_id("domain");
            let Some(environment) = world.environment_mut(&id) else { break };
            environment.domains.push(Domain { id: domain_id.clone(), name, is_active: is_proven });
            if !is_proven {
                world.unverified.push((domain_id, at_ms + verification_ms));
            }
        }
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&ADD, &what, effect)))
}

/// `DELETE …/{env_id}/domains` with the ids in the body. The primary domain stays.
pub(super) async fn delete((State(shared), Extension(call), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let ids = fields.texts("domain_ids")?;
    if ids.is_empty() {
        return Err(Reply::bad_request("domain_ids", "Array must contain at least 1 element(s)"));
    }
    let mut world = shared.lock();
    let place = world.place(&id)?;
    for domain_id in &ids {
        world.domain_of(&id, domain_id)?;
    }
    let is_primary = |world: &World, ids: &[String]| {
        world.environment(&id).is_some_and(|(_, environment)| ids.contains(&environment.primary_domain_id))
    };
    if is_primary(&world, &ids) {
        return Err(Reply::refused("The primary domain cannot be deleted."));
    }
    let what = format!("Delete {} domain(s) of", ids.len());
    let effect = {
        let id = id.clone();
        on_success(move |world, _| {
            if let Some(environment) = world.environment_mut(&id) {
                // One that became the primary meanwhile stays.
                let primary = environment.primary_domain_id.clone();
                environment.domains.retain(|domain| domain.id == primary || !ids.contains(&domain.id));
            }
            Ok(Value::Null)
        })
    };
    Ok(shared.begin(&mut world, &call, place.begin(&DELETE, &what, effect)))
}

/// `PUT …/{env_id}/change-primary-domain`. Fails for a domain that is not verified.
pub(super) async fn change_primary(
    (State(shared), Extension(call), Path(id)): Asked,
    fields: Fields,
) -> Result<Reply, Reply> {
    let domain_id = fields.text("domain_id")?.to_owned();
    let replaces = fields.bool("run_search_and_replace")?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let name = world.domain_of(&id, &domain_id)?.name.clone();
    if name.starts_with("*.") {
        return Err(Reply::refused("A wildcard domain cannot be the primary domain."));
    }
    let what = format!("Change the primary domain to {name} of");
    let effect = on_success(move |world, _| {
        let gone = || "The domain no longer exists.".to_owned();
        let is_active = world.domain_of(&id, &domain_id).map_err(|_| gone())?.is_active;
        if !is_active {
            return Err(format!("The domain {name} is not verified."));
        }
        world.environment_mut(&id).ok_or_else(gone)?.primary_domain_id = domain_id;
        if replaces {
            world.touch_database(&id);
        }
        world.web.forget_pages(&id);
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&PRIMARY, &what, effect)))
}
