//! The last word for those who joined an operation from another conversation.

use super::view;
use crate::domain::operation::Operation;
use crate::domain::outgoing::Outgoing;
use crate::store::{self, Tx};

/// Promises it, in the transaction that ends the operation. Whoever joined before has joined; whoever comes later finds
/// it ended.
pub(super) async fn tell(tx: &mut Tx, operation: &Operation, now_ms: i64) -> Result<(), store::Error> {
    let Some(stored) = tx.operation_for_update(&operation.id).await? else { return Ok(()) };
    for joined in stored.elsewhere() {
        let card = view::told(joined, &stored);
        let said = Outgoing::private(joined.place.clone(), joined.user.clone(), card);
        tx.push_outgoing(operation.id.as_str(), &said, now_ms).await?;
    }
    Ok(())
}
