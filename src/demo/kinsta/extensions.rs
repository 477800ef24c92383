//! `/sites/environments/{env_id}/plugins` and `…/themes`: what is installed, updating one, updating several.

use std::sync::Arc;

use axum::Extension as Given;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::begin::{Kind, Outcome, on_success};
use super::estate::Estate;
use super::fields::Fields;
use super::gate::Call;
use super::ids::number_of;
use super::reply::Reply;
use super::state::{Shared, World};

/// A plugin or a theme of an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The folder, e.g. `woocommerce`.
    pub name: String,
    /// E.g. `WooCommerce`.
    pub title: String,
    /// `active`, `inactive` or `must-use`.
    pub status: String,
    /// The installed version.
    pub version: String,
    /// The version it can be updated to.
    pub update_version: Option<String>,
    /// `updated` or `failed`, after an update.
    pub update_status: Option<String>,
}

impl Extension {
    pub(super) fn new(name: &str, title: &str, status: &str, version: &str, newer: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            status: status.to_owned(),
            version: version.to_owned(),
            update_version: newer.map(str::to_owned),
            update_status: None,
        }
    }

    pub(super) fn update(&mut self) {
        if let Some(version) = self.update_version.take() {
            self.version = version;
        }
        self.update_status = Some("updated".to_owned());
    }

    fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "title": self.title,
            "status": self.status,
            "version": self.version,
            "update": if self.update_version.is_some() { "available" } else { "none" },
            "update_version": self.update_version,
            "update_status": self.update_status,
        })
    }
}

/// Name, title, installed version, newest version.
const PLUGINS: [(&str, &str, &str, &str); 11] = [
    ("advanced-custom-fields", "Advanced Custom Fields", "6.4.1", "6.5.0"),
    ("akismet", "Akismet Anti-spam: Spam Protection", "5.3.7", "5.4"),
    ("classic-editor", "Classic Editor", "1.6.7", "1.6.7"),
    ("contact-form-7", "Contact Form 7", "6.0.6", "6.1.1"),
    ("elementor", "Elementor", "3.29.2", "3.31.0"),
    ("gravityforms", "Gravity Forms", "2.9.9", "2.9.14"),
    ("redirection", "Redirection", "5.5.2", "5.5.2"),
    ("safe-svg", "Safe SVG", "2.3.1", "2.3.3"),
    ("wordpress-seo", "Yoast SEO", "25.3", "25.6"),
    ("wp-mail-smtp", "WP Mail SMTP", "4.5.0", "4.6.0"),
    ("wpforms-lite", "WPForms Lite", "1.9.6", "1.9.7.2"),
];

fn mu_plugin() -> Extension {
    Extension::new("kinsta-mu-plugins", "Kinsta MU Plugins", "must-use", "3.2.1", None)
}

/// What a new WordPress comes with, and what was asked for on top: folders of plugins.
pub(super) fn new_plugins(wanted: &[&str]) -> Vec<Extension> {
    // WordPress is packed with an Akismet that is behind by the time it is installed.
    let akismet = PLUGINS.iter().filter(|(name, ..)| *name == "akismet");
    let mut plugins = vec![mu_plugin()];
    plugins.extend(
        akismet.map(|(name, title, version, newest)| Extension::new(name, title, "inactive", version, Some(newest))),
    );
    plugins.extend(wanted.iter().map(|name| match *name {
        "woocommerce" => Extension::new(name, "WooCommerce", "active", "10.1.2", None),
        "easy-digital-downloads" => Extension::new(name, "Easy Digital Downloads", "active", "3.5.1", None),
        "wordpress-seo" => Extension::new(name, "Yoast SEO", "active", "25.6", None),
        _ => Extension::new(name, name, "active", "1.0.0", None),
    }));
    plugins
}

/// The theme a new WordPress comes with.
pub(super) fn new_themes() -> Vec<Extension> {
    vec![Extension::new("twentytwentyfive", "Twenty Twenty-Five", "active", "1.3", None)]
}

/// The plugins of a seeded environment: some are behind, some are not in use.
pub(super) fn usual_plugins(environment_id: &str, has_shop: bool) -> Vec<Extension> {
    let mut plugins = vec![mu_plugin()];
    for (name, title, version, newest) in PLUGINS {
        let chance = number_of(&format!("{environment_id}/{name}"));
        if chance % 8 < 3 && name != "akismet" {
            continue;
        }
        let (version, newer) =
            if chance % 16 < 11 && version != newest { (version, Some(newest)) } else { (newest, None) };
        let status = if (chance / 16).is_multiple_of(5) { "inactive" } else { "active" };
        plugins.push(Extension::new(name, title, status, version, newer));
    }
    if has_shop {
        plugins.push(Extension::new("woocommerce", "WooCommerce", "active", "9.9.5", Some("10.1.2")));
    }
    plugins
}

/// The themes of a seeded environment.
pub(super) fn usual_themes(environment_id: &str) -> Vec<Extension> {
    let is_behind = number_of(environment_id).is_multiple_of(2);
    let (version, newer) = if is_behind { ("1.2", Some("1.3")) } else { ("1.3", None) };
    vec![
        Extension::new("astra", "Astra", "active", "4.11.2", Some("4.11.8")),
        Extension::new("twentytwentyfour", "Twenty Twenty-Four", "inactive", "1.3", None),
        Extension::new("twentytwentyfive", "Twenty Twenty-Five", "inactive", version, newer),
    ]
}

