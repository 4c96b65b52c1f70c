//! Inputs that are small to make and large to read. Each is read in a time that grows with its length, so a limit that a slow
//! machine keeps easily is one that anything quadratic breaks.

use super::{add, harmless, made, theme};
use crate::blog;
use std::time::{Duration, Instant};

/// For one build of one bomb: each takes less than a second, many tests run at the same time, and anything quadratic takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

#[track_caller]
fn ends(name: &str, path: &str, text: &str) {
    let mut sources = theme();
    add(&mut sources, path, text);
    let begun = Instant::now();
    let built = made(&sources);
    assert!(
        begun.elapsed() < PATIENCE,
        "{name} takes {:?}",
        begun.elapsed()
    );
    // Seen with `-- --nocapture`.
    eprintln!("{:>8.3} s  {path}  {name}", begun.elapsed().as_secs_f64());
    harmless(&built);
}

#[test]
fn markdown_bombs_are_read_in_time_that_grows_with_their_length() {
    let n = 20_000;
    let repeated = |unit: &str, times: usize| unit.repeat(times);
    let lines =
        |line: &dyn Fn(usize) -> String, times: usize| (0..times).map(line).collect::<String>();
    let bombs: Vec<(&str, String)> = vec![
        ("a word of 10 MB", repeated("a", 10_000_000)),
        ("a Chinese word of 10 MB", repeated("字", 3_300_000)),
        (
            "100,000 headings",
            lines(&|i| format!("# h{i}\n\n"), 100_000),
        ),
        ("20,000 equal headings", repeated("# h\n\n", n)),
        (
            "headings whose ids meet",
            lines(&|i| format!("# h-{}\n\n# h\n\n", i), 5_000),
        ),
        ("quotes in quotes", format!("{} x", repeated("> ", 10_000))),
        (
            "lists in lists",
            lines(&|i| format!("{}- x\n", repeated("  ", i)), 700),
        ),
        (
            "lists in lists on a line",
            format!("{}x", repeated("- ", 10_000)),
        ),
        (
            "numbers in numbers",
            format!("{}x", repeated("1. ", 10_000)),
        ),
        ("elements in elements", format!("{}x", repeated("<div>", n))),
        ("elements that end", repeated("</div>", n)),
        ("open brackets", repeated("[", n)),
        ("open pictures", repeated("![", n)),
        (
            "brackets in brackets",
            format!("{}x{}", repeated("[", n), repeated("]", n)),
        ),
        ("links that do not end", repeated("[a](", n)),
        ("links with angle brackets", repeated("[a](<b", n)),
        ("stars", repeated("*", n)),
        ("stars and words", repeated("*a ", n)),
        ("emphasis that does not end", repeated("*a **b ", n)),
        ("emphasis that does not begin", repeated("a** b* ", n)),
        ("underlines", repeated("_a__b", n)),
        ("stars of odd and even", repeated("a***b**c*", n)),
        ("tildes", repeated("~~a~", n)),
        (
            "ticks of every length",
            lines(&|i| format!("{} ", repeated("`", i)), 300),
        ),
        ("ticks that do not end", format!("`{}", repeated("``` ", n))),
        ("entities", repeated("&amp", n)),
        ("entities that are none", repeated("&", n)),
        ("angle brackets", repeated("<", n)),
        ("comments that do not end", repeated("<!--", n)),
        (
            "comments with dashes",
            format!("<!--{}", repeated("--!", n)),
        ),
        ("instructions that do not end", repeated("<?", n)),
        ("declarations that do not end", repeated("<!A ", n)),
        ("sections that do not end", repeated("<![CDATA[", n)),
        ("attributes", format!("<a{}>", repeated(" a=b", n))),
        ("attributes that do not end", repeated("<a b=\"", n)),
        (
            "footnotes",
            lines(&|i| format!("[^{i}]\n\n[^{i}]: x\n\n"), 5_000),
        ),
        (
            "one footnote often",
            format!("{}\n\n[^a]: x\n", repeated("[^a]", n)),
        ),
        (
            "footnotes in footnotes",
            lines(&|i| format!("[^{i}]: [^{}]\n\n", i + 1), 2_000) + "[^0]\n",
        ),
        ("references", lines(&|i| format!("[{i}]: /u\n"), 50_000)),
        (
            "references that are long",
            format!("[x]: {}\n\n{}", repeated("a", 50_000), repeated("[x]", 50)),
        ),
        (
            "tables",
            format!(
                "{}\n{}\n{}",
                repeated("|a", 5_000),
                repeated("|-", 5_000),
                repeated("|\n", 1_000)
            ),
        ),
        ("rules of tables", repeated("a|b\n-|-\n", n)),
        ("blocks in a line", repeated("a<div>", n)),
        ("items with rules", repeated("- a\n---\n", n)),
        (
            "tables that grow",
            format!(
                "{}\n{}\n{}",
                repeated("|a", 1_000),
                repeated("|-", 1_000),
                repeated("|x|\n", 2_000)
            ),
        ),
        ("columns without end", format!("a\n{}", repeated("-|", n))),
        ("a definition", repeated("a\n: b\n", n)),
        ("alerts", repeated("> [!NOTE]\n> x\n\n", n)),
        ("addresses", repeated("https://a.example/ ", n)),
        ("addresses without end", repeated("www.", n)),
        (
            "addresses with brackets",
            format!("https://a.example/{}", repeated("(", n)),
        ),
        ("addresses of mail", repeated("a@b.c", n)),
        ("at signs", repeated("@", n)),
        ("dollars", repeated("$", n)),
        ("mathematics", repeated("$$x$$ ", n)),
        ("fences", repeated("```\n", n)),
        (
            "fences of every length",
            lines(&|i| format!("{}\n", repeated("~", i + 3)), 300),
        ),
        (
            "code in a language",
            format!("```rust\n{}\n```\n", repeated("((((", n)),
        ),
        (
            "code with strings that do not end",
            format!("```js\n{}\n```\n", repeated("`${", n)),
        ),
        (
            "code with long lines",
            format!("```python\n{}\n```\n", repeated("x = 'a' + ", n)),
        ),
        (
            "HTML as code",
            format!("```html\n{}\n```\n", repeated("<a b='", n)),
        ),
        (
            "Markdown as code",
            format!("```md\n{}\n```\n", repeated("*a _b [c](", 5_000)),
        ),
        (
            "a language that is long",
            format!("```{}\nx\n```\n", repeated("a", 100_000)),
        ),
        ("line breaks", repeated("\n", 1_000_000)),
        ("blanks", repeated(" ", 1_000_000)),
        ("tabs", repeated("\t", 100_000)),
        ("backslashes", repeated("\\", 100_000)),
        ("NULs", repeated("\0", 100_000)),
        (
            "marks over a letter",
            format!("a{}", repeated("\u{301}", 100_000)),
        ),
        ("joiners", repeated("\u{200d}", 100_000)),
        ("directions", repeated("\u{202e}\u{2066}", 50_000)),
        ("templates", repeated("{{", n)),
        ("excerpts", repeated("<!-- more -->", n)),
        ("labels", repeated("**x**（推断）", n)),
        ("pictures", repeated("![](a.png)", n)),
        ("tasks", repeated("- [ ] x\n", n)),
    ];
    assert!(bombs.len() > 60);
    for (name, body) in &bombs {
        ends(
            name,
            "_posts/2025-12-04-a.md",
            &format!("---\nlayout: post\ntitle: t\n---\n{body}\n"),
        );
    }
    // The same in the manner of a report.
    for (name, body) in bombs.iter().filter(|(_, body)| body.len() < 1_000_000) {
        let mut sources = theme();
        add(&mut sources, "_data/a/analysis.yaml", "x: 1\n");
        add(
            &mut sources,
            "_posts/2025-12-04-a.md",
            &format!("---\nlayout: post\ntitle: t\n---\n{body}\n"),
        );
        let begun = Instant::now();
        harmless(&made(&sources));
        assert!(begun.elapsed() < PATIENCE, "{name} in a report");
    }
}

