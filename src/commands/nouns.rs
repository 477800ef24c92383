//! The nouns: which verbs there are, and which changes they can hand over.

use super::spec::Verb;
use super::{
    access, analytics, approval, audit, backup, cache, cdn, company, database, dns, domain, env, freeze, ip, log,
    operation, packages, php, readonly, redirect, sftp, site, ssh, wp,
};
use crate::act::Registry;

/// Every verb.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    let nouns = [
        access::verbs(),
        analytics::verbs(),
        approval::verbs(),
        audit::verbs(),
        backup::verbs(),
        cache::verbs(),
        cdn::verbs(),
        company::verbs(),
        database::verbs(),
        dns::verbs(),
        domain::verbs(),
        env::verbs(),
        freeze::verbs(),
        ip::verbs(),
        log::verbs(),
        operation::verbs(),
        packages::verbs(),
        php::verbs(),
        readonly::verbs(),
        redirect::verbs(),
        sftp::verbs(),
        site::verbs(),
        ssh::verbs(),
        wp::verbs(),
    ];
    nouns.into_iter().flatten().collect()
}

/// Every change that a verb can hand over, so that a stored one can be read back.
pub fn acts() -> Registry {
    let nouns: [fn(Registry) -> Registry; 17] = [
        access::acts,
        backup::acts,
        cache::acts,
        cdn::acts,
        dns::acts,
        domain::acts,
        env::acts,
        freeze::acts,
        ip::acts,
        packages::acts,
        php::acts,
        readonly::acts,
        redirect::acts,
        sftp::acts,
        site::acts,
        ssh::acts,
        wp::acts,
    ];
    nouns.into_iter().fold(Registry::default(), |acts, noun| noun(acts))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::act;
    use crate::commands::Registry;
    use crate::commands::args::{self, Kind};
    use crate::domain::lang::Lang;
    use crate::domain::risk::Risk;
    use crate::i18n;
    use crate::kinsta::api;

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
        for noun in registry.nouns() {
            assert!(i18n::has(Lang::En, &format!("noun-{noun}")), "noun-{noun}");
        }
        for entry in registry.entries() {
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

    #[test]
    fn everything_that_can_be_asked_of_kinsta_has_a_verb() {
        let registry = Registry::default();
        let used: BTreeSet<&str> =
            registry.entries().flat_map(|entry| entry.verb.kinsta_operations().iter().copied()).collect();
        let rows: BTreeSet<String> =
            api::table().iter().map(|row| format!("{} {}", row.method.as_str(), row.path)).collect();
        assert_eq!(rows.len(), 78);
        let without_a_verb: Vec<&String> = rows.iter().filter(|row| !used.contains(row.as_str())).collect();
        assert!(without_a_verb.is_empty(), "{without_a_verb:#?}");
        let unknown: Vec<&&str> = used.iter().filter(|operation| !rows.contains(**operation)).collect();
        assert!(unknown.is_empty(), "not among Kinsta's operations: {unknown:#?}");
    }
}
