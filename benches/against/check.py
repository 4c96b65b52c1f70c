"""What a generator wrote, counted, and what it lacks beside what the blog has: figures of unequal work are not compared.

It must not know which generator it was.
"""

import html
import re
import urllib.parse
from pathlib import Path

SAMPLE = 100
SITE = "https://blog.example.com"


def lacks(out, posts):
    """What is missing or too much in the folder `out`, as words; nothing when the output is equivalent."""
    out = Path(out)
    read = lambda path: path.read_text(encoding="utf-8")
    tags = {tag for post in posts for tag in post.tags}
    sections = {post.section for post in posts}
    faults = []

    def expect(what, found, wanted):
        if found != wanted:
            faults.append(f"{what}: {found} of {wanted}")

    pages = [page for page in (out / "posts").glob("*/index.html")]
    expect("posts", len(pages), len(posts))
    tag_pages = list((out / "tags").glob("*/index.html"))
    expect("tag pages", len(tag_pages), len(tags))
    expect("links on tag pages", sum(len(re.findall(r"/posts/issue-", read(page))) for page in tag_pages), sum(len(post.tags) for post in posts))
    expect("section pages", len(list((out / "categories").glob("*/index.html"))), len(sections))
    expect("pages of the list", len(list((out / "page").glob("*/index.html"))), -(-len(posts) // 10) - 1 + (out / "page/1/index.html").exists())
    feed = read(out / "atom.xml") if (out / "atom.xml").exists() else ""
    expect("feed entries", len(re.findall(r"<entry[ >]|<item>", feed)), min(10, len(posts)))
    site_map = read(out / "sitemap.xml") if (out / "sitemap.xml").exists() else ""
    mapped = len(re.findall(r"<loc>[^<]*/posts/issue-", site_map))
    expect("posts in the site map", mapped, len(posts))
    for asset in ("css/style.css", "images/cloud.png"):
        expect(asset, int((out / asset).is_file()), 1)

    sample = sorted(pages)[:: max(1, len(pages) // SAMPLE)]
    texts = [read(page) for page in sample]
    for what, pattern in (("highlighted", r"<span[^>]*(?:class|style)="), ("with a table", "<table"), ("with a nested list", r"<li>(?:(?!</li>).)*<ul>"),
                          ("with a picture", "/images/cloud.png"), ("with previous or next", "rel=\"?(?:prev|next)")):
        expect(what, sum(bool(re.search(pattern, text, re.S)) for text in texts), len(texts))
    expect("broken links", sum(not _leads(out, href) for text in texts for href in re.findall(r'href="?([^"\s>]+)', text)), 0)
    return faults


def _leads(out, href):
    href = html.unescape(href).removeprefix(SITE)
    if not href.startswith("/"):
        return True
    path = out / urllib.parse.unquote(href.split("#")[0]).lstrip("/")
    return path.is_file() or (path / "index.html").is_file()


def size(out):
    """How many files there are, and how many bytes."""
    files = [path for path in Path(out).rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)
