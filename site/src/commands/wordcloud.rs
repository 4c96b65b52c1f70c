//! `site wordcloud`: a picture of any weighted words, without a blog.
//!
//! It must not know how words are laid out.

use super::{Outcome, wordcloud_said};
use crate::cli;
use crate::edge::files::{self, Keep};
use crate::edge::inputs;
use crate::edge::terminal::Terminal;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use post::Diagnostic;
use report::import::decoded;
use std::collections::BTreeMap;
use std::path::Path;
use wordcloud::{Font, Palette, Picture, Rgb, Shape, Style, Word, contrast, layout};

/// The longest list that is read, in bytes: far more words than a picture has room for.
const LONGEST: u64 = 16 << 20;
/// The largest font or shape that is read, in bytes.
const LARGEST: u64 = 128 << 20;
/// The name of all groups for which there is no ink left.
const OTHERS: &str = "其他";
/// The least contrast of an ink with its ground (WCAG 2, AA).
const CONTRAST: f64 = 4.5;

/// Reads `word<TAB>weight` lines and writes the picture.
///
/// # Errors
/// A list that is not there or holds no word that can be drawn; a name that does not end in .jpg, .png, .webp or .svg; colours,
/// fonts or shapes that are none; what the disk refuses.
pub(super) fn run(args: &cli::Wordcloud, terminal: &mut Terminal) -> Outcome {
    let extension = args.output.extension().and_then(|end| end.to_str());
    let format = extension.unwrap_or_default().to_ascii_lowercase();
    let known = ["jpg", "jpeg", "png", "webp", "svg"];
    if !known.contains(&format.as_str()) || (args.animate && format != "svg") {
        return Err(Box::new(other_format(&args.output, args.animate)));
    }
    let (style, told) = style(args)?;
    terminal.show(&told);
    let before = match &args.before {
        Some(path) => Some(draw(path, args, style.clone(), terminal)?),
        None => None,
    };
    let style = Style {
        before: before.as_ref().map(Picture::positions).unwrap_or_default(),
        ..style
    };
    let picture = draw(&args.words, args, style, terminal)?;
    let bytes = match &before {
        Some(before) if args.animate => picture.svg_from(before).into_bytes(),
        _ => encode(&picture, &format),
    };
    let output = args.output.display().to_string();
    files::write(&args.output, &bytes, Keep::Authored)
        .map_err(|error| Box::new(files::refused(&output, &error)))?;
    terminal.show(&wordcloud_said::left_out(&picture.left_out));
    terminal.print(&output, &output);
    Ok(())
}

fn encode(picture: &Picture, format: &str) -> Vec<u8> {
    match format {
        "png" => picture.png(),
        "webp" => picture.webp(),
        "svg" => picture.svg().into_bytes(),
        _ => picture.jpeg(),
    }
}

/// The picture of one list.
fn draw(
    path: &Path,
    args: &cli::Wordcloud,
    style: Style,
    terminal: &mut Terminal,
) -> Result<Picture, Box<Diagnostic>> {
    let shown = path.display().to_string();
    let (text, encoding) = decoded(&inputs::bytes(path, LONGEST)?);
    if let Some(encoding) = encoding {
        terminal.show(&[wordcloud_said::encoding(&shown, encoding)]);
    }
    let (mut words, names, told) = read(&shown, &text, style.palette.inks.len());
    terminal.show(&told);
    if let Some(link) = &args.link {
        for word in &mut words {
            let word_in_url = utf8_percent_encode(&word.text, NON_ALPHANUMERIC).to_string();
            word.link = Some(link.replace("{word}", &word_in_url));
        }
    }
    let style = Style {
        legend: names,
        ..style
    };
    let _busy = terminal.busy("laying out words", "正在排列词语");
    layout(&words, &style).map_err(|error| Box::new(cannot_draw(&shown, &error)))
}

