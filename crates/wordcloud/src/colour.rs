//! Grounds and inks: hues of one lightness in Oklch, so that no colour shouts, each readable on its ground.

/// A colour of sRGB, a byte a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// A colour as `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let byte = |shift: u32| (value >> shift & 0xff) as u8;
        let half = |shift: u32| (value >> shift & 0xf) as u8 * 17;
        match digits.len() {
            6 => Some(Self(byte(16), byte(8), byte(0))),
            3 => Some(Self(half(8), half(4), half(0))),
            _ => None,
        }
    }
}

/// A ground and the inks on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground.
    pub ground: Rgb,
    /// One to eight inks, by group in turn.
    pub inks: Vec<Rgb>,
    /// Ground and inks where the reader prefers dark pages; the SVG alone can follow.
    pub night: Option<(Rgb, Vec<Rgb>)>,
}

/// Blue, orange, teal, magenta, olive, violet: neighbours in this order differ for the colour-blind too, one being bluish
/// and the next yellowish.
const HUES: [f64; 6] = [258.0, 45.0, 190.0, 355.0, 120.0, 302.0];

impl Palette {
    /// Six hues on white; on a dark page the SVG takes [`Palette::dark`].
    pub fn light() -> Self {
        let night = Self::dark();
        Self {
            ground: Rgb(255, 255, 255),
            inks: HUES.iter().map(|&hue| oklch(0.53, 0.17, hue)).collect(),
            night: Some((night.ground, night.inks)),
        }
    }

    /// Six hues on near-black.
    pub fn dark() -> Self {
        Self {
            ground: Rgb(22, 24, 29),
            inks: HUES.iter().map(|&hue| oklch(0.76, 0.13, hue)).collect(),
            night: None,
        }
    }

    /// Greys on white, for printers without colour.
    pub fn print() -> Self {
        let inks = [0.2, 0.42, 0.54]
            .iter()
            .map(|&lightness| oklch(lightness, 0.0, 0.0))
            .collect();
        Self {
            ground: Rgb(255, 255, 255),
            inks,
            night: None,
        }
    }

    /// Ink, red and slate on newsprint.
    pub fn newspaper() -> Self {
        let inks = vec![
            oklch(0.27, 0.02, 60.0),
            oklch(0.45, 0.15, 27.0),
            oklch(0.45, 0.05, 250.0),
        ];
        Self {
            ground: Rgb(246, 240, 228),
            inks,
            night: None,
        }
    }
}

/// The contrast of two colours by WCAG 2: 1 to 21; text of any size asks for 4.5.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [r, g, b] = decoded(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A colour of sRGB without its encoding, 0 to 1 a channel.
pub(crate) fn decoded(colour: Rgb) -> [f64; 3] {
    [colour.0, colour.1, colour.2].map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            libm::pow((c + 0.055) / 1.055, 2.4)
        }
    })
}

/// The colour of a lightness (0 to 1), chroma and hue (degrees) in Oklch (Björn Ottosson, 2020). Where sRGB lacks it,
/// chroma gives way, never lightness or hue.
fn oklch(lightness: f64, chroma: f64, hue: f64) -> Rgb {
    let steps = (0..=50).map(|step| chroma * (1.0 - f64::from(step) / 50.0));
    let linear = steps.map(|chroma| linear(lightness, chroma, hue));
    let inside = |rgb: &[f64; 3]| rgb.iter().all(|c| (-1e-6..=1.0 + 1e-6).contains(c));
    let [r, g, b] = linear.into_iter().find(inside).unwrap_or([lightness; 3]);
    let byte = |c: f64| {
        let c = c.clamp(0.0, 1.0);
        let encoded = if c <= 0.003_130_8 {
            12.92 * c
        } else {
            1.055 * libm::pow(c, 1.0 / 2.4) - 0.055
        };
        libm::round(encoded * 255.0) as u8
    };
    Rgb(byte(r), byte(g), byte(b))
}

fn linear(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let radians = hue.to_radians();
    let (a, b) = (chroma * libm::cos(radians), chroma * libm::sin(radians));
    let cube = |x: f64| x * x * x;
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548 * b);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sight::{SIGHTS, alike, distance, oklab};

    const EYE: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

    #[test]
    fn coloured_inks_are_equally_light_and_no_two_look_the_same() {
        for palette in [Palette::light(), Palette::dark()] {
            let inks = &palette.inks;
            let lightness = |ink: Rgb| oklab(decoded(ink))[0];
            for &ink in inks {
                assert!(
                    (lightness(ink) - lightness(inks[0])).abs() < 0.01,
                    "{ink:?}"
                );
                let others = inks.iter().filter(|&&other| other != ink);
                assert!(
                    others
                        .clone()
                        .all(|&other| distance(ink, other, &EYE) > 0.09)
                );
                // Whatever kind of cone an eye lacks, it tells each ink from most of the others.
                for sight in &SIGHTS {
                    let told = |&&other: &&Rgb| distance(ink, other, sight) > 0.06;
                    assert!(others.clone().filter(told).count() >= 3, "{ink:?}");
                }
            }
            // Three kinds of ink are left to eyes without red or green cones: enough to keep most neighbours apart.
            let pairs = (0..6).flat_map(|a| (0..a).map(move |b| (a, b)));
            let confused = pairs.filter(|&(a, b)| alike(inks[a], inks[b])).count();
            assert!(confused <= 3, "{confused}");
        }
    }

    #[test]
    fn every_ink_can_be_read_on_its_ground() {
        for palette in [
            Palette::light(),
            Palette::dark(),
            Palette::print(),
            Palette::newspaper(),
        ] {
            for &ink in &palette.inks {
                assert!(
                    contrast(ink, palette.ground) >= 4.5,
                    "{ink:?} on {:?}: {}",
                    palette.ground,
                    contrast(ink, palette.ground)
                );
            }
        }
    }
}
