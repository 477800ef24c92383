//! What a new WordPress is made with, in a new site or a new environment.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

/// A WordPress to install.
#[derive(Debug, Clone)]
pub struct WordPress {
    /// The title on its pages.
    pub title: String,
    /// Its first user.
    pub admin: Admin,
    /// Its language as WordPress calls it: `en_US`, `de_DE`.
    pub language: String,
    /// Several sites in one; `None` for one.
    pub multisite: Option<Multisite>,
    /// With the WooCommerce plugin.
    pub woocommerce: bool,
    /// With the Yoast SEO plugin.
    pub yoast_seo: bool,
}

/// The administrator of a new WordPress.
#[derive(Debug, Clone)]
pub struct Admin {
    /// The user's name.
    pub user: String,
    /// Their password. Kinsta checks its strength.
    pub password: SecretString,
    /// Their e-mail address.
    pub email: String,
}

/// How the sites of a multisite are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Multisite {
    /// `one.example.com`.
    Subdomain,
    /// `example.com/one`.
    Subdirectory,
}

impl WordPress {
    /// Adds it to a body. What is off is not sent: that is Kinsta's default.
    pub(super) fn write_to(&self, body: &mut Map<String, Value>) {
        body.insert("site_title".into(), json!(self.title));
        body.insert("admin_user".into(), json!(self.admin.user));
        body.insert("admin_password".into(), json!(self.admin.password.expose_secret()));
        body.insert("admin_email".into(), json!(self.admin.email));
        body.insert("wp_language".into(), json!(self.language));
        if let Some(multisite) = self.multisite {
            body.insert("is_multisite".into(), json!(true));
            body.insert("is_subdomain_multisite".into(), json!(multisite == Multisite::Subdomain));
        }
        for (name, on) in [("woocommerce", self.woocommerce), ("wordpressseo", self.yoast_seo)] {
            if on {
                body.insert(name.into(), json!(true));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(multisite: Option<Multisite>) -> Value {
        let admin = Admin { user: "root".into(), password: "hunter2-hunter2".into(), email: "a@b.example".into() };
        let wordpress = WordPress {
            title: "Acme".into(),
            admin,
            language: "de_DE".into(),
            multisite,
            woocommerce: false,
            yoast_seo: true,
        };
        assert!(!format!("{wordpress:?}").contains("hunter2"));
        let mut body = Map::new();
        wordpress.write_to(&mut body);
        body.into()
    }

    #[test]
    fn both_kinds_of_multisite_say_that_they_are_one() {
        let flags = |body: Value| (body["is_multisite"].clone(), body["is_subdomain_multisite"].clone());
        assert_eq!(flags(body(Some(Multisite::Subdomain))), (json!(true), json!(true)));
        assert_eq!(flags(body(Some(Multisite::Subdirectory))), (json!(true), json!(false)));
        assert_eq!(flags(body(None)), (Value::Null, Value::Null));
    }

    #[test]
    fn the_password_is_sent_and_what_is_off_is_not() {
        let body = body(None);
        assert_eq!(body["admin_password"], "hunter2-hunter2");
        assert_eq!(body["wordpressseo"], true);
        assert_eq!(body.get("woocommerce"), None);
    }
}
