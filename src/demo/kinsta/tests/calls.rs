//! Every operation of Kinsta's document that concerns WordPress sites, the company and DNS, as it can be asked for.
//!
//! `{…}` in an address or a body stands for something of the simulated company, see [`Ids`].

/// A call that succeeds.
pub(super) struct Call {
    /// As in the document.
    pub(super) method: &'static str,
    /// As in the document.
    pub(super) path: &'static str,
    /// What is asked for: path and query.
    pub(super) asked: &'static str,
    /// JSON; empty for none.
    pub(super) body: &'static str,
    pub(super) status: u16,
}

const fn call(method: &'static str, path: &'static str, asked: &'static str, body: &'static str, status: u16) -> Call {
    Call { method, path, asked, body, status }
}

const fn get(path: &'static str, asked: &'static str) -> Call {
    call("get", path, asked, "", 200)
}

const fn post(path: &'static str, asked: &'static str, body: &'static str) -> Call {
    call("post", path, asked, body, 202)
}

const fn put(path: &'static str, asked: &'static str, body: &'static str) -> Call {
    call("put", path, asked, body, 202)
}

const fn delete(path: &'static str, asked: &'static str, body: &'static str) -> Call {
    call("delete", path, asked, body, 202)
}

const ADMIN: &str = r#"{"company": "{company}", "display_name": "Fresh", "region": "europe-west3", "install_mode": "new",
    "admin_email": "a@agency.example", "admin_password": "pw", "admin_user": "admin", "site_title": "Fresh",
    "wp_language": "en_US", "is_multisite": true, "is_subdomain_multisite": true, "woocommerce": true,
    "wordpressseo": true}"#;
const NEW_ENVIRONMENT: &str = r#"{"display_name": "One", "site_title": "One", "is_premium": true,
    "admin_email": "a@agency.example", "admin_password": "pw", "admin_user": "admin", "wp_language": "de_DE",
    "is_multisite": false, "is_subdomain_multisite": false, "woocommerce": true, "wordpress_plugin_edd": true,
    "wordpressseo": false}"#;
const RECORD: &str =
    r#"{"type": "A", "name": "new.acme.example", "ttl": 300, "resource_records": [{"value": "192.0.2.1"}]}"#;
const ACCOUNT: &str =
    r#"{"username": "designer", "password": "sixteen-letters!", "root_directory": "/", "permission": "write"}"#;
const RULE: &str = r#"{"action_type": "NEW", "limit": 10, "offset": 0, "key": "from", "order": "ascend",
    "search_query": "", "regex_search": "false", "rules_to_update": [], "new_value": {"domain": null, "from": "/a",
    "to": "/b", "type": "permanent", "traffic_from_country": "US", "traffic_from_country_name": "United States",
    "traffic_from_city": null, "displayed_location": "United States"}}"#;
const PUSH: &str = r#"{"source_env_id": "{staging}", "target_env_id": "{live}", "push_db": false, "push_files": true,
    "run_search_and_replace": false, "push_files_option": "SPECIFIC_FILES", "file_list": ["wp-content/plugins/akismet"]}"#;

