"""Every Pelican setting of the site. What differs from host to host comes from the environment."""

import os

SITENAME = os.environ.get("SITENAME", "The Concordance")
SITESUBTITLE = os.environ.get("SITESUBTITLE", "What several sources report, and who said what")
SITEURL = os.environ.get("SITEURL", "http://localhost:8000").rstrip("/")
TIMEZONE = "UTC"  # article addresses are made from days in UTC, and never change
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "News"

PATH = "content"
ARTICLE_PATHS = ["news"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
READERS = {"html": None, "htm": None, "rst": None}  # an article is Markdown, nothing else
OUTPUT_PATH = "output"
CACHE_PATH = "cache"
DELETE_OUTPUT_DIRECTORY = False

PLUGIN_PATHS = ["plugins"]
PLUGINS = ["digest.site", "incremental", "quick_pelican"]  # named, so that nothing installed by chance loads itself

THEME = "theme"
THEME_STATIC_PATHS: list[str] = []  # the stylesheet is an output like any other: joined, and named by its content
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

# A small dialect: no attribute lists, no raw blocks, no footnotes, so that a stranger's text can say less.
MARKDOWN = {
    "extensions": ["markdown.extensions.tables", "markdown.extensions.sane_lists", "markdown.extensions.fenced_code"],
    "extension_configs": {},
    "output_format": "html",
}
FORMATTED_FIELDS: list[str] = []  # summaries are plain text
TYPOGRIFY = False  # quotes are verbatim

# Addresses. digest.site writes every page itself, from views; an empty SAVE_AS keeps Pelican's generators from
# writing the same address a second time, while native objects and other plugins still know where things are.
ARTICLE_URL = ARTICLE_LANG_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
PAGE_URL = PAGE_LANG_URL = "{slug}/"
TAG_URL = "topics/{slug}/"
CATEGORY_URL = "sections/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # one slug in two languages is two reports, not a translation
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# How it looks; none of these has to be set. Templates of your own: THEME_TEMPLATES_OVERRIDES = ["content/templates"].
DIGEST_TIMEZONE = "UTC"  # whose times and days are shown: "Europe/Berlin"; article addresses stay those of UTC
DIGEST_ACCENT: list[str] = []  # one colour, or one for light pages and one for dark ones: ["#0b5570", "#7fc3da"]
DIGEST_LOGO = ""  # an SVG or PNG below PATH: "logo.svg"
DIGEST_STYLES: list[str] = []  # stylesheets below PATH that come after the theme's: ["site.css"]
DIGEST_HANDBOOK = False  # True: the handbook of the software is part of the site, under /handbook/
DIGEST_MENU_SECTIONS: list[str] = []  # their names in order; without any, the first five of the alphabet
DIGEST_POSTERS = ["days", "stories", "actors"]  # the pages that get a picture of their own for links to them elsewhere

# The digest's own settings, each with its reason in plugins/digest/archive/model/settings.py.
DIGEST_TOPIC_MIN_ARTICLES = 3
DIGEST_TOPIC_MIN_SOURCES = 2
DIGEST_EXCERPT_WORDS = 120

# Which pages have their articles, mentions and quotes as files for other programs beside them: those of "followed"
# actors, of "found" names, of "sources" and "watches", by month, and of "stories". Eight files each: docs/open-data.md.
DIGEST_OPEN_DATA = ["followed"]
DIGEST_MASTODON_FEEDS = False  # True: each public watch has a feed whose entries are posts: docs/watches.md
DIGEST_OPEN_DATA_URL = ""  # where you put what `invoke export` writes, if you do

# What moves a story up on its day and on the front page, in points; 0 leaves it out.
DIGEST_RANK_SOURCES = 3.0  # for every doubling of the sources that have a report of their own
DIGEST_RANK_GROWTH = 3.0  # for every doubling of one plus the sources that report it at this moment
DIGEST_RANK_DURATION = 0.25  # for every doubling of one plus the days for which it is reported
DIGEST_RANK_ACTORS = 1.0  # for every doubling of one plus the followed actors in it
DIGEST_RANK_QUOTES = 0.25  # for every doubling of one plus the attributed quotes in it
DIGEST_RANK_FRESHNESS = 1.0  # for a report of this moment
DIGEST_RANK_HALF_LIFE_H = 12.0  # the hours after which a report counts half for growth and freshness

# What the host takes, of which a build warns; 0: no limit. Cloudflare Pages takes 20000 files, GitHub Pages 1000 MB.
DIGEST_MAX_FILES = 0
DIGEST_MAX_MB = 0

# Publishing; docs/publishing.md has all targets and what each needs.
DIGEST_PUBLISH = os.environ.get("DIGEST_PUBLISH", "")  # a folder, ssh://…, git:…#branch, s3://… or a .zip
DIGEST_PUBLISH_KEEP = 3  # releases that a folder keeps, to go back to
DIGEST_PUBLISH_MAX_LOSS = 0.2  # a site that lost more of its pages is not published: something went wrong
DIGEST_PUBLISH_COMPRESS: list[str] = []  # compressed files beside the others: ["gzip", "brotli", "zstd"]
DIGEST_PUBLISH_HISTORY = False  # a git branch keeps its earlier commits

# A WebSub hub (https://www.w3.org/TR/websub/) that tells subscribers of new entries as soon as they are published.
DIGEST_WEBSUB_HUB = os.environ.get("DIGEST_WEBSUB_HUB", "")