#[test]
fn front_matter_and_data_bombs_are_read_or_told_in_bounded_time() {
    let deep = |open: &str, close: &str, times: usize| {
        format!("{}1{}", open.repeat(times), close.repeat(times))
    };
    let wide = |times: usize| (0..times).map(|i| format!("k{i}: v\n")).collect::<String>();
    let bombs = [
        ("lists in lists", format!("x: {}\n", deep("[", "]", 10_000))),
        (
            "maps in maps",
            format!("x: {}\n", deep("{a: ", "}", 10_000)),
        ),
        ("lists by lines", "- ".repeat(10_000)),
        ("keys in keys", "? ".repeat(10_000)),
        (
            "maps by lines",
            (0..2_000)
                .map(|i| format!("{}a:\n", " ".repeat(i)))
                .collect(),
        ),
        ("100,000 keys", wide(100_000)),
        ("one key often", "k: v\n".repeat(10_000)),
        (
            "a value of 10 MB",
            format!("x: {}\n", "a".repeat(10_000_000)),
        ),
        ("a key of 1 MB", format!("{}: x\n", "a".repeat(1_000_000))),
        (
            "tags without end",
            format!("tags: [{}]\n", "a, ".repeat(20_000)),
        ),
        (
            "100 tags",
            format!(
                "tags: [{}]\n",
                (0..100).map(|i| format!("t{i}, ")).collect::<String>()
            ),
        ),
        (
            "aliases",
            format!("a: &a x\nb: [{}]\n", "*a, ".repeat(50_000)),
        ),
        (
            "anchors",
            (0..20_000).map(|i| format!("k{i}: &a{i} v\n")).collect(),
        ),
        ("comments", "# x\n".repeat(200_000)),
        ("documents", "--- x\n".repeat(20_000)),
        ("quotes", format!("x: {}\n", "'".repeat(99_999))),
        ("escapes", format!("x: \"{}\"\n", "\\u0041".repeat(100_000))),
        ("folded lines", format!("x: >\n{}", "  a\n".repeat(100_000))),
    ];
    for (name, yaml) in &bombs {
        ends(
            name,
            "_posts/2025-12-04-a.md",
            &format!("---\n{yaml}\n---\nx\n"),
        );
        ends(name, "_config.yml", yaml);
        ends(name, "_data/x.yaml", yaml);
    }
}

