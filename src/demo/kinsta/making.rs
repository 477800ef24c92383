//! Making environments: what a new one is called, where it answers, and what is in it.

use serde_json::Value;

use super::begin::Outcome;
use super::estate::Estate;
use super::extensions::{Extension, new_plugins, new_themes};
use super::fields::Fields;
use super::reply::Reply;
use super::seed;
use super::state::{Environment, World};

/// The WordPress a new installation gets.
const WORDPRESS: &str = "6.9.1";
/// How many premium staging environments a site can have.
const PREMIUM_SLOTS: usize = 5;

/// Switches of every call that installs WordPress, and the folders of their plugins.
const USUAL_SWITCHES: [(&str, &str); 2] = [("woocommerce", "woocommerce"), ("wordpressseo", "wordpress-seo")];

/// What a new environment holds.
#[derive(Debug, Clone)]
pub(super) enum Filling {
    /// Nothing, not even WordPress.
    Plain,
    /// A new WordPress with these plugins.
    WordPress(Vec<Extension>),
    /// What this environment holds.
    CopyOf(String),
}

impl Filling {
    /// A new WordPress with what the switches of the body ask for, after looking at the administrator's fields. `more`
    /// are switches not every call has, with the folder of their plugin.
    pub(super) fn wordpress(fields: &Fields, more: &[(&str, &'static str)]) -> Result<Self, Reply> {
        for name in ["admin_user", "admin_password", "site_title", "wp_language"] {
            fields.filled(name)?;
        }
        let email = fields.text("admin_email")?;
        if !email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
            return Err(Reply::bad_request("admin_email", "Invalid email"));
        }
        let multisite = fields.optional_bool("is_multisite")?.unwrap_or(false);
        if fields.optional_bool("is_subdomain_multisite")?.unwrap_or(false) && !multisite {
            return Err(Reply::bad_request("is_subdomain_multisite", "Only for a multisite"));
        }
        let mut wanted = Vec::new();
        for (name, folder) in USUAL_SWITCHES.iter().chain(more) {
            if fields.optional_bool(name)?.unwrap_or(false) {
                wanted.push(*folder);
            }
        }
        Ok(Self::WordPress(new_plugins(&wanted)))
    }
}

/// What a new environment is to be.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) display_name: String,
    pub(super) is_premium: bool,
    pub(super) filling: Filling,
}

impl World {
    /// Makes an environment that belongs to no site yet, and furnishes it.
    fn make_environment(
        &mut self,
        site_name: &str,
        name: &str,
        domain: &str,
        wanted: &Wanted,
        now_ms: i64,
    ) -> Result<Environment, String> {
        let key = self.new_key();
        let names = (name, wanted.display_name.as_str());
        let bare = seed::environment(self.ids, &key, site_name, names, [domain].into_iter());
        let is_live = name == "live";
        let mut environment = Environment {
            is_premium: wanted.is_premium,
            cdn_cache_id: is_live.then(|| self.ids.uuid("cdn", &bare.id)),
            id_edge_cache: is_live.then(|| self.ids.uuid("edge", &bare.id)),
            wordpress_version: Some(WORDPRESS.to_owned()),
            ..bare
        };
        let mut estate = Estate::empty(&environment.id, name == "staging", now_ms);
        match &wanted.filling {
            Filling::Plain => environment.wordpress_version = None,
            Filling::WordPress(plugins) => {
                estate.plugins.clone_from(plugins);
                estate.themes = new_themes();
            }
            Filling::CopyOf(source) => {
                let gone = || "The source environment no longer exists.".to_owned();
                let kept = self.snapshot(source).ok_or_else(gone)?;
                let (_, copied) = self.environment(source).ok_or_else(gone)?;
                environment.wordpress_version = kept.wordpress_version;
                environment.php_engine_version.clone_from(&copied.php_engine_version);
                environment.image_optimization_type.clone_from(&copied.image_optimization_type);
                estate.contents = kept.contents;
                estate.plugins = kept.plugins;
                estate.themes = kept.themes;
                estate.redirects = kept.redirects;
            }
        }
        self.estates.insert(environment.id.clone(), estate);
        Ok(environment)
    }

