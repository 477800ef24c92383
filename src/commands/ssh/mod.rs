//! `/kinsta ssh …`: SSH and SFTP of an environment. Kinsta turns both on and off together.

mod allow_add;
mod allow_change;
mod allow_list;
mod allow_remove;
mod config;
mod login;
mod password_expiry;
mod password_rotate;
mod password_show;
mod password_switch;
mod status;
mod switch;

pub use login::Login;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(status::Status),
        Box::new(switch::Switch::<true>),
        Box::new(switch::Switch::<false>),
        Box::new(config::Config),
        Box::new(password_show::Show),
        Box::new(password_rotate::Rotate),
        Box::new(password_switch::Switch::<true>),
        Box::new(password_switch::Switch::<false>),
        Box::new(password_expiry::Expiry),
        Box::new(allow_list::List),
        Box::new(allow_add::Add),
        Box::new(allow_remove::Remove),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<switch::SwitchSsh<true>>()
        .with::<switch::SwitchSsh<false>>()
        .with::<password_rotate::RotatePassword>()
        .with::<password_switch::SwitchPassword<true>>()
        .with::<password_switch::SwitchPassword<false>>()
        .with::<password_expiry::ChangeExpiry>()
        .with::<allow_change::ChangeAllowList<true>>()
        .with::<allow_change::ChangeAllowList<false>>()
}
