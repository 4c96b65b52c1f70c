//! How colours look to those who lack one kind of cone, and how far two colours are apart for the eye.
//!
//! It must not know palettes or words.

use crate::colour::{Rgb, decoded};

/// A linear map of linear sRGB.
type Map = [[f64; 3]; 3];

/// What an eye without red, green or blue cones makes of linear sRGB (Machado, Oliveira and Fernandes 2009, full severity).
pub(crate) const SIGHTS: [Map; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// Colours nearer than this in Oklab are hard to tell apart in type; a lightness of 0.06 more or less is just seen.
const NEAR: f64 = 0.06;

/// Whether an eye without red or without green cones, as one man in twelve has, can hardly tell two colours apart.
/// (Eyes without blue cones are a thousand times rarer.)
pub(crate) fn alike(a: Rgb, b: Rgb) -> bool {
    SIGHTS[..2].iter().any(|sight| distance(a, b, sight) < NEAR)
}

/// How far two colours are apart in Oklab for such an eye.
pub(crate) fn distance(a: Rgb, b: Rgb, sight: &Map) -> f64 {
    let seen = |colour: Rgb| oklab(times(sight, decoded(colour)).map(|c| c.clamp(0.0, 1.0)));
    let (a, b) = (seen(a), seen(b));
    let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    libm::sqrt(squares.sum())
}

/// Linear sRGB in Oklab (Björn Ottosson, 2020): lightness and two axes of colour.
pub(crate) fn oklab(rgb: [f64; 3]) -> [f64; 3] {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let axes = [
        [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
    ];
    times(&axes, times(&cones, rgb).map(libm::cbrt))
}

fn times(map: &Map, [x, y, z]: [f64; 3]) -> [f64; 3] {
    map.map(|row| row[0] * x + row[1] * y + row[2] * z)
}
