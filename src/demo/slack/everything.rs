//! Looking at a whole workspace at once, so that a test can see what nobody read.

use super::message::Message;
use super::{SimulatedSlack, named};

impl SimulatedSlack {
    /// Every message that is still there, in all conversations, threads and private ones included.
    pub fn everything(&self) -> Vec<Message> {
        self.inner.read(|world| {
            let public = world.channels.values().flat_map(|channel| &channel.messages);
            let all = public.chain(&world.ephemerals).filter(|message| !message.deleted);
            all.map(|message| named(message, world)).collect()
        })
    }
}
