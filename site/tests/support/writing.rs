//! A small blog as a value, made and edited at random in every way an author edits one.
//!
//! It must not know how a website is made, nor what an edit may cost.
#![allow(dead_code, reason = "each test file uses a part of it")]

use super::cost::Cost;
use std::collections::{BTreeMap, BTreeSet};

/// Dice that fall the same way for the same seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

#[derive(Clone, PartialEq)]
pub(crate) struct Post {
    pub(super) folder: &'static str,
    slug: String,
    title: String,
    pub(super) tags: BTreeSet<&'static str>,
    day: usize,
    opening: usize,
    body: usize,
    fence: &'static str,
    author: &'static str,
    pub(super) liquid: bool,
    /// Whether its picture is the one whose size changes.
    pub(super) near: bool,
    pub(super) broken: bool,
}

/// What `_data/trends.yaml` says of a story.
#[derive(Clone, PartialEq)]
pub(crate) struct Story {
    name: String,
    /// The file names of the posts that tell of it.
    posts: BTreeSet<String>,
}

/// Everything that an edit can change.
#[derive(Clone, PartialEq)]
pub(crate) struct Blog {
    pub(super) posts: Vec<Post>,
    pub(super) stories: Vec<Story>,
    /// What each template says, by number.
    pub(super) templates: BTreeMap<&'static str, usize>,
    pub(super) broken_template: bool,
    pub(super) config: BTreeMap<&'static str, usize>,
    fact: usize,
    unseen_fact: usize,
    /// What is said where there is no page, a phrase that no template names, and the pattern of the day in a post's picture.
    phrases: [usize; 3],
    sheet: usize,
    sass: usize,
    picture: usize,
    dataset: usize,
    page: usize,
    made: usize,
}

const FOLDERS: &[&str] = &["", "技术/", "weekly/"];
const TAGS: &[&str] = &[
    "AI",
    "开源",
    "Rust",
    "芯片",
    "数据",
    "机器人",
    "写作",
    "安全",
];
const AUTHORS: &[&str] = &["甲", "乙", ""];
const LANGUAGES: &[&str] = &["rust", "python", "no such language", "json"];
const WORDS: &[&str] = &[
    "模型",
    "推理",
    "速度",
    "价格",
    "许可证",
    "芯片",
    "社区",
    "评测",
];

/// What may stand in a template; the numbers in [`Blog::templates`] choose.
const TEMPLATES: &[(&str, &[&str])] = &[
    (
        "base.html",
        &[
            "<link href=\"{{ '/assets/a.css' | relative_url }}\"><title>{{ page.title }}·{{ site.title }}</title>{{ content }}{% include \"part.html\" %}",
            "<title>{{ page.title }}</title>{% include \"part.html\" %}<main>{{ content }}</main>{{ site.motto }}",
        ],
    ),
    (
        "part.html",
        &[
            "<footer>a</footer>",
            "<footer>{{ site.data.facts.a }} {{ t.not_found }}</footer>",
            "<footer>{{ page.url | absolute_url }}</footer>",
        ],
    ),
    (
        "post.html",
        &[
            "---\nlayout: base\n---\n<h1>{{ page.title }}</h1>{{ content }}{{ page.tags | join(sep=\",\") }}{% if page.next %}<a href=\"{{ page.next.url }}\">{{ page.next.title }}</a>{% endif %}",
            "---\nlayout: base\n---\n{{ content }}{{ page.author }}{{ page.excerpt }}{% if page.previous %}{{ page.previous.title }}{% endif %}",
            "---\nlayout: base\n---\n{{ content }}{% for post in site.similar_posts %}{{ post.title }};{% endfor %}",
            "---\nlayout: base\n---\n{{ content }}{% for post in site.posts %}{{ post.content }};{% endfor %}",
            "---\nlayout: base\n---\n{{ content }}{{ page.social_image }}{% if page.stories %}{% for story in page.stories %}{{ story.name }}{% endfor %}{% endif %}",
        ],
    ),
    (
        "home.html",
        &[
            "---\nlayout: base\n---\n{% for post in paginator.posts %}{{ post.title }}{{ post.excerpt }}{% endfor %}{{ paginator.page }}/{{ paginator.total_pages }}",
            "---\nlayout: base\n---\n{% for post in paginator.posts %}{{ post.date }}{{ post.image_width }}{% endfor %}",
        ],
    ),
    (
        "tag.html",
        &[
            "{{ page.title }}{% for post in page.posts %}{{ post.title }}{% endfor %}",
            "{% for post in page.posts %}{{ post.url }}{{ post.description }}{% endfor %}",
        ],
    ),
    (
        "category.html",
        &["{{ page.title }}{% for post in page.posts %}{{ post.title }}{% endfor %}"],
    ),
    (
        "tags.html",
        &["{% for term in page.terms %}{{ term.name }}{{ term.count }}{% endfor %}"],
    ),
    (
        "archive.html",
        &[
            "{% for year in page.years %}{{ year.year }}{% for month in year.months %}{{ month.count }}{% endfor %}{% endfor %}",
        ],
    ),
    (
        "period.html",
        &["{{ page.title }}{% for post in page.posts %}{{ post.title }}{% endfor %}"],
    ),
    (
        "404.html",
        &[
            "{{ t.not_found }}",
            "{{ t.not_found }}{{ site.data | jsonify }}",
        ],
    ),
    ("search.html", &["{{ page.title }}"]),
    (
        "topic.html",
        &[
            "{{ page.title }}{% for day in page.timeline %}{{ day.post.title }}{% endfor %}{% for other in page.others %}{{ other.name }}{% endfor %}",
            "{{ page.title }}{{ page.description }}",
        ],
    ),
];