#[test]
fn data_bombs_are_read_or_told_in_bounded_time() {
    let n = 100_000;
    let repeated = |unit: &str, times: usize| unit.repeat(times);
    let bombs = [
        (
            "2,000 tags",
            "_posts/2025-12-04-a.md",
            format!(
                "---\nlayout: post\ntags: [{}]\n---\nx\n",
                (0..2_000).map(|i| format!("t{i}, ")).collect::<String>()
            ),
        ),
        (
            "lists that never close",
            "_posts/2025-12-04-a.md",
            format!("---\nx: {}\n---\nx\n", repeated("[", 200_000)),
        ),
        (
            "lists that never close",
            "_data/x.yaml",
            format!("x: {}\n", repeated("[", 200_000)),
        ),
        (
            "maps that never close",
            "_data/x.yaml",
            format!("x: {}\n", repeated("{a: ", n)),
        ),
        (
            "lists that never close",
            "_config.yml",
            format!("x: {}\n", repeated("[", 200_000)),
        ),
        ("lists by lines", "_data/x.yaml", repeated("- ", n)),
        ("keys in keys", "_data/x.yaml", repeated("? ", n)),
        (
            "lists in lists",
            "_data/x.json",
            format!("{}{}", repeated("[", n), repeated("]", n)),
        ),
        (
            "lists in lists that fit",
            "_data/x.json",
            format!("{}{}", repeated("[", 120), repeated("]", 120)),
        ),
        ("lists that never close", "_data/x.json", repeated("[", n)),
        (
            "maps in maps",
            "_data/x.json",
            format!("{}1{}", repeated("{\"a\":", n), repeated("}", n)),
        ),
        (
            "100,000 keys",
            "_data/x.json",
            format!(
                "{{{}\"z\":1}}",
                (0..n).map(|i| format!("\"k{i}\":{i},")).collect::<String>()
            ),
        ),
        (
            "one key often",
            "_data/x.json",
            format!("{{{}\"a\":1}}", repeated("\"a\":1,", n)),
        ),
        ("a number of 1 MB", "_data/x.json", repeated("9", 1_000_000)),
        (
            "100,000 columns",
            "_data/x.csv",
            format!(
                "{}\n{}\n",
                (0..n).map(|i| format!("c{i},")).collect::<String>(),
                repeated("1,", n)
            ),
        ),
        (
            "100,000 columns and short rows",
            "_data/x.csv",
            format!(
                "{}\n{}",
                (0..n).map(|i| format!("c{i},")).collect::<String>(),
                repeated("1\n", 2_000)
            ),
        ),
        (
            "100,000 columns of one name",
            "_data/x.csv",
            format!("{}\n{}\n", repeated("c,", n), repeated("1,", n)),
        ),
        (
            "a quote that never closes",
            "_data/x.csv",
            format!("a,b\n\"{}", repeated("x,\n", 500_000)),
        ),
        (
            "quotes",
            "_data/x.tsv",
            format!("a\tb\n{}", repeated("\"", 1_000_001)),
        ),
        (
            "a table of 5,000 columns",
            "_posts/2025-12-04-a.md",
            format!(
                "{}\n{}\n{}",
                repeated("|a", 5_000),
                repeated("|-", 5_000),
                repeated("|\n", 1_000)
            ),
        ),
    ];
    for (name, path, text) in &bombs {
        ends(name, path, text);
    }
}

