// What strangers write, in a real browser: on pages made from datasets nothing of it runs, loads, navigates or asks, whatever is
// pointed at, focused or pressed. (tests/suite/hostile.rs proves the same of the text of each page.)
import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "./serve.mjs";

const root = resolve("../..");
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(root, "target"));
const program = [process.env.SITE, `${target}/release/site`, `${target}/debug/site`].find((path) => path && existsSync(path));
const together = 5;
let blog, texts, server, browser;

before(async () => {
  assert.ok(program, "build the program first: cargo build -p site");
  blog = mkdtempSync(join(tmpdir(), "site-hostile-"));
  for (const part of ["_templates", "_data/i18n", "assets/css", "assets/js"]) cpSync(join(root, part), join(blog, part), { recursive: true });
  writeFileSync(join(blog, "_config.yml"), "title: 试\nurl: https://blog.example\n");
  mkdirSync(join(blog, "_posts"));
  const lines = readFileSync(join(root, "tests/fixtures/hostile/texts.txt"), "utf8").split("\n");
  texts = lines.filter((line) => line && !line.startsWith("## ")).map(unescaped);
  // What is not closed swallows the rest of its page: each text comes first on one.
  texts.forEach((text, number) => {
    const others = texts.slice(number + 1, number + together).join("\n\n");
    const title = JSON.stringify(text.replace(/[\p{Cc}\ufeff\ufffe\uffff]/gu, " "));
    writeFileSync(join(blog, `_posts/2025-12-04-raw${number}.md`), `---\nlayout: post\ntitle: ${title}\ndescription: ${title}\npermalink: /raw${number}.html\n---\n${text}\n\n${others}\n`);
    mkdirSync(join(blog, `_data/raw${number}`));
    writeFileSync(join(blog, `_data/raw${number}/analysis.yaml`), "x: 1\n");
  });
  execFileSync(program, ["build", "--now", "2026-01-01"], { cwd: blog, stdio: "pipe" });
  server = await serve(join(blog, "_site"));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(blog, { recursive: true, force: true });
});

test("nothing runs on a page made from a dataset", async () => {
  const context = await browser.newContext();
  // The network ends at this machine; pictures of others may be asked for, and nothing else.
  const asked = [];
  await context.route("**/*", (route) => {
    const request = route.request();
    if (request.url().startsWith(`${server.origin}/`) || request.url().startsWith("data:image/")) return route.continue();
    if (request.resourceType() !== "image") asked.push(`${request.resourceType()} ${request.url()}`);
    return route.abort();
  });
  await context.exposeBinding("ran", (source, what) => asked.push(`ran ${what} on ${source.page.url()}`));
  await context.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => window.ran(name);
    document.addEventListener("securitypolicyviolation", (event) => window.ran(`against the policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.dismiss().then(() => asked.push(`dialog ${dialog.message()}`)));
  page.on("pageerror", (error) => asked.push(`${page.url()}: ${error}`));
  const files = readdirSync(join(blog, "_site")).filter((name) => /^raw\d+\.html$/.test(name));
  assert.equal(files.length, texts.length);
  for (const file of [...files, "index.html", "search/index.html"]) {
    await page.goto(`${server.origin}/${file}`);
    const odd = await page.evaluate(() => {
      const main = document.querySelector("main") ?? document.body;
      const all = [...main.querySelectorAll("*")];
      for (const element of all) {
        for (const name of ["error", "load", "focus", "mouseover", "mouseenter", "pointerdown", "toggle", "animationstart", "beginEvent"]) element.dispatchEvent(new Event(name));
        if (element instanceof HTMLElement) element.focus();
      }
      const inline = [...document.scripts].filter((script) => !script.src && script.type !== "application/ld+json").length;
      const handlers = all.filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on") || name === "style")).length;
      const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? "";
      const strict = /default-src 'self'/.test(policy) && !/unsafe/.test(policy);
      const running = all.filter((element) => /^\s*(javascript|vbscript|data:text)/i.test(element.href?.baseVal ?? element.href ?? "")).length;
      return { inline, handlers, running, strict };
    });
    assert.deepEqual(odd, { inline: 0, handlers: 0, running: 0, strict: true }, file);
    assert.equal(page.url(), `${server.origin}/${file}`, "the page has gone elsewhere");
  }
  assert.deepEqual(asked, []);
  await context.close();
});

function unescaped(line) {
  const simple = { n: "\n", t: "\t", r: "\r", "\\": "\\" };
  return line.replace(/\\(?:u\{([0-9a-fA-F]+)\}|(.))/g, (_, code, letter) => {
    if (!code) return simple[letter];
    const number = parseInt(code, 16);
    // No character has a surrogate's number.
    return number >= 0xd800 && number <= 0xdfff ? "\ufffd" : String.fromCodePoint(number);
  });
}
