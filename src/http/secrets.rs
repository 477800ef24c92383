//! Secrets: shown in the place of the question, to the asker alone, and taken away after a while.

use super::desk::Desk;
use super::files::Audience;
use crate::commands::{Asked, Reply, SECRET_MINUTES};
use crate::domain::actor::{RETURN_USES, ReturnAddress};
use crate::domain::card::Card;
use crate::domain::outgoing::Outgoing;
use crate::slack::blocks;
use crate::store;

impl Desk {
    /// Shows a secret through the address of the button that asked for it. It passes through no store and no log; what
    /// is stored is that it is to be taken away, and who asked for it by which words.
    pub async fn show_secret(&self, asked: &Asked, to: Option<ReturnAddress>, reply: Reply, line: &str) {
        let refuse = |key: &str| Card::text(asked.t(key).say());
        let Some(to) = to else {
            let card = refuse("secret-not-here");
            return self.whisper(&asked.actor.user, &asked.place, None, false, card).await;
        };
        let card = self.hand_over(asked, reply.card, reply.files, Audience::Asker).await;
        let card = card.note(asked.t("secret-shown").number("minutes", SECRET_MINUTES).say());
        // That it goes is promised before it is shown.
        if let Err(error) = self.promise_to_hide(asked, &to, line).await {
            let card = self.incident(asked.actor.lang, &error);
            return self.whisper(&asked.actor.user, &asked.place, Some(to), true, card).await;
        }
        let now_ms = self.clock.now_ms();
        if !self.store.take_use(&to.url, RETURN_USES, now_ms).await.unwrap_or(false) {
            return self.whisper(&asked.actor.user, &asked.place, None, false, refuse("secret-not-here")).await;
        }
        if let Err(error) = self.slack.respond(&to, &blocks::render(&card), true, false).await {
            tracing::warn!(%error, "a secret could not be shown");
            self.whisper(&asked.actor.user, &asked.place, None, false, refuse("secret-not-here")).await;
        }
    }

    async fn promise_to_hide(&self, asked: &Asked, to: &ReturnAddress, line: &str) -> Result<(), store::Error> {
        let now_ms = self.clock.now_ms();
        let life_ms = i64::try_from(SECRET_MINUTES).unwrap_or(1) * 60_000;
        // An address that does not live that long takes the secret away while it still can.
        let hide_ms = (now_ms + life_ms).min(to.expires_at_ms - 60_000);
        let card = Card::text(asked.t("secret-gone").say());
        let message = Outgoing::Respond { to: to.clone(), replace: true, card };
        let lane = self.ids.next(self.clock.as_ref());
        let mut tx = self.store.write_tx().await?;
        tx.push_outgoing_for(&lane, &message, now_ms, hide_ms).await?;
        tx.record(&self.pipeline.secret_shown(asked, line));
        tx.commit().await
    }
}