#[test]
fn pictures_that_lie_about_themselves_are_only_files() {
    let huge_png = {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend([
            0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 8, 6, 0, 0, 0, 0, 0, 0, 0,
        ]);
        bytes
    };
    let pictures: [(&str, Vec<u8>); 8] = [
        ("huge.png", huge_png),
        ("short.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("empty.jpg", Vec::new()),
        ("cut.jpg", b"\xff\xd8\xff\xe0\xff\xff".to_vec()),
        ("markers.jpg", [&b"\xff\xd8"[..], &[0xff; 100_000]].concat()),
        ("lie.gif", b"GIF89a\xff\xff\xff\xff".to_vec()),
        (
            "lie.webp",
            b"RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\xff".to_vec(),
        ),
        ("script.png", b"<script>alert(1)</script>".to_vec()),
    ];
    let mut sources = theme();
    let mut body = String::from("---\nlayout: post\ntitle: t\n---\n");
    for (name, bytes) in pictures {
        sources.insert(format!("assets/{name}"), site::SourceFile::new(bytes));
        body.push_str(&format!("![x](/assets/{name})\n\n"));
    }
    add(&mut sources, "_posts/2025-12-04-a.md", &body);
    let built = made(&sources);
    assert!(built.is_ok(), "{}", crate::blog::told(&built));
    harmless(&built);
}

/// What Liquid may not do without end, however small it is to write. Work is counted: without its count each would take minutes or all
/// memory, and with it each ends in the same error on every machine.
#[test]
fn the_work_of_liquid_is_counted_whatever_does_it() {
    let often = |inside: &str| format!("{{% for i in (1..2000000) %}}{inside}{{% endfor %}}");
    // A text of 5 MB.
    let text = format!(
        "{{% assign a = 'aaaaaaaaaa' %}}{}",
        "{% assign a = a | append: a %}".repeat(19)
    );
    let list = "{% assign s = '1,2,3,4,5,6,7,8' | split: ',' %}{% for i in (1..12) %}{% assign s = s | concat: s %}{% endfor %}";
    let with = |before: &str, inside: &str| format!("{before}{}", often(inside));
    let bombs = [
        ("nothing", often("")),
        ("text", often("x")),
        ("a number", often("{{ i }}")),
        ("loops in loops", {
            let (open, close) = ("{% for i in (1..2) %}", "{% endfor %}");
            format!("{}{{{{ z }}}}{}", open.repeat(60), close.repeat(60))
        }),
        (
            "conditions",
            often(&"{% if 1 == 2 %}{% endif %}".repeat(5_000)),
        ),
        (
            "conditions that follow",
            often(&format!(
                "{{% if 1 == 2 %}}{}{{% endif %}}",
                "{% elsif 1 == 2 %}".repeat(500)
            )),
        ),
        (
            "conditions in a row",
            often(&format!(
                "{{% if 1 == 1 {}%}}{{% endif %}}",
                "and 1 == 1 ".repeat(1_000)
            )),
        ),
        (
            "the site compared",
            often("{% if site == site %}{% endif %}"),
        ),
        ("the page shown", often("{{ page }}")),
        (
            "a large text looked at",
            with(&text, "{% if a %}{% endif %}"),
        ),
        ("a large text shown", with(&text, "{{ a }}")),
        (
            "a large text shown outside",
            format!("{text}{}", "{{ a }}".repeat(5_000)),
        ),
        (
            "a large text kept",
            with(&text, "{% capture b %}{{ a }}{% endcapture %}"),
        ),
        (
            "a large text searched",
            with(&text, "{% if a contains 'b' %}{% endif %}"),
        ),
        (
            "a large text changed",
            with(&text, "{% assign b = a | upcase %}"),
        ),
        (
            "a large text prolonged",
            format!("{text}{{{{ a {}}}}}", "| append: a ".repeat(5_000)),
        ),
        (
            "a large text split",
            with(&text, "{{ a | split: 'b' | size }}"),
        ),
        (
            "a text caught",
            often(&format!(
                "{{% capture b %}}{}{{% endcapture %}}",
                "x".repeat(100_000)
            )),
        ),
        (
            "a text that stays",
            often(&format!(
                "{{% ifchanged %}}{}{{% endifchanged %}}",
                "x".repeat(100_000)
            )),
        ),
        (
            "a text that grows",
            with("{% assign b = '' %}", "{% assign b = b | append: 'x' %}"),
        ),
        ("a list sorted", with(list, "{{ s | sort | size }}")),
        (
            "a list sorted naturally",
            with(list, "{{ s | sort_natural | size }}"),
        ),
        (
            "a list searched",
            with(list, "{% if s contains 'b' %}{% endif %}"),
        ),
        (
            "a list sifted",
            with(list, "{{ s | where_exp: 'x', 'x == 1' | size }}"),
        ),
        (
            "a list grouped",
            with(list, "{{ s | group_by_exp: 'x', 'x' | size }}"),
        ),
        ("JSON", often("{{ i | jsonify }}")),
        ("slugs", often("{{ i | slugify }}")),
        ("dates", often("{{ '2020-01-01' | date: '%Y' }}")),
        ("Markdown", often("{{ '**a**' | markdownify }}")),
        (
            "code",
            often("{% highlight ruby %}def a; end{% endhighlight %}"),
        ),
        ("counting", often("{% increment b %}{% cycle 'a', 'b' %}")),
        (
            "a table",
            "{% tablerow i in (1..2000000) %}x{% endtablerow %}".into(),
        ),
        ("an include", often("{% include a.html %}")),
        ("Markdown that is shown", often("**a** [b](c) `d`\n\n")),
    ];
    for (name, body) in bombs {
        let told = told_of(&body);
        assert!(
            told.contains("are more work than one body may be"),
            "{name}: {told}"
        );
    }
    for (name, inside) in [
        (
            "a text in the place of each of its letters",
            "{{ a | replace: 'a', a | size }}",
        ),
        (
            "a text between its letters",
            "{{ a | replace: '', a | size }}",
        ),
        ("every letter of a text", "{{ a | split: '' | size }}"),
        (
            "a text between items",
            "{{ 'abcdef' | split: '' | join: a | size }}",
        ),
    ] {
        let told = told_of(&format!("{text}{inside}"));
        assert!(
            told.contains("a value has more than 10 MB"),
            "{name}: {told}"
        );
    }
}

/// What is said of a post with this Liquid.
fn told_of(body: &str) -> String {
    let mut sources = theme();
    add(&mut sources, "_includes/a.html", "a{{ i }}");
    let post = format!("---\nrender_with_liquid: true\n---\n{body}\n");
    add(&mut sources, "_posts/2025-12-04-a.md", &post);
    blog::told(&made(&sources))
}

#[test]
fn liquid_bombs_are_carried_out_or_told_in_time_that_grows_with_their_length() {
    let n = 20_000;
    let bombs = [
        ("what is no Liquid", "{{ .x }}\n".repeat(n)),
        ("empty lines", format!("{{{{ 1 }}}}{}x", "\n".repeat(n))),
        (
            "empty lines as they are",
            format!("{{% raw %}}x{}x{{% endraw %}}", "\n ".repeat(n)),
        ),
        (
            "empty lines that are taken away",
            format!("a {{{{- 1 -}}}}{}{{{{- 2 }}}} b", "\n".repeat(n)),
        ),
        ("tags that do not end", "{% x ".repeat(n)),
        ("tags that nobody knows", "{% x %}".repeat(n)),
        ("what is shown and does not end", "{{ x ".repeat(n)),
        ("what is shown", "{{ page.title }}".repeat(n)),
        (
            "blocks in blocks",
            format!("{}{}", "{% if 1 %}".repeat(n), "{% endif %}".repeat(n)),
        ),
        ("blocks that do not end", "{% if 1 %}".repeat(n)),
        ("ends of nothing", "{% endif %}".repeat(n)),
        ("raw in raw", "{% raw %}".repeat(n)),
        ("comments in comments", "{% comment %}".repeat(n)),
        ("a long name", format!("{{{{ {} }}}}", "a".repeat(n * 5))),
        ("a long path", format!("{{{{ a{} }}}}", ".a".repeat(n))),
        (
            "many filters",
            format!("{{{{ 1{} }}}}", "| upcase ".repeat(n)),
        ),
        (
            "filters that nobody knows",
            format!(
                "{{{{ 1{} }}}}",
                (0..2_000).map(|i| format!("| f{i} ")).collect::<String>()
            ),
        ),
        ("brackets", format!("{{{{ a{} }}}}", "[a".repeat(n))),
        (
            "loops in loops",
            format!("{}x", "{% for i in (1..100) %}".repeat(20)),
        ),
        (
            "a loop over all numbers",
            "{% for i in (1..999999999999) %}x{% endfor %}".into(),
        ),
        (
            "loops in loops that end",
            format!(
                "{}x{}",
                "{% for i in (1..100) %}".repeat(6),
                "{% endfor %}".repeat(6)
            ),
        ),
        (
            "a text that doubles",
            format!(
                "{{% assign a = 'aaaaaaaaaa' %}}{}{{{{ a }}}}",
                "{% assign a = a | append: a %}".repeat(40)
            ),
        ),
        (
            "a text that doubles by capture",
            format!(
                "{{% assign a = 'aaaaaaaaaa' %}}{}{{{{ a }}}}",
                "{% capture a %}{{ a }}{{ a }}{% endcapture %}".repeat(40)
            ),
        ),
    ];
    for (name, body) in &bombs {
        ends(
            name,
            "_posts/2025-12-04-a.md",
            &format!("---\nrender_with_liquid: true\n---\n{body}\n"),
        );
    }
}
