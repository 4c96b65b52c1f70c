// A small blog with a page of every kind, whose words change only when this file does. Accounts and events are made up.
import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const config = `title: 墨线
description: 一份虚构的报告，给截图用
url: https://example.org
author: 墨线
lang: zh-CN
notice: 这里的推文、账号与事件都是虚构的。
paginate: 4
defaults:
  - scope: { path: "", type: posts }
    values: { layout: post }
  - scope: { path: "", type: pages }
    values: { layout: page }
`;

/** What each day's report is about: its first is told of at length. */
const days = [
  ["2025-11-24", ["青鸟", "云梯 2.0", "Lumen"]],
  ["2025-11-25", ["云梯 2.0", "Lumen", "青鸟"]],
  ["2025-11-26", ["Lumen", "石桥", "云梯 2.0"]],
  ["2025-11-27", ["石桥", "青鸟", "Quill"]],
  ["2025-11-28", ["Quill", "Lumen", "青鸟"]],
  ["2025-12-01", ["青鸟", "Quill", "石桥"]],
];
const slug = (day) => `demo_news_${day.replaceAll("-", "")}_${day.replaceAll("-", "")}`;
const tweet = (handle, number) => `[@${handle}](https://x.com/${handle}/status/19900000000000000${number})`;

const report = (day, [first, second, third]) => `---
title: ${slug(day)}
date: ${day} 21:30:00 +0800
description: 36 条推文里的主要话题：${first}发布新版；${second} · 试用；${third}。
tags: [${first}, ${second}]
image: wordcloud_demo.png
sample: true
---

Demo News 报告 (${day} 至 ${day})

# 科技领域推文总结报告

## 简要概要

### 主要话题

这一天谈论最多的是「${first}」（9 位作者、12 条推文），其后是「${second} · 试用」（5 位作者）。（${tweet("demo_crane", 11)}、${tweet("sample_heron", 12)}）

1. **${first}**：9 位作者、12 条推文，新话题（${tweet("demo_crane", 11)}）
2. **${second} · 试用**：5 位作者，同时提到 ${third}（${tweet("demo_rook", 13)}）

## 详细分析

### 观点

> ${first}这一版最大的变化是离线也能用，速度比上一版快三成
>
> —— ${tweet("sample_heron", 12)}，09:24

> The new release of ${third} reads two hundred pages without losing the thread
>
> —— ${tweet("demo_rook", 13)}，12:40

### 事件

一位作者陈述了此事（08:12）：“${first}今天起向所有人开放”（${tweet("demo_crane", 11)}）。

**影响**（推断）：等待旧版修补的用户可能转向新版。依据：9 位作者谈到「${first}」。

### 来源

| 作者 | 条数 |
| --- | ---: |
| @demo_crane | 3 |
| @sample_heron | 2 |

## 词云

![词云图](wordcloud_demo.png)
`;

const cloud = ([first, second, third]) => `width: 800
height: 300
words:
- {text: ${first}, weight: 12, ink: 1, size: 110, x: 60, y: 150, length: ${first.length * 110}}
- {text: ${second}, weight: 9, ink: 2, size: 80, x: 420, y: 130, length: 300}
- {text: ${third}, weight: 7, ink: 3, size: 64, x: 120, y: 250, length: 190}
- {text: 离线, weight: 5, ink: 4, size: 48, x: 420, y: 230, length: 96}
- {text: 新版, weight: 4, ink: 0, size: 40, x: 600, y: 230, length: 80}
- {text: 试用, weight: 3, ink: 5, size: 36, x: 360, y: 285, length: 72}
`;

