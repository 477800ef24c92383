//! The nouns: which verbs there are, and which changes they can hand over.

use super::spec::Verb;
use super::{audit, cache, operation, php, site};
use crate::act::Registry;

/// Every verb.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    let nouns = [audit::verbs(), cache::verbs(), operation::verbs(), php::verbs(), site::verbs()];
    nouns.into_iter().flatten().collect()
}

/// Every change that a verb can hand over, so that a stored one can be read back.
pub fn acts() -> Registry {
    let acts = Registry::default();
    let acts = cache::acts(acts);
    let acts = php::acts(acts);
    acts
}

#[cfg(test)]
mod tests {
    use crate::act;
    use crate::commands::Registry;
    use crate::commands::args::{self, Kind};
    use crate::domain::lang::Lang;
    use crate::domain::risk::Risk;
    use crate::i18n;

    const LANGUAGES: [Lang; 2] = [Lang::En, Lang::De];

    #[test]
    fn every_act_has_its_sentences() {
        for (name, risk) in super::acts().risks() {
            let own = ["name", "ask", "effect", "doing", "done"];
            let own = own.into_iter().chain((risk == Risk::Destructive).then_some("loss"));
            for key in own.map(|sentence| act::key(name, sentence)) {
                assert!(LANGUAGES.iter().all(|lang| i18n::has(*lang, &key)), "{key}");
            }
        }
    }

    #[test]
    fn every_verb_has_a_summary_and_every_field_of_its_form_a_label() {
        let registry = Registry::default();
        for entry in registry.nouns().flat_map(|noun| registry.verbs(noun)) {
            assert!(i18n::has(Lang::En, &entry.key("verb")), "{}", entry.key("verb"));
            let asked_for = |argument: &&clap::Arg| {
                !argument.is_hide_set() || matches!(args::kind(argument), Kind::Secret | Kind::File)
            };
            for argument in entry.grammar.get_arguments().filter(asked_for) {
                let name = argument.get_id().as_str().replace('_', "-");
                let keys = [format!("{}-{name}", entry.key("arg")), format!("arg-{name}")];
                assert!(keys.iter().any(|key| i18n::has(Lang::En, key)), "{}: {keys:?}", entry.words());
            }
        }
    }
}
