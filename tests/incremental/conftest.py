"""A small real site whose pages are views that a plugin of its own hands to the writer."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican, signals
from pelican.settings import read_settings

# Reads its pages from a file, so that a test changes a view by changing data.
# The pages below `PAGES_FILE`'s "groups" are listed by groups, by the names of these, and asked for one by one.
PAGES_PLUGIN = """
import json
from pathlib import Path
from pelican import signals
from pelican.generators import Generator
from incremental import DeferredPage, Page, PageGroup

class Pages:
    def __init__(self, groups):
        self.groups = groups

    def names(self):
        return tuple(self.groups)

    def listed(self, name):
        return tuple((path, template) for path, (template, view) in self.groups[name].items())

    def view(self, name, path):
        return self.groups[name][path][1]

def all_groups(pages):
    for name in pages.names():
        yield PageGroup(one_group, name)

def one_group(pages, name):
    for path, template in pages.listed(name):
        yield Page(path, template, DeferredPage(one_page, name, path))

def one_page(pages, name, path):
    return pages.view(name, path)

class PagesGenerator(Generator):
    def generate_output(self, writer):
        data = json.loads(Path(self.settings["PAGES_FILE"]).read_text("utf-8"))
        writer.set_site(data["site"])
        for path, (template, view) in data["pages"].items():
            writer.write_view(path, template, view)
        if data["groups"]:
            writer.set_subject(Pages(data["groups"]))
            writer.write_group(PageGroup(all_groups))

def pages(pelican):
    return PagesGenerator if __name__ in pelican.settings["PLUGINS"] else None

def register():
    signals.get_generators.connect(pages)
"""
TEMPLATES = {
    "base.html": "<title>{{ site.name }}</title>{% block main %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block main %}<h1>{{ view.title }}</h1>{% endblock %}",
    "card.html": "<b>{{ card }}</b>",
    "cards.html": "{% macro show(card) %}{% include 'card.html' %}{% endmacro %}",
    "list.html": "{% from 'cards.html' import show %}{% for card in view.cards %}{{ show(card) }}{% endfor %}",
    "feed.xml": "<feed><title>{{ view.title }}</title></feed>",
}
# Every native page off, so that a test sees what the views do. The tests of native pages turn them on again.
QUIET: dict[str, Any] = {
    "DIRECT_TEMPLATES": [],
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "ARTICLE_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
}


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells whether somebody has touched a file."""

    content: bytes
    mtime_ns: int
    inode: int


class Site:
    """A site in a folder of its own; `build` runs Pelican on it in this process."""

    PLUGINS: tuple[str, ...] = ("incremental", "site_pages")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.theme = root / "theme"
        self.output = root / "output"
        self.state = root / "cache"
        self.pages: dict[str, tuple[str, Any]] = {}
        self.groups: dict[str, dict[str, tuple[str, Any]]] = {}
        self.site: Any = {"name": "The Site"}
        self.settings: dict[str, Any] = {}
        self.plugin = PAGES_PLUGIN
        self.content.mkdir()
        for name, source in TEMPLATES.items():
            self.template(name, source)

    def template(self, name: str, source: str) -> None:
        path = self.theme / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")

    def article(self, name: str, text: str = "", **header: str) -> Path:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fields = {"title": name, "date": "2026-11-22T12:00:00Z"} | header
        lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
        path.write_text(f"{lines}\n{text}\n", "utf-8")
        return path

    def pelican(self, **settings: Any) -> Pelican:
        """A Pelican on the site's files as they are now, its plugins freshly loaded."""
        self.unload()
        plugins = self.root / "plugins"
        plugins.mkdir(exist_ok=True)
        (plugins / "site_pages.py").write_text(self.plugin, "utf-8")
        # Python takes bytecode for current whose source was of the same size and of the same second.
        shutil.rmtree(plugins / "__pycache__", ignore_errors=True)
        self.write_data()
        defaults = {
            "PATH": str(self.content),
            "OUTPUT_PATH": str(self.output),
            "CACHE_PATH": str(self.state),
            "THEME": str(self.theme),
            "PLUGIN_PATHS": [str(plugins)],
            "PLUGINS": [*self.PLUGINS],
            "PAGES_FILE": str(self.root / "pages.json"),
            "TIMEZONE": "UTC",
            "SITEURL": "https://example.org",
            "LOCALE": ["C"],
            "JINJA_ENVIRONMENT": {"autoescape": True},
        }
        return Pelican(read_settings(override=defaults | QUIET | self.settings | settings))

    def write_data(self) -> None:
        (self.root / "pages.json").write_text(
            json.dumps({"site": self.site, "pages": self.pages, "groups": self.groups}), "utf-8"
        )

    def build(self, **settings: Any) -> Any:
        """The summary of a build."""
        pelican = self.pelican(**settings)
        pelican.run()
        return pelican.incremental_summary

    def unload(self) -> None:
        module = sys.modules.pop("site_pages", None)
        if module:
            signals.get_generators.disconnect(module.pages)

    def files(self, folder: Path | None = None) -> dict[str, bytes]:
        """Bytes by path of all that is in the output folder."""
        return {path: state.content for path, state in self.states(folder).items()}

    def states(self, folder: Path | None = None) -> dict[str, FileState]:
        root = folder or self.output
        return {
            str(path.relative_to(root)): FileState(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
            for path in sorted(root.rglob("*"))
            if path.is_file() and not path.name.startswith(".incremental")
        }

    def clean_files(self, **settings: Any) -> dict[str, bytes]:
        """What a build without any state makes of the site as it is now."""
        output = self.root / "clean-output"
        cache = self.root / "clean-cache"
        try:
            self.build(OUTPUT_PATH=str(output), CACHE_PATH=str(cache), **settings)
            return self.files(output)
        finally:
            for folder in (output, cache):
                shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.unload()


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Callable[[], Site]]:
    """Makes one site after another."""
    made: list[Site] = []

    def new() -> Site:
        root = tmp_path / str(len(made))
        root.mkdir()
        made.append(Site(root))
        return made[-1]

    yield new
    for one in made:
        one.unload()
