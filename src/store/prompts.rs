//! Prompts: questions that one person may answer once.
//!
//! Owns their table. Putting one down is on the way of every changing command's acknowledgement and goes through the
//! group commit of [`group`]; taking one is a single statement, so that of two presses one wins.

mod group;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::AnyConnection;

use super::audit::Draft;
use super::{Error, Store, Tx, json};
use crate::domain::actor::Place;
use crate::domain::audit::Entry;
use crate::domain::ids::{PromptId, TeamId, UserId};
use crate::domain::lang::Lang;
use crate::domain::target::Target;

pub(super) use group::GroupWriter;

/// A question and the act that a yes would run. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Its id.
    pub id: PromptId,
    /// The workspace.
    pub team: TeamId,
    /// Who was asked, and alone may answer.
    pub user: UserId,
    /// The act's registered name.
    pub act_name: String,
    /// The act itself.
    pub act: Value,
    /// The words of the verb that asks: `cache clear`.
    pub verb: String,
    /// What it would act on.
    pub target: Target,
    /// The language it was asked in.
    pub lang: Lang,
    /// Where it was asked.
    pub place: Place,
    /// When it was asked.
    pub created_at_ms: i64,
    /// From when on an answer comes too late.
    pub expires_at_ms: i64,
    /// Whether it still waits. A prompt is always put down open.
    pub state: PromptState,
}

/// Whether a prompt still waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromptState {
    /// It waits.
    Open,
    /// It was answered.
    Answered(Answer),
}

/// The two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes.
    Confirmed,
    /// No.
    Cancelled,
}

/// What became of an attempt to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The answer counts; there will be no second one.
    Taken(Box<Prompt>),
    /// Somebody else was asked.
    NotYours {
        /// Who.
        owner: UserId,
    },
    /// It had been answered.
    AlreadyTaken {
        /// How.
        answer: Answer,
        /// When, in epoch milliseconds.
        at_ms: i64,
        /// By whom.
        by: UserId,
    },
    /// Too late.
    Expired,
    /// No such prompt, or one so old that it was cleared away.
    Unknown,
}

impl PromptState {
    fn read(text: &str) -> Self {
        match text {
            "confirmed" => Self::Answered(Answer::Confirmed),
            "cancelled" => Self::Answered(Answer::Cancelled),
            _ => Self::Open,
        }
    }
}

impl Answer {
    fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What is kept as JSON; the rest are columns.
#[derive(Serialize)]
struct Body<'a> {
    team: &'a TeamId,
    act_name: &'a str,
    act: &'a Value,
    verb: &'a str,
    target: &'a Target,
    lang: Lang,
    place: &'a Place,
    created_at_ms: i64,
}

#[derive(Deserialize)]
struct StoredBody {
    team: TeamId,
    act_name: String,
    act: Value,
    #[serde(default)]
    verb: String,
    target: Target,
    lang: Lang,
    place: Place,
    created_at_ms: i64,
}

fn read(id: &PromptId, user: String, body: &str, expires_at_ms: i64, state: PromptState) -> Result<Prompt, Error> {
    let body: StoredBody = serde_json::from_str(body).map_err(|error| Error::unreadable("prompt", &error))?;
    Ok(Prompt {
        id: id.clone(),
        team: body.team,
        user: UserId::from(user),
        act_name: body.act_name,
        act: body.act,
        verb: body.verb,
        target: body.target,
        lang: body.lang,
        place: body.place,
        created_at_ms: body.created_at_ms,
        expires_at_ms,
        state,
    })
}

const FIND: &str = "SELECT user_id, body, expires_at_ms, state FROM prompts WHERE id = $1";

const TAKE: &str = "UPDATE prompts SET state = $1, taken_at_ms = $2, taken_by = $3 \
                    WHERE id = $4 AND state = 'open' AND user_id = $3 AND expires_at_ms > $2 \
                    RETURNING body, expires_at_ms";

const EXPLAIN: &str = "SELECT user_id, state, taken_at_ms, taken_by FROM prompts WHERE id = $1";