const byHand = `---
title: 手写的一篇：代码、表格与公式
date: 2025-11-23 10:00:00 +0800
tags: [手记]
description: 作者自己写的文章也要好看。
---

正文里有**着重**、*强调*、\`code\`、[链接](/archive/)和脚注[^1]。中文与 English 混排时，数字 42 两边留一点空。

> [!NOTE]
> 提示框：这一篇没有来自推文的内容。

## 代码

\`\`\`rust
fn main() {
    // 问候
    println!("你好，世界");
}
\`\`\`

## 表格

| 名称 | 用途 | 数量 |
| --- | --- | ---: |
| 青鸟 | 送信的助手 | 12 |
| 云梯 | 搭起来就走 | 7 |

## 公式与清单

行内的 $$a^2+b^2=c^2$$，独立的：

$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$

- [x] 写完
- [ ] 再读一遍

词
: 一个词的解释。

> 引用一段旧文，和推文的引用不是一回事。

[^1]: 脚注在这里。
`;

const about = `---
title: 关于
nav: true
---

这是一份为截图准备的博客。

## 联系

写信即可。
`;

/** In a language written from right to left; the words are of scripts that the fixed font has. */
const rightToLeft = `---
title: Right to left
lang: ar
---

Text with a list, a quote and a table, as a reader of Arabic or Hebrew would see them placed. 中文也在其中。

> A quote of a post
>
> — ${tweet("demo_crane", 11)}

1. First
2. Second

| Name | Number |
| --- | --- |
| 青鸟 | 12 |
`;

const day = ([date, about], name, mentions) => `  - date: ${date}
    report: ${slug(date)}
    post: ${date}-${slug(date)}.md
    mentions: ${mentions}
    authors: ${mentions - 1}
    mood: {good: ${Math.floor(mentions / 3)}, bad: ${mentions % 2}, neutral: ${mentions - Math.floor(mentions / 3) - (mentions % 2)}}
    topic_titles: [${about[0]}]
`;

/** Who is talked of on which days: most where it comes first. */
function trends() {
  const names = [["qing-niao", "青鸟", "product"], ["yun-ti", "云梯 2.0", "model"], ["lumen", "Lumen", "company"], ["shi-qiao", "石桥", "product"], ["quill", "Quill", "product"]];
  const entities = names.map(([id, name, kind]) => {
    const told = days.filter(([, about]) => about.includes(name));
    const list = told.map((entry) => day(entry, name, 12 - 3 * entry[1].indexOf(name)));
    return `- slug: ${id}\n  name: ${name}\n  kind: ${kind}\n  aliases: [${name.toUpperCase()} 计划]\n  days:\n${list.join("")}`;
  });
  return `entities:\n${entities.join("")}topics: []\n`;
}

/** A picture of one pixel. */
const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==", "base64");

/** Writes the blog into `folder`, with the theme of the project in `root`. */
export async function writeBlog(folder, root) {
  for (const part of ["_templates", "assets/css", "assets/js", "assets/icons", "_data/i18n"]) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  const write = async (path, bytes) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  await write("_config.yml", config);
  await write("about.md", about);
  await write("rtl.md", rightToLeft);
  await write("assets/wordcloud_demo.png", pixel);
  await write("_posts/2025-11-23-by-hand.md", byHand);
  await write("_data/trends.yaml", trends());
  for (const [date, about] of days) {
    await write(`_posts/${date}-${slug(date)}.md`, report(date, about));
    await write(`_data/${slug(date)}/dataset.yaml`, `slug: ${slug(date)}\n`);
    await write(`_data/${slug(date)}/cloud.yaml`, cloud(about));
  }
}

/** The address of a page of each kind. */
export const pages = {
  home: "/",
  second: "/page2/",
  report: `/2025/11/28/${slug("2025-11-28")}.html`,
  post: "/2025/11/23/by-hand.html",
  page: "/about.html",
  rtl: "/rtl.html",
  topics: "/topics/",
  topic: "/topics/qing-niao/",
  trends: "/trends/",
  weeks: "/weekly/",
  week: "/weekly/2025-w48/",
  archive: "/archive/",
  year: "/2025/",
  month: "/2025/11/",
  tags: "/tags/",
  tag: "/tags/quill/",
  search: "/search/?q=离线",
  missing: "/404.html",
};
