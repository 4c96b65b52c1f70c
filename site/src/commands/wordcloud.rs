//! `site wordcloud`: a picture of any weighted words, without a blog.
//!
//! It must not know how words are laid out.

use super::Outcome;
use crate::cli;
use crate::edge::files::{self, Keep};
use crate::edge::inputs;
use crate::edge::terminal::Terminal;
use post::Diagnostic;
use std::path::Path;
use wordcloud::{Palette, Style, Word, layout};

/// The longest list that is read, in bytes: far more words than a picture has room for.
const LONGEST: u64 = 16 << 20;
/// How many words that were left out are told one by one.
const MOST: usize = 20;

/// Reads `word<TAB>weight` lines and writes the picture.
///
/// # Errors
/// A list that is not there or holds no word that can be drawn; a name that does not end in .jpg, .png or .svg; what the disk
/// refuses.
pub(super) fn run(args: &cli::Wordcloud, terminal: &mut Terminal) -> Outcome {
    let extension = args.output.extension().and_then(|end| end.to_str());
    let format = extension.unwrap_or_default().to_ascii_lowercase();
    if !matches!(format.as_str(), "jpg" | "jpeg" | "png" | "svg") {
        return Err(Box::new(other_format(&args.output)));
    }
    let shown = args.words.display().to_string();
    let text = inputs::text(&args.words, LONGEST)?;
    let (words, told) = read(&shown, &text);
    terminal.show(&told);
    let style = Style {
        width: args.width,
        height: args.height,
        palette: if args.dark {
            Palette::dark()
        } else {
            Palette::light()
        },
        title: args.title.clone().unwrap_or_default(),
        ..Style::default()
    };
    let picture = {
        let _busy = terminal.busy("laying out words", "正在排列词语");
        layout(&words, &style).map_err(|error| Box::new(cannot_draw(&shown, &error)))?
    };
    let bytes = match format.as_str() {
        "png" => picture.png(),
        "svg" => picture.svg().into_bytes(),
        _ => picture.jpeg(),
    };
    let output = args.output.display().to_string();
    files::write(&args.output, &bytes, Keep::Authored)
        .map_err(|error| Box::new(files::refused(&output, &error)))?;
    let left_out = picture.left_out.iter().take(MOST).map(|word| {
        let (text, reason) = (&word.text, &word.reason);
        Diagnostic::note(
            "left-out",
            format!("`{text}` is left out: {reason}"),
            format!("未画出“{text}”：{reason}"),
        )
    });
    terminal.show(&left_out.collect::<Vec<_>>());
    terminal.print(&output, &output);
    Ok(())
}

/// The words of a list, one a line, each with a tab and its weight (1 where none is given).
fn read(file: &str, text: &str) -> (Vec<Word>, Vec<Diagnostic>) {
    let mut words = Vec::new();
    let mut told = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let (word, weight) = line.split_once('\t').unwrap_or((line, "1"));
        if word.trim().is_empty() {
            continue;
        }
        match weight.trim().parse::<f64>() {
            Ok(weight) if weight > 0.0 && weight.is_finite() => {
                words.push(Word::new(word.trim(), weight))
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
    (words, told)
}

fn other_format(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "format",
        format!(
            "`{}` does not say which kind of picture it is to be",
            path.display()
        ),
        format!("“{}”没有说明图片格式", path.display()),
    )
    .help(
        "end the name in .jpg, .png or .svg",
        "文件名请以 .jpg、.png 或 .svg 结尾",
    )
}

fn cannot_draw(file: &str, error: &wordcloud::CloudError) -> Diagnostic {
    Diagnostic::error(
        "wordcloud",
        format!("no picture can be made: {error}"),
        format!("无法生成图片：{error}"),
    )
    .at(file, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_as_people_write_it() {
        let (words, told) = read(
            "w.tsv",
            "\u{feff}大模型\t9\r\nGPT-4o\t4.5\n\nRust\nx\tmany\ny\t-1\nz\tNaN\n",
        );
        let words: Vec<_> = words
            .iter()
            .map(|word| (word.text.as_str(), word.weight))
            .collect();
        assert_eq!(words, [("大模型", 9.0), ("GPT-4o", 4.5), ("Rust", 1.0)]);
        let lines: Vec<_> = told.iter().map(|d| d.at.as_ref().unwrap().line).collect();
        assert_eq!(lines, [5, 6, 7]);
    }
}
