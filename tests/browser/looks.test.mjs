// How each kind of page looks, compared with kept pictures (looks/*.webp), in one font that comes with the project.
// After a change of looks that is meant: LOOKS=keep node --test looks.test.mjs, then look at the pictures.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pages, writeBlog } from "./blog.mjs";
import { serve } from "./serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const kept = join(here, "looks");
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(root, "target"));
const program = [process.env.SITE, `${target}/release/site`, `${target}/debug/site`].find((path) => path && existsSync(path));

/** Widths, each in one scheme, and how much of a page is compared. */
const screens = [
  { width: 360, scheme: "light", most: 1500 },
  { width: 768, scheme: "dark", most: 1200 },
  { width: 1440, scheme: "light", most: 1000 },
];
const font = `@font-face { font-family: Fixed; src: url(/assets/fixed.otf) }
  *, ::before, ::after { font-family: Fixed, monospace !important; font-weight: 700 !important; caret-color: transparent !important;
    transition: none !important; animation: none !important; scroll-behavior: auto !important }`;
/** The mean of a square of 8 by 8 pixels may differ by this much of 255, and so large a part of the squares by more. */
const tolerance = 28;
const share = 0.002;

let blog, site, browser, judge;

before(async () => {
  assert.ok(program, "build the program first: cargo build --release -p site");
  blog = await mkdtemp(join(tmpdir(), "site-looks-"));
  await writeBlog(blog, root);
  await copyFile(join(root, "crates/wordcloud/font/notosans-sc-bold.otf"), join(blog, "assets/fixed.otf"));
  await promisify(execFile)(program, ["--source", blog, "build", "--quiet", "--now", "2026-01-01 00:00 +0800"]);
  site = await serve(join(blog, "_site"));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars", "--disable-lcd-text",
      "--font-render-hinting=none", "--force-color-profile=srgb"],
  });
  judge = await browser.newPage();
  await mkdir(kept, { recursive: true });
});

after(async () => {
  await browser?.close();
  site?.close();
  await rm(blog, { recursive: true, force: true });
});

for (const { width, scheme, most } of screens) {
  test(`pages look as they did, ${width} pixels wide, ${scheme}`, async () => {
    // The policy forbids styles in the page; the font is one.
    const context = await browser.newContext({
      viewport: { width, height: 800 }, colorScheme: scheme, deviceScaleFactor: 1, reducedMotion: "reduce", locale: "zh-CN", bypassCSP: true,
    });
    const tab = await context.newPage();
    const different = [];
    for (const [kind, path] of Object.entries(pages)) {
      await tab.goto(site.origin + path);
      await tab.addStyleTag({ content: font });
      if (kind === "search") await tab.waitForFunction(() => {
        const results = [...document.querySelectorAll(".result")];
        return results.length > 1 && results.every((result) => result.querySelector(".result-text p"));
      });
      await tab.evaluate(() => document.fonts.load("16px Fixed").then(() => document.fonts.ready));
      const height = Math.min(most, await tab.evaluate(() => document.documentElement.scrollHeight));
      const seen = await tab.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
      const name = `${kind}-${width}-${scheme}.webp`;
      if (process.env.LOOKS === "keep") await writeFile(join(kept, name), await small(seen));
      else if (!existsSync(join(kept, name))) different.push(`${name} is not kept`);
      else {
        const { sizes, part } = await compare(await readFile(join(kept, name)), seen);
        if (sizes || part > share) {
          const shown = join(tmpdir(), `looks-${kind}-${width}-${scheme}.png`);
          await writeFile(shown, seen);
          different.push(`${name}: ${sizes ?? `${(part * 100).toFixed(2)} % differs`}; seen now: ${shown}`);
        }
      }
    }
    await context.close();
    assert.deepEqual(different, []);
  });
}

const address = (bytes, type) => `data:image/${type};base64,${bytes.toString("base64")}`;

/** A screenshot as a small file. */
async function small(png) {
  const url = await judge.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.45);
  }, address(png, "png"));
  return Buffer.from(url.split(",")[1], "base64");
}

/** Which part of the squares of two pictures differs, or that their sizes do. */
async function compare(before, now) {
  const pair = [address(before, "webp"), address(now, "png")];
  return judge.evaluate(async ([pair, tolerance]) => {
    const square = 8;
    const read = async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { width, height } = image;
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const drawing = canvas.getContext("2d", { willReadFrequently: true });
      drawing.drawImage(image, 0, 0);
      const { data } = drawing.getImageData(0, 0, width, height);
      const [across, down] = [Math.ceil(width / square), Math.ceil(height / square)];
      const sums = new Float64Array(across * down * 3);
      const counts = new Float64Array(across * down);
      for (let y = 0, at = 0; y < height; y++) {
        for (let x = 0; x < width; x++, at += 4) {
          const block = Math.floor(y / square) * across + Math.floor(x / square);
          counts[block]++;
          for (let c = 0; c < 3; c++) sums[block * 3 + c] += data[at + c];
        }
      }
      return { width, height, means: sums.map((sum, n) => sum / counts[Math.floor(n / 3)]) };
    };
    const [a, b] = await Promise.all(pair.map(read));
    if (a.width !== b.width || a.height !== b.height) return { sizes: `${a.width} × ${a.height} became ${b.width} × ${b.height}` };
    let differ = 0;
    for (let n = 0; n < a.means.length; n += 3) {
      if ([0, 1, 2].some((c) => Math.abs(a.means[n + c] - b.means[n + c]) > tolerance)) differ++;
    }
    return { part: differ / (a.means.length / 3) };
  }, [pair, tolerance]);
}
