//! Things to store.

use kinsta_slack::domain::actor::{Kind, Place, ReturnAddress};
use kinsta_slack::domain::ids::{EnvId, OperationId, PromptId, SiteId, TeamId, UserId};
use kinsta_slack::domain::lang::Lang;
use kinsta_slack::domain::operation::{Aftermath, Operation, State, Step};
use kinsta_slack::domain::outgoing::Outgoing;
use kinsta_slack::domain::target::Target;
use kinsta_slack::store::{NewJob, Prompt, PromptState};
use serde_json::json;

pub fn place() -> Place {
    Place { channel: "C1".into(), thread: Some("1700000000.000100".into()) }
}

pub fn target() -> Target {
    Target {
        site_id: Some(SiteId::from("site-1")),
        site: "Bücher & Söhne 📚".to_owned(),
        env_id: Some(EnvId::from("env-1")),
        env: "Live".to_owned(),
        is_live: true,
        domain: Some("example.com".to_owned()),
        names: std::collections::BTreeMap::new(),
    }
}

pub fn return_address() -> ReturnAddress {
    ReturnAddress { url: "https://hooks.slack.com/commands/T1/2/x".to_owned(), expires_at_ms: 1_800_000 }
}

pub fn prompt(id: &str) -> Prompt {
    Prompt {
        id: PromptId::from(id),
        team: TeamId::from("T1"),
        user: UserId::from("U1"),
        act_name: "cache.clear".to_owned(),
        act: json!({ "layers": ["site", "edge"], "note": "quote ' and \" and \u{0}" }),
        verb: "cache clear".to_owned(),
        target: target(),
        lang: Lang::De,
        place: place(),
        created_at_ms: 1_000,
        expires_at_ms: 301_000,
        state: PromptState::Open,
    }
}

pub fn operation(id: &str, created_at_ms: i64) -> Operation {
    Operation {
        id: OperationId::from(id),
        act_name: "cache.clear".to_owned(),
        act: json!({ "layers": ["site"] }),
        verb: "cache clear".to_owned(),
        target: target(),
        team: TeamId::from("T1"),
        user: UserId::from("U1"),
        kind: Kind::Member,
        lang: Lang::En,
        place: place(),
        return_address: Some(return_address()),
        state: State::Accepted,
        steps: vec![Step::planned("site")],
        aftermath: Aftermath::Nothing,
        has_secret: false,
        approval: None,
        waits: None,
        joined: Vec::new(),
        created_at_ms,
        ended_at_ms: None,
        deadline_ms: created_at_ms + 900_000,
        version: 0,
    }
}

pub fn job(key: &str, run_at_ms: i64) -> NewJob {
    NewJob {
        kind: "follow".to_owned(),
        key: key.to_owned(),
        payload: json!({ "operation": key }),
        run_at_ms,
        max_attempts: 3,
    }
}

pub fn update(text: &str) -> Outgoing {
    Outgoing::ShowCard { operation: OperationId::from(text) }
}

pub fn reply(text: &str) -> Outgoing {
    Outgoing::Reply { operation: OperationId::from(text) }
}
