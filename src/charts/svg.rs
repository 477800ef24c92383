//! How a chart looks: its drawing as SVG text. Names are data and never become markup.

use std::fmt::Write as _;

use jiff::civil::DateTime;

use super::canvas::FONT_FAMILY;
use super::number::{Scale, number};
use super::scale::Axis;
use super::times::marks;
use super::{Chart, HEIGHT, Series, WIDTH};

/// Told apart by people who see colours differently, and on white.
const COLOURS: [&str; 8] = ["#2563eb", "#d9480f", "#0b8a63", "#a61e8f", "#8a6d00", "#0e7490", "#6741d9", "#495057"];
const INK: &str = "#1f2328";
const MUTED: &str = "#59636e";
const GRID: &str = "#e4e7eb";
const BASE: &str = "#9aa4af";

const MARGIN: f64 = 44.0;
const TITLE: f64 = 32.0;
const SMALL: f64 = 21.0;
/// Room under the plot for two lines of dates.
const FOOT: f64 = 86.0;
/// From one line of the legend to the next.
const LEGEND_LINE: f64 = 34.0;
const LEGEND_LINES: usize = 2;
/// A legend's longest name.
const NAME_WIDTH: f64 = 330.0;
/// With more points than this the lines speak for themselves.
const MOST_DOTS: usize = 45;

type Known = (DateTime, f64);

/// A line's points on the paper, in pieces where values are missing.
type Pieces = Vec<Vec<(f64, f64)>>;

/// The chart as SVG text.
pub(super) fn draw(chart: &Chart) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"{FONT_FAMILY}\" font-size=\"{SMALL}\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    let mut y = 58.0;
    // The font has one weight; a thin outline makes the title stand out.
    let style = format!("font-size=\"{TITLE}\" fill=\"{INK}\" stroke=\"{INK}\" stroke-width=\"0.7\"");
    text(&mut out, (MARGIN, y), &style, &fitted(&chart.title, TITLE, width() - 2.0 * MARGIN));
    if !chart.subtitle.trim().is_empty() {
        y += 36.0;
        let subtitle = fitted(&chart.subtitle, SMALL, width() - 2.0 * MARGIN);
        text(&mut out, (MARGIN, y), &format!("fill=\"{MUTED}\""), &subtitle);
    }
    if chart.series.len() > 1 {
        y = legend(&mut out, &chart.series, y + 40.0);
    }
    plot(&mut out, chart, y + 36.0);
    out.push_str("</svg>\n");
    out
}