/// All of them; those that end something come last.
pub(super) const CALLS: [Call; 78] = [
    get("/validate", "/validate"),
    call("get", "/operations/{operation_id}", "/operations/{operation}", "", 202),
    get("/company/{id}/users", "/company/{company}/users"),
    get("/company/{id}/api-keys", "/company/{company}/api-keys"),
    get("/company/{id}/available-regions", "/company/{company}/available-regions"),
    get("/company/{id}/activity-logs", "/company/{company}/activity-logs?limit=100&site_id={site}&language=de"),
    get("/sites", "/sites?company={company}&include_environments=true"),
    get("/sites/{site_id}", "/sites/{site}"),
    get("/sites/{site_id}/environments", "/sites/{site}/environments"),
    get("/sites/environments/{env_id}/file-list", "/sites/environments/{live}/file-list"),
    get("/sites/environments/{env_id}/redirect-rules", "/sites/environments/{live}/redirect-rules?limit=5&key=to"),
    get("/sites/tools/denied-ips", "/sites/tools/denied-ips?environment_id={live}"),
    get("/sites/environments/{env_id}/plugins", "/sites/environments/{live}/plugins"),
    get("/sites/environments/{env_id}/themes", "/sites/environments/{live}/themes"),
    get("/sites/environments/{env_id}/domains", "/sites/environments/{live}/domains"),
    get(
        "/sites/environments/domains/{site_domain_id}/verification-records",
        "/sites/environments/domains/{unverified}/verification-records",
    ),
    get("/sites/environments/{env_id}/backups", "/sites/environments/{live}/backups"),
    get("/sites/environments/{env_id}/downloadable-backups", "/sites/environments/{live}/downloadable-backups"),
    get("/sites/environments/{env_id}/logs", "/sites/environments/{live}/logs?file_name=error&lines=50"),
    get("/sites/environments/{env_id}/ssh/get-status", "/sites/environments/{live}/ssh/get-status"),
    get("/sites/environments/{env_id}/ssh/password", "/sites/environments/{live}/ssh/password"),
    get("/sites/environments/{env_id}/ssh/get-allowed-ips", "/sites/environments/{live}/ssh/get-allowed-ips"),
    get("/sites/{site_id}/environments/{env_id}/ssh/config", "/sites/{site}/environments/{live}/ssh/config"),
    get("/sites/environments/{env_id}/additional-sftp-accounts", "/sites/environments/{live}/additional-sftp-accounts"),
    get("/sites/{site_id}/usage/visits/this-month", "/sites/{site}/usage/visits/this-month"),
    get("/sites/{site_id}/usage/bandwidth/this-month", "/sites/{site}/usage/bandwidth/this-month"),
    get("/sites/{site_id}/usage/cdn-bandwidth/this-month", "/sites/{site}/usage/cdn-bandwidth/this-month"),
    call(
        "get",
        "/sites/environments/{env_id}/analytics/visits",
        "/sites/environments/{live}/analytics/visits?company_id={company}&time_span=24_hours",
        "",
        202,
    ),
    call(
        "get",
        "/sites/environments/{env_id}/analytics/bandwidth",
        "/sites/environments/{live}/analytics/bandwidth?company_id={company}",
        "",
        202,
    ),
    call(
        "get",
        "/sites/environments/{env_id}/analytics/cdn-bandwidth",
        "/sites/environments/{live}/analytics/cdn-bandwidth?company_id={company}&from=2027-01-01&to=2027-01-05",
        "",
        202,
    ),
    call(
        "get",
        "/sites/environments/{env_id}/analytics/diskspace",
        "/sites/environments/{live}/analytics/diskspace?company_id={company}&time_zone=-02:00&time_span=60_days",
        "",
        202,
    ),
    get("/domains", "/domains?company={company}"),
    get("/domains/{domain_id}/dns-records", "/domains/{zone}/dns-records"),
    post("/sites/tools/clear-cache", "/sites/tools/clear-cache", r#"{"environment_id": "{live}"}"#),
    post("/sites/tools/restart-php", "/sites/tools/restart-php", r#"{"environment_id": "{live}"}"#),
    put(
        "/sites/tools/modify-php-version",
        "/sites/tools/modify-php-version",
        r#"{"environment_id": "{live}", "php_version": "8.4", "is_opt_out_from_automatic_php_update": true}"#,
    ),
    call(
        "put",
        "/sites/tools/denied-ips",
        "/sites/tools/denied-ips",
        r#"{"environment_id": "{live}", "ip_list": ["203.0.113.7", "2001:db8::/32"]}"#,
        200,
    ),
    post(
        "/sites/edge-caching/clear",
        "/sites/edge-caching/clear",
        r#"{"environment_id": "{live}", "clear_subdirectories": true, "url": "https://acme.example/shop"}"#,
    ),
    put(
        "/sites/edge-caching/status",
        "/sites/edge-caching/status",
        r#"{"environment_id": "{live}", "enabled": false}"#,
    ),
    post(
        "/sites/cdn/clear-cache",
        "/sites/cdn/clear-cache",
        r#"{"environment_id": "{live}", "cdn_cache_id": "{cdn}"}"#,
    ),
    put(
        "/sites/cdn/image-optimization",
        "/sites/cdn/image-optimization",
        r#"{"environment_id": "{live}", "image_optimization_type": "lossless"}"#,
    ),
    call("post", "/sites/environments/{env_id}/redirect-rules", "/sites/environments/{live}/redirect-rules", RULE, 200),
    post(
        "/sites/environments/{env_id}/run-wp-cli-command",
        "/sites/environments/{live}/run-wp-cli-command",
        r#"{"wp_command": "wp core version"}"#,
    ),
    call("post", "/sites/environments/{env_id}/pma-login-token", "/sites/environments/{live}/pma-login-token", "", 200),
    post(
        "/sites/{site_id}/change-site-php-allocation",
        "/sites/{site}/change-site-php-allocation",
        r#"{"thread_count": 4, "thread_memory": 256}"#,
    ),
    post(
        "/sites/environments/{env_id}/change-environment-php-allocation",
        "/sites/environments/{premium}/change-environment-php-allocation",
        r#"{"thread_count": 4, "thread_memory": 256}"#,
    ),
    post(
        "/sites/environments/{env_id}/change-webroot-subfolder",
        "/sites/environments/{live}/change-webroot-subfolder",
        r#"{"web_root_subfolder": "/release_v2", "clear_all_cache": true, "refresh_plugins_and_themes": false}"#,
    ),
    put(
        "/sites/environments/{env_id}/plugins",
        "/sites/environments/{live}/plugins",
        r#"{"name": "akismet", "update_version": "5.4"}"#,
    ),
    put(
        "/sites/environments/{env_id}/themes",
        "/sites/environments/{live}/themes",
        r#"{"name": "astra", "update_version": "4.11.8"}"#,
    ),
    call(
        "put",
        "/sites/environments/{env_id}/plugins/bulk-update",
        "/sites/environments/{live}/plugins/bulk-update",
        r#"{"plugins": [{"name": "akismet"}]}"#,
        200,
    ),
    call(
        "put",
        "/sites/environments/{env_id}/themes/bulk-update",
        "/sites/environments/{live}/themes/bulk-update",
        r#"{"themes": [{"name": "astra"}]}"#,
        200,
    ),
    post(
        "/sites/environments/{env_id}/domains",
        "/sites/environments/{live}/domains",
        r#"{"domain_name": "shop.example", "is_wildcardless": true, "custom_ssl_key": "k", "custom_ssl_cert": "c"}"#,
    ),
    put(
        "/sites/environments/{env_id}/change-primary-domain",
        "/sites/environments/{live}/change-primary-domain",
        r#"{"domain_id": "{domain}", "run_search_and_replace": false}"#,
    ),
    post(
        "/sites/environments/{env_id}/manual-backups",
        "/sites/environments/{live}/manual-backups",
        r#"{"tag": "before"}"#,
    ),
    call(
        "post",
        "/sites/environments/{env_id}/ssh/set-status",
        "/sites/environments/{live}/ssh/set-status",
        r#"{"is_enabled": false}"#,
        200,
    ),
    call(
        "post",
        "/sites/environments/{env_id}/ssh/set-password-status",
        "/sites/environments/{live}/ssh/set-password-status",
        r#"{"is_enabled": false}"#,
        200,
    ),
    call(
        "post",
        "/sites/environments/{env_id}/ssh/generate-password",
        "/sites/environments/{live}/ssh/generate-password",
        "",
        200,
    ),
    call(
        "post",
        "/sites/environments/{env_id}/ssh/change-expiration-interval",
        "/sites/environments/{live}/ssh/change-expiration-interval",
        r#"{"exp_interval": "hours_24"}"#,
        200,
    ),
    call(
        "post",
        "/sites/environments/{env_id}/ssh/set-allowed-ips",
        "/sites/environments/{live}/ssh/set-allowed-ips",
        r#"{"ip_allowlist": ["203.0.113.0/24"]}"#,
        200,
    ),
    put(
        "/sites/environments/{env_id}/additional-sftp-accounts/toggle-status",
        "/sites/environments/{live}/additional-sftp-accounts/toggle-status",
        r#"{"enabled": true}"#,
    ),
    call(
        "post",
        "/sites/environments/{env_id}/additional-sftp-accounts",
        "/sites/environments/{live}/additional-sftp-accounts",
        ACCOUNT,
        200,
    ),
    post("/domains/{domain_id}/dns-records", "/domains/{zone}/dns-records", RECORD),
    put(
        "/domains/{domain_id}/dns-records",
        "/domains/{zone}/dns-records",
        r#"{"type": "A", "name": "acme.example", "ttl": 600, "new_resource_records": [{"value": "192.0.2.1"}],
            "removed_resource_records": [{"value": "192.0.2.10"}]}"#,
    ),
    post("/sites", "/sites", ADMIN),
    post("/sites/plain", "/sites/plain", r#"{"company": "{company}", "display_name": "Plain", "region": "us-south1"}"#),
    post(
        "/sites/clone",
        "/sites/clone",
        r#"{"company": "{company}", "display_name": "Copy", "source_env_id": "{live}"}"#,
    ),
    post("/sites/{site_id}/environments", "/sites/{site}/environments", NEW_ENVIRONMENT),
    post(
        "/sites/{site_id}/environments/plain",
        "/sites/{site}/environments/plain",
        r#"{"display_name": "Two", "is_premium": true}"#,
    ),
    post(
        "/sites/{site_id}/environments/clone",
        "/sites/{site}/environments/clone",
        r#"{"display_name": "Three", "is_premium": true, "source_env_id": "{live}"}"#,
    ),
    put("/sites/{site_id}/environments", "/sites/{site}/environments", PUSH),
    post(
        "/sites/environments/{target_env_id}/backups/restore",
        "/sites/environments/{live}/backups/restore",
        r#"{"backup_id": {backup}, "notified_user_id": "{user}"}"#,
    ),
    post("/sites/{site_id}/reset-site", "/sites/{site}/reset-site", r#"{"admin_password": "pw"}"#),
    delete(
        "/domains/{domain_id}/dns-records",
        "/domains/{zone}/dns-records",
        r#"{"type": "CNAME", "name": "www.acme.example"}"#,
    ),
    delete(
        "/sites/environments/additional-sftp-accounts/{sftp_account_id}",
        "/sites/environments/additional-sftp-accounts/{account}",
        "",
    ),
    delete(
        "/sites/environments/{env_id}/domains",
        "/sites/environments/{live}/domains",
        r#"{"domain_ids": ["{domain}"]}"#,
    ),
    delete("/sites/environments/backups/{backup_id}", "/sites/environments/backups/{backup}", ""),
    delete("/sites/environments/{env_id}", "/sites/environments/{staging}", ""),
    delete("/sites/{site_id}", "/sites/{site}", ""),
];

/// What the placeholders stand for.
pub(super) struct Ids(pub(super) Vec<(&'static str, String)>);

impl Ids {
    /// Ids of nothing at all, in the same places.
    pub(super) fn of_nobody(&self) -> Self {
        let nobody = |name: &'static str| match name {
            "backup" => "1".to_owned(),
            _ => "00000000-0000-4000-8000-000000000000".to_owned(),
        };
        Self(self.0.iter().map(|(name, _)| (*name, nobody(name))).collect())
    }

    /// The text with every placeholder replaced.
    pub(super) fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
    }
}
