//! The last fatal error in an error log, and the plugin or theme it points at.

/// What PHP calls an error that ended a request.
const MARKS: [&str; 4] = ["Fatal error:", "Parse error:", "Compile error:", "Core error:"];
/// How many lines of a stack trace are read for a plugin or theme.
const TRACE: usize = 30;
/// The longest message, in characters.
const LONGEST: usize = 300;

/// A fatal error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fatal {
    /// When, as the log has it.
    pub at: Option<String>,
    /// What PHP says.
    pub message: String,
    /// Whose file it points at, and which, where that is told.
    pub place: Option<Place>,
}

/// A file a fatal error points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Whose it is.
    pub owner: Owner,
    /// The file within what it belongs to, with the line: `includes/class-loader.php:212`.
    pub file: String,
}

/// What a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A plugin, by its folder.
    Plugin(String),
    /// A theme, by its folder.
    Theme(String),
    /// WordPress itself, or a file of the site's own.
    Else,
}

/// Where the last fatal error begins, among the lines.
pub fn last(lines: &[&str]) -> Option<usize> {
    lines.iter().rposition(|line| mark(line).is_some())
}

/// Reads the fatal error that begins with the first of these lines.
pub fn read(lines: &[&str]) -> Option<Fatal> {
    let first = lines.first()?;
    let (start, end) = mark(first)?;
    let said = &first[end..];
    let own = until(said, &["\" while reading", "Stack trace:", "\\nStack trace", "PHP message:"]);
    let (message, file) = parted(own);
    // A trace goes on in lines of its own, or in the same line.
    let trace = lines[1..].iter().take(TRACE).take_while(|line| is_trace(line));
    let whole: Vec<&str> = [said].into_iter().chain(trace.copied()).collect();
    let named = file.map(place);
    let place = match named {
        Some(Place { owner: Owner::Else, .. }) | None => whole.iter().find_map(|line| extension(line)).or(named),
        named => named,
    };
    Some(Fatal { at: moment(&first[..start]), message: shortened(message), place })
}

fn mark(line: &str) -> Option<(usize, usize)> {
    MARKS.iter().find_map(|mark| line.find(mark).map(|at| (at, at + mark.len())))
}

fn until<'t>(text: &'t str, ends: &[&str]) -> &'t str {
    let end = ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    text[..end].trim().trim_end_matches(['"', '\\'])
}

fn is_trace(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('#') || line.starts_with("Stack trace") || line.starts_with("thrown in")
}

/// The message, and the file at its end: `… in /a/b.php:12` or `… in /a/b.php on line 12`.
fn parted(text: &str) -> (&str, Option<(&str, &str)>) {
    let Some(at) = text.rfind(" in /") else { return (text.trim(), None) };
    let file = text[at + 4..].trim();
    let split = file.split_once(" on line ").or_else(|| file.rsplit_once(':'));
    let (path, line) = split.unwrap_or((file, ""));
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    (text[..at].trim(), Some((path, &line[..digits])))
}

fn place((path, line): (&str, &str)) -> Place {
    let numbered = |file: &str| if line.is_empty() { file.to_owned() } else { format!("{file}:{line}") };
    match owned(path) {
        Some((owner, file)) => Place { owner, file: numbered(file) },
        None => {
            // What lies above a site's own folder says nothing.
            let file = path.split_once("/public/").map_or(path, |(_, file)| file);
            Place { owner: Owner::Else, file: numbered(file) }
        }
    }
}

/// Whose file it is, and its name within.
fn owned(path: &str) -> Option<(Owner, &str)> {
    let within = |folder: &str| path.split_once(folder).map(|(_, rest)| rest);
    let (make, rest): (fn(String) -> Owner, &str) = if let Some(rest) = within("/wp-content/themes/") {
        (Owner::Theme, rest)
    } else {
        (Owner::Plugin, within("/wp-content/plugins/").or_else(|| within("/wp-content/mu-plugins/"))?)
    };
    // A plugin can be a single file.
    let (name, file) = rest.split_once('/').unwrap_or((rest.strip_suffix(".php").unwrap_or(rest), rest));
    (!name.is_empty()).then(|| (make(name.to_owned()), file))
}

/// The first file of a plugin or theme that a line of a trace names: `#0 /…/wp-content/plugins/a/b.php(12): c()`.
fn extension(line: &str) -> Option<Place> {
    line.split([' ', '"', '\'']).filter(|word| word.contains("/wp-content/")).find_map(|word| {
        let (path, rest) = word.split_once(['(', ':']).unwrap_or((word, ""));
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (owner, file) = owned(path)?;
        let file = if digits == 0 { file.to_owned() } else { format!("{file}:{}", &rest[..digits]) };
        Some(Place { owner, file })
    })
}

/// `2026/11/22 08:59:01`, or what stands in brackets at the beginning.
fn moment(before: &str) -> Option<String> {
    let before = before.trim_start();
    if let Some(bracketed) = before.strip_prefix('[') {
        let (moment, _) = bracketed.split_once(']')?;
        return moment.starts_with(|c: char| c.is_ascii_digit()).then(|| moment.to_owned());
    }
    let moment = before.get(..19)?;
    let is_moment = |(at, c): (usize, char)| match at {
        4 | 7 => matches!(c, '/' | '-'),
        10 => matches!(c, ' ' | 'T'),
        13 | 16 => c == ':',
        _ => c.is_ascii_digit(),
    };
    moment.chars().enumerate().all(is_moment).then(|| moment.to_owned())
}

fn shortened(message: &str) -> String {
    let message = message.strip_prefix("Uncaught ").unwrap_or(message);
    match message.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", message[..at].trim_end()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests;
