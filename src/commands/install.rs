//! A WordPress to be installed, in a new site or a new environment: its arguments, and what is kept of them.

use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::args;
use super::password::{self, Password};
use super::services::{Asked, Services};
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::kinsta;
use crate::kinsta::api::wordpress::{Admin, Multisite, WordPress};

/// Adds the arguments to a verb's grammar.
pub fn arguments(command: Command) -> Command {
    command
        .arg(args::words("title", "title").required(true))
        .arg(args::words("admin-user", "name").required(true))
        .arg(args::words("admin-email", "email").required(true))
        .arg(password::argument())
        .arg(args::words("language", "code"))
        .arg(args::one_of("multisite", &["subdomain", "subdirectory"]))
        .arg(args::flag("woocommerce"))
        .arg(args::flag("yoast"))
}

/// A WordPress as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Install {
    title: String,
    language: String,
    admin_user: String,
    admin_email: String,
    /// Its administrator's password.
    pub password: Password,
    multisite: Option<Multisite>,
    woocommerce: bool,
    yoast: bool,
}

impl Install {
    /// Reads the arguments.
    pub fn read(asked: &Asked, services: &Services, matches: &ArgMatches) -> Result<Self, Refusal> {
        let text = |name: &str| matches.get_one::<String>(name).map(|text| text.trim().to_owned()).unwrap_or_default();
        let admin_email = text("admin-email");
        let is_address = |(user, host): (&str, &str)| !user.is_empty() && host.contains('.');
        if !admin_email.split_once('@').is_some_and(is_address) {
            return Err(Refusal::new(asked.t("install-email").plain("email", &admin_email))
                .way_out(asked.t("install-email-way-out"))
                .about("admin-email"));
        }
        let usual = if asked.actor.lang == Lang::De { "de_DE" } else { "en_US" };
        let language = Some(text("language")).filter(|language| !language.is_empty());
        let multisite = matches.get_one::<String>("multisite").map(|kind| {
            if kind.eq_ignore_ascii_case("subdomain") { Multisite::Subdomain } else { Multisite::Subdirectory }
        });
        Ok(Self {
            title: text("title"),
            language: language.unwrap_or_else(|| usual.to_owned()),
            admin_user: text("admin-user"),
            admin_email,
            password: Password::of(asked, services),
            multisite,
            woocommerce: matches.get_flag("woocommerce"),
            yoast: matches.get_flag("yoast"),
        })
    }

    /// What the question says of it. `more` are plugins that not every call knows.
    pub fn facts(&self, more: &[&str]) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("install-title", self.title.clone()),
            ("install-language", self.language.clone()),
            ("install-admin", format!("{} · {}", self.admin_user, self.admin_email)),
        ];
        // Shown as what an address will look like, which needs no words.
        facts.extend(self.multisite.map(|kind| {
            let example = match kind {
                Multisite::Subdomain => "blog.example.com",
                Multisite::Subdirectory => "example.com/blog",
            };
            ("install-multisite", example.to_owned())
        }));
        let known = [("WooCommerce", self.woocommerce), ("Yoast SEO", self.yoast)];
        let plugins = known.into_iter().filter_map(|(name, wanted)| wanted.then_some(name));
        let plugins: Vec<&str> = plugins.chain(more.iter().copied()).collect();
        if !plugins.is_empty() {
            facts.push(("install-plugins", plugins.join(", ")));
        }
        facts
    }

    /// As Kinsta wants it, with the password.
    pub fn wordpress(&self, kinsta: &kinsta::Client) -> Result<WordPress, kinsta::Error> {
        Ok(WordPress {
            title: self.title.clone(),
            admin: Admin {
                user: self.admin_user.clone(),
                password: self.password.open(kinsta)?,
                email: self.admin_email.clone(),
            },
            language: self.language.clone(),
            multisite: self.multisite,
            woocommerce: self.woocommerce,
            yoast_seo: self.yoast,
        })
    }
}