/// Plugins or themes.
pub(super) struct Sort {
    word: &'static str,
    one: Kind,
    several: Kind,
    of: fn(&mut Estate) -> &mut Vec<Extension>,
}

static OF_PLUGINS: Sort = Sort {
    word: "plugin",
    one: Kind::of_sites("wp-plugin:update", "Updating WordPress plugin in progress", "updatePlugin"),
    several: Kind::of_sites("wp-plugins:bulk-update", "Bulk-updating WordPress plugins in progress", "updatePlugins"),
    of: |estate| &mut estate.plugins,
};
static OF_THEMES: Sort = Sort {
    word: "theme",
    one: Kind::of_sites("wp-theme:update", "Updating WordPress theme in progress", "updateTheme"),
    several: Kind::of_sites("wp-themes:bulk-update", "Bulk-updating WordPress themes in progress", "updateThemes"),
    of: |estate| &mut estate.themes,
};

type Asked = (State<Arc<Shared>>, Path<String>);

/// `GET …/plugins`.
pub(super) async fn plugins((State(shared), Path(id)): Asked) -> Result<Reply, Reply> {
    list(&shared, &id, &OF_PLUGINS, "wp_plugins")
}

/// `GET …/themes`.
pub(super) async fn themes((State(shared), Path(id)): Asked) -> Result<Reply, Reply> {
    list(&shared, &id, &OF_THEMES, "wp_themes")
}

fn list(shared: &Shared, id: &str, sort: &Sort, wrapper: &str) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let container_id = world.environment(id).ok_or_else(Reply::not_found)?.1.container_id.clone();
    let estate = world.estate(id).ok_or_else(Reply::not_found)?;
    let data: Vec<Value> = (sort.of)(estate).iter().map(Extension::to_json).collect();
    let container = json!({ "id": container_id, wrapper: { "data": data } });
    Ok(Reply::ok(json!({ "environment": { "id": id, "container_info": container } })))
}

/// `PUT …/plugins`.
pub(super) async fn update_plugin(asked: Asked, call: Given<Call>, fields: Fields) -> Result<Reply, Reply> {
    update_one(asked, &call, &fields, &OF_PLUGINS)
}

/// `PUT …/themes`.
pub(super) async fn update_theme(asked: Asked, call: Given<Call>, fields: Fields) -> Result<Reply, Reply> {
    update_one(asked, &call, &fields, &OF_THEMES)
}

fn update_one(
    (State(shared), Path(id)): Asked,
    call: &Call,
    fields: &Fields,
    sort: &'static Sort,
) -> Result<Reply, Reply> {
    let (name, version) = (fields.filled("name")?.to_owned(), fields.filled("update_version")?.to_owned());
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let what = format!("Update {} {name} to {version} of", sort.word);
    let effect = on_success(move |world, _| update(world, &id, sort, &name, Some(&version)));
    Ok(shared.begin(&mut world, call, place.begin(&sort.one, &what, effect)))
}

/// `PUT …/plugins/bulk-update`; starts an operation, but under HTTP 200.
pub(super) async fn update_plugins(asked: Asked, call: Given<Call>, fields: Fields) -> Result<Reply, Reply> {
    update_several(asked, &call, &fields, &OF_PLUGINS, "plugins")
}

/// `PUT …/themes/bulk-update`; starts an operation, but under HTTP 200.
pub(super) async fn update_themes(asked: Asked, call: Given<Call>, fields: Fields) -> Result<Reply, Reply> {
    update_several(asked, &call, &fields, &OF_THEMES, "themes")
}

fn update_several(
    (State(shared), Path(id)): Asked,
    call: &Call,
    fields: &Fields,
    sort: &'static Sort,
    list: &str,
) -> Result<Reply, Reply> {
    let objects = fields.objects(list)?;
    let names: Vec<String> =
        objects.iter().map(|object| object.filled("name").map(str::to_owned)).collect::<Result<_, _>>()?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let what = format!("Update {} {}(s) of", names.len(), sort.word);
    let effect = on_success(move |world, _| {
        // One that cannot be updated does not keep the others from it.
        let problems: Vec<String> =
            names.iter().filter_map(|name| update(world, &id, sort, name, None).err()).collect();
        if problems.is_empty() { Ok(Value::Null) } else { Err(problems.join(" ")) }
    });
    Ok(shared.begin(&mut world, call, place.begin(&sort.several, &what, effect)).under_200())
}

fn update(world: &mut World, id: &str, sort: &Sort, name: &str, version: Option<&str>) -> Outcome {
    let missing = || format!("The {} {name} is not installed.", sort.word);
    let estate = world.estate(id).ok_or_else(missing)?;
    let found = (sort.of)(estate).iter_mut().find(|extension| extension.name == name).ok_or_else(missing)?;
    if let Some(wanted) = version.filter(|wanted| found.update_version.as_deref() != Some(*wanted)) {
        found.update_status = Some("failed".to_owned());
        return Err(format!("The version {wanted} of the {} {name} is not available.", sort.word));
    }
    found.update();
    world.touch_files(id);
    Ok(Value::Null)
}
