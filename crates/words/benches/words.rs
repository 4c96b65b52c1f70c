//! `cargo bench -p words`: cutting Chinese alone and whole tweets, in bytes a second; `start` is a process's first word.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Sentences of the regression test, over and over.
fn chinese() -> String {
    let sentences = include_str!("../tests/stock.txt").replace('/', "");
    sentences.repeat(60)
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_start(bencher: Bencher) {
    bencher.bench_local(|| black_box(words::tokens("今天发布").len()));
}

#[divan::bench]
fn chinese_text(bencher: Bencher) {
    let text = chinese();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| words::tokens(black_box(&text)).len());
}

#[divan::bench]
fn tweets(bencher: Bencher) {
    let tweet = "刚试了 DeepSeek V3.2 和 GPT-4o，中文写作 @sample_writer 觉得都不错 🎉 #大模型 https://example.com/a?b=1\nThe new \
                 model is 37% cheaper than the last one, about $0.5 per million tokens。\n";
    let text = tweet.repeat(200);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| words::tokens(black_box(&text)).len());
}
