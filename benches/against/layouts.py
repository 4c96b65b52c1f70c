"""The same blog in each generator's own input format, with the same small theme in its own template language.

Every layout asks for: a page a post (title, date, section, tags, highlighted body, previous and next), lists of ten, a page a tag and
a section with all their posts, the list of tags, an Atom feed of ten posts in full (RSS where there is no Atom), a site map.
"""

import json
import struct
import zlib
from pathlib import Path

SITE = "https://blog.example.com"
TITLE = "对照博客"
STYLE = "body{max-width:44rem;margin:auto;font:1rem/1.7 system-ui}\n" + "".join(f".hl-{n}{{color:#{n * 51966 % 0xffffff:06x}}}\n" for n in range(60))


def write(root, path, text):
    """A file with the folders above it."""
    file = Path(root) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def quoted(value):
    """A text or a list of texts, as JSON has it: YAML and TOML read it too."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def assets(root, below=""):
    """A picture and a style sheet."""
    rows = b"".join(b"\0" + bytes((x * y >> 6) & 255 for x in range(480) for _ in range(3)) for y in range(270))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    picture = Path(root) / below / "images/cloud.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 480, 270, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    write(Path(root) / below, "css/style.css", STYLE)


def frame(title, description, address, content):
    """A whole page around what the template language puts there."""
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width">
<meta name="description" content="{description}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="{address}">
<link rel="canonical" href="{address}">
<link rel="stylesheet" href="/css/style.css">
<link rel="alternate" type="application/atom+xml" href="/atom.xml">
</head>
<body>
<nav><a href="/">{TITLE}</a> <a href="/tags/">标签</a></nav>
<main>
{content}
</main>
</body>
</html>
"""


def listed(each, url, date, title, end):
    """All posts of a tag."""
    return f"<ul>{each}<li><time>{date}</time> <a href=\"{url}\">{title}</a></li>\n{end}</ul>\n"


def posts_in(root, folder, posts, front, named=lambda post: f"{post.slug}.md", fence="---"):
    for post in posts:
        head = "".join(f"{key}\n" for key in front(post))
        write(root, f"{folder}/{named(post)}", f"{fence}\n{head}{fence}\n\n{post.body}")


def _jekyll_front(post):
    return [f"title: {quoted(post.title)}", f"date: {post.date:%Y-%m-%d %H:%M:%S} +0800", f"categories: [{quoted(post.section)}]",
            f"tags: {quoted(post.tags)}", f"description: {quoted(post.description)}"]


def _dated(post):
    return f"{post.date:%Y-%m-%d}-{post.slug}.md"


JEKYLL_CONFIG = f"""title: {TITLE}
description: 同一个博客
url: {SITE}
timezone: Asia/Shanghai
permalink: /posts/:title/
paginate: 10
paginate_path: /page/:num/
feed: {{path: atom.xml, posts_limit: 10}}
defaults:
  - scope: {{path: "", type: posts}}
    values: {{layout: post}}
"""


def tuibao(root, posts):
    """This program."""
    assets(root)
    write(root, "_config.yml", JEKYLL_CONFIG)
    write(root, "_templates/base.html", frame("{{ page.title or site.title }}", "{{ page.description or site.description }}", "{{ page.url | absolute_url }}", "{{ content }}"))
    write(root, "_templates/post.html", """---
layout: base
---
<article>
<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.date | date_to_xmlschema }}">{{ page.date | date(format="%Y-%m-%d") }}</time> {{ page.categories | join(sep="/") }}
{% for tag in page.tags %}<a href="{{ tag | tag_url }}">{{ tag }}</a> {% endfor %}</p>
{{ content }}
<nav>{% if page.previous %}<a rel="prev" href="{{ page.previous.url }}">{{ page.previous.title }}</a>{% endif %}
{% if page.next %}<a rel="next" href="{{ page.next.url }}">{{ page.next.title }}</a>{% endif %}</nav>
</article>
""")
    each = listed("{% for p in page.posts %}", "{{ p.url }}", '{{ p.date | date(format="%Y-%m-%d") }}', "{{ p.title }}", "{% endfor %}")
    for name in ("tag", "category"):
        write(root, f"_templates/{name}.html", "---\nlayout: base\n---\n<h1>{{ page.title }}</h1>\n" + each)
    write(root, "tags.html", """---
layout: base
title: 标签
permalink: /tags/
---
<ul>{% for name, posts in site.tags %}<li><a href="{{ name | tag_url }}">{{ name }}</a> ({{ posts | length }})</li>
{% endfor %}</ul>
""")
    write(root, "index.html", """---
layout: base
---
{% for p in paginator.posts %}<section><h2><a href="{{ p.url }}">{{ p.title }}</a></h2>
<time>{{ p.date | date(format="%Y-%m-%d") }}</time> {% for tag in p.tags %}<a href="{{ tag | tag_url }}">{{ tag }}</a> {% endfor %}
<p>{{ p.description }}</p></section>
{% endfor %}<nav>{% if paginator.previous_page %}<a href="{{ paginator.previous_page_path }}">‹</a>{% endif %} {{ paginator.page }}/{{ paginator.total_pages }}
{% if paginator.next_page %}<a href="{{ paginator.next_page_path }}">›</a>{% endif %}</nav>
""")
    posts_in(root, "_posts", posts, _jekyll_front, _dated)


