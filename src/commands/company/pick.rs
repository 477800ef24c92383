//! One of a few things by what people call it.

/// What some words mean.
#[derive(Debug, PartialEq, Eq)]
pub enum Picked<'a, T> {
    /// Exactly this.
    One(&'a T),
    /// One of these.
    Several(Vec<&'a T>),
    /// None of them.
    Nothing,
}

/// Finds what is called like this, or else what has these words in its name. Upper and lower case are the same. `names`
/// are all the ways to call it; the first is its name, and of the others (an id, an address) no part says anything.
pub fn pick<'a, T>(things: &'a [T], words: &str, names: impl Fn(&T) -> Vec<&str>) -> Picked<'a, T> {
    let words = words.trim().to_lowercase();
    let is_called = |thing: &T| names(thing).iter().any(|name| name.trim().to_lowercase() == words);
    let holds = |thing: &T| names(thing).first().is_some_and(|name| name.to_lowercase().contains(&words));
    let mut hits: Vec<&'a T> = things.iter().filter(|thing| is_called(thing)).collect();
    if hits.is_empty() && !words.is_empty() {
        hits = things.iter().filter(|thing| holds(thing)).collect();
    }
    match hits.as_slice() {
        [] => Picked::Nothing,
        [only] => Picked::One(only),
        _ => Picked::Several(hits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_name_beats_a_part_of_one() {
        let names = ["Deploys", "Old deploys", "Importer"];
        let find =
            |words: &str| pick(&names, words, |name| vec![name, if *name == "Importer" { "k-1" } else { "k-2" }]);
        assert_eq!(find("DEPLOYS "), Picked::One(&"Deploys"));
        assert_eq!(find("import"), Picked::One(&"Importer"));
        assert_eq!(find("deploy"), Picked::Several(vec![&"Deploys", &"Old deploys"]));
        assert_eq!(find("K-1"), Picked::One(&"Importer"));
        assert_eq!(find("k-"), Picked::Nothing, "a part of an id is nobody's name");
        assert_eq!(find("bot"), Picked::Nothing);
        assert_eq!(find("  "), Picked::Nothing);
    }
}
