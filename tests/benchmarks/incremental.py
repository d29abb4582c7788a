"""What a build costs beside other generators': the table of measures of the plugin `incremental`.

    python tests/benchmarks/incremental.py --hugo HUGO [--articles 10000] [--repeat 3] [--folder DIR] [--only NAME,...]

Three sites are made of the same articles: for Hugo (`HUGO` is its program, from the package `hugo`), for stock Pelican,
and for Pelican with the plugin. Each has the same pages and feeds: a page for every article, the list of all, lists by
category and by tag, 20 articles a page, and an Atom feed of 20 entries for each of these. Ours counts its list pages
from the oldest article. Runs are paired: what is compared runs in turn, and medians are compared, since other programs
run on the machine. Times are of the wall clock of a whole process, in seconds; beside them stands the processor's time
of all its processes, which other programs disturb less. Memory is the peak of the largest process, in MB.

Nothing is deleted between runs: what a run made is moved aside, and deleted when all have been measured. On ext4 a
build that comes after the deletion of ten thousand files takes up to three times as long, since for some minutes a new
file may not have the inode of a deleted one, and the system looks for another (`recently_deleted` in
fs/ext4/ialloc.c). For the same reason the sites are made in a fresh folder, in memory where nothing else is said: in
TMPDIR, or else /dev/shm, or else the system's folder for temporary files. The folder that `--folder` names is left with
what the last runs made, for a look at it.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
WORDS_AN_ARTICLE = 480
CATEGORIES = 10
NEW = 50
# Frequent words and rare ones, so that lines and compression look like text.
VOCABULARY = [
    f"{a}{b}{c}" for a in ("ba", "ne", "tor", "mi") for b in ("lan", "so", "ri", "ke") for c in ("", "s", "do")
]


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    title: str
    date: datetime
    category: str
    tags: tuple[str, ...]
    body: str

    @property
    def slug(self) -> str:
        return f"article-{self.number:06d}"


def article(number: int, count: int) -> Article:
    """Article `number` of a site of `count`; the same for the same numbers."""
    chance = random.Random(number)
    tags = {f"tag-{int(chance.paretovariate(0.7)) % max(30, count // 7):04d}" for _ in range(3)}
    return Article(
        number,
        f"Report {number} on {' '.join(chance.choices(VOCABULARY, k=5))}",
        datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * number),
        f"section-{chance.randrange(CATEGORIES)}",
        tuple(sorted(tags)),
        _body(chance),
    )


def _body(chance: random.Random) -> str:
    blocks = []
    for _ in range(8):
        words = chance.choices(VOCABULARY, k=WORDS_AN_ARTICLE // 8)
        blocks.append(" ".join(words).capitalize() + ".")
    blocks[1] += f" **{chance.choice(VOCABULARY)}** and [a link](https://example.org/{chance.choice(VOCABULARY)})."
    blocks[3] = "> " + blocks[3]
    blocks.insert(5, "## " + " ".join(chance.choices(VOCABULARY, k=4)))
    return "\n\n".join(blocks)


ARTICLE_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Site</title>
<link rel="stylesheet" href="/style.css"></head><body><header><a href="/">Site</a></header><main><article>
<h1>{title}</h1><p><time datetime="{iso}">{day}</time> in <a href="/category/{category}/">{category}</a></p>
{content}
<ul class="tags">{tags}</ul></article></main><footer>A site of articles</footer></body></html>
"""
LIST_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Site</title>
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/atom+xml" href="{feed}"></head>
<body><header><a href="/">Site</a></header><main><h1>{title}</h1><ol>
{items}</ol><nav>{pages}</nav></main><footer>A site of articles</footer></body></html>
"""
ITEM_HTML = '<li><a href="{url}">{title}</a> <time datetime="{iso}">{day}</time> {category}</li>\n'
HUGO_LAYOUTS = {
    "_default/single.html": ARTICLE_HTML.format(
        title="{{ .Title }}",
        iso='{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}',
        day='{{ .Date.Format "2 January 2006" }}',
        category="{{ index .Params.categories 0 }}",
        content="{{ .Content }}",
        tags='{{ range .Params.tags }}<li><a href="/tag/{{ . }}/">{{ . }}</a></li>{{ end }}',
    ),
    "_default/list.html": LIST_HTML.format(
        title="{{ .Title }}",
        feed="{{ .RelPermalink }}index.xml",
        items="{{ $p := .Paginate $.Scratch.Values }}",
        pages='{{ with $p.Prev }}<a href="{{ .URL }}">newer</a>{{ end }}'
        '{{ with $p.Next }}<a href="{{ .URL }}">older</a>{{ end }}',
    ).replace(
        "{{ $p := .Paginate $.Scratch.Values }}",
        "{{ $p := .Paginate (cond .IsHome .Site.RegularPages .Pages) }}{{ range $p.Pages }}"
        + ITEM_HTML.format(
            url="{{ .RelPermalink }}",
            title="{{ .Title }}",
            iso='{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}',
            day='{{ .Date.Format "2 January 2006" }}',
            category="{{ index .Params.categories 0 }}",
        )
        + "{{ end }}",
    ),
    "_default/rss.xml": """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
{{ range first 20 (cond .IsHome .Site.RegularPages .Pages) }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id>
<link href="{{ .Permalink }}"/><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated>
<content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>
""",
}
HUGO_CONFIG = """
baseURL = "https://example.org/"
title = "Site"
timeout = "300s"
disableKinds = ["section", "taxonomy", "sitemap", "404", "robotstxt"]
[taxonomies]
category = "categories"
tag = "tags"
[permalinks.page]
news = "/:year/:month/:day/:slug/"
[permalinks.term]
categories = "/category/:slug/"
tags = "/tag/:slug/"
[pagination]
pagerSize = 20
disableAliases = true
"""


class HugoSite:
    name = "hugo"

    def __init__(self, folder: Path, program: str) -> None:
        self.folder = folder / "hugo"
        self.program = program
        self.output = self.folder / "public"

    def make(self, articles: Sequence[Article]) -> None:
        for name, text in HUGO_LAYOUTS.items():
            _write(self.folder / "layouts" / name, text)
        _write(self.folder / "hugo.toml", HUGO_CONFIG)
        _write(self.folder / "static" / "style.css", "body {max-width: 40em}")
        self.add(articles)

    def add(self, articles: Sequence[Article]) -> None:
        for article in articles:
            header = {"title": article.title, "date": article.date.isoformat(), "slug": article.slug}
            lists = {"categories": [article.category], "tags": list(article.tags)}
            _write(
                self.folder / "content" / "news" / _path(article), f"{json.dumps(header | lists)}\n\n{article.body}\n"
            )

    def made(self) -> tuple[Path, ...]:
        """All that a build makes, and that a cold one begins without."""
        return self.output, self.folder / "resources"

    def command(self) -> list[str]:
        return [self.program, "--quiet", "--source", str(self.folder)]


PELICAN_LIST = LIST_HTML.format(
    title="{{ title }}",
    feed="{{ feed }}",
    items="{% for article in articles_page.object_list %}"
    + ITEM_HTML.format(
        url="/{{ article.url }}",
        title="{{ article.title }}",
        iso="{{ article.date.isoformat() }}",
        day="{{ article.locale_date }}",
        category="{{ article.category }}",
    )
    + "{% endfor %}",
    pages="{% if articles_page.has_previous() %}<a href='/{{ articles_previous_page.url }}'>newer</a>{% endif %}"
    "{% if articles_page.has_next() %}<a href='/{{ articles_next_page.url }}'>older</a>{% endif %}",
)
PELICAN_TEMPLATES = {
    "article.html": ARTICLE_HTML.format(
        title="{{ article.title }}",
        iso="{{ article.date.isoformat() }}",
        day="{{ article.locale_date }}",
        category="{{ article.category.slug }}",
        content="{{ article.content|safe }}",
        tags='{% for tag in article.tags %}<li><a href="/{{ tag.url }}">{{ tag }}</a></li>{% endfor %}',
    ),
    "index.html": "{% set title = 'Site' %}{% set feed = '/index.xml' %}" + PELICAN_LIST,
    "category.html": "{% set title = category %}{% set feed = '/' + category.url + 'index.xml' %}" + PELICAN_LIST,
    "tag.html": "{% set title = tag %}{% set feed = '/' + tag.url + 'index.xml' %}" + PELICAN_LIST,
    "page.html": "{{ page.content }}",
}
PELICAN_SETTINGS = """
SITENAME = "Site"
SITEURL = "https://example.org"
FEED_DOMAIN = SITEURL
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%-d %B %Y"
PATH = "content"
ARTICLE_PATHS = ["news"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = []
OUTPUT_PATH = "output"
CACHE_PATH = "cache"
DELETE_OUTPUT_DIRECTORY = False
THEME = "theme"
PLUGINS = []
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
CATEGORY_URL = "category/{slug}/"
TAG_URL = "tag/{slug}/"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = 20
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_ATOM = None
"""
STOCK_SETTINGS = """
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_SAVE_AS = TAG_URL + "index.html"
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM = "index.xml"
CATEGORY_FEED_ATOM = CATEGORY_URL + "index.xml"
TAG_FEED_ATOM = TAG_URL + "index.xml"
"""


class PelicanSite:
    name = "pelican"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.output = self.folder / "output"

    def make(self, articles: Sequence[Article]) -> None:
        for name, text in self.templates().items():
            _write(self.folder / "theme" / "templates" / name, text)
        _write(self.folder / "theme" / "static" / "style.css", "body {max-width: 40em}")
        self.settings()
        self.add(articles)

    def templates(self) -> dict[str, str]:
        return PELICAN_TEMPLATES

    def settings(self) -> None:
        _write(self.folder / "pelican.conf.py", PELICAN_SETTINGS + STOCK_SETTINGS)

    def add(self, articles: Sequence[Article]) -> None:
        for article in articles:
            header = f"Title: {article.title}\nDate: {article.date.isoformat()}\nSlug: {article.slug}\n"
            lists = f"Category: {article.category}\nTags: {', '.join(article.tags)}\n"
            text = f"{header}{lists}\n{article.body}\n"
            _write(self.folder / "content" / "news" / _path(article), text)

    def made(self) -> tuple[Path, ...]:
        """As of Hugo's site."""
        return self.output, self.folder / "cache"

    def command(self) -> list[str]:
        return [sys.executable, "-m", "pelican", "-q", "-s", str(self.folder / "pelican.conf.py")]


OURS_PLUGIN = '''
"""The benchmark's site: an index of its articles in one SQLite file, and the same pages and feeds as the others have.

The index reads only the articles whose files have changed, and says which keys have changed since a version.
"""
import os
import sqlite3
from dataclasses import dataclass

from incremental import DeferredPage, Page, PageGroup, QuestionGroup, question
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

SIZE = 20
SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (path TEXT PRIMARY KEY, stamp INTEGER, slug TEXT, iso TEXT, body TEXT, card TEXT);
CREATE INDEX IF NOT EXISTS by_day ON articles (substr(iso, 1, 10), iso);
CREATE TABLE IF NOT EXISTS terms (kind TEXT, name TEXT, iso TEXT, path TEXT, PRIMARY KEY (kind, name, iso, path))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS terms_of ON terms (path);
CREATE TABLE IF NOT EXISTS changed (key TEXT PRIMARY KEY, version INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS changed_in ON changed (version);
"""


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    url: str
    iso: str
    day: str
    category: str


@dataclass(frozen=True, slots=True)
class View:
    card: Card
    tags: tuple[str, ...]
    content: Markup


@dataclass(frozen=True, slots=True)
class Listing:
    title: str
    feed: str
    cards: tuple[Card, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    url: str
    entries: tuple[View, ...]


class Index(QuestionGroup):
    def __init__(self, path):
        self.path = path
        self.connect()
        self.connection.executescript(SCHEMA)

    def connect(self):
        self.process = os.getpid()
        self.connection = sqlite3.connect(self.path)

    def rows(self, query, *values):
        if self.process != os.getpid():
            self.connect()
        return self.connection.execute(query, values).fetchall()

    def update(self, articles, stamps):
        version = int(self.version()) + 1
        keys = set()
        for article in articles:
            path = article.relative_source_path
            old = self.rows("SELECT kind, name FROM terms WHERE path = ?", path)
            terms = [("all", ""), ("category", article.category.slug), *(("tag", tag.slug) for tag in article.tags)]
            iso = article.date.isoformat()
            keys.update([f"article/{article.slug}", f"day/{iso[:10]}", "days"])
            keys.update(f"term/{kind}/{name}" for kind, name in (*old, *terms))
            keys.update(kind for kind, name in terms if not self.rows(
                "SELECT 1 FROM terms WHERE kind = ? AND name = ?", kind, name))
            card = "\\t".join((article.title, "/" + article.url, iso, article.locale_date, article.category.slug))
            self.rows("DELETE FROM terms WHERE path = ?", path)
            row = (path, stamps[path], article.slug, iso, article._content, card)
            self.rows("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?)", *row)
            for kind, name in terms:
                self.rows("INSERT INTO terms VALUES (?, ?, ?, ?)", kind, name, iso, path)
        for key in keys:
            self.rows("INSERT OR REPLACE INTO changed VALUES (?, ?)", key, version)
        self.connection.commit()

    def version(self):
        return str(self.rows("SELECT COALESCE(MAX(version), 0) FROM changed")[0][0])

    @question(lambda self: ("days",))
    def days(self):
        return tuple(day for (day,) in self.rows("SELECT DISTINCT substr(iso, 1, 10) FROM articles"))

    @question(lambda self, day: (f"day/{day}",))
    def of_day(self, day):
        query = "SELECT slug, card FROM articles WHERE substr(iso, 1, 10) = ? ORDER BY iso"
        return tuple((slug, card.split("\\t")[1]) for slug, card in self.rows(query, day))

    @question(lambda self, day, slug: (f"article/{slug}",))
    def article(self, day, slug):
        query = "SELECT path, body, card FROM articles WHERE substr(iso, 1, 10) = ? AND slug = ?"
        ((path, body, card),) = self.rows(query, day, slug)
        tags = self.rows("SELECT name FROM terms WHERE path = ? AND kind = 'tag' ORDER BY name", path)
        return View(Card(*card.split("\\t")), tuple(name for (name,) in tags), Markup(body))

    @question(lambda self, kind: (kind,))
    def terms(self, kind):
        return tuple(name for (name,) in self.rows("SELECT DISTINCT name FROM terms WHERE kind = ?", kind))

    @question(lambda self, kind, name: (f"term/{kind}/{name}",))
    def count(self, kind, name):
        return self.rows("SELECT COUNT(*) FROM terms WHERE kind = ? AND name = ?", kind, name)[0][0]

    @question(lambda self, kind, name, first, count: (f"term/{kind}/{name}",))
    def cards(self, kind, name, first, count):
        query = "SELECT card FROM terms JOIN articles USING (path) WHERE kind = ? AND name = ? ORDER BY terms.iso"
        rows = self.rows(query + " LIMIT ? OFFSET ?", kind, name, count, first)
        return tuple(Card(*card.split("\\t")) for (card,) in rows)[::-1]


class Archive:
    def __init__(self, index):
        self.index = index
        self.version = index.version()

    def changed_since(self, version):
        return frozenset(key for (key,) in self.index.rows("SELECT key FROM changed WHERE version > ?", int(version)))


def site(archive):
    for day in archive.index.days():
        yield PageGroup(one_day, day)
    for kind in ("all", "category", "tag"):
        yield PageGroup(all_terms, kind)


def one_day(archive, day):
    for slug, url in archive.index.of_day(day):
        yield Page(url[1:] + "index.html", "article.html", DeferredPage(article_page, day, slug))


def article_page(archive, day, slug):
    return archive.index.article(day, slug)


def all_terms(archive, kind):
    for name in archive.index.terms(kind):
        yield PageGroup(one_term, kind, name)


def one_term(archive, kind, name):
    full = max(0, archive.index.count(kind, name) // SIZE - 1)  # pages behind the front page
    for number in range(full + 1):
        page = DeferredPage(listing, kind, name, number, number == full, full if number == 0 else 0)
        yield Page(place(kind, name, number)[1:] + "index.html", "list.html", page)
    yield Page(place(kind, name, 0)[1:] + "index.xml", "feed.xml", DeferredPage(feed, kind, name))


def listing(archive, kind, name, number, newest, full):
    first, count = ((number - 1) * SIZE, SIZE) if number else (full * SIZE, 2 * SIZE)
    cards = archive.index.cards(kind, name, first, count)
    newer = "" if not number else place(kind, name, 0 if newest else number + 1)
    older = place(kind, name, (number or full + 1) - 1) if (number or full + 1) > 1 else ""
    return Listing(name or "Site", place(kind, name, 0) + "index.xml", cards, newer, older)


def feed(archive, kind, name):
    count = archive.index.count(kind, name)
    cards = archive.index.cards(kind, name, max(0, count - SIZE), SIZE)
    entries = tuple(archive.index.article(card.iso[:10], card.url.split("/")[-2]) for card in cards)
    return Feed(name or "Site", place(kind, name, 0), entries)


def place(kind, name, number):
    base = "/" if kind == "all" else f"/{kind}/{name}/"
    return f"{base}page/{number}/" if number else base


class SiteGenerator(Generator):
    def generate_output(self, writer):
        writer.set_site("Site")
        writer.set_subject(Archive(self.context["index"]))
        writer.write_group(PageGroup(site))


def open_index(generator):
    os.makedirs(generator.settings["CACHE_PATH"], exist_ok=True)
    index = generator.context["index"] = Index(os.path.join(generator.settings["CACHE_PATH"], "index.sqlite"))
    stamps = generator.context["stamps"] = {}

    def changed(files):
        known = dict(index.rows("SELECT path, stamp FROM articles"))
        folder = generator.settings["PATH"]
        stamps.update((file, os.stat(f"{folder}/{file}").st_mtime_ns) for file in files)
        return [file for file in files if known.get(file) != stamps[file]]

    generator.choose_files = changed


def update_index(generator):
    generator.context["index"].update(generator.articles, generator.context["stamps"])


def generators(pelican):
    return SiteGenerator


def register():
    signals.get_generators.connect(generators)
    signals.article_generator_init.connect(open_index)
    signals.article_generator_pretaxonomy.connect(update_index)
'''
_CARD = ITEM_HTML.format(
    url="{{ card.url }}",
    title="{{ card.title }}",
    iso="{{ card.iso }}",
    day="{{ card.day }}",
    category="{{ card.category }}",
)
OURS_TEMPLATES = {
    "article.html": ARTICLE_HTML.format(
        title="{{ view.card.title }}",
        iso="{{ view.card.iso }}",
        day="{{ view.card.day }}",
        category="{{ view.card.category }}",
        content="{{ view.content }}",
        tags='{% for tag in view.tags %}<li><a href="/tag/{{ tag }}/">{{ tag }}</a></li>{% endfor %}',
    ),
    "list.html": LIST_HTML.format(
        title="{{ view.title }}",
        feed="{{ view.feed }}",
        items="{% for card in view.cards %}" + _CARD + "{% endfor %}",
        pages='{% if view.newer %}<a href="{{ view.newer }}">newer</a>{% endif %}'
        '{% if view.older %}<a href="{{ view.older }}">older</a>{% endif %}',
    ),
    "feed.xml": """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ view.title }}</title><id>https://example.org{{ view.url }}</id>
{% for page in view.entries %}<entry><title>{{ page.card.title }}</title><id>https://example.org{{ page.card.url }}</id>
<link href="https://example.org{{ page.card.url }}"/><updated>{{ page.card.iso }}</updated>
<content type="html">{{ page.content|forceescape }}</content></entry>
{% endfor %}</feed>
""",
}
OURS_SETTINGS = """
PLUGIN_PATHS = [{plugins!r}, "plugins"]
PLUGINS = ["incremental", "quick_pelican", "bench_site"]
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
ARTICLE_TRANSLATION_ID = None
DIRECT_TEMPLATES = []
"""


class OurSite(PelicanSite):
    name = "ours"

    def templates(self) -> dict[str, str]:
        return OURS_TEMPLATES

    def settings(self) -> None:
        _write(self.folder / "plugins" / "bench_site.py", OURS_PLUGIN)
        _write(self.folder / "pelican.conf.py", PELICAN_SETTINGS + OURS_SETTINGS.format(plugins=str(PLUGINS)))

    def command(self) -> list[str]:
        return [sys.executable, str(Path(__file__).with_name("incremental_build.py")), str(self.folder)]

    def change_template(self) -> None:
        """Every page changes, and no body."""
        for file in (self.folder / "theme" / "templates").iterdir():
            file.write_text(file.read_text("utf-8") + "<!-- changed -->\n", "utf-8")


def _path(article: Article) -> str:
    return f"{article.date:%Y/%m/%d}/{article.slug}.md"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    cpu_s: float
    peak_mb: float


def run(command: Sequence[str], *, jobs: int, hugo_cache: Path) -> Run:
    """One process from its start to its end, on `jobs` processors."""
    mask = {*sorted(os.sched_getaffinity(0))[:jobs]}
    before = time.perf_counter()
    child = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, mask),  # noqa: PLW1509  no threads here
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "HUGO_CACHEDIR": str(hugo_cache)},
    )
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - before
    if status:
        raise SystemExit(f"{' '.join(command)}: ended with status {status}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Bench:
    def __init__(self, folder: Path, hugo: str, count: int, repeat: int, jobs: int) -> None:
        self.folder = folder
        self.hugo = HugoSite(folder, hugo)
        self.pelican = PelicanSite(folder)
        self.ours = OurSite(folder)
        self.count = count
        self.repeat = repeat
        self.jobs = jobs
        self.added = 0
        self.aside = 0

    def make(self) -> None:
        articles = [article(number, self.count) for number in range(self.count)]
        shutil.rmtree(self.folder, ignore_errors=True)
        for site in (self.hugo, self.pelican, self.ours):
            site.make(articles)
        time.sleep(2.5)  # until the files' times are older than what a clock can tell apart

    def cold(self, site: HugoSite | PelicanSite) -> Run:
        self._put_aside(site.made())
        return self._run(site)

    def new(self) -> Run:
        """50 articles more; of the three sites only ours is built again."""
        first = self.count + self.added
        self.added += NEW
        self.ours.add([article(number, self.count) for number in range(first, first + NEW)])
        return self._run(self.ours)

    def nothing(self) -> Run:
        time.sleep(2.5)
        self._run(self.ours)  # what was new a moment ago has come to rest
        return self._run(self.ours)

    def template(self) -> Run:
        self.ours.change_template()
        return self._run(self.ours)

    def end(self) -> None:
        """Deletes what was put aside."""
        shutil.rmtree(self.folder / "aside", ignore_errors=True)

    def _put_aside(self, paths: Sequence[Path]) -> None:
        for path in filter(Path.exists, paths):
            self.aside += 1
            target = self.folder / "aside" / str(self.aside)
            target.parent.mkdir(exist_ok=True)
            path.rename(target)

    def _run(self, site: HugoSite | PelicanSite) -> Run:
        return run(site.command(), jobs=self.jobs, hugo_cache=self.folder / "hugo-cache")


@contextmanager
def _fresh_folder(named: Path | None) -> Iterator[Path]:
    """The folder that was named, or one of our own that is deleted in the end."""
    if named:
        yield named
        return
    memory = Path("/dev/shm")
    place = memory if "TMPDIR" not in os.environ and memory.is_dir() else Path(tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="incremental-bench-", dir=place) as folder:
        yield Path(folder)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hugo", default="hugo")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="hugo,cold,new,nothing,template,pelican")
    options = parser.parse_args()
    with _fresh_folder(options.folder) as folder:
        bench = Bench(folder / str(options.articles), options.hugo, options.articles, options.repeat, options.jobs)
        _measured(bench, options)


def _measured(bench: Bench, options: argparse.Namespace) -> None:
    bench.make()
    steps: dict[str, Callable[[], Run]] = {
        "hugo": lambda: bench.cold(bench.hugo),
        "cold": lambda: bench.cold(bench.ours),
        "new": bench.new,
        "nothing": bench.nothing,
        "template": bench.template,
        "pelican": lambda: bench.cold(bench.pelican),
    }
    results: dict[str, list[Run]] = {}
    for turn in range(options.repeat):
        for name in options.only.split(","):
            if name == "pelican" and turn:
                continue  # eight times as long as all others: once is enough
            result = steps[name]()
            results.setdefault(name, []).append(result)
            print(
                f"# {name}: {result.seconds:.2f} s, {result.cpu_s:.2f} s of processor, {result.peak_mb:.0f} MB",
                flush=True,
            )
    bench.end()
    for site in (bench.hugo, bench.ours, bench.pelican):
        print(f"# {site.name}: {sum(1 for path in site.output.rglob('*.*ml'))} pages and feeds")
    _table(results, options)


def _cpu_s(run: Run) -> float:
    return run.cpu_s


def _table(results: dict[str, list[Run]], options: argparse.Namespace) -> None:
    def median(name: str, of: Callable[[Run], float] = lambda run: run.seconds) -> float:
        return statistics.median(map(of, results[name])) if name in results else float("nan")

    hugo, cold = median("hugo"), median("cold")
    rows = [
        ("Hugo, full build, s", hugo),
        ("ours, cold, s", cold),
        ("the same in the processor's time, to Hugo's", median("cold", _cpu_s) / median("hugo", _cpu_s)),
        (f"{NEW} new articles in the processor's time, to Hugo's", median("new", _cpu_s) / median("hugo", _cpu_s)),
        (f"{NEW} new articles, s", median("new")),
        (f"{NEW} new articles, to Hugo's full build", median("new") / hugo),
        ("cold, to Hugo", cold / hugo),
        ("cold, to stock Pelican", cold / median("pelican")),
        ("nothing changed, s", median("nothing")),
        ("a template changed, to cold", median("template") / cold),
        (
            "peak memory, cold, to Hugo",
            median("cold", lambda run: run.peak_mb) / median("hugo", lambda run: run.peak_mb),
        ),
    ]
    print(f"\n{options.articles} articles, {options.jobs} processors, medians of {options.repeat} paired runs")
    print("| measure | |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value:.3g} |")


if __name__ == "__main__":
    main()