fn plot(out: &mut String, chart: &Chart, top: f64) {
    let known: Vec<Vec<Known>> = chart.series.iter().map(Series::known).collect();
    let mut times: Vec<DateTime> = known.iter().flatten().map(|(at, _)| *at).collect();
    times.sort();
    times.dedup();
    let bottom = height() - FOOT;
    let (Some(first), Some(last)) = (times.first().copied(), times.last().copied()) else {
        let style = format!("fill=\"{MUTED}\" text-anchor=\"middle\" font-size=\"26\"");
        line(out, (MARGIN, bottom), (width() - MARGIN, bottom), BASE);
        let words = fitted(&chart.empty, 26.0, width() - 2.0 * MARGIN);
        text(out, (width() / 2.0, f64::midpoint(top, bottom)), &style, &words);
        return;
    };
    let values = || known.iter().flatten().map(|(_, value)| *value);
    let axis = Axis::over(values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let scale = Scale::of(axis.high.max(-axis.low), chart.unit, chart.lang);
    let decimals = scale.decimals(axis.step);
    let labels: Vec<String> = axis.ticks.iter().map(|tick| scale.write(*tick, decimals, chart.lang)).collect();
    let left = MARGIN + labels.iter().map(|label| measure(label, SMALL)).fold(0.0, f64::max) + 14.0;
    let paper = Paper { left, right: width() - MARGIN - 16.0, top, bottom, first, last };

    for (tick, label) in axis.ticks.iter().zip(&labels) {
        let y = paper.y(axis.share(*tick));
        line(out, (left, y), (width() - MARGIN, y), if *tick == 0.0 { BASE } else { GRID });
        text(out, (left - 14.0, y + 7.5), &format!("fill=\"{MUTED}\" text-anchor=\"end\""), label);
    }
    for mark in marks(&times, chart.lang) {
        let x = paper.x(mark.at);
        line(out, (x, bottom), (x, bottom + 8.0), BASE);
        // A label at the edge stays on the paper.
        let half =
            measure(&mark.label, SMALL).max(mark.below.as_deref().map_or(0.0, |text| measure(text, SMALL))) / 2.0;
        let x = x.min(width() - 12.0 - half).max(12.0 + half);
        text(out, (x, bottom + 34.0), &format!("fill=\"{INK}\" text-anchor=\"middle\""), &mark.label);
        if let Some(below) = &mark.below {
            text(out, (x, bottom + 62.0), &format!("fill=\"{MUTED}\" text-anchor=\"middle\""), below);
        }
    }
    let is_alone = chart.series.len() == 1;
    let has_dots = known.iter().map(Vec::len).sum::<usize>() <= MOST_DOTS;
    // The first ones are on top.
    for (index, points) in known.iter().enumerate().rev() {
        let pieces = pieces(points, &chart.series[index], &paper, &axis);
        strokes(out, &pieces, index, has_dots, is_alone.then(|| paper.y(axis.share(0.0))));
    }
    if is_alone && let Some(summary) = chart.series[0].summary().filter(|summary| summary.peak.1 > 0.0) {
        let (x, y) = (paper.x(summary.peak.0), paper.y(axis.share(summary.peak.1)));
        let label = number(summary.peak.1, chart.unit, chart.lang);
        let half = measure(&label, SMALL) / 2.0;
        dot(out, (x, y), 6.5, COLOURS[0]);
        let x = x.min(width() - 12.0 - half).max(left + half);
        let style = format!(
            "fill=\"{INK}\" text-anchor=\"middle\" stroke=\"#ffffff\" stroke-width=\"5\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\""
        );
        text(out, (x, y - 16.0), &style, &label);
    }
}

/// Where the plot lies and what it spans.
struct Paper {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    first: DateTime,
    last: DateTime,
}

impl Paper {
    fn x(&self, at: DateTime) -> f64 {
        let span = self.last.duration_since(self.first).as_secs_f64();
        // A single moment stands in the middle.
        let share = if span > 0.0 { at.duration_since(self.first).as_secs_f64() / span } else { 0.5 };
        let inset = 16.0;
        self.left + inset + share * (self.right - self.left - inset)
    }

    fn y(&self, share: f64) -> f64 {
        self.bottom - share * (self.bottom - self.top)
    }
}

/// Breaks a line where a value is missing: said to be unknown, or simply not there.
fn pieces(points: &[Known], series: &Series, paper: &Paper, axis: &Axis) -> Pieces {
    let mut steps: Vec<_> = points.windows(2).map(|pair| pair[1].0.duration_since(pair[0].0)).collect();
    steps.sort();
    let usual = steps.get(steps.len() / 2).map(jiff::SignedDuration::as_secs_f64);
    let mut unknown: Vec<DateTime> =
        series.points.iter().filter(|point| point.known().is_none()).map(|point| point.at).collect();
    unknown.sort();
    let mut pieces = Pieces::new();
    let mut previous: Option<DateTime> = None;
    for (at, value) in points {
        let is_torn = previous.is_none_or(|before| {
            let after = unknown.partition_point(|gap| *gap <= before);
            unknown.get(after).is_some_and(|gap| gap < at)
                || usual.is_some_and(|usual| at.duration_since(before).as_secs_f64() > usual * 1.6)
        });
        let place = (paper.x(*at), paper.y(axis.share(*value)));
        match pieces.last_mut() {
            Some(piece) if !is_torn => piece.push(place),
            _ => pieces.push(vec![place]),
        }
        previous = Some(*at);
    }
    pieces
}

/// Draws a line; with a ground, the area down to it too.
fn strokes(out: &mut String, pieces: &Pieces, index: usize, has_dots: bool, ground: Option<f64>) {
    let colour = COLOURS[index % COLOURS.len()];
    // When the colours come round again, the lines are dashed.
    let dash = if index >= COLOURS.len() { " stroke-dasharray=\"10 7\"" } else { "" };
    if ground.is_some() {
        let _ = writeln!(
            out,
            "<linearGradient id=\"area\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"100\" x2=\"0\" y2=\"{}\">\
             <stop offset=\"0\" stop-color=\"{colour}\" stop-opacity=\"0.34\"/>\
             <stop offset=\"1\" stop-color=\"{colour}\" stop-opacity=\"0.06\"/></linearGradient>",
            height() - FOOT
        );
    }
    for piece in pieces {
        let mut path = String::new();
        for (at, (x, y)) in piece.iter().enumerate() {
            let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { "M" } else { " L" });
        }
        if let (Some(ground), Some(first), Some(last)) = (ground, piece.first(), piece.last())
            && piece.len() > 1
        {
            let _ = writeln!(
                out,
                "<path d=\"{path} L{:.1} {ground:.1} L{:.1} {ground:.1} Z\" fill=\"url(#area)\"/>",
                last.0, first.0
            );
        }
        if piece.len() > 1 {
            let _ = writeln!(
                out,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"3.5\" stroke-linejoin=\"round\" \
                 stroke-linecap=\"round\"{dash}/>"
            );
        }
        // A value between two gaps has no line and would be lost.
        if has_dots || piece.len() == 1 {
            for place in piece {
                dot(out, *place, 4.5, colour);
            }
        }
    }
}

