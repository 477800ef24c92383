//! Views: forms and the Home tab.

use serde::Deserialize;
use serde_json::json;

use crate::domain::ids::{UserId, ViewId};
use crate::slack::blocks::View;

use super::error::Effect;
use super::{Client, Error};

#[derive(Deserialize)]
struct ViewAnswer {
    view: Shown,
}

#[derive(Deserialize)]
struct Shown {
    id: String,
}

impl Client {
    /// Opens a form. A trigger opens one, within three seconds, so doing it twice never opens a second one.
    ///
    /// # Errors
    /// [`Error::Gone`] when the trigger is used up or too old.
    pub async fn open_view(&self, trigger_id: &str, view: &View) -> Result<ViewId, Error> {
        let request = json!({ "trigger_id": trigger_id, "view": view });
        let answer: ViewAnswer = self.write("views.open", Effect::Repeatable, &request).await?;
        Ok(answer.view.id.into())
    }

    /// Gives an open form new content. With a `hash` only while it is still the one that was meant.
    ///
    /// # Errors
    /// [`Error::Gone`] when it was closed, or with a `hash` when it was updated meanwhile.
    pub async fn update_view(&self, id: &ViewId, hash: Option<&str>, view: &View) -> Result<(), Error> {
        let mut request = json!({ "view_id": id, "view": view });
        if let Some(hash) = hash {
            request["hash"] = json!(hash);
        }
        self.write::<ViewAnswer>("views.update", Effect::Repeatable, &request).await.map(drop)
    }

    /// Shows a person's Home tab.
    ///
    /// # Errors
    /// [`Error::Gone`] when there is no such person, any other [`Error`] when the tab stays as it was.
    pub async fn publish_home(&self, user: &UserId, view: &View) -> Result<(), Error> {
        let request = json!({ "user_id": user, "view": view });
        self.write::<ViewAnswer>("views.publish", Effect::Repeatable, &request).await.map(drop)
    }
}
