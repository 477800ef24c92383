//! SVG text to PNG, with the font that is compiled in and nothing from the system.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree, fontdb::Database};

/// The name of the font in [`FONT`].
pub(super) const FONT_FAMILY: &str = "DejaVu Sans";

/// Pixels for each unit of the layout.
const SCALE: u16 = 2;

/// DejaVu Sans with Latin letters and punctuation; its licence lies beside it.
const FONT: &[u8] = include_bytes!("fonts/DejaVuSans-Latin.ttf");

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// Why there is no picture. Each is a mistake of ours, none of the data's.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The drawing cannot be read.
    #[error("the chart is not valid SVG: {0}")]
    Svg(#[from] usvg::Error),
    /// There is no room to paint on.
    #[error("the chart has no size")]
    NoSize,
    /// The picture cannot be packed.
    #[error("the chart cannot be written as PNG: {0}")]
    Png(String),
}

/// Paints a drawing.
pub(super) fn paint(svg: &str) -> Result<Vec<u8>, Error> {
    let options = Options {
        font_family: FONT_FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        // A drawing shows no pictures, so that no name in it can make us open a file.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size().scale_by(f32::from(SCALE)).ok_or(Error::NoSize)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(Error::NoSize)?;
    resvg::render(&tree, Transform::from_scale(f32::from(SCALE), f32::from(SCALE)), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| Error::Png(error.to_string()))
}