def jekyll(root, posts):
    assets(root)
    write(root, "_config.yml", JEKYLL_CONFIG + """plugins: [jekyll-paginate, jekyll-archives, jekyll-feed, jekyll-sitemap]
jekyll-archives:
  enabled: [tags, categories]
  layouts: {tag: list, category: list}
  permalinks: {tag: "/tags/:name/", category: "/categories/:name/"}
""")
    write(root, "_layouts/base.html", frame("{{ page.title | default: site.title }}", "{{ page.description }}", "{{ page.url | absolute_url }}", "{{ content }}"))
    write(root, "_layouts/post.html", """---
layout: base
---
<article>
<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.date | date_to_xmlschema }}">{{ page.date | date: "%Y-%m-%d" }}</time> {{ page.categories | join: "/" }}
{% for tag in page.tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a> {% endfor %}</p>
{{ content }}
<nav>{% if page.previous %}<a rel="prev" href="{{ page.previous.url }}">{{ page.previous.title }}</a>{% endif %}
{% if page.next %}<a rel="next" href="{{ page.next.url }}">{{ page.next.title }}</a>{% endif %}</nav>
</article>
""")
    write(root, "_layouts/list.html", "---\nlayout: base\n---\n<h1>{{ page.title }}</h1>\n"
          + listed("{% for p in page.posts %}", "{{ p.url }}", '{{ p.date | date: "%Y-%m-%d" }}', "{{ p.title }}", "{% endfor %}"))
    write(root, "tags.html", """---
layout: base
permalink: /tags/
---
<ul>{% for tag in site.tags %}<li><a href="/tags/{{ tag[0] | slugify }}/">{{ tag[0] }}</a> ({{ tag[1].size }})</li>
{% endfor %}</ul>
""")
    write(root, "index.html", """---
layout: base
---
{% for p in paginator.posts %}<section><h2><a href="{{ p.url }}">{{ p.title }}</a></h2>
<time>{{ p.date | date: "%Y-%m-%d" }}</time> {% for tag in p.tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a> {% endfor %}
<p>{{ p.description }}</p></section>
{% endfor %}<nav>{% if paginator.previous_page %}<a href="{{ paginator.previous_page_path }}">‹</a>{% endif %} {{ paginator.page }}/{{ paginator.total_pages }}
{% if paginator.next_page %}<a href="{{ paginator.next_page_path }}">›</a>{% endif %}</nav>
""")
    posts_in(root, "_posts", posts, _jekyll_front, _dated)


