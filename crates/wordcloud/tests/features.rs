//! What can be asked of a picture besides words: other settings, shapes, legends, formats, passages from day to day.

use wordcloud::{CloudError, Picture, Placed, Rgb, Setting, Shape, Style, Word, layout};

fn words(count: usize) -> Vec<Word> {
    let stock = [
        "大模型",
        "智能体",
        "OpenAI",
        "芯片",
        "具身智能",
        "Rust",
        "开源",
        "推理",
    ];
    let name = |at: usize| match at / stock.len() {
        0 => stock[at % stock.len()].to_owned(),
        round if at.is_multiple_of(2) => format!("{}{round}", stock[at % stock.len()]),
        round => stock[at % stock.len()]
            .chars()
            .chain("二三四五六七八九".chars().skip(round).take(1))
            .collect(),
    };
    (0..count)
        .map(|at| Word::new(name(at), 500.0 / (at + 2) as f64))
        .collect()
}

fn style() -> Style {
    Style {
        width: 960,
        height: 540,
        ..Style::default()
    }
}

fn pixels(picture: &Picture) -> image::RgbImage {
    image::load_from_memory(&picture.png())
        .expect("a PNG")
        .to_rgb8()
}

#[test]
fn words_turned_and_stacked_stay_apart_and_the_svg_says_so() {
    let style = Style {
        turned: 0.4,
        stacked: 0.8,
        ..style()
    };
    let picture = layout(&words(50), &style).expect("a picture");
    let count = |setting| {
        picture
            .words
            .iter()
            .filter(|word| word.setting() == setting)
            .count()
    };
    assert_eq!(picture.words[0].setting(), Setting::Across);
    assert!(
        count(Setting::Turned) >= 3 && count(Setting::Stacked) >= 8 && count(Setting::Across) >= 5
    );
    for word in &picture.words {
        let (width, height) = word.extent();
        assert!(
            word.setting() == Setting::Across || height > width * 0.8,
            "{}",
            word.text
        );
    }
    let mut together = 0;
    let ground = Rgb(255, 255, 255);
    let inked = |picture: &Picture| {
        let image = pixels(picture);
        image
            .pixels()
            .filter(|pixel| Rgb(pixel.0[0], pixel.0[1], pixel.0[2]) != ground)
            .count()
    };
    for at in 0..picture.words.len() {
        let mut one = picture.clone();
        one.words = vec![picture.words[at].clone()];
        together += inked(&one);
    }
    assert_eq!(together, inked(&picture), "words share pixels");
    let svg = picture.svg();
    assert!(svg.contains("rotate(-90)") && svg.contains("text-anchor=\"middle\""));
}

#[test]
fn words_fill_a_shape_and_nothing_else() {
    let circle = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5"/></svg>"#;
    let path = br#"<svg><path d="M0,5 A5 5 0 0 1 10 5 a5,5 0 0 1-10 0z"/></svg>"#;
    let mut png = image::RgbaImage::new(200, 200);
    for (x, y, pixel) in png.enumerate_pixels_mut() {
        if (x as f64 - 99.5).hypot(y as f64 - 99.5) < 100.0 {
            *pixel = image::Rgba([255, 255, 255, 255]);
        }
    }
    let mut file = std::io::Cursor::new(Vec::new());
    png.write_to(&mut file, image::ImageFormat::Png)
        .expect("a PNG");
    for bytes in [circle.to_vec(), path.to_vec(), file.into_inner()] {
        let style = Style {
            shape: Some(Shape::parse(&bytes).expect("a shape")),
            ..style()
        };
        let picture = layout(&words(60), &style).expect("a picture");
        assert_eq!(picture.words.len(), 60);
        let mut inked = 0;
        for (x, y, pixel) in pixels(&picture).enumerate_pixels() {
            if pixel.0 != [255; 3] {
                inked += 1;
                assert!(
                    (x as f64 - 479.5).hypot(y as f64 - 269.5) < 273.0,
                    "ink at {x},{y}"
                );
            }
        }
        assert!(f64::from(inked) > 0.63 * 270.0 * 270.0, "{inked} pixels");
    }
}

