// What the theme says is said in the site's language: an English blog has no Chinese anywhere, and a third language needs one file.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(root, "target"));
const program = [process.env.SITE, `${target}/release/site`, `${target}/debug/site`].find((path) => path && existsSync(path));
let blog;

const slug = (day) => `demo_news_${day}_${day}`;
const days = ["2025-11-27", "2025-11-28"];
const post = (day) => `---
title: ${slug(day)}
date: ${day} 21:30:00 +0000
description: "The main topics of 36 tweets: Lumen ships; Quill."
tags: [Lumen]
---

# Report

## Overview

**Effect** (inference): others may follow. [@demo_crane](https://x.com/demo_crane/status/1990000000000000011)

\`\`\`sh
ls
\`\`\`

## Open tasks

- [x] read
- [ ] reply

> [!NOTE]
> A note.
`;
const trends = `entities:
- slug: lumen
  name: Lumen
  kind: company
  aliases: [lumen ai, 流明]
  days:
${days.map((day) => `  - {date: ${day}, report: ${slug(day)}, post: ${day}-${slug(day)}.md, mentions: 9, authors: 8, mood: {good: 3, bad: 1, neutral: 5}, topic_titles: [Lumen ships]}\n`).join("")}topics: []
`;

before(async () => {
  assert.ok(program, "build the program first: cargo build --release -p site");
  blog = await mkdtemp(join(tmpdir(), "site-languages-"));
  for (const part of ["_templates", "_data/i18n", "assets/css", "assets/js", "assets/icons"]) {
    await cp(join(root, part), join(blog, part), { recursive: true });
  }
  await mkdir(join(blog, "_posts"));
  await writeFile(join(blog, "_data/trends.yaml"), trends);
  for (const day of days) {
    await writeFile(join(blog, `_posts/${day}-${slug(day)}.md`), post(day));
    await mkdir(join(blog, `_data/${slug(day)}`));
    await writeFile(join(blog, `_data/${slug(day)}/dataset.yaml`), `slug: ${slug(day)}\n`);
  }
});

after(() => rm(blog, { recursive: true, force: true }));

/** What readers get of the blog in a language, by file; scripts are not said to anyone. */
async function built(lang) {
  const config = `title: Dispatch\nurl: https://example.org\nlang: ${lang}\npaginate: 1\ndefaults:\n  - {scope: {path: "", type: posts}, values: {layout: post}}\n`;
  await writeFile(join(blog, "_config.yml"), config);
  await promisify(execFile)(program, ["--source", blog, "build", "--quiet", "--now", "2026-01-01 00:00 +0000"]);
  const site = join(blog, "_site");
  const names = (await readdir(site, { recursive: true })).filter((name) => /\.(html|xml|json|css)$/.test(name));
  return Promise.all(names.sort().map(async (name) => [name, await readFile(join(site, name), "utf8")]));
}

const chinese = (files) => files.flatMap(([name, text]) => text.match(/.{0,30}[\p{Script=Han}，。、：；！？（）「」《》].{0,30}/u)?.map((found) => `${name}: ${found}`) ?? []);

test("an English blog shows no Chinese", async () => {
  const files = await built("en");
  assert.deepEqual(chinese(files), []);
  const kinds = ["index.html", "page2/index.html", "topics/lumen/index.html", "trends/index.html", "weekly/2025-w48/index.html", "search/index.html", "404.html"];
  for (const kind of kinds) assert.ok(files.some(([name]) => name === kind), kind);
});

test("a third language is one file, and what it does not say is said in English", async () => {
  await writeFile(join(blog, "_data/i18n/eo.yaml"), "home: Hejmo\narchive: Arkivo\n");
  const files = await built("eo");
  const [, home] = files.find(([name]) => name === "index.html");
  assert.match(home, /<html lang="eo">/);
  assert.match(home, />Hejmo</);
  assert.match(home, />Topics</);
  assert.deepEqual(chinese(files), []);
});
