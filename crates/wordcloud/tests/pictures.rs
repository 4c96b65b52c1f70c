//! What a picture promises, checked from outside on its pixels and its numbers.

use wordcloud::{CloudError, Font, Palette, Picture, Reason, Style, Word, layout};

/// Chinese, Latin and mixed words with a long tail of weights.
fn words(count: usize) -> Vec<Word> {
    let stock = [
        "大模型",
        "DeepSeek V3.2",
        "智能体",
        "OpenAI",
        "具身智能",
        "GPT-4o",
        "比特币",
        "机器学习",
        "gym",
        "ノート",
        "人工智慧",
        "월드",
    ];
    (0..count)
        .map(|at| {
            let round = at / stock.len();
            let text = format!(
                "{}{}",
                stock[at % stock.len()],
                if round == 0 {
                    String::new()
                } else {
                    round.to_string()
                }
            );
            Word::new(text, 900.0 / (at + 3) as f64)
        })
        .collect()
}

fn style(width: u32, height: u32) -> Style {
    Style {
        width,
        height,
        ..Style::default()
    }
}

fn pixels(picture: &Picture) -> image::RgbImage {
    image::load_from_memory(&picture.png())
        .expect("a PNG")
        .to_rgb8()
}

fn only(picture: &Picture, words: std::ops::Range<usize>) -> Picture {
    let mut part = picture.clone();
    part.words = picture.words[words].to_vec();
    part
}

#[test]
fn no_pixel_belongs_to_two_words_and_every_word_has_its_size() {
    // On the small canvas words are placed by the pixel, on the large one by cells of two beside each other.
    for (palette, (width, height), count) in [
        (Palette::light(), (960, 540), 70),
        (Palette::dark(), (960, 540), 70),
        (Palette::light(), (1280, 720), 120),
    ] {
        let picture = layout(
            &words(count),
            &Style {
                palette,
                ..style(width, height)
            },
        )
        .expect("a picture");
        assert_eq!((picture.words.len(), picture.left_out.len()), (count, 0));
        let ground = *pixels(&only(&picture, 0..0)).get_pixel(0, 0);
        let mut owner = vec![usize::MAX; (width * height) as usize];
        for at in 0..picture.words.len() {
            let mut ink = (u32::MAX, 0, u32::MAX, 0);
            for (x, y, pixel) in pixels(&only(&picture, at..at + 1)).enumerate_pixels() {
                if *pixel != ground {
                    let cell = &mut owner[(y * width + x) as usize];
                    assert_eq!(
                        *cell,
                        usize::MAX,
                        "{} covers another word at {x},{y}",
                        picture.words[at].text
                    );
                    *cell = at;
                    ink = (ink.0.min(x), ink.1.max(x), ink.2.min(y), ink.3.max(y));
                }
            }
            let (width, height) = picture.words[at].extent();
            assert!(
                (f64::from(ink.1 - ink.0 + 1) - width).abs() <= 2.0
                    && (f64::from(ink.3 - ink.2 + 1) - height).abs() <= 2.0
            );
        }
    }
}

#[test]
fn size_follows_weight_by_the_stated_power_and_never_gets_too_small() {
    for (count, head) in [(1, 1.0), (40, 1.0), (120, 1.0), (120, 200.0)] {
        let mut words = words(count);
        words[0].weight *= head;
        let picture = layout(&words, &style(1600, 900)).expect("a picture");
        let first = &picture.words[0];
        for word in &picture.words {
            let law = first.size * (word.weight / first.weight).powf(picture.power);
            assert!((word.size / law - 1.0).abs() < 1e-9 && word.size >= 24.0 - 1e-6);
        }
        assert_eq!(picture.words.len() + picture.left_out.len(), count);
    }
}

/// The side of the largest square without ink.
fn largest_square(image: &image::RgbImage) -> u32 {
    let (width, height) = image.dimensions();
    let mut above = vec![0u32; width as usize + 1];
    let mut largest = 0;
    for y in 0..height {
        let mut corner = 0;
        for x in 0..width {
            let at = x as usize + 1;
            let upper = above[at];
            above[at] = match image.get_pixel(x, y).0 {
                [255, 255, 255] => 1 + corner.min(upper).min(above[at - 1]),
                _ => 0,
            };
            corner = upper;
            largest = largest.max(above[at]);
        }
    }
    largest
}