const CONFIGS: &[(&str, &[&str])] = &[
    ("title", &["title: 一\n", "title: 二\n"]),
    (
        "url",
        &["url: https://a.example\n", "url: https://b.example\n"],
    ),
    ("baseurl", &["", "baseurl: /b\n"]),
    ("motto", &["motto: \n", "motto: 好\n", "motto: 更好\n"]),
    ("unseen", &["", "unseen: 1\n", "unseen: {a: 2}\n"]),
    ("paginate", &["paginate: 3\n", "paginate: 4\n"]),
    (
        "timezone",
        &["timezone: Asia/Shanghai\n", "timezone: '-05:00'\n"],
    ),
    ("excerpt", &["", "excerpt_separator: 。\n"]),
    (
        "permalink",
        &["", "permalink: /:title/\n", "permalink: pretty\n"],
    ),
    (
        "assets",
        &["", "assets: {hash: true}\n", "assets: {minify: true}\n"],
    ),
    (
        "defaults",
        &[
            "defaults: [{scope: {path: ''}, values: {layout: post}}]\n",
            "defaults: [{scope: {path: ''}, values: {layout: post, author: 丙}}]\n",
            "defaults: [{scope: {path: ''}, values: {layout: post}}, {scope: {path: 'weekly'}, values: {sitemap: false}}]\n",
        ],
    ),
];

impl Blog {
    /// A blog as the dice fall.
    pub(crate) fn random(dice: &mut Dice) -> Self {
        let mut blog = Self {
            posts: Vec::new(),
            stories: Vec::new(),
            templates: TEMPLATES
                .iter()
                .map(|(name, texts)| (*name, dice.below(texts.len())))
                .collect(),
            broken_template: false,
            config: CONFIGS.iter().map(|(key, _)| (*key, 0)).collect(),
            fact: 0,
            unseen_fact: 0,
            phrases: [0; 3],
            sheet: 0,
            sass: 0,
            picture: 1,
            dataset: 0,
            page: 0,
            made: 0,
        };
        for _ in 0..10 + dice.below(6) {
            blog.add(dice);
        }
        for number in 0..3 {
            blog.stories.push(Story {
                name: format!("事{number}"),
                posts: BTreeSet::new(),
            });
            blog.tell(number, dice);
            blog.tell(number, dice);
        }
        blog
    }

    /// Another post tells of this story.
    fn tell(&mut self, story: usize, dice: &mut Dice) {
        let path = self.posts[dice.below(self.posts.len())].path();
        let name = path.rsplit('/').next().unwrap_or_default();
        self.stories[story].posts.insert(name.to_owned());
    }

    fn add(&mut self, dice: &mut Dice) {
        self.made += 1;
        self.posts.push(Post {
            folder: dice.of(FOLDERS),
            slug: format!("p{}", self.made),
            title: format!("{}{}", dice.of(WORDS), self.made),
            tags: (0..dice.below(3)).map(|_| dice.of(TAGS)).collect(),
            day: dice.below(300),
            opening: dice.below(1000),
            body: dice.below(1000),
            fence: dice.of(LANGUAGES),
            author: dice.of(AUTHORS),
            liquid: dice.below(8) == 0,
            near: dice.below(2) == 0,
            broken: false,
        });
    }

