#!/usr/bin/env python3
"""Word clouds beside their peers: CPU time of a cold process, ink, largest empty square, and a contact sheet.

    cargo build --release -p site
    pip install wordcloud pillow numpy          # peers that are not there are skipped
    npm install d3-cloud @napi-rs/canvas
    python3 crates/wordcloud/benches/peers.py target/release/site crates/wordcloud/font/notosans-sc-bold.otf [sheet.jpg]

All draw 1600x900 px with the one font. Ours ends in a JPEG, theirs in a PNG.
"""

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHINESE = "人工 智能 模型 算力 芯片 开源 推理 训练 数据 机器 学习 语言 视频 生成 创业 投资 市场 大模型 智能体 机器人 自动驾驶 云计算 半导体 新能源".split()
ENGLISH = "model agent token Python Rust GitHub OpenAI inference training data language video startup market chip robot cloud compiler browser kernel editor search review release".split()
SIZE = (1600, 900)


def words(stock, count, weight):
    """`count` different words made of the stock, with their weights."""
    first = len(stock)
    name = lambda at: stock[at] if at < first else stock[at % first] + stock[(at * 7 + at // first) % first][:2 + at % 3]
    seen = dict.fromkeys(name(at) for at in range(20 * count))
    return [(word, weight(at)) for at, word in enumerate(list(seen)[:count])]


zipf = lambda at: 1000 / (at + 1)
mixed = [word for pair in zip(CHINESE, ENGLISH) for word in pair]
CASES = {
    "Chinese, 120": words(CHINESE, 120, zipf),
    "English, 120": words(ENGLISH, 120, zipf),
    "mixed, 50": words(mixed, 50, zipf),
    "mixed, 200": words(mixed, 200, zipf),
    "mixed, 1000": words(mixed, 1000, zipf),
    "flat weights, 120": words(mixed, 120, lambda at: 200 - at),
    "one giant, 120": words(mixed, 120, lambda at: 1000 if at == 0 else 20),
    "all equal, 120": words(mixed, 120, lambda at: 1),
}

PYTHON = """
import sys
from wordcloud import WordCloud
words = dict((w, float(n)) for w, n in (line.rstrip("\\n").split("\\t") for line in open(sys.argv[1], encoding="utf-8")))
cloud = WordCloud(font_path=sys.argv[3], width=1600, height=900, max_words=len(words), background_color="white", random_state=1)
cloud.generate_from_frequencies(words).to_file(sys.argv[2])
"""

D3 = """
const fs = require("fs"), {createCanvas, GlobalFonts} = require("@napi-rs/canvas");
const [list, out, font] = process.argv.slice(2);
GlobalFonts.registerFromPath(font, "peer");
const words = fs.readFileSync(list, "utf8").trim().split("\\n").map(l => l.split("\\t")).map(([text, w]) => ({text, w: +w}));
const most = Math.max(...words.map(d => d.w));
import("d3-cloud").then(({default: cloud}) => cloud().size([1600, 900]).canvas(() => createCanvas(1, 1)).words(words).padding(2).rotate(0).font("peer")
  .fontSize(d => Math.max(12, 150 * Math.sqrt(d.w / most))).random(() => 0.5).on("end", placed => {
    const canvas = createCanvas(1600, 900), g = canvas.getContext("2d");
    g.fillStyle = "#fff"; g.fillRect(0, 0, 1600, 900); g.translate(800, 450); g.textAlign = "center"; g.fillStyle = "#246";
    for (const d of placed) { g.font = `${d.size}px peer`; g.fillText(d.text, d.x, d.y); }
    fs.writeFileSync(out, canvas.toBuffer("image/png"));
  }).start());
"""


def tools(site, font, folder):
    """Name -> command for a list, a number of words and a picture."""
    found = {"tuibao": lambda tsv, n, out: [site, "-q", "wordcloud", tsv, "--words", str(n), "-o", out]}
    if importlib.util.find_spec("wordcloud"):
        found["Python wordcloud"] = lambda tsv, n, out: [sys.executable, "-c", PYTHON, tsv, out, font]
    probe = ["node", "-e", "require.resolve('d3-cloud'); require('@napi-rs/canvas')"]
    if shutil.which("node") and subprocess.run(probe, capture_output=True).returncode == 0:
        # A module is looked for beside the script.
        (folder / "node_modules").symlink_to(Path("node_modules").resolve())
        script = folder / "d3.cjs"
        script.write_text(D3)
        found["d3-cloud"] = lambda tsv, n, out: ["node", str(script), tsv, out, font]
    return found


def cost(command, runs):
    """Seconds of CPU of a whole process, the least of some runs."""
    def once():
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        told = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            raise RuntimeError(told.decode("utf-8", "replace"))
        return usage.ru_utime + usage.ru_stime
    return min(once() for _ in range(runs))


def look(path):
    """Share of ink, and the side of the largest square without any."""
    import numpy as np
    from PIL import Image
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    ink = np.abs(pixels - pixels[0, 0]).sum(2) > 60
    sums = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), int)
    sums[1:, 1:] = ink.cumsum(0).cumsum(1)
    low, high = 0, min(ink.shape)
    while low < high:
        side = (low + high + 1) // 2
        inside = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
        low, high = (side, high) if (inside == 0).any() else (low, side - 1)
    return ink.mean(), low


def contact_sheet(rows, font, target):
    """Small pictures in a table: a row a case, a column a tool."""
    from PIL import Image, ImageDraw, ImageFont
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    width, height, head, side = SIZE[0] // 5, SIZE[1] // 5, 26, 118
    paper = Image.new("RGB", (side + len(names) * (width + 6), head + len(rows) * (height + 6)), "#ddd")
    pen, type_ = ImageDraw.Draw(paper), ImageFont.truetype(font, 15)
    for x, name in enumerate(names):
        pen.text((side + x * (width + 6) + 6, 3), name, "#000", type_)
    for y, (case, row) in enumerate(rows):
        pen.multiline_text((6, head + y * (height + 6) + 6), case.replace(", ", ",\n"), "#000", type_)
        for x, name in enumerate(names):
            if name in row:
                small = Image.open(row[name]).convert("RGB").resize((width, height), Image.LANCZOS)
                paper.paste(small, (side + x * (width + 6), head + y * (height + 6)))
    paper.save(target, quality=55, optimize=True)


def main(site, font, sheet=None):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        found = tools(site, font, folder)
        rows = []
        for case, list_ in CASES.items():
            tsv = folder / "words.tsv"
            tsv.write_text("".join(f"{word}\t{weight}\n" for word, weight in list_), "utf-8")
            first, row = None, {}
            for name, command in found.items():
                out = folder / f"{len(rows)}-{len(row)}.png"
                jpeg = str(out.with_suffix(".jpg")) if name == "tuibao" else str(out)
                seconds = cost(command(str(tsv), len(list_), jpeg), 5 if name == "tuibao" else 1)
                if name == "tuibao":
                    subprocess.run(command(str(tsv), len(list_), str(out)), check=True, capture_output=True)
                first = first or seconds
                ink, hole = look(out)
                print(f"{case:18} {name:17} {seconds:6.3f} s  x{seconds / first:5.1f}  ink {ink:.2f}  empty square {hole:3}", flush=True)
                row[name] = out
            rows.append((case, row))
        if sheet:
            contact_sheet(rows, font, sheet)


if __name__ == "__main__":
    main(*sys.argv[1:])
