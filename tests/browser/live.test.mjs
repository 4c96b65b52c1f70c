// An author's browser while the author writes: `site serve --watch` brings each change to the page that shows it.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

const target = resolve(process.env.CARGO_TARGET_DIR ?? "../../target");
const program = [process.env.SITE, `${target}/release/site`, `${target}/debug/site`].find((path) => path && existsSync(path));
const policy = `<meta http-equiv="content-security-policy" content="default-src 'self'">`;
const page = (text) =>
  `---\n---\n<!doctype html><html lang="en"><head><title>t</title>${policy}<link rel="stylesheet" href="/assets/a.css"></head>` +
  `<body><p id="text">${text}</p></body></html>\n`;

let blog, server, origin, browser;
const write = async (path, text) => {
  await mkdir(dirname(join(blog, path)), { recursive: true });
  await writeFile(join(blog, path), text);
};

before(async () => {
  assert.ok(program, "build the program first: cargo build --release -p site");
  blog = await mkdtemp(join(tmpdir(), "site-live-"));
  await write("_config.yml", "title: t\n");
  await write("index.html", page("one"));
  await write("other.html", page("other"));
  await write("_templates/post.html", "{{ content }}");
  await write("assets/a.css", "p { color: rgb(255, 0, 0); margin-bottom: 3000px }");
  server = spawn(program, ["--source", blog, "--lang", "zh", "serve", "--watch", "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    origin = line.trim().replace(/\/$/, "");
    break;
  }
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});

after(async () => {
  await browser?.close();
  server?.kill();
  await rm(blog, { recursive: true, force: true });
});

/** A page in a window of its own, which listens for news; complaints of the console fail the test. */
async function open(path) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.complaints = [];
  tab.on("console", (message) => message.type() === "error" && tab.complaints.push(message.text()));
  const listening = tab.waitForResponse((response) => response.url().includes("/__site/events"));
  await tab.goto(origin + path);
  await listening;
  await tab.evaluate(() => (window.same = true));
  return tab;
}

const shows = (tab, text) => tab.waitForFunction((text) => document.querySelector("#text")?.textContent === text, text);
const color = (tab, value) => tab.waitForFunction((value) => getComputedStyle(document.querySelector("#text")).color === value, value);
const isSame = (tab) => tab.evaluate(() => window.same === true);

test("an edited page is shown at once, where its reader was, and no other page is touched", async () => {
  const [home, other] = [await open("/"), await open("/other.html")];
  await home.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
  await write("index.html", page("two"));
  await shows(home, "two");
  await home.waitForFunction(() => scrollY === 700);
  assert.equal(await isSame(home), false);
  // News come in order: when the style sheet has come, a reload would have come before.
  await write("assets/a.css", "p { color: rgb(0, 0, 255); margin-bottom: 3000px }");
  await color(other, "rgb(0, 0, 255)");
  assert.equal(await isSame(other), true);
  assert.deepEqual(other.complaints, []);
});

test("errors lie over the page as text, and go when they are repaired", async () => {
  const home = await open("/");
  await write("_posts/2025-01-01-a.md", `---\nlayout: '<img src=x onerror="window.ran = true">'\n---\n`);
  const overlay = () => document.querySelector("#site-problems")?.shadowRoot.textContent ?? "";
  await home.waitForFunction(overlay);
  const text = await home.evaluate(overlay);
  assert.match(text, /错误/);
  assert.match(text, /_posts\/2025-01-01-a\.md/);
  assert.match(text, /<img src=x onerror=/);
  assert.equal(await home.evaluate(() => window.ran), undefined);
  assert.equal(await home.evaluate(() => document.querySelector("#site-problems").shadowRoot.querySelectorAll("img").length), 0);
  await write("_posts/2025-01-01-a.md", "---\ntitle: a\n---\na\n");
  await home.waitForFunction(() => document.querySelector("#site-problems") === null);
  assert.equal(await isSame(home), true, "the page itself had not changed");
  assert.deepEqual(home.complaints, []);
});

test("what happened while nobody looked is caught up with", async () => {
  const home = await open("/");
  await home.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => window.away === true });
    window.away = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await write("index.html", page("three"));
  const tab = await open("/other.html");
  await write("assets/a.css", "p { color: rgb(0, 128, 0); margin-bottom: 3000px }");
  await color(tab, "rgb(0, 128, 0)");
  assert.equal(await isSame(home), true);
  await home.evaluate(() => {
    window.away = false;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await shows(home, "three");
});