def hugo(root, posts):
    assets(root, "static")
    write(root, "hugo.toml", f"""baseURL = "{SITE}/"
title = "{TITLE}"
hasCJKLanguage = true
disableKinds = ["section", "RSS"]
timeZone = "Asia/Shanghai"
[pagination]
pagerSize = 10
[taxonomies]
tag = "tags"
category = "categories"
[permalinks]
posts = "/posts/:slug/"
[outputs]
home = ["html", "atom"]
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "atom"
isPlainText = false
[markup.goldmark.renderer]
unsafe = true
""")
    write(root, "layouts/baseof.html", frame("{{ .Title | default site.Title }}", "{{ .Description }}", "{{ .Permalink }}", '{{ block "main" . }}{{ end }}'))
    write(root, "layouts/page.html", """{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05-07:00" }}">{{ .Date.Format "2006-01-02" }}</time> {{ delimit .Params.categories "/" }}
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
{{ .Content }}
<nav>{{ with .Prev }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .Next }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>{{ end }}
""")
    write(root, "layouts/term.html", '{{ define "main" }}<h1>{{ .Title }}</h1>\n'
          + listed("{{ range .Pages }}", "{{ .RelPermalink }}", '{{ .Date.Format "2006-01-02" }}', "{{ .Title }}", "{{ end }}") + "{{ end }}\n")
    write(root, "layouts/taxonomy.html", """{{ define "main" }}<ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> ({{ .Count }})</li>
{{ end }}</ul>{{ end }}
""")
    write(root, "layouts/home.html", """{{ define "main" }}{{ $list := .Paginate (where site.RegularPages "Section" "posts") }}
{{ range $list.Pages }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<time>{{ .Date.Format "2006-01-02" }}</time> {{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
<p>{{ .Description }}</p></section>
{{ end }}<nav>{{ if $list.HasPrev }}<a href="{{ $list.Prev.URL }}">‹</a>{{ end }} {{ $list.PageNumber }}/{{ $list.TotalPages }}
{{ if $list.HasNext }}<a href="{{ $list.Next.URL }}">›</a>{{ end }}</nav>{{ end }}
""")
    write(root, "layouts/home.atom.xml", """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ site.Title }}</title><id>{{ site.BaseURL }}</id>
{{ $list := first 10 (where site.RegularPages "Section" "posts") }}<updated>{{ (index $list 0).Date.Format "2006-01-02T15:04:05Z07:00" }}</updated>
{{ range $list }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated>
<content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>
""")
    posts_in(root, "content/posts", posts, lambda post: [f"title: {quoted(post.title)}", f"date: {post.stamp}", f"slug: {post.slug}",
             f"categories: [{quoted(post.section)}]", f"tags: {quoted(post.tags)}", f"description: {quoted(post.description)}"])


def zola(root, posts):
    assets(root, "static")
    write(root, "zola.toml", f"""base_url = "{SITE}"
title = "{TITLE}"
generate_feeds = true
feed_filenames = ["atom.xml"]
feed_limit = 10
taxonomies = [{{name = "tags"}}, {{name = "categories"}}]
[slugify]
taxonomies = "safe"
[markdown.highlighting]
theme = "catppuccin-latte"
style = "class"
""")
    title = "{% if page %}{{ page.title }}{% else %}{{ config.title }}{% endif %}"
    write(root, "templates/base.html", frame(title, "{% if page %}{{ page.description }}{% endif %}", "{{ current_url | default(value='') | safe }}", "{% block main %}{% endblock main %}"))
    around = '{{% extends "base.html" %}}{{% block main %}}{}{{% endblock main %}}\n'.format
    tags = '{% for tag in p.taxonomies.tags %}<a href="{{ get_taxonomy_url(kind="tags", name=tag) | safe }}">{{ tag }}</a> {% endfor %}'
    write(root, "templates/page.html", around("""<article>
<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.date }}">{{ page.date | date(format="%Y-%m-%d") }}</time> {{ page.taxonomies.categories | join(sep="/") }}
""" + tags.replace("p.tax", "page.tax") + """</p>
{{ page.content | safe }}
<nav>{% if page.higher %}<a rel="prev" href="{{ page.higher.path | safe }}">{{ page.higher.title }}</a>{% endif %}
{% if page.lower %}<a rel="next" href="{{ page.lower.path | safe }}">{{ page.lower.title }}</a>{% endif %}</nav>
</article>"""))
    write(root, "templates/taxonomy_single.html", around("<h1>{{ term.name }}</h1>\n"
          + listed("{% for p in term.pages %}", "{{ p.path | safe }}", '{{ p.date | date(format="%Y-%m-%d") }}', "{{ p.title }}", "{% endfor %}")))
    write(root, "templates/taxonomy_list.html", around("""<ul>{% for term in terms %}<li><a href="{{ term.path | safe }}">{{ term.name }}</a> ({{ term.page_count }})</li>
{% endfor %}</ul>"""))
    write(root, "templates/index.html", around("""{% for p in paginator.pages %}<section><h2><a href="{{ p.path | safe }}">{{ p.title }}</a></h2>
<time>{{ p.date | date(format="%Y-%m-%d") }}</time> """ + tags + """
<p>{{ p.description }}</p></section>
{% endfor %}<nav>{% if paginator.previous %}<a href="{{ paginator.previous | safe }}">‹</a>{% endif %} {{ paginator.current_index }}/{{ paginator.number_pagers }}
{% if paginator.next %}<a href="{{ paginator.next | safe }}">›</a>{% endif %}</nav>"""))
    write(root, "content/_index.md", "+++\nsort_by = \"date\"\npaginate_by = 10\n+++\n")
    write(root, "content/posts/_index.md", "+++\nsort_by = \"date\"\ntransparent = true\nrender = false\n+++\n")
    posts_in(root, "content/posts", posts, lambda post: [f"title = {quoted(post.title)}", f"date = {post.stamp}", f"slug = {quoted(post.slug)}",
             f"description = {quoted(post.description)}", "[taxonomies]", f"tags = {quoted(post.tags)}", f"categories = [{quoted(post.section)}]"], fence="+++")


