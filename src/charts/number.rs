//! Numbers as people read them: `1,240`, `56.3k`, `3.4 GB`; `1.240`, `56,3 Tsd.`, `3,4 GB`.

use super::Unit;
use crate::domain::lang::Lang;

/// Keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

/// Up to here a count is written out.
const WRITTEN_OUT: f64 = 10_000.0;

/// What a number is counted in: its size and its name behind the number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    size: f64,
    name: &'static str,
    is_apart: bool,
}

impl Scale {
    /// The scale a number of this size is read in most easily.
    pub(super) fn of(value: f64, unit: Unit, lang: Lang) -> Self {
        let value = value.abs();
        let names: [&'static str; 5] = match (unit, lang) {
            (Unit::Count, Lang::En) => ["", "k", "M", "B", "T"],
            (Unit::Count, Lang::De) => ["", "Tsd.", "Mio.", "Mrd.", "Bio."],
            (Unit::Bytes, _) => ["B", "kB", "MB", "GB", "TB"],
        };
        let is_apart = unit == Unit::Bytes || lang == Lang::De;
        let mut scale = Self { size: 1.0, name: names[0], is_apart };
        if unit == Unit::Count && value < WRITTEN_OUT {
            return scale;
        }
        for name in &names[1..] {
            if value < scale.size * 1000.0 {
                break;
            }
            scale = Self { size: scale.size * 1000.0, name, is_apart };
        }
        scale
    }

    /// How many decimals show a step of this size.
    pub(super) fn decimals(self, step: f64) -> usize {
        let step = step / self.size;
        (0..3)
            .find(|places| {
                let shifted = step * 10_f64.powi(*places);
                (shifted - shifted.round()).abs() < 1e-6
            })
            .and_then(|places| usize::try_from(places).ok())
            .unwrap_or(3)
    }

    /// A number in this scale. A zero needs no unit.
    pub(super) fn write(self, value: f64, decimals: usize, lang: Lang) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        let mut text = grouped(value / self.size, decimals, lang);
        if !self.name.is_empty() {
            if self.is_apart {
                text.push(NO_BREAK);
            }
            text.push_str(self.name);
        }
        text
    }
}

/// A number with its unit, in three digits or so.
pub fn number(value: f64, unit: Unit, lang: Lang) -> String {
    let mut scale = Scale::of(value, unit, lang);
    if (value.abs() / scale.size).round() >= 1000.0 && scale.size > 1.0 {
        // 999.96 kB reads as 1 MB.
        scale = Scale::of(scale.size * 1000.0, unit, lang);
    }
    let in_scale = (value / scale.size).abs();
    let most = match in_scale {
        _ if scale.size <= 1.0 && value.fract() == 0.0 => 0,
        x if x >= 100.0 => 0,
        x if x >= 10.0 => 1,
        _ => 2,
    };
    // No more decimals than say something: 3.4 rather than 3.40.
    let factor = 10_f64.powi(most);
    let rounded = (value / scale.size * factor).round() / factor * scale.size;
    scale.write(rounded, scale.decimals(rounded).min(usize::try_from(most).unwrap_or_default()), lang)
}

/// A number with so many decimals and its thousands in groups.
pub fn grouped(value: f64, decimals: usize, lang: Lang) -> String {
    let (thousands, point) = match lang {
        Lang::En => (',', '.'),
        Lang::De => ('.', ','),
    };
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 4);
    if value < 0.0 {
        out.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        let cases = [
            (0.0, Unit::Count, "0", "0"),
            (7.0, Unit::Count, "7", "7"),
            (2.5, Unit::Count, "2.5", "2,5"),
            (1_240.0, Unit::Count, "1,240", "1.240"),
            (9_999.0, Unit::Count, "9,999", "9.999"),
            (56_321.0, Unit::Count, "56.3k", "56,3 Tsd."),
            (999_960.0, Unit::Count, "1M", "1 Mio."),
            (3_400_000.0, Unit::Count, "3.4M", "3,4 Mio."),
            (-12_000.0, Unit::Count, "−12k", "−12 Tsd."),
            (0.0, Unit::Bytes, "0", "0"),
            (999.0, Unit::Bytes, "999 B", "999 B"),
            (1_000.0, Unit::Bytes, "1 kB", "1 kB"),
            (3_400_000_000.0, Unit::Bytes, "3.4 GB", "3,4 GB"),
            (1_234_567_890_123.0, Unit::Bytes, "1.23 TB", "1,23 TB"),
            (5_678e12, Unit::Bytes, "5,678 TB", "5.678 TB"),
        ];
        for (value, unit, english, german) in cases {
            assert_eq!(number(value, unit, Lang::En).replace(NO_BREAK, " "), english, "{value} {unit:?}");
            assert_eq!(number(value, unit, Lang::De).replace(NO_BREAK, " "), german, "{value} {unit:?}");
        }
    }
}
