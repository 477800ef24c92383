//! What a file would change, found out before anything is.

use super::table::Line;
use super::{loops, rules};
use crate::kinsta::api::redirects::Rule;

/// A rule that is there and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Changed {
    /// As it was read.
    pub old: Rule,
    /// As it shall be.
    pub new: Rule,
}

/// What would be done, and which lines are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Rules that are not there yet.
    pub new: Vec<Rule>,
    /// Rules that lead elsewhere so far.
    pub changed: Vec<Changed>,
    /// How many are there already.
    pub same: usize,
    /// Lines that are no rule.
    pub wrong: Vec<usize>,
    /// Lines that say again what stands above.
    pub twice: Vec<usize>,
    /// Lines that would lead in a circle.
    pub circles: Vec<usize>,
}

impl Plan {
    /// Compares a file with the rules that are there.
    pub fn of(lines: Vec<Line>, there: &[Rule]) -> Self {
        let mut plan = Self::default();
        let mut taken: Vec<(usize, Rule)> = Vec::new();
        for (line, rule) in lines {
            match rule {
                Err(_) => plan.wrong.push(line),
                Ok(rule) if taken.iter().any(|(_, other)| rules::collide(&rule, other)) => plan.twice.push(line),
                Ok(rule) => taken.push((line, rule)),
            }
        }
        // All rules as they would be afterwards: a circle may close within the file.
        let untouched = there.iter().filter(|old| !taken.iter().any(|(_, new)| rules::collide(old, new)));
        let mut after: Vec<Rule> = untouched.cloned().chain(taken.iter().map(|(_, rule)| rule.clone())).collect();
        for (line, rule) in taken {
            match there.iter().find(|old| rules::collide(old, &rule)) {
                Some(old) if rules::agree(old, &rule) => plan.same += 1,
                _ if loops::is_loop(&rule, &after) => {
                    // Left out, it closes no circle for the lines below.
                    after.retain(|other| *other != rule);
                    plan.circles.push(line);
                }
                Some(old) => {
                    let new = Rule { to: rule.to, kind: rule.kind, ..old.clone() };
                    plan.changed.push(Changed { old: old.clone(), new });
                }
                None => plan.new.push(rule),
            }
        }
        plan
    }

    /// How many calls to Kinsta it takes.
    pub fn calls(&self) -> usize {
        self.new.len() + self.changed.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::redirect::rules::Wrong;
    use crate::kinsta::api::redirects::Kind;

    fn rule(from: &str, to: &str) -> Rule {
        Rule::new(None, from, to, Kind::Permanent)
    }

    #[test]
    fn each_line_is_new_changed_same_or_left_out_with_its_number() {
        let there = [rule("/same", "/x"), rule("/moved", "/old"), rule("/untouched", "/back")];
        let lines = vec![
            (2, Ok(rule("/same", "/x"))),
            (3, Ok(rule("/moved", "/new"))),
            (4, Ok(rule("/fresh", "/x"))),
            (5, Ok(rule("/fresh", "/y"))),
            (6, Err(Wrong::To)),
            (7, Ok(rule("/back", "/untouched"))),
            (8, Ok(rule("/p", "/q"))),
            (9, Ok(rule("/q", "/p"))),
        ];
        let plan = Plan::of(lines, &there);
        assert_eq!(plan.new, [rule("/fresh", "/x"), rule("/q", "/p")]);
        assert_eq!(plan.changed, [Changed { old: rule("/moved", "/old"), new: rule("/moved", "/new") }]);
        assert_eq!((plan.same, plan.calls()), (1, 3));
        assert_eq!((plan.wrong, plan.twice, plan.circles), (vec![6], vec![5], vec![7, 8]));
    }
}
