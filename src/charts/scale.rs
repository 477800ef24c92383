//! Where the horizontal lines go.

/// At most so many steps on the value axis.
const MOST_STEPS: f64 = 5.0;

/// The value axis: from where to where, and the marks on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    pub(super) ticks: Vec<f64>,
}

impl Axis {
    /// An axis that holds zero and these values. Its steps are whole numbers: there is no half visit and no half byte.
    pub(super) fn over(lowest: f64, highest: f64) -> Self {
        let (lowest, highest) = (lowest.min(0.0), highest.max(0.0));
        if lowest == highest {
            return Self { low: 0.0, high: 1.0, step: 1.0, ticks: vec![0.0] };
        }
        let step = step(highest - lowest);
        let (first, last) = ((lowest / step).floor(), (highest / step).ceil());
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            ticks.push(at * step);
            at += 1.0;
        }
        Self { low: first * step, high: last * step, step, ticks }
    }

    /// Where a value lies between the lowest mark (0) and the highest (1).
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// The smallest round step that needs no more than [`MOST_STEPS`].
fn step(span: f64) -> f64 {
    let raw = span / MOST_STEPS;
    let magnitude = 10_f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|factor| {
            let is_whole = *factor != 2.5 || magnitude >= 10.0;
            is_whole && factor * magnitude >= raw * (1.0 - 1e-9)
        })
        .unwrap_or(10.0);
    (factor * magnitude).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_are_round_and_hold_every_value() {
        let cases: [(f64, f64, &[f64]); 9] = [
            (0.0, 0.0, &[0.0]),
            (3.0, 1.0, &[0.0, 1.0]),
            (0.0, 4.0, &[0.0, 1.0, 2.0, 3.0, 4.0]),
            (2.0, 7.0, &[0.0, 2.0, 4.0, 6.0, 8.0]),
            (0.0, 12.0, &[0.0, 5.0, 10.0, 15.0]),
            (0.0, 21.0, &[0.0, 5.0, 10.0, 15.0, 20.0, 25.0]),
            (0.0, 120.0, &[0.0, 25.0, 50.0, 75.0, 100.0, 125.0]),
            (0.0, 1e9, &[0.0, 2e8, 4e8, 6e8, 8e8, 1e9]),
            (-3.0, 6.0, &[-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]),
        ];
        for (low, high, ticks) in cases {
            assert_eq!(Axis::over(low, high).ticks, ticks, "{low} to {high}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_axis_is_crowded_or_too_short(low in -1e15..1e15_f64, high in -1e15..1e15_f64) {
            let axis = Axis::over(low, high);
            proptest::prop_assert!((1..=8).contains(&axis.ticks.len()), "{:?}", axis);
            proptest::prop_assert!(axis.low <= low.min(0.0) && axis.high >= high.max(0.0), "{:?}", axis);
        }
    }
}
