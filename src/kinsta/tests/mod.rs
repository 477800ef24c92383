//! The client against small servers of its own kind, over real sockets on loopback.

mod answers;
mod endpoints;
mod fake;
mod limits;
mod network;
mod secrets;
