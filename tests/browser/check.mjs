// Checks a built site in a real browser. Prints what is wrong, one line each, and exits with 1 if there is anything.
import { chromium } from "playwright-core";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { HtmlValidate } from "html-validate";
import { serve } from "./serve.mjs";
import { behaviour } from "./behaviour.mjs";
import { searching } from "./search.mjs";

const folder = resolve(process.argv[2] ?? "../../_site");
const baseurl = process.argv[3] ?? "";
const budget = 60 * 1024;
const problems = [];
const report = (where, what) => problems.push(`${where}: ${what}`);

const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  .sort();

await validate(files);
const { origin, close } = await serve(folder, baseurl);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const pages = await onePageOfEachKind();
  for (const scheme of ["light", "dark"]) {
    for (const width of [360, 768, 1440]) await look(pages, scheme, width);
  }
  await weigh([pages.home, await heaviest()]);
  await behaviour(browser, pages, report);
  if (pages.search) await searching(browser, pages, report);
} finally {
  await browser.close();
  close();
}
for (const problem of problems) console.log(problem);
console.log(`${files.length} pages, ${problems.length} problems`);
process.exitCode = problems.length ? 1 : 0;

/** Every page is valid HTML. Style of writing (line ends, quotes) is not the point. */
async function validate(files) {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: { "long-title": "off", "valid-id": ["error", { relaxed: true }], "void-style": "off", "no-trailing-whitespace": "off", "attribute-boolean-style": "off" },
  });
  for (const file of files) {
    const { results } = await validator.validateString(await readFile(join(folder, file), "utf8"));
    for (const { messages } of results) {
      for (const m of messages) report(file, `${m.line}:${m.column} ${m.message} (${m.ruleId})`);
    }
  }
}

function address(file) {
  return origin + encodeURI(`${baseurl}/${file.replace(/(^|\/)index\.html$/, "$1")}`);
}

/** Addresses by kind; a kind that the site does not have is missing. */
async function onePageOfEachKind() {
  const first = async (test) => {
    for (const file of files) if (await test(file)) return address(file);
    return undefined;
  };
  const holds = (pattern) => async (file) => /^\d{4}\/|\/\d{4}\//.test(file) && pattern.test(await readFile(join(folder, file), "utf8"));
  const kinds = {
    home: address("index.html"),
    second: await first((file) => file === "page2/index.html"),
    report: await first(holds(/\/status\/\d/)),
    code: await first(holds(/<pre/)),
    post: await first(holds(/./)),
    archive: await first((file) => file === "archive/index.html"),
    tags: await first((file) => file === "tags/index.html"),
    tag: await first((file) => /^tags\/.+\/index\.html$/.test(file)),
    topics: await first((file) => file === "topics/index.html"),
    topic: await first((file) => /^topics\/.+\/index\.html$/.test(file)),
    trends: await first((file) => file === "trends/index.html"),
    weeks: await first((file) => file === "weekly/index.html"),
    week: await first((file) => /^weekly\/.+\/index\.html$/.test(file)),
    year: await first((file) => /^\d{4}\/index\.html$/.test(file)),
    month: await first((file) => /^\d{4}\/\d{2}\/index\.html$/.test(file)),
    search: await first((file) => file === "search/index.html"),
    results: await results(),
    missing: address("404.html"),
  };
  return Object.fromEntries(Object.entries(kinds).filter(([, url]) => url));
}

/** The search with an answer: for the first word of the last post's description. */
async function results() {
  if (!files.includes("search/index.html")) return undefined;
  const home = await readFile(join(folder, "index.html"), "utf8");
  const word = home.match(/class="entry-text">[^<]*?(\p{Script=Han}{2}|\p{L}{3,})/u)?.[1];
  return word && `${address("search/index.html")}?q=${encodeURIComponent(word)}`;
}

/** Accessible, not wider than the screen, silent. */
async function look(pages, scheme, width) {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  for (const [kind, url] of Object.entries(pages)) {
    const where = `${kind} ${width} ${scheme}`;
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && report(where, m.text()));
    page.on("pageerror", (error) => report(where, String(error)));
    page.on("response", (r) => r.status() >= 400 && report(where, `${r.status()} ${r.url()}`));
    await page.goto(url);
    if (kind === "results") await page.waitForSelector(".result-text p", { timeout: 5000 }).catch(() => report(where, "no result"));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) report(where, `${over} px wider than the screen`);
    await page.evaluate(await readFile(axe, "utf8"));
    const { violations } = await page.evaluate(() => window.axe.run(document));
    for (const v of violations) report(where, `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((node) => node.target).join(", ")}`);
    await context.close();
  }
}

/** The post with the most HTML. */
async function heaviest() {
  const posts = files.filter((file) => /(^|\/)\d{4}\/\d{2}\/\d{2}\//.test(file));
  const sizes = await Promise.all(posts.map(async (file) => (await readFile(join(folder, file))).length));
  const most = sizes.indexOf(Math.max(...sizes));
  return most < 0 ? address("index.html") : address(posts[most]);
}

/** The bytes a page costs before its pictures. */
async function weigh(urls) {
  for (const url of urls) {
    const page = await browser.newPage();
    const bodies = [];
    page.on("response", (r) => {
      if (/html|css|javascript/.test(r.headers()["content-type"] ?? "")) bodies.push(r.body());
    });
    await page.goto(url, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
    if (bytes > budget) report(url, `${bytes} bytes of HTML, CSS and JavaScript, more than ${budget}`);
    await page.close();
  }
}
