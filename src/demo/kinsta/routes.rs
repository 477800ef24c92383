//! The table of paths.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post, put};

use super::reply::Reply;
use super::state::Shared;
use super::{
    activity, analytics, auth, backups, cdn, company, database, dns, domains, edge, env_writes, extensions, gate, ips,
    logs, operations, redirects, settings, sftp, site_writes, sites, ssh, switches, tools, wp_cli,
};

/// Where the API begins.
pub(super) const BASE: &str = "/v2";

type Routes = Router<Arc<Shared>>;

/// The API and, beside it, the switches.
pub(super) fn router(shared: &Arc<Shared>) -> Router {
    let api = general().merge(of_sites()).merge(of_environments()).merge(of_access());
    Router::new()
        .nest(BASE, api)
        .route("/_faults", get(switches::list).post(switches::add).delete(switches::clear))
        .route("/_faults/release", post(switches::release))
        .route("/_faults/{id}", delete(switches::remove))
        .fallback(|| async { Reply::not_found() })
        .method_not_allowed_fallback(|| async { Reply::wrong_method() })
        .layer(from_fn_with_state(Arc::clone(shared), gate::pass))
        .with_state(Arc::clone(shared))
}

/// The key, operations, the company, DNS.
fn general() -> Routes {
    Router::new()
        .route("/validate", get(auth::validate))
        .route("/operations/{operation_id}", get(operations::show))
        .route("/company/{company_id}/activity-logs", get(activity::list))
        .route("/company/{company_id}/users", get(company::users))
        .route("/company/{company_id}/api-keys", get(company::api_keys))
        .route("/company/{company_id}/available-regions", get(company::regions))
        .route("/domains", get(dns::zones))
        .route(
            "/domains/{domain_id}/dns-records",
            get(dns::list).post(dns::create).put(dns::update).delete(dns::delete),
        )
}

/// Sites as a whole, and the tools that name their environment in the body.
fn of_sites() -> Routes {
    Router::new()
        .route("/sites", get(sites::list).post(site_writes::create))
        .route("/sites/plain", post(site_writes::create_plain))
        .route("/sites/clone", post(site_writes::clone))
        .route("/sites/{site_id}", get(sites::show).delete(site_writes::delete))
        .route("/sites/{site_id}/reset-site", post(site_writes::reset))
        .route("/sites/{site_id}/change-site-php-allocation", post(settings::allocate_site))
        .route("/sites/{site_id}/environments", get(sites::environments).post(env_writes::create).put(env_writes::push))
        .route("/sites/{site_id}/environments/plain", post(env_writes::create_plain))
        .route("/sites/{site_id}/environments/clone", post(env_writes::clone))
        .route("/sites/{site_id}/environments/{env_id}/ssh/config", get(ssh::config))
        .route("/sites/{site_id}/usage/visits/this-month", get(analytics::visits_this_month))
        .route("/sites/{site_id}/usage/bandwidth/this-month", get(analytics::bandwidth_this_month))
        .route("/sites/{site_id}/usage/cdn-bandwidth/this-month", get(analytics::cdn_bandwidth_this_month))
        .route("/sites/tools/clear-cache", post(tools::clear_cache))
        .route("/sites/tools/restart-php", post(tools::restart_php))
        .route("/sites/tools/modify-php-version", put(tools::modify_php_version))
        .route("/sites/tools/denied-ips", get(ips::denied).put(ips::deny))
        .route("/sites/edge-caching/clear", post(edge::clear))
        .route("/sites/edge-caching/status", put(edge::set_status))
        .route("/sites/cdn/clear-cache", post(cdn::clear))
        .route("/sites/cdn/image-optimization", put(cdn::optimise_images))
}

/// What is done to one environment.
fn of_environments() -> Routes {
    Router::new()
        .route("/sites/environments/{env_id}", delete(env_writes::delete))
        .route("/sites/environments/{env_id}/change-environment-php-allocation", post(settings::allocate_environment))
        .route("/sites/environments/{env_id}/change-webroot-subfolder", post(settings::change_web_root))
        .route("/sites/environments/{env_id}/file-list", get(settings::files))
        .route("/sites/environments/{env_id}/redirect-rules", get(redirects::list).post(redirects::change))
        .route("/sites/environments/{env_id}/run-wp-cli-command", post(wp_cli::run))
        .route("/sites/environments/{env_id}/pma-login-token", post(database::login))
        .route("/sites/environments/{env_id}/plugins", get(extensions::plugins).put(extensions::update_plugin))
        .route("/sites/environments/{env_id}/plugins/bulk-update", put(extensions::update_plugins))
        .route("/sites/environments/{env_id}/themes", get(extensions::themes).put(extensions::update_theme))
        .route("/sites/environments/{env_id}/themes/bulk-update", put(extensions::update_themes))
        .route("/sites/environments/{env_id}/domains", get(domains::list).post(domains::add).delete(domains::delete))
        .route("/sites/environments/{env_id}/change-primary-domain", put(domains::change_primary))
        .route("/sites/environments/domains/{site_domain_id}/verification-records", get(domains::records))
        .route("/sites/environments/{env_id}/backups", get(backups::list))
        .route("/sites/environments/{env_id}/downloadable-backups", get(backups::downloads))
        .route("/sites/environments/{env_id}/manual-backups", post(backups::add))
        .route("/sites/environments/{env_id}/backups/restore", post(backups::restore))
        .route("/sites/environments/backups/{backup_id}", delete(backups::remove))
        .route("/sites/environments/{env_id}/logs", get(logs::read))
        .route("/sites/environments/{env_id}/analytics/visits", get(analytics::visits))
        .route("/sites/environments/{env_id}/analytics/bandwidth", get(analytics::bandwidth))
        .route("/sites/environments/{env_id}/analytics/cdn-bandwidth", get(analytics::cdn_bandwidth))
        .route("/sites/environments/{env_id}/analytics/diskspace", get(analytics::disk_space))
}

/// Who may log in to an environment.
fn of_access() -> Routes {
    Router::new()
        .route("/sites/environments/{env_id}/ssh/get-status", get(ssh::status))
        .route("/sites/environments/{env_id}/ssh/set-status", post(ssh::set_status))
        .route("/sites/environments/{env_id}/ssh/set-password-status", post(ssh::set_password_status))
        .route("/sites/environments/{env_id}/ssh/generate-password", post(ssh::generate_password))
        .route("/sites/environments/{env_id}/ssh/password", get(ssh::password))
        .route("/sites/environments/{env_id}/ssh/change-expiration-interval", post(ssh::set_expiration))
        .route("/sites/environments/{env_id}/ssh/get-allowed-ips", get(ssh::allowed_ips))
        .route("/sites/environments/{env_id}/ssh/set-allowed-ips", post(ssh::set_allowed_ips))
        .route("/sites/environments/{env_id}/additional-sftp-accounts", get(sftp::list).post(sftp::add))
        .route("/sites/environments/{env_id}/additional-sftp-accounts/toggle-status", put(sftp::toggle))
        .route("/sites/environments/additional-sftp-accounts/{sftp_account_id}", delete(sftp::remove))
}