#[test]
fn two_hundred_words_fill_the_canvas_and_leave_no_large_square() {
    let plain = Style {
        width: 1600,
        height: 900,
        ..Style::of(200)
    };
    let told = Style {
        legend: ["模型", "芯片", "政策", "公司", "其他"]
            .map(str::to_owned)
            .into(),
        ..plain.clone()
    };
    let list = |weight: fn(usize) -> f64, groups: usize| -> Vec<Word> {
        let one = |(at, word): (usize, Word)| Word {
            weight: weight(at),
            group: (at * at % groups) as u16,
            ..word
        };
        words(200).into_iter().enumerate().map(one).collect()
    };
    let long_tail = |at: usize| 900.0 / (at + 3) as f64;
    let giant = |at: usize| if at == 0 { 1000.0 } else { 20.0 };
    let lists = [
        ("a long tail", list(long_tail, 1), &plain),
        ("equal weights", list(|_| 1.0, 1), &plain),
        ("one giant", list(giant, 1), &plain),
        ("five groups", list(long_tail, 5), &told),
    ];
    for (name, words, style) in lists {
        let picture = layout(&words, style).expect("a picture");
        assert_eq!(picture.words.len(), 200, "{name}");
        let image = pixels(&picture);
        let inked = image.pixels().filter(|pixel| pixel.0 != [255; 3]).count();
        let ink = inked as f64 / (1600.0 * 900.0);
        let square = largest_square(&image);
        assert!(ink >= 0.38 && square <= 56, "{name}: {ink}, {square}");
    }
}

#[test]
fn the_same_words_give_the_same_bytes_in_any_thread_and_order() {
    let draw = |words: &[Word]| {
        let picture = layout(words, &style(800, 450)).expect("a picture");
        (picture.jpeg(), picture.png(), picture.svg())
    };
    let expected = draw(&words(50));
    let mut turned = words(50);
    turned.reverse();
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| draw(&turned))).collect();
        for other in others {
            assert_eq!(other.join().expect("a picture"), expected);
        }
    });
}

#[test]
fn a_jpeg_shows_what_the_png_shows() {
    let picture = layout(&words(30), &style(640, 360)).expect("a picture");
    let (jpeg, png) = (
        image::load_from_memory(&picture.jpeg())
            .expect("a JPEG")
            .to_rgb8(),
        pixels(&picture),
    );
    let difference: u64 = jpeg
        .as_raw()
        .iter()
        .zip(png.as_raw())
        .map(|(a, b)| u64::from(a.abs_diff(*b)))
        .sum();
    assert!(difference < 6 * 640 * 360 * 3, "{difference}");
}

#[test]
fn words_that_cannot_be_drawn_are_told_and_the_rest_is_drawn() {
    let given = [
        Word::new("好\u{202E}的\u{0}", 5.0),
        Word::new("好的", 4.0),
        Word::new("麻将🀄", 3.0),
        Word::new("x".repeat(10_000), 3.0),
        Word::new("zero", 0.0),
        Word::new("minus", -1.0),
        Word::new("none", f64::NAN),
        Word::new("much", f64::INFINITY),
        Word::new(" \u{200B}\t", 2.0),
        Word::new("สวัสดี", 2.0),
    ];
    let picture = layout(&given, &style(400, 300)).expect("a picture");
    assert_eq!(
        picture
            .words
            .iter()
            .map(|word| word.text.as_str())
            .collect::<Vec<_>>(),
        ["好的"]
    );
    let mut reasons: Vec<Reason> = picture.left_out.iter().map(|left| left.reason).collect();
    reasons.sort();
    let mut expected = vec![
        Reason::Repeated,
        Reason::Glyph('🀄'),
        Reason::TooLong,
        Reason::Weight,
        Reason::Weight,
        Reason::Weight,
        Reason::Weight,
        Reason::Empty,
        Reason::Glyph('ส'),
    ];
    expected.sort();
    assert_eq!(reasons, expected);
}

#[test]
fn what_cannot_be_a_picture_is_a_clear_error() {
    assert!(matches!(
        layout(&[], &Style::default()),
        Err(CloudError::NoWords { .. })
    ));
    for (width, height) in [(1, 1), (20_000, 20_000), (0, 900)] {
        assert!(matches!(
            layout(&words(3), &style(width, height)),
            Err(CloudError::Canvas { .. })
        ));
    }
    let long = [Word::new("一二三四五六七八九十一二三四五六七八九十", 1.0)];
    assert_eq!(
        layout(
            &long,
            &Style {
                min_size: 200.0,
                ..style(200, 64)
            }
        )
        .expect_err("no room"),
        CloudError::NoRoom {
            width: 200,
            height: 64
        }
    );
    let bad = Style {
        power: f64::NAN,
        ..Style::default()
    };
    assert_eq!(
        layout(&words(3), &bad).expect_err("no style").to_string(),
        "power must be from 0 to 4"
    );
    assert!(matches!(
        Font::parse(vec![0u8; 64]),
        Err(CloudError::Font(_))
    ));
}