/// The style that the arguments ask for.
fn style(args: &cli::Wordcloud) -> Result<(Style, Vec<Diagnostic>), Box<Diagnostic>> {
    let (palette, told) = palette(if args.dark { "dark" } else { &args.palette })?;
    let mut fonts = Vec::new();
    for name in &args.font {
        let path = Path::new(name);
        let found = inputs::system_font(name).filter(|_| path.components().count() == 1);
        let bytes = match (inputs::bytes(path, LARGEST), found) {
            (Err(_), Some(found)) => inputs::bytes(&found, LARGEST)?,
            (bytes, _) => bytes?,
        };
        fonts.push(Font::parse(bytes).map_err(|error| Box::new(cannot_draw(name, &error)))?);
    }
    fonts.extend([Font::bundled(), Font::emoji()]);
    let shape = match &args.shape {
        None => None,
        Some(path) => {
            let bytes = inputs::bytes(path, LARGEST)?;
            let name = path.display().to_string();
            Some(Shape::parse(&bytes).map_err(|error| Box::new(cannot_draw(&name, &error)))?)
        }
    };
    let plain = Style::of(args.most);
    let style = Style {
        width: args.width,
        height: args.height,
        min_size: args.min_size.unwrap_or(plain.min_size),
        margin: args.margin,
        turned: args.turned,
        stacked: args.stacked,
        shape,
        palette,
        fonts,
        title: args.title.clone().unwrap_or_default(),
        ..plain
    };
    Ok((style, told))
}

/// A palette by its name, or a ground and inks; inks that are hard to read are told.
fn palette(name: &str) -> Result<(Palette, Vec<Diagnostic>), Box<Diagnostic>> {
    let known = match name {
        "light" => Some(Palette::light()),
        "dark" => Some(Palette::dark()),
        "print" => Some(Palette::print()),
        "newspaper" => Some(Palette::newspaper()),
        _ => None,
    };
    if let Some(palette) = known {
        return Ok((palette, Vec::new()));
    }
    let colours: Option<Vec<Rgb>> = name
        .split(',')
        .map(|text| Rgb::parse(text.trim()))
        .collect();
    let Some([ground, inks @ ..]) = colours.as_deref().filter(|colours| colours.len() >= 2) else {
        return Err(Box::new(
            Diagnostic::error(
                "palette",
                format!("`{name}` is no palette"),
                format!("“{name}”不是配色"),
            )
            .help(
                "name light, dark, print or newspaper, or give a ground and inks: '#ffffff,#1a5fb4,#a51d2d'",
                "请写 light、dark、print、newspaper，或底色与字色：'#ffffff,#1a5fb4,#a51d2d'",
            ),
        ));
    };
    let faint = inks
        .iter()
        .filter(|ink| contrast(**ink, *ground) < CONTRAST);
    let told = faint.map(|Rgb(r, g, b)| {
        Diagnostic::warning(
            "contrast",
            format!("the ink #{r:02x}{g:02x}{b:02x} is hard to read on this ground (contrast below {CONTRAST}:1)"),
            format!("字色 #{r:02x}{g:02x}{b:02x} 在这个底色上难以看清（对比度不足 {CONTRAST}:1）"),
        )
    });
    let palette = Palette {
        ground: *ground,
        inks: inks.to_vec(),
        night: None,
    };
    Ok((palette, told.collect()))
}

