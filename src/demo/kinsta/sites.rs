//! Reading sites and environments.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::fields::Params;
use super::reply::Reply;
use super::state::{Domain, Environment, Shared, Site};

/// `GET /sites?company=`: everything at once, as Kinsta has no paging.
pub(super) async fn list(State(shared): State<Arc<Shared>>, params: Params) -> Result<Reply, Reply> {
    let company = params.text("company").ok_or_else(|| Reply::bad_request("company", "Required"))?;
    let with_environments = params.bool_or_false("include_environments")?;
    let world = shared.lock();
    if company != world.company_id {
        return Err(Reply::not_found());
    }
    let sites: Vec<Value> = world
        .sites
        .iter()
        .map(|site| {
            let mut listed = json!({
                "id": site.id,
                "name": site.name,
                "display_name": site.display_name,
                "status": site.status,
                "siteLabels": site.labels.iter()
                    .map(|label| json!({ "id": label.id, "name": label.name })).collect::<Vec<_>>(),
            });
            if with_environments {
                listed["environments"] = site.environments.iter().map(|env| in_list(&shared, site, env)).collect();
            }
            listed
        })
        .collect();
    Ok(Reply::ok(json!({ "company": { "sites": sites } })))
}

fn in_list(shared: &Shared, site: &Site, environment: &Environment) -> Value {
    let mut listed = whole(site, environment);
    if !shared.options.cache_ids_in_list {
        listed["id_edge_cache"] = Value::Null;
        listed["cdn_cache_id"] = Value::Null;
    }
    listed
}

/// `GET /sites/{site_id}`, with less about each environment than the list has.
pub(super) async fn show(State(shared): State<Arc<Shared>>, Path(site_id): Path<String>) -> Result<Reply, Reply> {
    let world = shared.lock();
    let site = world.site(&site_id).ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(json!({ "site": {
        "id": site.id,
        "name": site.name,
        "display_name": site.display_name,
        "company_id": world.company_id,
        "status": site.status,
        "environments": site.environments.iter().map(|env| reduced(site, env)).collect::<Vec<_>>(),
    } })))
}

/// `GET /sites/{site_id}/environments`.
pub(super) async fn environments(
    State(shared): State<Arc<Shared>>,
    Path(site_id): Path<String>,
) -> Result<Reply, Reply> {
    let world = shared.lock();
    let site = world.site(&site_id).ok_or_else(Reply::not_found)?;
    let environments: Vec<Value> = site.environments.iter().map(|env| whole(site, env)).collect();
    Ok(Reply::ok(json!({ "site": { "environments": environments } })))
}

fn domain(site: &Site, environment: &Environment, domain: &Domain) -> Value {
    let kind = if environment.name == "live" { "live" } else { "staging" };
    json!({ "id": domain.id, "name": domain.name, "type": kind, "site_id": site.id, "is_active": domain.is_active })
}

fn reduced(site: &Site, environment: &Environment) -> Value {
    json!({
        "id": environment.id,
        "name": environment.name,
        "display_name": environment.display_name,
        "is_premium": environment.is_premium,
        "is_blocked": environment.is_blocked,
        "domains": environment.domains.iter().map(|each| domain(site, environment, each)).collect::<Vec<_>>(),
        "primaryDomain": environment.primary_domain().map(|primary| domain(site, environment, primary)),
    })
}

fn whole(site: &Site, environment: &Environment) -> Value {
    let mut all = reduced(site, environment);
    all["id_edge_cache"] = json!(environment.id_edge_cache);
    all["cdn_cache_id"] = json!(environment.cdn_cache_id);
    all["is_opt_out_from_automatic_php_update"] = json!(environment.is_opt_out_from_automatic_php_update);
    all["web_root"] = json!(environment.web_root);
    all["image_optimization_type"] = json!(environment.image_optimization_type);
    all["is_additional_sftp_accounts_enabled"] = json!(environment.is_additional_sftp_accounts_enabled);
    all["wordpress_version"] = json!(environment.wordpress_version);
    all["ssh_connection"] = json!({ "ssh_port": environment.ssh_port, "ssh_ip": { "external_ip": "203.0.113.10" } });
    all["container_info"] =
        json!({ "id": environment.container_id, "php_engine_version": environment.php_engine_version });
    all
}
