//! Slack's side of the bot: requests that come in, calls that go out, cards as Block Kit.
//!
//! Owns the signature check ([`verify`]), the reading of payloads into intents ([`inbound`]), Web API calls
//! ([`client`]), their [`pacing`], the rendering of cards and forms ([`blocks`]), what a button ([`press`]) and a form
//! ([`form`]) carry, and what is known about [`people`]. Must not know Kinsta, the store, or how requests are routed.

pub mod blocks;
pub mod client;
pub mod form;
pub mod inbound;
pub mod pacing;
pub mod people;
pub mod press;
pub mod return_address;
pub mod verify;