    /// Adds a site with one environment, live. The operation tells its id.
    pub(super) fn make_site(&mut self, wanted: &Wanted, now_ms: i64) -> Outcome {
        let plain_name = seed::system_name(&wanted.display_name);
        let is_free = |name: &String| self.sites.iter().all(|site| site.name != *name);
        let numbered = (2_u32..).map(|number| format!("{plain_name}{number}"));
        let name = std::iter::once(plain_name.clone()).chain(numbered).find(is_free).unwrap_or_default();
        let live = Wanted { display_name: "Live".to_owned(), ..wanted.clone() };
        let domain = format!("{name}.kinsta.cloud");
        let environment = self.make_environment(&name, "live", &domain, &live, now_ms)?;
        let id = self.new_id("site");
        self.sites_ever += 1;
        self.sites.push(super::state::Site {
            id: id.clone(),
            name,
            display_name: wanted.display_name.clone(),
            status: "live".to_owned(),
            labels: Vec::new(),
            environments: vec![environment],
        });
        Ok(serde_json::json!({ "idSite": id }))
    }

    /// Adds an environment to a site. The operation does not tell its id.
    pub(super) fn make_staging(&mut self, site_id: &str, wanted: &Wanted, now_ms: i64) -> Outcome {
        if let Some(problem) = self.staging_problem(site_id, wanted, now_ms) {
            return Err(problem);
        }
        let gone = || "The site no longer exists.".to_owned();
        let site = self.site(site_id).ok_or_else(gone)?;
        let (site_name, name) = (site.name.clone(), staging_name(&site.environments, wanted));
        let domain = if wanted.is_premium {
            format!("env-{site_name}-{name}.kinsta.cloud")
        } else {
            format!("stg-{site_name}-staging.kinsta.cloud")
        };
        let environment = self.make_environment(&site_name, &name, &domain, wanted, now_ms)?;
        let site = self.sites.iter_mut().find(|site| site.id == site_id).ok_or_else(gone)?;
        site.environments.push(environment);
        Ok(Value::Null)
    }

    /// Why the site cannot have this environment. The name of a removed one stays taken for a while.
    pub(super) fn staging_problem(&mut self, site_id: &str, wanted: &Wanted, now_ms: i64) -> Option<String> {
        self.reserved_names.retain(|(_, _, until_ms)| now_ms < *until_ms);
        let site = self.site(site_id)?;
        let is_reserved =
            self.reserved_names.iter().any(|(site, name, _)| site == site_id && *name == wanted.display_name);
        if is_reserved || site.environments.iter().any(|other| other.display_name == wanted.display_name) {
            return Some(format!("The display name \"{}\" is already used.", wanted.display_name));
        }
        let premium = site.environments.iter().filter(|environment| environment.is_premium).count();
        let has_standard = site.environment("staging").is_some();
        match wanted.is_premium {
            true if premium >= PREMIUM_SLOTS => Some("All premium staging environments are in use.".to_owned()),
            false if has_standard => Some("The site already has a standard staging environment.".to_owned()),
            _ => None,
        }
    }
}

fn staging_name(others: &[Environment], wanted: &Wanted) -> String {
    if !wanted.is_premium {
        return "staging".to_owned();
    }
    let plain = match seed::system_name(&wanted.display_name) {
        name if name == "live" || name == "staging" => format!("premium{name}"),
        name => name,
    };
    let is_free = |name: &String| others.iter().all(|other| other.name != *name);
    let numbered = (2_u32..).map(|number| format!("{plain}{number}"));
    std::iter::once(plain.clone()).chain(numbered).find(is_free).unwrap_or_default()
}