def eleventy(root, posts):
    assets(root)
    write(root, "package.json", '{"name": "blog", "private": true, "type": "module"}\n')
    write(root, ".eleventyignore", "node_modules\n")
    write(root, "eleventy.config.mjs", """import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
export default function (blog) {
  const newest = (all) => all.getFilteredByGlob("posts/*.md").reverse();
  const by = (all, names) => {
    const found = new Map();
    for (const post of newest(all)) for (const name of names(post.data)) found.set(name, [...(found.get(name) ?? []), post]);
    return [...found].map(([name, posts]) => ({ name, posts }));
  };
  blog.addPlugin(highlight);
  blog.addPlugin(feedPlugin, { type: "atom", outputPath: "/atom.xml", collection: { name: "posts", limit: 10 },
    metadata: { language: "zh", title: "TITLE", base: "SITE/", author: { name: "a" } } });
  for (const folder of ["images", "css"]) blog.addPassthroughCopy(folder);
  blog.addCollection("posts", (all) => all.getFilteredByGlob("posts/*.md"));
  blog.addCollection("newest", newest);
  blog.addCollection("byTag", (all) => by(all, (data) => data.labels));
  blog.addCollection("bySection", (all) => by(all, (data) => [data.section]));
  blog.addFilter("day", (date) => new Date(date.getTime() + 28800e3).toISOString().slice(0, 10));
  blog.addFilter("stamp", (date) => date.toISOString());
}
export const config = { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { input: ".", output: "_site" } };
""".replace("TITLE", TITLE).replace("SITE", SITE))
    write(root, "_includes/base.njk", frame("{{ title }}", "{{ description }}", SITE + "{{ page.url }}", "{{ content | safe }}"))
    write(root, "_includes/post.njk", """---
layout: base.njk
---
<article>
<h1>{{ title }}</h1>
<p><time datetime="{{ page.date | stamp }}">{{ page.date | day }}</time> {{ section }}
{% for tag in labels %}<a href="/tags/{{ tag }}/">{{ tag }}</a> {% endfor %}</p>
{{ content | safe }}
{% set before = collections.posts | getPreviousCollectionItem %}{% set after = collections.posts | getNextCollectionItem %}
<nav>{% if before %}<a rel="prev" href="{{ before.url }}">{{ before.data.title }}</a>{% endif %}
{% if after %}<a rel="next" href="{{ after.url }}">{{ after.data.title }}</a>{% endif %}</nav>
</article>
""")
    write(root, "posts/posts.11tydata.js", "export default { layout: 'post.njk', permalink: (data) => `/posts/${data.page.fileSlug}/` };\n")
    write(root, "index.njk", """---
layout: base.njk
title: 首页
pagination: {data: collections.newest, size: 10, alias: items}
permalink: "{% if pagination.pageNumber > 0 %}/page/{{ pagination.pageNumber + 1 }}/{% else %}/{% endif %}"
---
{% for p in items %}<section><h2><a href="{{ p.url }}">{{ p.data.title }}</a></h2>
<time>{{ p.date | day }}</time> {% for tag in p.data.labels %}<a href="/tags/{{ tag }}/">{{ tag }}</a> {% endfor %}
<p>{{ p.data.description }}</p></section>
{% endfor %}<nav>{% if pagination.href.previous %}<a href="{{ pagination.href.previous }}">‹</a>{% endif %} {{ pagination.pageNumber + 1 }}/{{ pagination.pages.length }}
{% if pagination.href.next %}<a href="{{ pagination.href.next }}">›</a>{% endif %}</nav>
""")
    each = listed("{% for p in term.posts %}", "{{ p.url }}", "{{ p.date | day }}", "{{ p.data.title }}", "{% endfor %}")
    for folder, collection in (("tags", "byTag"), ("categories", "bySection")):
        write(root, f"{folder}-each.njk", f"---\nlayout: base.njk\npagination: {{data: collections.{collection}, size: 1, alias: term}}\n"
              f"permalink: \"/{folder}/{{{{ term.name }}}}/\"\n---\n<h1>{{{{ term.name }}}}</h1>\n{each}")
    write(root, "tags.njk", """---
layout: base.njk
title: 标签
permalink: /tags/
---
<ul>{% for term in collections.byTag %}<li><a href="/tags/{{ term.name }}/">{{ term.name }}</a> ({{ term.posts.length }})</li>
{% endfor %}</ul>
""")
    write(root, "sitemap.njk", f"""---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{{% for p in collections.all %}}<url><loc>{SITE}{{{{ p.url }}}}</loc></url>
{{% endfor %}}</urlset>
""")
    posts_in(root, "posts", posts, lambda post: [f"title: {quoted(post.title)}", f"date: {post.stamp}", f"section: {quoted(post.section)}",
             f"labels: {quoted(post.tags)}", f"description: {quoted(post.description)}"])


