// Measures the search of a built blog against a bigram baseline and Pagefind, over texts of your own.
//
//   node benches/search/run.mjs texts FILES…            texts of tweets in JSON or JSON lines -> lines on the standard output
//   node benches/search/run.mjs blog TEXTS FOLDER       one post a line, with the theme that ships, to be built with `site build`
//   node benches/search/run.mjs measure TEXTS FOLDER    recall of the first page and bytes loaded; with Pagefind's where
//                                                       `npx pagefind --site FOLDER/_site` was run before
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Index } from "../../assets/js/search-index.js";
import { PAGE, bigrams, queries, recall } from "./evaluate.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const [command, ...rest] = process.argv.slice(2);
const commands = { texts, blog, measure };
await commands[command](...rest);

/** Every text of at least 40 characters once; links, handles and marks of retweets are no text. */
async function texts(...files) {
  const found = new Set();
  const collect = (value) => {
    if (Array.isArray(value)) return value.forEach(collect);
    if (!value || typeof value !== "object") return undefined;
    for (const [key, inner] of Object.entries(value)) {
      if (/^(fullText|full_text|text)$/.test(key) && typeof inner === "string") {
        const text = inner.replace(/https?:\S+|@\w+|^RT\b/g, " ").replace(/\s+/g, " ").trim();
        if ([...text].length >= 40) found.add(text);
      } else collect(inner);
    }
  };
  for (const file of files) {
    const text = await readFile(file, "utf8");
    try {
      collect(JSON.parse(text));
    } catch {
      for (const line of text.split("\n").filter(Boolean)) collect(JSON.parse(line));
    }
  }
  for (const text of found) console.log(text);
}

async function lines(file) {
  return (await readFile(file, "utf8")).split("\n").filter(Boolean);
}

function name(number) {
  return `2025-01-${String(1 + (number % 28)).padStart(2, "0")}-p${number}`;
}

async function blog(file, folder) {
  await mkdir(join(folder, "_posts"), { recursive: true });
  for (const part of ["_templates", "_data/i18n", "assets/css", "assets/js", "assets/icons"]) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  await writeFile(join(folder, "_config.yml"), "title: 检索\nlang: zh-CN\n");
  for (const [number, text] of (await lines(file)).entries()) {
    const safe = text.replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&");
    const post = `---\nlayout: post\ntitle: p${number}\n---\n${safe}\n`;
    await writeFile(join(folder, "_posts", `${name(number)}.md`), post);
  }
}

async function measure(file, folder) {
  const all = await lines(file);
  const asked = queries(all, { phrase: 60, "two phrases": 30, mixed: 40, english: 20 });
  console.log(`${all.length} texts, ${asked.length} queries, first page of ${PAGE}`);
  const loads = [];
  const ours = async (query) => {
    const index = new Index(async (path) => new Uint8Array(await readFile(join(folder, "_site/search/index", path))));
    const found = (await index.search(query)).slice(0, PAGE);
    const cards = await Promise.all(found.map(({ document }) => index.card(document)));
    loads.push(index.loaded);
    return cards.map(({ title }) => Number(title.slice(1)));
  };
  show("ours", await recall(asked, ours));
  loads.sort((a, b) => a - b);
  console.log(`bytes a first query loads, without texts of results: median ${loads[loads.length >> 1]}, most ${loads.at(-1)}`);
  show("bigrams", await recall(asked, bigrams(all)));
  if (existsSync(join(folder, "_site/pagefind"))) await pagefind(asked, join(folder, "_site"));
}

async function pagefind(asked, site) {
  const { chromium } = await import("../../tests/browser/node_modules/playwright-core/index.mjs");
  const { serve } = await import("../../tests/browser/serve.mjs");
  const { origin, close } = await serve(site);
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  await page.route("**/empty.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto(`${origin}/empty.html`);
  let bytes = 0;
  page.on("response", async (response) => (bytes += (await response.body().catch(() => "")).length));
  const search = async (query) => {
    const urls = await page.evaluate(async (text) => {
      const engine = await import("/pagefind/pagefind.js");
      const { results } = await engine.search(text);
      const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return data.map(({ url }) => url);
    }, query);
    return urls.map((url) => Number(url.match(/p(\d+)\.html/)?.[1] ?? -1));
  };
  await search(asked[0].query);
  await page.waitForTimeout(500);
  console.log(`pagefind: bytes for a first query: ${bytes}`);
  show("pagefind", await recall(asked, search));
  await browser.close();
  close();
}

function show(who, { means, missed }) {
  const parts = Object.entries(means).map(([kind, { recall: part, queries: n }]) => `${kind} ${part.toFixed(3)} (${n})`);
  console.log(`${who}: ${parts.join(", ")}`);
  if (process.env.VERBOSE) for (const miss of missed) console.log(`  ${JSON.stringify(miss)}`);
}