    /// The files of the blog's folder.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut put = |path: String, text: String| _ = files.insert(path, text.into_bytes());
        for post in &self.posts {
            put(post.path(), post.text());
        }
        for (name, texts) in TEMPLATES {
            let broken = self.broken_template && *name == "part.html";
            let text = if broken {
                "{% if %}"
            } else {
                texts[self.templates[name]]
            };
            put(format!("_templates/{name}"), text.to_owned());
        }
        let config = CONFIGS.iter().map(|(key, texts)| texts[self.config[key]]);
        put("_config.yml".into(), config.collect());
        put("_data/facts.yaml".into(), format!("a: {}\n", self.fact));
        put(
            "_data/other.yaml".into(),
            format!("a: {}\n", self.unseen_fact),
        );
        put("_data/i18n/zh-CN.yaml".into(), {
            let [found, unseen, day] = self.phrases;
            let day = ["%Y", "%m-%d", "%Y-%m-%d"][day % 3];
            format!("not_found: 没有{found}\nunseen: {unseen}\ndate: \"{day}\"\n")
        });
        let stories = self.stories.iter().enumerate().map(|(number, story)| {
            let days = story.posts.iter().map(|post| {
                format!("  - {{date: 2025-01-01, post: {post}, mentions: 20, authors: 9, topic_titles: [题]}}\n")
            });
            let days: String = days.collect();
            format!("- name: {}\n  slug: s{number}\n  days:\n{days}", story.name)
        });
        let stories: String = stories.collect();
        put("_data/trends.yaml".into(), format!("entities:\n{stories}"));
        put(
            "_data/p1/analysis.yaml".into(),
            format!("x: {}\n", self.dataset),
        );
        put(
            "assets/a.css".into(),
            format!("p {{ top: {}px }}\n", self.sheet),
        );
        put(
            "assets/b.scss".into(),
            format!("---\n---\n$a: {}px;\np {{ top: $a }}\n", self.sass),
        );
        put(
            "about.md".into(),
            format!(
                "---\ntitle: 关于\npermalink: /about/\n---\n关于 {}\n",
                self.page
            ),
        );
        put("list.json".into(), "---\nlayout: null\n---\n[{% for post in site.posts %}{{ post.title | jsonify }},{% endfor %}]\n".into());
        let picture = [
            b"GIF89a".as_slice(),
            &[self.picture as u8, 0, 9, 0, 0, 0, 0],
        ]
        .concat();
        files.insert("assets/near.gif".into(), picture);
        files.insert(
            "assets/far.gif".into(),
            b"GIF89a\x01\0\x01\0\0\0\0".to_vec(),
        );
        files
    }

    /// Edits it in one way, as the dice fall. What was done, and what it may cost.
    pub(crate) fn edit(&mut self, dice: &mut Dice) -> (String, Cost) {
        let before = self.clone();
        let number = dice.below(self.posts.len());
        // A mistake is not left alone for long: meanwhile nothing is published.
        let kind = match self.is_broken() && dice.below(3) > 0 {
            true => usize::MAX,
            false => dice.below(26),
        };
        let what = match kind {
            usize::MAX => {
                self.broken_template = false;
                self.posts.iter_mut().for_each(|post| post.broken = false);
                "repair".into()
            }
            0..=2 => self.post(
                number,
                "body",
                |post, dice| post.body = dice.below(1000),
                dice,
            ),
            3 => self.post(
                number,
                "opening",
                |post, dice| post.opening = dice.below(1000),
                dice,
            ),
            4 | 5 => self.post(
                number,
                "title",
                |post, dice| post.title = format!("{}题", dice.of(WORDS)),
                dice,
            ),
            6 => self.post(
                number,
                "tags",
                |post, dice| _ = post.tags.insert(dice.of(TAGS)),
                dice,
            ),
            7 => self.post(
                number,
                "fewer tags",
                |post, _| _ = post.tags.pop_first(),
                dice,
            ),
            8 => self.post(
                number,
                "date",
                |post, dice| post.day = dice.below(300),
                dice,
            ),
            9 => self.post(
                number,
                "front matter",
                |post, dice| post.author = dice.of(AUTHORS),
                dice,
            ),
            10 => self.post(
                number,
                "fence",
                |post, dice| post.fence = dice.of(LANGUAGES),
                dice,
            ),
            11 => self.post(
                number,
                "move between folders",
                |post, dice| post.folder = dice.of(FOLDERS),
                dice,
            ),
            12 => self.post(
                number,
                "rename",
                |post, dice| post.slug = format!("r{}", dice.below(1000)),
                dice,
            ),
            13 => self.post(number, "break", |post, _| post.broken = true, dice),
            14 => self.post(number, "liquid", |post, _| post.liquid = !post.liquid, dice),
            15 => {
                self.add(dice);
                "add".into()
            }
            16 if self.posts.len() > 6 => {
                self.posts.remove(number);
                "delete".into()
            }
            17 | 18 => {
                let (name, texts) = TEMPLATES[dice.below(TEMPLATES.len())];
                self.templates.insert(name, dice.below(texts.len()));
                format!("template {name}")
            }
            19 => {
                self.broken_template = true;
                "break a template".into()
            }
            20 | 21 => {
                let (key, texts) = CONFIGS[dice.below(CONFIGS.len())];
                self.config.insert(key, dice.below(texts.len()));
                format!("configuration {key}")
            }
            22..=24 => self.data(dice),
            _ => self.assets(dice),
        };
        let cost = Cost::between(&before, self, &what);
        (what, cost)
    }

    fn post(
        &mut self,
        number: usize,
        what: &str,
        edit: impl Fn(&mut Post, &mut Dice),
        dice: &mut Dice,
    ) -> String {
        edit(&mut self.posts[number], dice);
        // Two posts do not stand in one place.
        let path = self.posts[number].path();
        if self
            .posts
            .iter()
            .filter(|other| other.path() == path)
            .count()
            > 1
        {
            self.made += 1;
            self.posts[number].slug = format!("s{}", self.made);
        }
        format!("{what} of {path}")
    }

    fn data(&mut self, dice: &mut Dice) -> String {
        let one = match dice.below(7) {
            0 => ("facts", &mut self.fact),
            1 => ("other data", &mut self.unseen_fact),
            2 => ("dataset", &mut self.dataset),
            3 => ("phrase of 404", &mut self.phrases[0]),
            4 => ("unseen phrase", &mut self.phrases[1]),
            5 => ("date phrase", &mut self.phrases[2]),
            _ => return self.story(dice),
        };
        *one.1 += 1;
        one.0.into()
    }

    fn story(&mut self, dice: &mut Dice) -> String {
        let story = dice.below(self.stories.len());
        match dice.below(3) {
            0 => self.stories[story].name = format!("{}事", dice.of(WORDS)),
            1 => _ = self.stories[story].posts.pop_first(),
            _ => self.tell(story, dice),
        }
        "stories".into()
    }

    fn assets(&mut self, dice: &mut Dice) -> String {
        let what = match dice.below(4) {
            0 => ("sheet", &mut self.sheet),
            1 => ("sass", &mut self.sass),
            2 => ("picture", &mut self.picture),
            _ => ("page", &mut self.page),
        };
        *what.1 += 1;
        what.0.into()
    }

    /// How many posts tell stories, each as often as it does.
    pub(super) fn told(&self) -> usize {
        self.stories.iter().map(|story| story.posts.len()).sum()
    }

    /// Whether there is a mistake in it.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken_template || self.posts.iter().any(|post| post.broken)
    }
}