const PURGE: &str = "DELETE FROM prompts WHERE id IN (SELECT id FROM prompts WHERE expires_at_ms < $1 LIMIT $2)";

/// An open prompt, written out as it is stored.
pub struct PromptRow(group::Row);

impl PromptRow {
    /// Writes a prompt out.
    pub fn of(prompt: &Prompt) -> Result<Self, Error> {
        let body = Body {
            team: &prompt.team,
            act_name: &prompt.act_name,
            act: &prompt.act,
            verb: &prompt.verb,
            target: &prompt.target,
            lang: prompt.lang,
            place: &prompt.place,
            created_at_ms: prompt.created_at_ms,
        };
        Ok(Self(group::Row {
            id: prompt.id.as_str().to_owned(),
            user: prompt.user.as_str().to_owned(),
            body: json("prompt", &body)?,
            expires_at_ms: prompt.expires_at_ms,
        }))
    }
}

impl Store {
    /// Puts an open prompt down and returns when it is safe on disk. Calls that come together share one commit.
    pub async fn put_prompt(&self, prompt: &Prompt) -> Result<(), Error> {
        self.0.prompts.put(PromptRow::of(prompt)?.0, None).await
    }

    /// As [`Store::put_prompt`], together with its row of the audit log.
    pub async fn put_recorded_prompt(&self, prompt: PromptRow, entry: &Entry) -> Result<(), Error> {
        self.0.prompts.put(prompt.0, Some(Draft::of(entry)?)).await
    }

    /// The prompt of that id, whatever its state.
    pub async fn find_prompt(&self, id: &PromptId) -> Result<Option<Prompt>, Error> {
        let row: Option<(String, String, i64, String)> =
            sqlx::query_as(FIND).bind(id.as_str()).fetch_optional(self.pool()).await?;
        row.map(|(user, body, expires_at_ms, state)| read(id, user, &body, expires_at_ms, PromptState::read(&state)))
            .transpose()
    }

    /// Clears prompts away that expired before `before_ms`, answered or not; says how many.
    pub async fn purge_prompts(&self, before_ms: i64) -> Result<u64, Error> {
        self.purge(PURGE, before_ms).await
    }
}

impl Tx {
    /// Answers a prompt, if it waits, is `user`'s and has not expired. Single use: under any number of presses at once
    /// one gets [`Taken::Taken`].
    pub async fn take_prompt(
        &mut self,
        id: &PromptId,
        user: &UserId,
        now_ms: i64,
        answer: Answer,
    ) -> Result<Taken, Error> {
        let rows: Vec<(String, i64)> = sqlx::query_as(TAKE)
            .bind(answer.as_str())
            .bind(now_ms)
            .bind(user.as_str())
            .bind(id.as_str())
            .fetch_all(self.connection())
            .await?;
        match rows.into_iter().next() {
            Some((body, expires_at_ms)) => {
                let state = PromptState::Answered(answer);
                Ok(Taken::Taken(Box::new(read(id, user.as_str().to_owned(), &body, expires_at_ms, state)?)))
            }
            None => why_not(self.connection(), id, user).await,
        }
    }
}

async fn why_not(connection: &mut AnyConnection, id: &PromptId, user: &UserId) -> Result<Taken, Error> {
    type Row = (String, String, Option<i64>, Option<String>);
    let row: Option<Row> = sqlx::query_as(EXPLAIN).bind(id.as_str()).fetch_optional(connection).await?;
    let Some((owner, state, at_ms, by)) = row else { return Ok(Taken::Unknown) };
    let owner = UserId::from(owner);
    if owner != *user {
        return Ok(Taken::NotYours { owner });
    }
    Ok(match PromptState::read(&state) {
        PromptState::Answered(answer) => {
            Taken::AlreadyTaken { answer, at_ms: at_ms.unwrap_or_default(), by: by.map_or(owner, UserId::from) }
        }
        // The only condition left. Nobody can hold a prompt that was put down between the two statements.
        PromptState::Open => Taken::Expired,
    })
}
