//! What a picture costs: `cargo bench -p wordcloud`.

use wordcloud::{Style, Word, layout};

fn main() {
    divan::main();
}

/// Words of two to four characters, weights as a Zipf tail.
fn words(count: usize) -> Vec<Word> {
    let stock: Vec<char> = "人工智能模型算力芯片开源推理训练数据机器学习语言视频生成创业投资市场"
        .chars()
        .collect();
    (0..count)
        .map(|at| {
            let text: String = (0..2 + at % 3)
                .map(|place| stock[(at * 7 + place * (3 + at / 11)) % stock.len()])
                .collect();
            Word::new(
                format!(
                    "{text}{}",
                    if at % 5 == 0 {
                        at.to_string()
                    } else {
                        String::new()
                    }
                ),
                1000.0 / (at + 1) as f64,
            )
        })
        .collect()
}

fn style(count: usize) -> Style {
    Style {
        min_size: 8.0,
        ..Style::of(count)
    }
}

#[divan::bench(args = [50, 200, 1000])]
fn layout_only(bencher: divan::Bencher<'_, '_>, count: usize) {
    let (words, style) = (words(count), style(count));
    bencher.bench(|| layout(&words, &style));
}

#[divan::bench(args = [50, 200, 1000])]
fn layout_and_jpeg(bencher: divan::Bencher<'_, '_>, count: usize) {
    let (words, style) = (words(count), style(count));
    bencher.bench(|| layout(&words, &style).map(|picture| picture.jpeg()));
}