#[test]
fn a_hundred_thousand_words_take_the_heaviest() {
    let many: Vec<Word> = (0..100_000)
        .map(|at| Word::new(format!("词{at}"), f64::from(at + 1)))
        .collect();
    let picture = layout(
        &many,
        &Style {
            max_words: 20,
            ..style(640, 360)
        },
    )
    .expect("a picture");
    assert_eq!(picture.words[0].text, "词99999");
    assert_eq!(picture.words.len() + picture.left_out.len(), 100_000);
}

#[test]
fn words_stay_where_they_were_the_day_before_and_fill_nearly_as_much() {
    let monday = layout(&words(100), &style(1600, 900)).expect("a picture");
    let mut changed = words(100);
    for (at, word) in changed.iter_mut().enumerate() {
        word.weight *= 1.0 + 0.02 * (at % 5) as f64;
        if at % 11 == 7 {
            word.text.push('新');
        }
    }
    let fresh = layout(&changed, &style(1600, 900)).expect("a picture");
    let before = monday.positions();
    let tuesday = layout(
        &changed,
        &Style {
            before: before.clone(),
            ..style(1600, 900)
        },
    )
    .expect("a picture");
    let diagonal = 1600f64.hypot(900.0);
    let moves: Vec<f64> = tuesday
        .positions()
        .iter()
        .filter_map(|now| {
            let then = before.iter().find(|then| then.text == now.text)?;
            Some(((now.x - then.x) * 1600.0).hypot((now.y - then.y) * 900.0) / diagonal)
        })
        .collect();
    assert_eq!(moves.len(), 91);
    let mean = moves.iter().sum::<f64>() / moves.len() as f64;
    let fill = (tuesday.words[90].size / fresh.words[90].size).powi(2);
    assert!(mean <= 0.08, "mean move {mean}");
    assert!(fill >= 0.9, "{fill} of the fill of a picture of its own");
}

#[test]
fn an_svg_holds_real_text_links_and_both_palettes_and_nothing_that_runs() {
    let mut words = words(20);
    words[0] = Word {
        link: Some("https://example.org/?a=1&b=2".to_owned()),
        ..Word::new("<b>&\"", 2000.0)
    };
    words[1].link = Some("javascript:alert(1)".to_owned());
    let picture = layout(
        &words,
        &Style {
            title: "今日词云 <1>".to_owned(),
            ..style(1600, 900)
        },
    )
    .expect("a picture");
    let svg = picture.svg();
    for part in [
        "<title>今日词云 &lt;1&gt;</title>",
        "<a href=\"https://example.org/?a=1&amp;b=2\"><text",
        ">&lt;b&gt;&amp;&quot;</text></a>",
        "prefers-color-scheme:dark",
        ">大模型1</text>",
    ] {
        assert!(svg.contains(part), "{part} is missing");
    }
    assert!(!svg.contains("javascript") && svg.len() < 60_000);
}

#[test]
fn emoji_are_drawn_flags_are_spelt_and_tones_are_dropped() {
    let given = [
        Word::new("🔥", 5.0),
        Word::new("👍🏽", 4.0),
        Word::new("🇨🇳", 3.0),
        Word::new("起飞🚀", 2.0),
        Word::new("❤\u{FE0F}", 1.0),
    ];
    let picture = layout(&given, &style(640, 360)).expect("a picture");
    let drawn: Vec<&str> = picture
        .words
        .iter()
        .map(|word| word.text.as_str())
        .collect();
    assert_eq!(drawn, ["🔥", "👍", "CN", "起飞🚀", "❤"]);
}

#[test]
fn kana_hangul_and_traditional_words_are_drawn_and_what_is_not_is_told_by_its_character() {
    let given: Vec<Word> = [
        "ひらがな",
        "カタカナ",
        "한국어",
        "臺灣機器學習",
        "Αθηνα",
        "Привет",
        "naïve",
        "ไทย",
        "हिन्दी",
        "עברית",
        "𠀀",
    ]
    .into_iter()
    .map(|text| Word::new(text, 3.0))
    .collect();
    let picture = layout(&given, &style(1600, 900)).expect("a picture");
    assert_eq!(picture.words.len(), 7, "{:?}", picture.left_out);
    let told: Vec<Reason> = picture.left_out.iter().map(|left| left.reason).collect();
    let expected = ['ह', 'ไ', 'ע', '𠀀'].map(Reason::Glyph);
    assert_eq!(told.len(), expected.len());
    assert!(
        expected.iter().all(|reason| told.contains(reason)),
        "{told:?}"
    );
}

