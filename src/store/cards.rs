//! Where each operation's card ended up, so that it is edited there and its thread is found.

use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Error, Store, Tx, json};
use crate::domain::actor::ReturnAddress;
use crate::domain::ids::{ChannelId, MessageTs, OperationId};

/// The place of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum CardHome {
    /// In the conversation where it was asked for.
    Channel {
        /// The conversation.
        channel: ChannelId,
        /// The card's message.
        ts: MessageTs,
    },
    /// Only behind a short-lived address, where it can be replaced a few times ([`Store::take_use`]).
    Return {
        /// The address.
        address: ReturnAddress,
        /// Slack's word for why it is not in the conversation.
        #[serde(default)]
        code: String,
    },
    /// In the private conversation with the asker.
    Dm {
        /// The conversation.
        channel: ChannelId,
        /// The card's message.
        ts: MessageTs,
        /// Slack's word for why it is not in the conversation where it was asked for.
        #[serde(default)]
        code: String,
    },
}

const PUT: &str = "INSERT INTO cards (operation_id, home) VALUES ($1, $2) \
    ON CONFLICT (operation_id) DO UPDATE SET home = excluded.home";

const FIND: &str = "SELECT home FROM cards WHERE operation_id = $1";

const PUT_REQUEST: &str = "INSERT INTO request_cards (operation_id, home) VALUES ($1, $2) \
    ON CONFLICT (operation_id) DO UPDATE SET home = excluded.home";

const FIND_REQUEST: &str = "SELECT home FROM request_cards WHERE operation_id = $1";

impl Store {
    /// Where the operation's message to those is who could agree to it; `None` before it was posted.
    pub async fn request_home(&self, operation: &OperationId) -> Result<Option<CardHome>, Error> {
        find(self, FIND_REQUEST, operation).await
    }

    /// Keeps where the operation's message to those is who could agree to it.
    pub async fn set_request_home(&self, operation: &OperationId, home: &CardHome) -> Result<(), Error> {
        put(self.writer().await?.connection(), PUT_REQUEST, operation, home).await
    }

    /// Where the operation's card is; `None` before it was posted.
    pub async fn card_home(&self, operation: &OperationId) -> Result<Option<CardHome>, Error> {
        find(self, FIND, operation).await
    }

    /// Keeps where the operation's card is.
    pub async fn set_card_home(&self, operation: &OperationId, home: &CardHome) -> Result<(), Error> {
        put(self.writer().await?.connection(), PUT, operation, home).await
    }
}

impl Tx {
    /// Keeps where the operation's card is, together with the message having been sent.
    pub async fn set_card_home(&mut self, operation: &OperationId, home: &CardHome) -> Result<(), Error> {
        put(self.connection(), PUT, operation, home).await
    }
}

async fn find(store: &Store, statement: &'static str, operation: &OperationId) -> Result<Option<CardHome>, Error> {
    let row: Option<(String,)> =
        sqlx::query_as(statement).bind(operation.as_str()).fetch_optional(store.pool()).await?;
    row.map(|(home,)| serde_json::from_str(&home).map_err(|error| Error::unreadable("card's home", &error))).transpose()
}

async fn put(
    connection: &mut AnyConnection,
    statement: &'static str,
    operation: &OperationId,
    home: &CardHome,
) -> Result<(), Error> {
    let home = json("card's home", home)?;
    sqlx::query(statement).bind(operation.as_str()).bind(home).execute(connection).await?;
    Ok(())
}
