//! Reading what stands inside an answer's wrappers, which differ from endpoint to endpoint.
//!
//! Must not know endpoints. It reads straight from the bytes, so that a failure keeps its place.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// A `T` below the objects that these keys name. A wrapper that is missing or null is a failure: without it an empty
/// list cannot be told from an answer we do not understand.
pub(super) struct Within<T> {
    keys: &'static [&'static str],
    plain: PhantomData<T>,
}

impl<T> Within<T> {
    pub(super) fn new(keys: &'static [&'static str]) -> Self {
        Self { keys, plain: PhantomData }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Within<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        match self.keys {
            [] => T::deserialize(from),
            [key, rest @ ..] => from.deserialize_map(Level { key, rest: Within::new(rest) }),
        }
    }
}

struct Level<T> {
    key: &'static str,
    rest: Within<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Level<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut found = None;
        let mut rest = Some(self.rest);
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match rest.take_if(|_| key == self.key) {
                Some(rest) => found = Some(map.next_value_seed(rest)?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        found.ok_or_else(|| A::Error::missing_field(self.key))
    }
}
