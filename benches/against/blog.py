"""A blog of N posts as values, the same for the same N: Chinese reports with tables, nested lists, highlighted code and tags.

It must not know any generator's input format.
"""

import datetime
import random
from dataclasses import dataclass, replace

from programs import program

SEED = 7
ZONE = "+08:00"
NAMES = ["周榜", "模型", "推理", "训练", "芯片", "开源", "安全", "隐私", "监管", "融资", "机器人", "自动驾驶", "数据集", "评测", "语音", "图像",
         "视频", "搜索", "推荐", "编译器", "数据库", "操作系统", "网络", "前端", "云", "测试", "写作", "教育", "医疗", "能源", "航天", "气候",
         "Rust", "Python", "Go", "SQLite", "Linux", "WebGPU", "Agents", "RAG", "MCP", "CUDA"]
SECTIONS = ["日报", "周报", "专题", "问答", "笔记", "工具"]
WHO = ["几位研究者", "一家创业公司", "维护者们", "参与测试的用户", "从业者", "不少开发者", "评论区", "项目组", "数据团队", "一位作者"]
DOES = ["比较了", "公布了", "质疑", "复现了", "修正了", "总结了", "开源了", "推迟了", "重新测量了", "讨论了"]
WHAT = ["小模型的推理速度", "训练数据的来源", "长上下文的实际效果", "工具调用的失败率", "量化之后的精度", "评测集泄漏的问题", "显存占用",
        "中文分词的错误", "接口价格的变化", "部署时遇到的限制", "许可证的条款", "多语言能力", "延迟与吞吐的取舍", "生成代码的可读性"]
ENDING = ["，结果与上周接近", "，但样本只有几十条", "，随后补充了数据", "，引起不少讨论", "，并附上了复现步骤", "", "", "，结论仍需验证"]
ENGLISH = ["The median stayed flat while the tail grew by {} percent.", "Only {} of the samples had a usable timestamp.",
           "Rebuilding the index took {} seconds on two cores.", "We counted each author once; {} accounts remained.",
           "A table with {} rows says more than a paragraph.", "The chart was redrawn after {} corrections."]
FENCES = {
    "rust": "/// 最长的一行\nfn longest(text: &str) -> Option<&str> {{\n    text.lines().max_by_key(|line| line.chars().count())\n}}\n\n"
            "fn main() {{\n    let limit = {};\n    println!(\"{{:?}} {{limit}}\", longest(\"一\\n二三\"));\n}}\n",
    "python": "from pathlib import Path\n\n\ndef heads(folder, most={}):\n    \"\"\"每个文件的第一行\"\"\"\n"
              "    for path in sorted(Path(folder).glob(\"*.md\"))[:most]:\n        with path.open(encoding=\"utf-8\") as file:\n"
              "            yield path.name, file.readline().strip()\n",
    "json": "{{\n  \"window\": {},\n  \"languages\": [\"zh\", \"en\"],\n  \"counts\": {{ \"tweets\": 1280, \"authors\": 311 }},\n  \"complete\": true\n}}\n",
    "sh": "#!/bin/sh\nset -eu\nfor file in _posts/*.md; do\n  # 统计每篇的行数\n  printf '%s %s\\n' \"$(wc -l < \"$file\")\" \"$file\"\ndone | sort -rn | head -n {}\n",
}


@dataclass(frozen=True)
class Post:
    """One post: what every generator is told about it."""

    slug: str
    title: str
    date: datetime.datetime
    section: str
    tags: tuple
    description: str
    body: str

    @property
    def stamp(self):
        """The date as RFC 3339 has it."""
        return f"{self.date:%Y-%m-%dT%H:%M:%S}{ZONE}"


def blog(number, distinct_fences=False):
    """The posts, oldest first. `distinct_fences` makes every piece of code a different one."""
    dice = random.Random(SEED)
    end = datetime.datetime(2026, 11, 20, 8, 0, 0)
    step = datetime.timedelta(minutes=max(1, 5_000_000 // max(number, 5000)))
    return [_post(dice, n, number, end - step * (number - 1 - n), distinct_fences) for n in range(number)]


def with_programs(posts, each):
    """The same posts, each with so many programs of its own at the end: code of which no two lines are alike."""
    dice = random.Random(SEED)
    code = lambda: "```{}\n{}```\n".format(*program(dice))
    if not each:
        return posts
    return [replace(post, body=post.body + "\n## 代码\n\n" + "\n".join(code() for _ in range(each))) for post in posts]


def slug(number):
    """The name of the post with this number."""
    return f"issue-{number:06d}"


def _post(dice, n, number, date, distinct):
    tags = tuple(dict.fromkeys(NAMES[min(int(dice.expovariate(0.09)), len(NAMES) - 1)] for _ in range(dice.randint(2, 6))))
    return Post(slug(n), f"{dice.choice(WHO)}{dice.choice(DOES)}{dice.choice(WHAT)}（{n + 1}）", date, dice.choice(SECTIONS), tags,
                _sentences(dice, 2)[:80], _body(dice, n, number, distinct))


def _sentence(dice):
    return dice.choice(WHO) + dice.choice(DOES) + dice.choice(WHAT) + dice.choice(ENDING) + "。"


def _sentences(dice, count):
    return "".join(_sentence(dice) for _ in range(count))


def _english(dice, count):
    return " ".join(dice.choice(ENGLISH).format(dice.randint(2, 900)) for _ in range(count))


def _body(dice, n, number, distinct):
    link = lambda: f"[第 {(other := dice.randrange(number)) + 1} 期](/posts/{slug(other)}/)"
    wrapped = _sentences(dice, 5)
    parts = [
        f"**{dice.choice(WHAT)}**：{_sentences(dice, 3)}另见{link()}和 [说明](https://example.org/{dice.randint(1, 500)})，命令是 `make -j{dice.randint(2, 64)}`。",
        "## 概要", _sentences(dice, 6), "\n".join(wrapped[at:at + 40] for at in range(0, len(wrapped), 40)),
        "### 要点", "\n".join(f"- {_sentence(dice)}\n    - **{dice.choice(WHAT)}**：{_sentence(dice)}\n    - {_english(dice, 1)}" for _ in range(4)),
        "## 数据", _table(dice), "![词云](/images/cloud.png)", "> " + _sentences(dice, 2),
        "## In English", _english(dice, 7), _fence(dice, n, distinct),
        "## 步骤", "\n".join(f"{step}. {_sentence(dice)}" for step in range(1, 6)), _fence(dice, -n, distinct),
        "## 讨论", _sentences(dice, dice.randint(6, 12)), _english(dice, 2) + " " + _sentences(dice, 3),
        "## 小结", _sentences(dice, 4) + f"参见{link()}。",
    ]
    return "\n\n".join(parts) + "\n"


def _table(dice):
    rows = [f"| {row} | {dice.choice(NAMES)} | {dice.randint(10, 9999)} | {dice.random() * 30:.1f}% | {dice.choice(WHAT)} |" for row in range(1, dice.randint(8, 11))]
    return "\n".join(["| 名次 | 词 | 次数 | 占比 | 说明 |", "| ---: | :--- | ---: | ---: | :--- |", *rows])


def _fence(dice, n, distinct):
    language = dice.choice(list(FENCES))
    value = 1000 + n if distinct else dice.randint(2, 60)
    return f"```{language}\n{FENCES[language].format(value)}```"
