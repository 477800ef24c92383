//! What `demo` and the tests run against: simulated remote services.

pub mod slack;
