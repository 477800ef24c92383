use jiff::ToSpan;
use jiff::civil::Date;
use resvg::tiny_skia::Pixmap;

use super::*;

const START: Date = Date::constant(2026, 10, 25);

fn series(name: &str, values: &[f64]) -> Series {
    let points =
        (0_i64..).zip(values).map(|(day, value)| Point::on(START.saturating_add(day.days()), *value)).collect();
    Series { name: name.to_owned(), points }
}

fn chart(unit: Unit, series: Vec<Series>) -> Chart {
    Chart {
        title: "Visits".to_owned(),
        subtitle: "Acme Shop · Live · last 30 days".to_owned(),
        empty: "No data for this time".to_owned(),
        unit,
        series,
        lang: Lang::En,
    }
}

fn waves(count: u32, height: f64, shift: f64) -> Vec<f64> {
    (0..count)
        .map(|day| {
            let day = f64::from(day);
            (height * (0.62 + 0.3 * (day / 4.1 + shift).sin() + 0.08 * (day * 2.3).cos())).round()
        })
        .collect()
}

fn painted(chart: &Chart) -> Pixmap {
    Pixmap::decode_png(&png(chart).unwrap()).unwrap()
}

/// Every kind of chart there is, by name.
fn gallery() -> Vec<(&'static str, Chart)> {
    let mut torn = series("Visits", &waves(30, 900.0, 0.0));
    torn.points.drain(8..11);
    torn.points[14].value = None;
    torn.points[16].value = None;
    let many = (0..11_u32)
        .map(|index| {
            series(&format!("shop-number-{index}.example"), &waves(30, 2e9 / f64::from(index + 1), f64::from(index)))
        })
        .collect();
    vec![
        ("count", chart(Unit::Count, vec![series("Visits", &waves(30, 14_200.0, 0.0))])),
        ("two", chart(Unit::Bytes, vec![series("Acme", &waves(90, 4e9, 0.0)), series("Beta", &waves(90, 2.4e9, 2.0))])),
        ("german", Chart { lang: Lang::De, ..chart(Unit::Count, vec![series("Besuche", &waves(14, 48_000.0, 1.0))]) }),
        ("many", chart(Unit::Bytes, many)),
        ("gaps", chart(Unit::Count, vec![torn])),
        ("empty", chart(Unit::Count, vec![series("Visits", &[])])),
        ("single", chart(Unit::Count, vec![series("Visits", &[1_240.0])])),
        ("zeros", chart(Unit::Bytes, vec![series("Bandwidth", &[0.0; 30])])),
        (
            "hostile",
            Chart {
                title: "<script>alert(1)</script> & \"Söhne\" 🎉🎉 ".repeat(9),
                subtitle: "x".repeat(300),
                ..chart(
                    Unit::Count,
                    vec![
                        series("</text><image href=\"/etc/passwd\"/>\u{0}\u{1b}", &[1.0, f64::NAN, 3.0, f64::INFINITY]),
                        series(&"ü&".repeat(150), &[-2.0, 5.0]),
                        series("日本語", &[2.0]),
                    ],
                )
            },
        ),
    ]
}

#[test]
fn every_chart_is_a_picture_of_the_promised_size() {
    for (name, chart) in gallery() {
        let bytes = png(&chart).unwrap();
        // Where to put them, to look at.
        if let Ok(folder) = std::env::var("CHARTS_DIR") {
            std::fs::write(format!("{folder}/{name}.png"), &bytes).unwrap();
        }
        let pixels = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (2 * WIDTH, 2 * HEIGHT), "{name}");
        assert!(pixels.pixels().iter().all(|pixel| pixel.alpha() == 255), "{name}: readable on white and on black");
    }
}

#[test]
fn other_numbers_are_another_picture_and_the_same_ones_the_same() {
    let of = |values: &[f64]| png(&chart(Unit::Count, vec![series("Visits", values)])).unwrap();
    assert_eq!(of(&[1.0, 5.0, 3.0]), of(&[1.0, 5.0, 3.0]));
    assert_ne!(of(&[1.0, 5.0, 3.0]), of(&[1.0, 5.0, 2.0]));
}

#[test]
fn words_are_painted_with_the_font_inside() {
    let dark = |title: &str| {
        let chart = Chart { title: title.to_owned(), ..chart(Unit::Count, Vec::new()) };
        let pixels = painted(&chart);
        let rows = pixels.pixels().len() * 15 / 100;
        pixels.pixels()[..rows].iter().filter(|pixel| pixel.red() < 100).count()
    };
    assert!(dark("Visits of a shop") > dark("V") + 500);
}

#[test]
fn names_never_become_markup() {
    for (name, chart) in gallery() {
        let svg = svg::draw(&chart);
        assert!(!svg.contains("<script") && !svg.contains("<image"), "{name}");
        assert!(svg.chars().all(|c| c == '\n' || !c.is_control()), "{name}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
    }
}

/// The pieces that lines consist of.
fn lines(chart: &Chart) -> usize {
    svg::draw(chart).matches("stroke-width=\"3.5\"").count()
}

#[test]
fn a_missing_value_tears_the_line_and_is_no_zero() {
    let values = waves(12, 900.0, 0.0);
    let whole = chart(Unit::Count, vec![series("Visits", &values)]);
    assert_eq!(lines(&whole), 1);

    let mut unknown = whole.clone();
    unknown.series[0].points[5].value = None;
    assert_eq!(lines(&unknown), 2);

    let mut absent = whole.clone();
    absent.series[0].points.remove(5);
    assert_eq!(lines(&absent), 2);

    let mut zero = whole;
    zero.series[0].points[5].value = Some(0.0);
    assert_eq!(lines(&zero), 1);
}

#[test]
fn without_values_it_says_so() {
    let nothing = chart(Unit::Count, vec![Series { name: "Visits".to_owned(), points: Vec::new() }]);
    assert!(svg::draw(&nothing).contains("No data for this time"));
    let zero = chart(Unit::Count, vec![series("Visits", &[0.0])]);
    assert!(!svg::draw(&zero).contains("No data for this time"));
}

#[test]
fn one_line_needs_no_legend_and_two_do() {
    let one = chart(Unit::Count, vec![series("Acme", &[1.0, 2.0])]);
    assert!(!svg::draw(&one).contains("Acme<"));
    let two = chart(Unit::Count, vec![series("Acme", &[1.0, 2.0]), series("Beta", &[1.0, 2.0])]);
    assert!(svg::draw(&two).contains("Acme<") && svg::draw(&two).contains("Beta<"));
}

#[test]
fn a_summary_says_what_a_series_comes_to() {
    let mut visits = series("Visits", &[4.0, 9.0, 2.0, 9.0]);
    visits.points.push(Point { at: START.saturating_sub(1.day()).at(0, 0, 0, 0), value: None });
    visits.points.reverse();
    let at = |day: i64| START.saturating_add(day.days()).at(0, 0, 0, 0);
    assert_eq!(
        visits.summary(),
        Some(Summary {
            total: 24.0,
            peak: (at(1), 9.0),
            low: (at(2), 2.0),
            first: (at(0), 4.0),
            last: (at(3), 9.0),
            average: 6.0,
            count: 4,
        })
    );
    assert_eq!(series("Visits", &[f64::NAN]).summary(), None);
}