/// Draws the names, and says where their last line is.
fn legend(out: &mut String, series: &[Series], top: f64) -> f64 {
    let (mut x, mut y, mut lines) = (MARGIN, top, 1);
    for (index, one) in series.iter().enumerate() {
        let name = fitted(&one.name, SMALL, NAME_WIDTH);
        let wide = 38.0 + measure(&name, SMALL) + 30.0;
        let is_last_line = lines == LEGEND_LINES;
        // On the last line there is room left for how many are not named.
        let room = if is_last_line && index + 1 < series.len() { 90.0 } else { 0.0 };
        if x + wide > width() - MARGIN - room && x > MARGIN {
            if is_last_line {
                text(out, (x, y), &format!("fill=\"{MUTED}\""), &format!("+{}", series.len() - index));
                return y;
            }
            (x, y, lines) = (MARGIN, y + LEGEND_LINE, lines + 1);
        }
        let colour = COLOURS[index % COLOURS.len()];
        let dash = if index >= COLOURS.len() { " stroke-dasharray=\"8 5\"" } else { "" };
        let _ = writeln!(out, "<path d=\"M{x:.1} {:.1} h26\" stroke=\"{colour}\" stroke-width=\"6\" {dash}/>", y - 7.5);
        text(out, (x + 38.0, y), &format!("fill=\"{INK}\""), &name);
        x += wide;
    }
    y
}

fn width() -> f64 {
    f64::from(WIDTH)
}

fn height() -> f64 {
    f64::from(HEIGHT)
}

fn line(out: &mut String, from: (f64, f64), to: (f64, f64), colour: &str) {
    let _ = writeln!(
        out,
        "<path d=\"M{:.1} {:.1} L{:.1} {:.1}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>",
        from.0, from.1, to.0, to.1
    );
}

fn dot(out: &mut String, at: (f64, f64), radius: f64, colour: &str) {
    let _ = writeln!(
        out,
        "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius}\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"2\"/>",
        at.0, at.1
    );
}

fn text(out: &mut String, at: (f64, f64), style: &str, words: &str) {
    let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\" {style}>{}</text>", at.0, at.1, escaped(words));
}

/// Words as they can stand in the drawing: what the font does not have becomes one mark, nothing is markup.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Words cut to a width.
fn fitted(words: &str, size: f64, most: f64) -> String {
    let words = drawable(words);
    if measure(&words, size) <= most {
        return words;
    }
    let mut left = most - measure("…", size);
    let cut: String = words
        .chars()
        .take_while(|c| {
            left -= advance(*c) * size;
            left >= 0.0
        })
        .collect();
    format!("{}…", cut.trim_end())
}

/// On one line, in the font's letters; a run of others is one replacement mark.
fn drawable(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if is_in_font(c) {
                out.push(c);
            } else if !c.is_control() && !out.ends_with('\u{fffd}') {
                out.push('\u{fffd}');
            }
        }
    }
    out
}

/// What the font was reduced to.
fn is_in_font(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{17f}' | 'Ș'..='ț' | 'ẞ'
        | '\u{2010}'..='\u{2015}' | '‘'..='„' | '†'..='•' | '…' | '‰' | '‹' | '›' | '€' | '™' | '←'..='↓' | '−' | '\u{fffd}')
}

fn measure(words: &str, size: f64) -> f64 {
    words.chars().map(advance).sum::<f64>() * size
}

/// About how wide a letter is, as a share of the font's size; rather too wide than too narrow.
fn advance(c: char) -> f64 {
    match c {
        '.' | ',' | ' ' | '\u{a0}' => 0.33,
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | ':' | ';' | '!' => 0.36,
        'f' | 'r' | 't' | '(' | ')' | '-' | 'J' | '/' | '[' | ']' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '\u{fffd}' => 1.03,
        'a'..='z' | '0'..='9' => 0.64,
        'A'..='Z' => 0.78,
        _ => 0.84,
    }
}