#[test]
fn what_is_no_shape_is_a_clear_error() {
    let many = format!("<svg><path d='M0 0{}'/></svg>", "h1 1".repeat(300_000));
    for bad in [
        "",
        "<svg/>",
        "not a drawing",
        "<svg><path d='0 0'/></svg>",
        "<svg><path d='M0 0 L1 x'/></svg>",
        "<svg><path d='M0 0 A1 1 0 2 0 1 1'/></svg>",
        "<svg><path d='M0 0 1e30 1'/></svg>",
        "<svg><g transform='scale(2)'><path d='M0 0h1v1z'/></g></svg>",
        "<svg><rect width='50%' height='2'/></svg>",
        "\u{89}PNG\r\n",
        &many,
    ] {
        let start: String = bad.chars().take(40).collect();
        assert!(
            matches!(Shape::parse(bad.as_bytes()), Err(CloudError::Shape(_))),
            "{start}"
        );
    }
    assert!(Shape::parse(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").is_err());
}

#[test]
fn a_legend_stands_among_the_words_at_the_lower_edge_in_their_inks() {
    let mut words = words(40);
    for (at, word) in words.iter_mut().enumerate() {
        word.group = (at % 3) as u16;
    }
    let style = Style {
        legend: vec!["模型".to_owned(), "芯片".to_owned(), "<政策>".to_owned()],
        ..style()
    };
    let picture = layout(&words, &style).expect("a picture");
    let inks: Vec<usize> = picture.legend.iter().map(|name| name.ink).collect();
    assert_eq!(inks, [0, 1, 2]);
    // Words fill the room beside the names, and keep away from them.
    let edges = |word: &Placed| {
        let ((x, y), (width, height)) = ((f64::from(word.x), f64::from(word.y)), word.extent());
        [x, y, x + width, y + height]
    };
    let names: Vec<[f64; 4]> = picture.legend.iter().map(edges).collect();
    let (mut beside, mut least) = (0, f64::INFINITY);
    for word in picture.words.iter().map(edges) {
        beside += usize::from(names.iter().any(|name| word[3] > name[1]));
        for name in &names {
            let gap = |i: usize| (name[i] - word[i + 2]).max(word[i] - name[i + 2]);
            least = least.min(gap(0).max(gap(1)));
        }
    }
    let size = picture.legend[0].size;
    assert!(beside > 1 && least >= 0.4 * size, "{beside}, {least}");
    assert!(picture.svg().contains("&lt;政策&gt;"));
    let unknown = Style {
        legend: vec!["🀄".to_owned()],
        ..style
    };
    assert!(matches!(
        layout(&words, &unknown),
        Err(CloudError::Legend { .. })
    ));
}

#[test]
fn a_webp_shows_what_the_png_shows() {
    let picture = layout(&words(20), &style()).expect("a picture");
    let file = picture.webp();
    let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(file)).expect("a WebP");
    let mut decoded = vec![0; decoder.output_buffer_size().expect("a size")];
    decoder.read_image(&mut decoded).expect("pixels");
    assert_eq!(&decoded, pixels(&picture).as_raw());
}

#[test]
fn two_days_become_one_moving_picture() {
    let monday = layout(&words(30), &style()).expect("a picture");
    let mut changed = words(30);
    changed[4].text = "新词".to_owned();
    let tuesday = layout(
        &changed,
        &Style {
            before: monday.positions(),
            ..style()
        },
    )
    .expect("a picture");
    let svg = tuesday.svg_from(&monday);
    assert_eq!(svg.matches("type=\"translate\"").count(), 29);
    // One comes, one goes.
    assert_eq!(svg.matches("attributeName=\"opacity\"").count(), 2);
    assert!(svg.contains(">新词<") && svg.contains(">具身智能<") && svg.len() < 60_000);
}

#[test]
fn odd_lists_still_make_a_whole_picture() {
    let equal: Vec<Word> = words(40)
        .into_iter()
        .map(|word| Word {
            weight: 7.0,
            ..word
        })
        .collect();
    let mut giant = words(40);
    giant[0].weight = 1e12;
    let tiny: Vec<Word> = words(40)
        .into_iter()
        .map(|word| Word {
            weight: word.weight * 1e-300,
            ..word
        })
        .collect();
    for list in [equal, giant, tiny, words(1), words(2)] {
        let picture = layout(&list, &Style::default()).expect("a picture");
        assert_eq!(
            (picture.words.len(), picture.left_out.len()),
            (list.len(), 0)
        );
        let sizes: Vec<f64> = picture.words.iter().map(|word| word.size).collect();
        assert!(
            sizes
                .iter()
                .all(|size| (24.0 - 1e-6..=0.3 * 900.0 + 1e-6).contains(size)),
            "{sizes:?}"
        );
    }
}

#[test]
fn colours_are_read_as_people_write_them() {
    assert_eq!(Rgb::parse("#1a5fb4"), Some(Rgb(0x1a, 0x5f, 0xb4)));
    assert_eq!(Rgb::parse("#fa0"), Some(Rgb(0xff, 0xaa, 0)));
    for bad in ["", "#", "1a5fb4", "#1a5fb", "#+a5fb4", "#红红红"] {
        assert_eq!(Rgb::parse(bad), None, "{bad}");
    }
}

#[test]
fn words_beside_each_other_have_different_inks() {
    for count in [20, 60, 100] {
        let picture = layout(&words(count), &style()).expect("a picture");
        let boxes: Vec<[f64; 4]> = picture
            .words
            .iter()
            .map(|word| {
                let (width, height) = word.extent();
                let (x, y) = (f64::from(word.x), f64::from(word.y));
                [x, y, x + width, y + height]
            })
            .collect();
        for (at, a) in picture.words.iter().enumerate() {
            for (other, b) in picture.words.iter().enumerate().skip(at + 1) {
                let (one, two) = (boxes[at], boxes[other]);
                let gap = |i: usize| (one[i] - two[i + 2]).max(two[i] - one[i + 2]);
                let near = gap(0).max(gap(1)) < 0.5 * a.size.min(b.size);
                assert!(!near || a.ink != b.ink, "{} beside {}", a.text, b.text);
            }
        }
    }
}

/// Letters with upright sides, so that what lies between two boxes is what lies between their inks.
#[test]
fn words_of_one_ink_do_not_run_together() {
    let list = |groups: u16| -> Vec<Word> {
        (0..60u16)
            .map(|at| {
                let letters = ["H", "I", "N", "M", "HI", "NI", "MI"];
                let name: String = (0..3)
                    .map(|place| letters[usize::from(at >> (2 * place)) % 7])
                    .collect();
                let mut word = Word::new(
                    format!("{name}{}", letters[usize::from(at % 7)]),
                    100.0 / f64::from(at + 3),
                );
                word.group = at % groups;
                word
            })
            .collect()
    };
    let least = |groups: u16| {
        let picture = layout(&list(groups), &Style::default()).expect("a picture");
        let mut least = f64::INFINITY;
        for one in &picture.words {
            for other in picture.words.iter().filter(|other| other.ink == one.ink) {
                let ((width, height), (_, tall)) = (one.extent(), other.extent());
                let (top, upper) = (f64::from(one.y), f64::from(other.y));
                let beside = top < upper + tall && upper < top + height;
                let gap = f64::from(other.x) - f64::from(one.x) - width;
                if beside && gap >= 0.0 {
                    least = least.min(gap / one.size.min(other.size));
                }
            }
        }
        least
    };
    assert!(least(3) >= 0.25, "{}", least(3));
}
