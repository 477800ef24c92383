//! Reads variables one by one and remembers what was wrong with them.

use super::mistake::{Mistake, Mistakes};
use super::variables::default_of;

/// What is wrong with a value, before it is known which variable held it.
pub(super) struct Fault {
    problem: String,
    way_out: String,
}

impl Fault {
    /// `problem` continues a sentence that begins with the variable's name; `way_out` is a sentence of its own.
    pub(super) fn new(problem: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { problem: problem.into(), way_out: way_out.into() }
    }
}

/// A variable that was set, and under which of its two names.
struct Found {
    variable: String,
    text: String,
}

/// What became of looking a variable up.
enum Lookup {
    Set(Found),
    Unset,
    /// Set in a way that cannot be read; the mistake is already written down.
    Unreadable,
}

/// The environment and the mistakes found in it so far.
pub(super) struct Reader<'a> {
    env: &'a dyn Fn(&str) -> Option<String>,
    mistakes: Mistakes,
}

impl<'a> Reader<'a> {
    pub(super) fn new(env: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { env, mistakes: Mistakes::default() }
    }

    pub(super) fn into_mistakes(self) -> Mistakes {
        self.mistakes
    }

    /// Writes a mistake down.
    pub(super) fn mistake(&mut self, variable: impl Into<String>, fault: Fault) {
        self.mistakes.push(Mistake { variable: variable.into(), problem: fault.problem, way_out: fault.way_out });
    }

    /// A variable that must be set. `None` means that a mistake was written down.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        way_out: &str,
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        match self.look_up(name) {
            Lookup::Set(found) => self.parse(&found.variable, &found.text, parse),
            Lookup::Unreadable => None,
            Lookup::Unset => {
                let problem = if self.is_present(name) { "is empty" } else { "is not set" };
                self.mistake(name, Fault::new(problem, way_out));
                None
            }
        }
    }

    /// A variable with a default in the table. `None` means that a mistake was written down.
    pub(super) fn value<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        match self.look_up(name) {
            Lookup::Set(found) => self.parse(&found.variable, &found.text, parse),
            Lookup::Unreadable => None,
            Lookup::Unset => self.parse(name, default_of(name), parse),
        }
    }

    /// A variable that may be left out. `None` means that it is, or that a mistake was written down.
    pub(super) fn optional<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        match self.look_up(name) {
            Lookup::Set(found) => self.parse(&found.variable, &found.text, parse),
            Lookup::Unset | Lookup::Unreadable => None,
        }
    }

    fn parse<T>(&mut self, variable: &str, text: &str, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        parse(text).map_err(|fault| self.mistake(variable, fault)).ok()
    }

    /// An empty value counts as unset: `NAME=` is how env files leave a variable out.
    fn look_up(&mut self, name: &str) -> Lookup {
        let file_name = format!("{name}_FILE");
        let direct = trimmed((self.env)(name));
        let file = trimmed((self.env)(&file_name));
        match (direct, file) {
            (None, None) => Lookup::Unset,
            (Some(text), None) => Lookup::Set(Found { variable: name.to_owned(), text }),
            (Some(_), Some(_)) => {
                self.mistake(name, Fault::new(format!("and {file_name} are both set"), "Keep one of the two."));
                Lookup::Unreadable
            }
            (None, Some(path)) => self.read_file(file_name, &path),
        }
    }

    /// The path is not repeated in a mistake: where somebody put the secret itself there, it would be shown.
    fn read_file(&mut self, variable: String, path: &str) -> Lookup {
        match std::fs::read_to_string(path) {
            Ok(content) => match trimmed(Some(content)) {
                Some(text) => Lookup::Set(Found { variable, text }),
                None => {
                    self.mistake(variable, Fault::new("names an empty file", "Write the value into that file."));
                    Lookup::Unreadable
                }
            },
            Err(error) => {
                let problem = format!("names a file that cannot be read ({})", error.kind());
                self.mistake(variable, Fault::new(problem, "Check the path and who may read it."));
                Lookup::Unreadable
            }
        }
    }

    fn is_present(&self, name: &str) -> bool {
        (self.env)(name).is_some() || (self.env)(&format!("{name}_FILE")).is_some()
    }
}

fn trimmed(value: Option<String>) -> Option<String> {
    let value = value?;
    let text = value.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A value that is no secret, for a mistake: quoted, and withheld where it may be a secret set under the wrong name.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 24;
    let length = text.chars().count();
    if length > LONGEST || text.starts_with("xox") || text.starts_with("xapp-") {
        format!("a value of {length} characters")
    } else {
        format!("\"{}\"", text.escape_debug())
    }
}
