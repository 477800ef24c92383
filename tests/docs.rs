//! What the documents promise about the code and about each other.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn documents() -> Vec<PathBuf> {
    let mut documents = files(&root().join("docs"), "md");
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"];
    documents.extend(top.map(|name| root().join(name)).into_iter().filter(|path| path.exists()));
    assert!(documents.len() >= 7, "found {} documents only", documents.len());
    documents
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of metrics that a source records.
fn metrics(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for kind in ["counter!(", "gauge!(", "histogram!("] {
        for (_, rest) in source.match_indices(kind).map(|(at, _)| source.split_at(at + kind.len())) {
            if let Some((name, _)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

#[test]
fn every_metric_is_documented() {
    let text = read(&root().join("docs/operations.md"));
    let recorded: BTreeSet<String> =
        files(&root().join("src"), "rs").iter().flat_map(|path| metrics(&read(path))).collect();
    for name in &recorded {
        assert!(text.contains(&format!("| `{name}` |")), "docs/operations.md says nothing of {name}");
    }
    let sample = "counter!(\n    \"a_total\", \"x\" => 1).increment(1); metrics::gauge!(\"b\")";
    assert_eq!(metrics(sample), ["a_total", "b"].map(str::to_owned).into());
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut checked = 0;
    for document in documents() {
        let text = read(&document);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            checked += 1;
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = document.parent().expect("a folder");
            let path = if file.is_empty() { document.clone() } else { folder.join(file) };
            assert!(path.exists(), "{}: {target} is not there", document.display());
            if !heading.is_empty() {
                let found =
                    read(&path).lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == heading);
                assert!(found, "{}: {target} has no such heading", document.display());
            }
        }
    }
    assert!(checked >= 10, "found {checked} links only");
}

/// A heading as GitHub writes it in an address.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