def pelican(root, posts):
    assets(root, "content")
    write(root, "pelicanconf.py", f"""SITENAME = "{TITLE}"
SITEURL = "{SITE}"
AUTHOR = "a"
PATH = "content"
THEME = "theme"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images", "css"]
ARTICLE_URL = "posts/{{slug}}/"
ARTICLE_SAVE_AS = "posts/{{slug}}/index.html"
TAG_URL = "tags/{{slug}}/"
TAG_SAVE_AS = "tags/{{slug}}/index.html"
CATEGORY_URL = "categories/{{slug}}/"
CATEGORY_SAVE_AS = "categories/{{slug}}/index.html"
AUTHOR_SAVE_AS = ""
SLUGIFY_USE_UNICODE = True
DIRECT_TEMPLATES = ["index", "tags"]
TAGS_SAVE_AS = "tags/index.html"
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {{"index": 10}}
PAGINATION_PATTERNS = [(1, "{{url}}", "{{save_as}}"), (2, "{{base_name}}/page/{{number}}/", "{{base_name}}/page/{{number}}/index.html")]
FEED_DOMAIN = SITEURL
FEED_ATOM = "atom.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 10
USE_FOLDER_AS_CATEGORY = False
WITH_FUTURE_DATES = True
PLUGINS = ["pelican.plugins.sitemap", "pelican.plugins.neighbors"]
SITEMAP = {{"format": "xml"}}
""")
    write(root, "theme/templates/base.html", frame("{{ SITENAME }}", "", "{{ SITEURL }}/{{ output_file }}", "{% block main %}{% endblock %}"))
    around = '{{% extends "base.html" %}}{{% block main %}}{}{{% endblock %}}\n'.format
    write(root, "theme/templates/article.html", around("""<article>
<h1>{{ article.title }}</h1>
<p><time datetime="{{ article.date.isoformat() }}">{{ article.date.strftime("%Y-%m-%d") }}</time> {{ article.category }}
{% for tag in article.tags %}<a href="/{{ tag.url }}">{{ tag }}</a> {% endfor %}</p>
{{ article.content }}
<nav>{% if article.prev_article %}<a rel="prev" href="/{{ article.prev_article.url }}">{{ article.prev_article.title }}</a>{% endif %}
{% if article.next_article %}<a rel="next" href="/{{ article.next_article.url }}">{{ article.next_article.title }}</a>{% endif %}</nav>
</article>"""))
    each = listed("{% for p in articles %}", "/{{ p.url }}", '{{ p.date.strftime("%Y-%m-%d") }}', "{{ p.title }}", "{% endfor %}")
    for name in ("tag", "category"):
        write(root, f"theme/templates/{name}.html", around("<h1>{{ " + name + " }}</h1>\n" + each))
    write(root, "theme/templates/tags.html", around("""<ul>{% for tag, posts in tags %}<li><a href="/{{ tag.url }}">{{ tag }}</a> ({{ posts | length }})</li>
{% endfor %}</ul>"""))
    write(root, "theme/templates/index.html", around("""{% for p in articles_page.object_list %}<section><h2><a href="/{{ p.url }}">{{ p.title }}</a></h2>
<time>{{ p.date.strftime("%Y-%m-%d") }}</time> {% for tag in p.tags %}<a href="/{{ tag.url }}">{{ tag }}</a> {% endfor %}
{{ p.summary }}</section>
{% endfor %}<nav>{% if articles_page.has_previous() %}<a href="/{{ articles_previous_page.url }}">‹</a>{% endif %} {{ articles_page.number }}/{{ articles_paginator.num_pages }}
{% if articles_page.has_next() %}<a href="/{{ articles_next_page.url }}">›</a>{% endif %}</nav>"""))
    for post in posts:
        write(root, f"content/posts/{post.slug}.md", f"Title: {post.title}\nDate: {post.date:%Y-%m-%d %H:%M:%S}\nSlug: {post.slug}\nCategory: {post.section}\n"
              f"Tags: {', '.join(post.tags)}\nSummary: {post.description}\n\n{post.body}")


