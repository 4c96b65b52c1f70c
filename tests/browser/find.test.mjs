// How well the search finds: queries with known answers over a synthetic blog, asked of the index that the program writes by the
// script that readers run. The queries and what is right come from benches/search, letter by letter, without an index or a dictionary.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Index } from "../../assets/js/search-index.js";
import { PAGE, bigrams, dice, queries, recall } from "../../benches/search/evaluate.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(root, "target"));
const program = [process.env.SITE, `${target}/release/site`, `${target}/debug/site`].find((path) => path && existsSync(path));
const count = 600;
let blog, texts;

const roll = dice(7);
const pick = (list) => list[Math.floor(roll() * list.length)];
const who = ["社区", "研究团队", "一位工程师", "监管机构", "早期用户", "供应商", "编辑部", "实验室", "开发者", "投资人"];
const did = ["发布了", "质疑", "收购了", "开源了", "推迟了", "复现了", "下调了", "正在测试", "重新训练", "公开了"];
const what = ["大模型", "推理芯片", "语音助手", "数据中心", "自动驾驶", "搜索引擎", "机器人", "编译器", "浏览器", "数据库"];
const end = ["，成本降了三成", "，代码已经放出", "，但评测还没有结果", "，下周开始灰度", "，评论区意见不一", "，价格暂时不变", "", ""];
const chars = [..."山川湖海云雨风雪松竹梅兰青白玄朱金木水火土星辰日月春夏秋冬东南西北安宁和平远近高低明光影声色形意文字书画"];
const syllables = ["ka", "lo", "mi", "ra", "ven", "tor", "sil", "bex", "qua", "nor", "dex", "lum"];
const name = () => Array.from({ length: 2 + Math.floor(roll() * 3) }, () => pick(chars)).join("");
const word = () => Array.from({ length: 2 + Math.floor(roll() * 2) }, () => pick(syllables)).join("");
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const sentence = () => `${pick(who)}${pick(did)}${roll() < 0.5 ? name() : capital(word())}${pick(what)}${pick(end)}。`;
const english = () => `The ${word()} team shipped ${capital(word())} for ${word()} users.`;

const open = () => new Index(async (path) => new Uint8Array(await readFile(join(blog, "_site/search/index", path))));
const number = ({ title }) => Number(title.slice(1));
const ask = async (query, filters) => {
  const index = open();
  const found = (await index.search(query, filters)).slice(0, PAGE);
  return { found: (await Promise.all(found.map(({ document }) => index.card(document)))).map(number), bytes: index.loaded };
};

before(async () => {
  assert.ok(program, "build the program first: cargo build --release -p site");
  blog = await mkdtemp(join(tmpdir(), "site-find-"));
  for (const part of ["_templates", "_data/i18n", "assets/css", "assets/js"]) {
    await cp(join(root, part), join(blog, part), { recursive: true });
  }
  await mkdir(join(blog, "_posts"));
  await writeFile(join(blog, "_config.yml"), "title: 检索\nlang: zh-CN\n");
  texts = Array.from({ length: count }, () => [sentence(), sentence(), english(), sentence()].join(""));
  const day = (post) => `2025-${String(1 + (post % 12)).padStart(2, "0")}-${String(1 + (post % 28)).padStart(2, "0")}`;
  for (const [post, text] of texts.entries()) {
    const tag = post % 2 ? "单号" : "双号";
    await writeFile(join(blog, `_posts/${day(post)}-p${post}.md`), `---\nlayout: post\ntitle: p${post}\ntags: [${tag}]\n---\n${text}\n`);
  }
  await promisify(execFile)(program, ["--source", blog, "build", "--quiet", "--now", "2026-01-01 00:00 +0800"]);
});

after(() => rm(blog, { recursive: true, force: true }));

test("the first page has the answers, whatever the query is made of", async () => {
  const asked = queries(texts, { phrase: 60, "two phrases": 40, mixed: 40, english: 20 });
  assert.ok(asked.length >= 150, `${asked.length} queries`);
  let most = 0;
  const ours = await recall(asked, async (query) => {
    const { found, bytes } = await ask(query);
    most = Math.max(most, bytes);
    return found;
  });
  const plain = await recall(asked, bigrams(texts));
  for (const [kind, { recall: part }] of Object.entries(ours.means)) assert.ok(part >= 0.95, `${kind}: ${part}`);
  assert.ok(ours.means.all.recall >= plain.means.all.recall, `${ours.means.all.recall} is less than ${plain.means.all.recall}`);
  assert.ok(most <= 150 * 1024, `${most} bytes for a first query`);
});

test("a word is found while it is typed, in the other script, and within filters", async () => {
  const holding = (part) => texts.flatMap((text, post) => (text.includes(part) ? [post] : []));
  const rare = texts.flatMap((text) => text.match(/[A-Z][a-z]{6,}(?= for)/g) ?? []).find((found) => holding(found).length === 1);
  const [post] = holding(rare);
  for (const query of [rare, rare.toLowerCase(), rare.slice(0, -1)]) assert.ok((await ask(query)).found.includes(post), query);
  const same = async (one, other) => assert.deepEqual((await ask(one)).found, (await ask(other)).found, other);
  await same("数据中心", "數據中心");
  await same("语音助手", "語音助手");
  const odd = await ask("语音助手", { tag: "单号" });
  assert.ok(odd.found.length && odd.found.every((found) => found % 2 === 1), `${odd.found}`);
  const january = await ask("语音助手", { from: "2025-01-01", until: "2025-01-31" });
  assert.ok(january.found.length && january.found.every((found) => found % 12 === 0), `${january.found}`);
});
