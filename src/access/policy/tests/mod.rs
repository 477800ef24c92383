//! The policy as tables and as properties.

mod properties;
mod second_person;
mod table;
mod world;