/// The words of a list, one a line, each with a tab and its weight (1 where none is given), and perhaps a tab and its group;
/// with the names of the groups, the heaviest first and at most `inks`.
fn read(file: &str, text: &str, inks: usize) -> (Vec<Word>, Vec<String>, Vec<Diagnostic>) {
    let mut words = Vec::new();
    let mut groups = Vec::new();
    let mut told = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let mut columns = line.split('\t').map(str::trim);
        let word = columns.next().unwrap_or_default();
        let weight = columns.next().unwrap_or("1");
        if word.is_empty() {
            continue;
        }
        match weight.parse::<f64>() {
            Ok(weight) if weight > 0.0 && weight.is_finite() => {
                words.push(Word::new(word, weight));
                groups.push(columns.next().unwrap_or_default());
            }
            _ => told.push(
                Diagnostic::warning(
                    "weight",
                    format!("`{weight}` is not a positive number: this word is left out"),
                    format!("“{weight}”不是正数：已跳过这个词"),
                )
                .at(file, number, 0)
                .excerpt(line)
                .help("write `word<TAB>weight`", "请写成“词<TAB>权重”"),
            ),
        }
    }
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for (word, group) in words.iter().zip(&groups) {
        *weights.entry(group).or_default() += word.weight;
    }
    if weights.keys().all(|name| name.is_empty()) {
        return (words, Vec::new(), told);
    }
    let mut names: Vec<&str> = weights
        .keys()
        .copied()
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_by(|a, b| weights[b].total_cmp(&weights[a]).then(a.cmp(b)));
    // Words without a group share the last ink with the groups for which there is none.
    if names.len() < weights.len() || names.len() > inks {
        names.truncate(inks.saturating_sub(1));
        names.push(OTHERS);
    }
    for (word, group) in words.iter_mut().zip(&groups) {
        let at = names.iter().position(|name| name == group);
        word.group = at.unwrap_or(names.len() - 1) as u16;
    }
    (words, names.into_iter().map(str::to_owned).collect(), told)
}

fn other_format(path: &Path, animate: bool) -> Diagnostic {
    let ends = if animate {
        ".svg"
    } else {
        ".jpg, .png, .webp or .svg"
    };
    let chinese = if animate {
        ".svg"
    } else {
        ".jpg、.png、.webp 或 .svg"
    };
    Diagnostic::error(
        "format",
        format!(
            "`{}` does not say which kind of picture it is to be",
            path.display()
        ),
        format!("“{}”没有说明图片格式", path.display()),
    )
    .help(
        format!("end the name in {ends}"),
        format!("文件名请以 {chinese} 结尾"),
    )
}

fn cannot_draw(file: &str, error: &wordcloud::CloudError) -> Diagnostic {
    wordcloud_said::refused(error).at(file, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_as_people_write_it() {
        let (words, names, told) = read(
            "w.tsv",
            "\u{feff}大模型\t9\r\nGPT-4o\t4.5\n\nRust\nx\tmany\ny\t-1\nz\tNaN\n",
            6,
        );
        assert!(names.is_empty());
        let words: Vec<_> = words
            .iter()
            .map(|word| (word.text.as_str(), word.weight))
            .collect();
        assert_eq!(words, [("大模型", 9.0), ("GPT-4o", 4.5), ("Rust", 1.0)]);
        let lines: Vec<_> = told.iter().map(|d| d.at.as_ref().unwrap().line).collect();
        assert_eq!(lines, [5, 6, 7]);
    }

    #[test]
    fn groups_have_inks_by_weight_and_the_rest_shares_one() {
        let (words, names, _) = read("w.tsv", "a\t1\t模型\nb\t5\t芯片\nc\t2\t政策\nd\t1\n", 3);
        assert_eq!(names, ["芯片", "政策", OTHERS]);
        let groups: Vec<u16> = words.iter().map(|word| word.group).collect();
        assert_eq!(groups, [2, 0, 1, 2]);
    }

    #[test]
    fn palettes_by_name_and_by_colours() {
        assert!(palette("newspaper").unwrap().1.is_empty());
        let (custom, told) = palette("#fff, #1a5fb4,#ffff00").unwrap();
        assert_eq!(
            (custom.ground, custom.inks.len(), told.len()),
            (Rgb(255, 255, 255), 2, 1)
        );
        for bad in ["", "blue", "#fff", "#fff,#12345", "#fff,#gggggg"] {
            assert!(palette(bad).is_err(), "{bad}");
        }
    }
}
