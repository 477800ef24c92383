//! What comes with an answer: pictures are shown in it, other files are handed over beside it.

use std::time::Duration;

use super::desk::Desk;
use crate::commands::{Asked, Attachment};
use crate::domain::actor::Place;
use crate::domain::card::{Card, Image, Part};
use crate::domain::ids::ChannelId;
use crate::slack::client::{Error as SlackError, Upload};

/// How often Slack is asked whether a picture is ready, and the pause between.
const LOOKS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(250);

/// Who is to have a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody where it was asked for.
    Conversation,
    /// The asker alone.
    Asker,
}

impl Desk {
    /// The card with its pictures, and with a line about each other file.
    pub async fn hand_over(&self, asked: &Asked, mut card: Card, files: Vec<Attachment>, to: Audience) -> Card {
        for file in files {
            let name = file.name.clone();
            let handed = match file.alt {
                Some(_) => self.show(file).await.map(Part::Image),
                None => self.share(asked, file, to).await.map(Part::Note),
            };
            card = card.with(handed.unwrap_or_else(|error| {
                tracing::warn!(%error, "a file could not be handed to Slack");
                metrics::counter!("files_lost_total").increment(1);
                Part::Note(asked.t("file-lost").plain("name", &name).plain("why", error.outcome()).say())
            }));
        }
        card
    }

    /// A picture, shown in the message itself: nobody else can open it.
    async fn show(&self, file: Attachment) -> Result<Image, SlackError> {
        let (alt, title) = (file.alt.clone().unwrap_or_default(), file.title.clone());
        let id = self.slack.upload(&upload(file), None, None).await?;
        // A picture that Slack has not looked at yet would have the whole message refused.
        for _ in 0..LOOKS {
            if self.slack.file_is_ready(&id).await? {
                break;
            }
            self.clock.sleep(PAUSE).await;
        }
        Ok(Image { file: id.as_str().to_owned(), alt, title })
    }

    async fn share(&self, asked: &Asked, file: Attachment, to: Audience) -> Result<String, SlackError> {
        let is_here = to == Audience::Conversation || asked.place.channel.is_direct();
        let place = if is_here {
            asked.place.clone()
        } else {
            Place { channel: ChannelId::with(&asked.actor.user), thread: None }
        };
        let name = file.name.clone();
        self.slack.upload(&upload(file), Some(&place), None).await?;
        let key = if is_here { "file-here" } else { "file-in-direct" };
        Ok(asked.t(key).plain("name", &name).say())
    }
}

fn upload(file: Attachment) -> Upload {
    Upload { name: file.name, title: file.title, alt: file.alt, bytes: file.bytes }
}
