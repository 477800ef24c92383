//! The password of an administrator who is yet to be: entered in a form, or made up.

use clap::Arg;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::args;
use super::services::{Asked, Services};
use crate::act::Stop;
use crate::kinsta::{self, Sealed, made_up_password};

/// The argument's name.
const NAME: &str = "admin_password";

/// The argument: a field of the form that may stay empty.
pub fn argument() -> Arg {
    args::secret(NAME)
}

/// A password on its way to Kinsta.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Password {
    sealed: Sealed,
    is_made_up: bool,
}

impl Password {
    /// The one that was entered; where none was, one that is made up.
    pub fn of(asked: &Asked, services: &Services) -> Self {
        let entered = asked.enclosed.secrets.get(NAME).filter(|secret| !secret.expose_secret().is_empty());
        match entered {
            Some(secret) => Self { sealed: services.kinsta.seal(secret), is_made_up: false },
            None => Self { sealed: services.kinsta.seal(&made_up_password()), is_made_up: true },
        }
    }

    /// Whether it can still be read, before anything is sent.
    pub fn check(&self, kinsta: &kinsta::Client) -> Result<(), Stop> {
        kinsta.open(&self.sealed).map(drop).map_err(|_| Stop::Changed("secret-unopenable"))
    }

    /// The password itself.
    pub fn open(&self, kinsta: &kinsta::Client) -> Result<SecretString, kinsta::Error> {
        // Checked a moment ago; whoever forgot to sends nothing.
        kinsta.open(&self.sealed).map_err(|error| kinsta::Error::Rejected { status: 0, message: error.to_string() })
    }

    /// It, where the one who asked does not know it.
    pub fn made_up(&self) -> Option<&Sealed> {
        self.is_made_up.then_some(&self.sealed)
    }

    /// What the question says of it.
    pub fn said(&self) -> &'static str {
        if self.is_made_up { "password-made-up" } else { "password-entered" }
    }
}