impl Post {
    fn path(&self) -> String {
        let (month, day) = (1 + self.day / 28, 1 + self.day % 28);
        format!(
            "{}_posts/2025-{month:02}-{day:02}-{}.md",
            self.folder, self.slug
        )
    }

    fn text(&self) -> String {
        let tags: Vec<&str> = self.tags.iter().copied().collect();
        let mut front = format!("title: {}\ntags: [{}]\n", self.title, tags.join(", "));
        if !self.author.is_empty() {
            front += &format!("author: {}\n", self.author);
        }
        if self.broken {
            front += "title: [\n";
        }
        let liquid = match self.liquid {
            true => "{{ site.data.facts.a }} {{ site.posts | size }} {{ page.next.title }}\n\n",
            false => "",
        };
        if self.liquid {
            front += "render_with_liquid: true\n";
        }
        let word = |n: usize| WORDS[n % WORDS.len()];
        format!(
            "---\n{front}---\n开头{}，{}。\n\n{liquid}说到{}与{} {}。![图]({}.gif) <b>x</b>\n\n```{}\nlet x = {}; // \"{}\"\n```\n",
            self.opening,
            word(self.opening),
            word(self.body),
            word(self.body / 8),
            self.body,
            if self.near { "near" } else { "far" },
            self.fence,
            self.body % 7,
            word(self.body),
        )
    }
}