/// The worst lists and canvases: each ends soon, with a picture or with a clear error.
#[test]
fn nothing_given_takes_long_or_brings_it_down() {
    let controls = "\u{202E}\u{2066}\u{0}\u{7}\u{1b}[31m".to_owned();
    let lists = [
        vec![],
        vec![Word::new("一", 1.0)],
        vec![Word::new("长".repeat(10_000), 1.0)],
        vec![
            Word::new(controls.clone(), 1.0),
            Word::new(controls + "好", 1.0),
        ],
        vec![
            Word::new("大", f64::MAX),
            Word::new("小", f64::MIN_POSITIVE),
        ],
        vec![
            Word::new("负", -0.0),
            Word::new("零", 0.0),
            Word::new("非", -f64::NAN),
        ],
        (0..100_000)
            .map(|at| Word::new(at.to_string(), 1.0 + f64::from(at % 7)))
            .collect(),
    ];
    for list in &lists {
        for (width, height) in [(64, 64), (1600, 900), (8192, 64), (64, 8192)] {
            match layout(list, &style(width, height)) {
                Ok(picture) => assert_eq!(picture.words.len() + picture.left_out.len(), list.len()),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        for (width, height) in [(1, 1), (20_000, 20_000), (u32::MAX, 1)] {
            let error = layout(list, &style(width, height)).expect_err("no canvas");
            assert!(error.to_string().contains("64 to 8192"), "{error}");
        }
    }
}

#[test]
fn a_broken_font_is_an_error_or_lacks_what_is_broken() {
    let whole = include_bytes!("../font/noto-emoji-bold.ttf");
    let mut refused = 0;
    for at in 0..300 {
        let mut bytes = whole.to_vec();
        match at % 3 {
            0 => bytes.truncate(at * whole.len() / 300),
            1 => bytes[at * 3] ^= 0xFF,
            _ => bytes[at * whole.len() / 300] ^= 0x55,
        }
        match Font::parse(bytes) {
            Err(CloudError::Font(_)) => refused += 1,
            Err(other) => panic!("{other}"),
            Ok(font) => {
                let fonts = vec![font];
                let given = [Word::new("🔥", 2.0), Word::new("😀", 1.0)];
                let drawn = layout(
                    &given,
                    &Style {
                        fonts,
                        ..style(200, 100)
                    },
                );
                if let Ok(picture) = drawn {
                    assert!(!picture.png().is_empty());
                }
            }
        }
    }
    assert!(refused > 50, "{refused}");
}

#[test]
fn neighbours_can_be_told_apart_by_those_who_see_no_red_or_no_green() {
    // Machado, Oliveira and Fernandes 2009; the distance is Euclid's over encoded channels, coarse but not the program's own.
    let eyes = [
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ],
    ];
    let picture = layout(&words(100), &style(1600, 900)).expect("a picture");
    let inks = Palette::light().inks;
    let seen = |ink: usize, eye: &[[f64; 3]; 3]| {
        let linear =
            [inks[ink].0, inks[ink].1, inks[ink].2].map(|c| (f64::from(c) / 255.0).powf(2.2));
        eye.map(|row| {
            let sum: f64 = row.iter().zip(linear).map(|(a, b)| a * b).sum();
            sum.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0
        })
    };
    let edges = |word: &wordcloud::Placed| {
        let (x, y) = (f64::from(word.x), f64::from(word.y));
        let (width, height) = word.extent();
        [x, y, x + width, y + height]
    };
    let (mut pairs, mut confused) = (0, 0);
    for (at, a) in picture.words.iter().enumerate() {
        for b in &picture.words[at + 1..] {
            let (one, two) = (edges(a), edges(b));
            let gap = |i: usize| (one[i] - two[i + 2]).max(two[i] - one[i + 2]);
            if gap(0).max(gap(1)) >= 0.5 * a.size.min(b.size) {
                continue;
            }
            pairs += 1;
            let least = eyes.iter().map(|eye| {
                let (p, q) = (seen(a.ink, eye), seen(b.ink, eye));
                p.iter()
                    .zip(q)
                    .map(|(p, q)| (p - q) * (p - q))
                    .sum::<f64>()
                    .sqrt()
            });
            confused += usize::from(least.fold(f64::INFINITY, f64::min) < 25.0);
        }
    }
    assert!(
        pairs > 100 && confused * 20 <= pairs,
        "{confused} of {pairs}"
    );
}
