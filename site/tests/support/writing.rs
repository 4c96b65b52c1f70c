//! A small blog as a value, made and edited at random in every way an author edits one, with what each edit may cost at most.
//!
//! It must not know how a website is made: it knows which pages speak of a post, and counts them.
#![allow(dead_code, reason = "each test file uses a part of it")]

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
    folder: &'static str,
    slug: String,
    title: String,
    tags: BTreeSet<&'static str>,
    day: usize,
    opening: usize,
    body: usize,
    fence: &'static str,
    author: &'static str,
    liquid: bool,
    broken: bool,
}

/// Everything that an edit can change.
#[derive(Clone, PartialEq)]
pub(crate) struct Blog {
    posts: Vec<Post>,
    /// What each template says, by number.
    templates: BTreeMap<&'static str, usize>,
    broken_template: bool,
    config: BTreeMap<&'static str, usize>,
    fact: usize,
    unseen_fact: usize,
    phrase: usize,
    sheet: usize,
    sass: usize,
    picture: u8,
    dataset: usize,
    page: usize,
    made: usize,
}

/// What an edit may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cost {
    /// So many articles read, and at most so many pages rendered.
    Of(usize, usize),
    /// No article is read anew; any page may be rendered.
    Pages,
    /// What everything depends on.
    All,
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
    ("404.html", &["{{ t.not_found }}"]),
    ("search.html", &["{{ page.title }}"]),
];

const CONFIGS: &[(&str, &[&str])] = &[
    ("title", &["title: 一\n", "title: 二\n"]),
    (
        "url",
        &["url: https://a.example\n", "url: https://b.example\n"],
    ),
    ("baseurl", &["", "baseurl: /b\n"]),
    ("motto", &["motto: \n", "motto: 好\n", "motto: 更好\n"]),
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
            templates: TEMPLATES.iter().map(|(name, _)| (*name, 0)).collect(),
            broken_template: false,
            config: CONFIGS.iter().map(|(key, _)| (*key, 0)).collect(),
            fact: 0,
            unseen_fact: 0,
            phrase: 0,
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
        blog
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
        put(
            "_data/i18n/zh-CN.yaml".into(),
            format!("not_found: 没有{}\n", self.phrase),
        );
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
        let picture = [b"GIF89a".as_slice(), &[self.picture, 0, 9, 0, 0, 0, 0]].concat();
        files.insert("assets/near.gif".into(), picture);
        files
    }

    /// Edits it in one way, as the dice fall. What was done, and what it may cost.
    pub(crate) fn edit(&mut self, dice: &mut Dice) -> (String, Cost) {
        let before = self.clone();
        let number = dice.below(self.posts.len());
        let kind = dice.below(24);
        // A mistake is not left alone for long: meanwhile nothing is published.
        if self.is_broken() && dice.below(3) > 0 {
            self.broken_template = false;
            self.posts.iter_mut().for_each(|post| post.broken = false);
            return ("repair".into(), Cost::Of(before.posts.len(), usize::MAX));
        }
        let what = match kind {
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
            22 => self.data(dice),
            _ => self.assets(dice),
        };
        let cost = before.cost(self, &what);
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
        let one = match dice.below(4) {
            0 => ("data", &mut self.fact),
            1 => ("data that nobody looks at", &mut self.unseen_fact),
            2 => ("phrases", &mut self.phrase),
            _ => ("dataset", &mut self.dataset),
        };
        *one.1 += 1;
        one.0.into()
    }

    fn assets(&mut self, dice: &mut Dice) -> String {
        match dice.below(4) {
            0 => self.sheet += 1,
            1 => self.sass += 1,
            2 => {
                self.picture += 1;
                return "size of a picture".into();
            }
            _ => {
                self.page += 1;
                return "page".into();
            }
        }
        "asset".into()
    }

    /// Whether there is a mistake in it.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken_template || self.posts.iter().any(|post| post.broken)
    }

    /// What the way from this blog to another may cost.
    fn cost(&self, after: &Self, what: &str) -> Cost {
        let other = |posts: &[Post], one: &Post| !posts.contains(one);
        let old: Vec<&Post> = self
            .posts
            .iter()
            .filter(|post| other(&after.posts, post))
            .collect();
        let new: Vec<&Post> = after
            .posts
            .iter()
            .filter(|post| other(&self.posts, post))
            .collect();
        if let Some(key) = what.strip_prefix("configuration ") {
            // What articles are read by.
            let read = ["baseurl", "timezone", "excerpt", "defaults"];
            return if read.contains(&key) {
                Cost::All
            } else {
                Cost::Pages
            };
        }
        if what.contains("template")
            || what == "data"
            || what == "phrases"
            || what.starts_with("size")
        {
            return Cost::Pages;
        }
        // Who looks at one file of the data looks at all of it.
        let data = self.templates["part.html"] == 1
            && (what == "dataset" || what.starts_with("data that"));
        if data {
            return Cost::Pages;
        }
        match what {
            "data that nobody looks at" | "dataset" => return Cost::Of(0, 0),
            // A style sheet that is copied is no page; one with front matter is.
            "asset" if after.config["assets"] == 1 => return Cost::Of(1, usize::MAX),
            "asset" => return Cost::Of(1, 1),
            "page" => return Cost::Of(1, 1),
            _ => {}
        }
        let lists =
            [2, 3].contains(&self.templates["post.html"]) || self.is_broken() || after.is_broken();
        if lists {
            return Cost::Of(new.len(), usize::MAX);
        }
        // Its own page and its neighbours', where it was and where it is; the lists of its tags, each with a feed; the pages of the home;
        // the lists of its months, author, categories; the blog's feeds, site map, list, archive, tags, search.
        let terms: BTreeSet<&str> = old
            .iter()
            .chain(&new)
            .flat_map(|post| post.tags.iter().copied())
            .collect();
        let lists = 2 * terms.len() + after.posts.len().div_ceil(3);
        let stays = old.len() == new.len() && !what.starts_with("date");
        let most = match what.split(' ').next() {
            Some("body" | "fence") => 4 + terms.len(),
            _ if stays => 14 + lists,
            _ => 24 + lists,
        };
        Cost::Of(new.len(), most)
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
            "---\n{front}---\n开头{}，{}。\n\n{liquid}说到{}与{} {}。![图](near.gif) <b>x</b>\n\n```{}\nlet x = {}; // \"{}\"\n```\n",
            self.opening,
            word(self.opening),
            word(self.body),
            word(self.body / 8),
            self.body,
            self.fence,
            self.body % 7,
            word(self.body),
        )
    }
}
