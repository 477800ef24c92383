//! The requests that wait, as one person sees them from where they stand.

use crate::access::Asking;
use crate::commands::permit::shows;
use crate::commands::services::{Asked, Services};
use crate::domain::card::{Button, ButtonStyle, Card, Part, Press};
use crate::domain::operation::{Operation, State};
use crate::domain::text;
use crate::operations::{self, view};
use crate::store::{self, OperationFilter};

/// How many are shown with their buttons.
const SHOWN: usize = 10;
/// How many are looked through.
const MOST: u32 = 200;

/// The requests of this workspace that wait and are seen here, the newest first.
pub async fn waiting(asked: &Asked, services: &Services) -> Result<Vec<Operation>, store::Error> {
    let filter = OperationFilter {
        team: Some(asked.actor.team.clone()),
        state: Some(State::Waiting),
        ..OperationFilter::default()
    };
    let mut requests = services.store.recent_operations(MOST, &filter).await?;
    requests.retain(|operation| shows(asked, services, operation));
    Ok(requests)
}

/// The card with a paragraph for each, and the buttons this person may use.
pub fn added(asked: &Asked, services: &Services, card: Card, requests: &[Operation]) -> Card {
    let card = requests.iter().take(SHOWN).fold(card, |card, operation| one(asked, services, card, operation));
    match requests.len().saturating_sub(SHOWN) {
        0 => card,
        more => card.note(asked.t("approval-more").number("count", more).say()),
    }
}

fn one(asked: &Asked, services: &Services, card: Card, operation: &Operation) -> Card {
    let Some(approval) = &operation.approval else { return card };
    let until = jiff::Timestamp::from_millisecond(approval.expires_at_ms).unwrap_or(jiff::Timestamp::MAX);
    let said = asked
        .t("approval-line")
        .marked("line", view::line(asked.actor.lang, operation))
        .plain("label", &operation.target.label())
        .plain("reason", &approval.reason)
        .marked("until", text::moment(until, &asked.actor.zone));
    let id = || operation.id.clone();
    let button = |key: &str, press| Button::new(asked.t(key).say(), press);
    let buttons = if operation.user == asked.actor.user {
        vec![button("button-withdraw", Press::Withdraw { operation: id() })]
    } else if may_answer(asked, services, operation) && !approval.has_agreed(&asked.actor.user) {
        vec![
            button("button-approve", Press::Approve { operation: id() }).style(ButtonStyle::Danger),
            button("button-refuse", Press::Refuse { operation: id() }),
        ]
    } else {
        Vec::new()
    };
    card.with(Part::Divider).paragraph(said.say()).buttons(buttons)
}

/// Whether the policy lets them agree from here, as far as memory knows; the press decides.
fn may_answer(asked: &Asked, services: &Services, operation: &Operation) -> bool {
    let Ok(act) = services.acts.decode(&operation.act_name, operation.act.clone()) else { return false };
    let directory = services.directory.full();
    let access = &services.access;
    let asking = operations::asking(operation, act.as_ref(), access, &directory.index, services.clock.now());
    let Ok(leave) = access.weigh(&asking) else { return false };
    let Some(needs) = leave.needs else { return true };
    let approver =
        Asking { user: &asked.actor.user, kind: asked.actor.kind, channel: Some(&asked.place.channel), ..asking };
    access.may_approve(&approver, &operation.user, &needs.approval).is_ok()
}