def cobalt(root, posts):
    assets(root)
    write(root, "_cobalt.yml", f"""site:
  title: {TITLE}
  base_url: {SITE}
  sitemap: sitemap.xml
posts:
  title: {TITLE}
  description: 同一个博客
  dir: posts
  rss: atom.xml
  default:
    layout: post.liquid
    permalink: "/posts/{{{{slug}}}}/"
""")
    page = lambda content: frame("{{ page.title }}", "{{ page.description }}", "{{ site.base_url }}/{{ page.permalink }}", content)
    write(root, "_layouts/base.liquid", page("{{ page.content }}"))
    write(root, "_layouts/post.liquid", page("""<article>
<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.published_date }}">{{ page.published_date | date: "%Y-%m-%d" }}</time> {{ page.categories | join: "/" }}
{% for tag in page.tags %}<a href="/tags/{{ tag }}/">{{ tag }}</a> {% endfor %}</p>
{{ page.content }}
<nav>{% if page.previous %}<a rel="prev" href="/{{ page.previous.permalink }}">{{ page.previous.title }}</a>{% endif %}
{% if page.next %}<a rel="next" href="/{{ page.next.permalink }}">{{ page.next.title }}</a>{% endif %}</nav>
</article>"""))
    pages = "---\nlayout: base.liquid\npermalink: {}\ntitle: 列表\npagination:\n  include: {}\n  per_page: {}\n  permalink_suffix: \"./{}{{{{num}}}}/\"\n---\n".format
    each = listed("{% for p in paginator.pages %}", "/{{ p.permalink }}", '{{ p.published_date | date: "%Y-%m-%d" }}', "{{ p.title }}", "{% endfor %}")
    write(root, "index.liquid", pages("/", "All", 10, "page/") + """{% for p in paginator.pages %}<section><h2><a href="/{{ p.permalink }}">{{ p.title }}</a></h2>
<p>{{ p.description }}</p></section>
{% endfor %}<nav>{% if paginator.previous_index %}<a href="/{{ paginator.previous_index_permalink }}">‹</a>{% endif %} {{ paginator.index }}
{% if paginator.next_index %}<a href="/{{ paginator.next_index_permalink }}">›</a>{% endif %}</nav>
""")
    for folder, include in (("tags", "Tags"), ("categories", "Categories")):
        write(root, f"{folder}.liquid", pages(f"/{folder}", include, 1_000_000, "") + "{% if paginator.indexes %}<ul>{% for term in paginator.indexes %}"
              '<li><a href="/{{ term.index_permalink }}">{{ term.index_title }}</a></li>{% endfor %}</ul>{% else %}' + each + "{% endif %}\n")
    posts_in(root, "posts", posts, lambda post: [f"title: {quoted(post.title)}", f"published_date: \"{post.date:%Y-%m-%d %H:%M:%S} +0800\"",
             f"categories: [{quoted(post.section)}]", f"tags: {quoted(post.tags)}", f"description: {quoted(post.description)}"])
