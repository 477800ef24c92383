//! Who the bot is, and who people are.

use serde::Deserialize;
use slack_morphism::ClientResult;

use crate::domain::ids::{TeamId, UserId};

use super::error::Effect;
use super::{Client, Error};

/// Whom the token belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The workspace.
    pub team: TeamId,
    /// The workspace's name.
    pub team_name: String,
    /// The bot as a user, which is how it is mentioned.
    pub bot_user: UserId,
    /// The bot's own id, `B…`.
    pub bot_id: Option<String>,
    /// The workspace's address.
    pub url: Option<String>,
}

/// A person as Slack describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub user: UserId,
    /// What people call them.
    pub name: String,
    /// Their whole name, as far as they gave one.
    pub real_name: Option<String>,
    /// Such as `de-DE`.
    pub locale: Option<String>,
    /// The IANA time zone.
    pub zone: Option<String>,
    /// A bot.
    pub is_bot: bool,
    /// A guest.
    pub is_restricted: bool,
    /// No longer with them.
    pub is_deleted: bool,
    /// Of another organisation.
    pub is_stranger: bool,
    /// The workspaces they belong to; of an organisation with several, all of them.
    pub teams: Vec<TeamId>,
}

#[derive(Deserialize)]
struct AuthAnswer {
    team_id: String,
    #[serde(default)]
    team: Option<String>,
    user_id: String,
    #[serde(default)]
    bot_id: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
struct UserAnswer {
    user: UserFields,
}

#[derive(Deserialize)]
struct UserFields {
    id: String,
    name: Option<String>,
    real_name: Option<String>,
    locale: Option<String>,
    tz: Option<String>,
    is_bot: Option<bool>,
    is_restricted: Option<bool>,
    is_ultra_restricted: Option<bool>,
    deleted: Option<bool>,
    is_stranger: Option<bool>,
    team_id: Option<String>,
    enterprise_user: Option<EnterpriseUser>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct EnterpriseUser {
    #[serde(default)]
    teams: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    display_name: Option<String>,
}

impl Client {
    /// Whom the token belongs to.
    ///
    /// # Errors
    /// [`Error::Auth`] when Slack does not know the token.
    pub async fn auth_test(&self) -> Result<Identity, Error> {
        let answer: AuthAnswer = self.read("auth.test", &[]).await?;
        Ok(Identity {
            team: answer.team_id.into(),
            team_name: answer.team.unwrap_or_default(),
            bot_user: answer.user_id.into(),
            bot_id: answer.bot_id,
            url: answer.url,
        })
    }

    /// A person, with language and time zone.
    ///
    /// # Errors
    /// [`Error::Gone`] when there is no such person, [`Error::Auth`] when the scope `users:read` is missing.
    pub async fn user(&self, user: &UserId) -> Result<Person, Error> {
        let parameters = [("user", user.as_str()), ("include_locale", "true")];
        let UserAnswer { user } = self.read("users.info", &parameters).await?;
        let display_name = user.profile.and_then(|profile| profile.display_name);
        let names = [display_name, user.real_name.clone(), user.name];
        Ok(Person {
            name: names.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap_or_else(|| user.id.clone()),
            user: user.id.into(),
            real_name: user.real_name.filter(|name| !name.trim().is_empty()),
            locale: user.locale.filter(|locale| !locale.is_empty()),
            zone: user.tz.filter(|zone| !zone.is_empty()),
            is_bot: user.is_bot.unwrap_or(false),
            is_restricted: user.is_restricted.unwrap_or(false) || user.is_ultra_restricted.unwrap_or(false),
            is_deleted: user.deleted.unwrap_or(false),
            is_stranger: user.is_stranger.unwrap_or(false),
            teams: user
                .team_id
                .into_iter()
                .chain(user.enterprise_user.map(|user| user.teams).unwrap_or_default())
                .map(TeamId::from)
                .collect(),
        })
    }

    /// Calls a reading method. Answers are our own types: slack-morphism's fail as a whole over one field that has
    /// another shape, such as somebody else's message metadata.
    pub(super) async fn read<A: for<'de> Deserialize<'de> + Send>(
        &self,
        method: &'static str,
        parameters: &[(&str, &str)],
    ) -> Result<A, Error> {
        let session = self.session();
        let parameters: Vec<(&str, Option<&str>)> =
            parameters.iter().map(|(name, value)| (*name, Some(*value))).collect();
        let request = async { session.http_session_api.http_get(method, &parameters, None).await };
        self.call(method, Effect::Repeatable, async { request.await as ClientResult<A> }).await
    }
}
