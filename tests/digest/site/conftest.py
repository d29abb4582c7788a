"""A small real site of fictional reports, built by the same function as an editor's."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.operations.build import BuildReport, build
from tests.compiled_templates import lend_templates

SUBSCRIPTIONS = """
[[feed]]
url = "https://north.example/feed"
name = "Northern Wire"
section = "Security"
show = "full"
home = "https://north.example/"
about = "A wire of the north."
[[feed]]
url = "https://harbour.example/feed"
name = "Harbour Post"
section = "Security"
[[feed]]
url = "https://lantern.example/feed"
name = "Lantern"
section = "Africa"
lang = "en"
[[feed]]
url = "https://silent.example/feed"
name = "Silent Source"
section = "Silence"
"""
ACTORS = {
    "guild-of-pilots": "Title: Guild of Pilots\nKind: organisation\nAliases: Pilots’ Guild; Гильдия лоцманов\n\n"
    "The guild steers ships into Neverhaven.\n",
    "odo-flinck": "Title: Odo Flinck\nKind: person\n\nHarbourmaster of Neverhaven.\n",
    "nobody-at-all": "Title: Nobody At All\nKind: person\n\nNever in the news.\n",
}
STRIKE = (
    "The Guild of Pilots began a strike in Neverhaven on Wednesday and forty ships wait outside the harbour.\n\n"
    "The guild wants longer rests between two nights at the helm, as its members voted in June.\n\n"
    "“I have forty captains asking me one question and I don’t have half an answer,” said Odo Flinck, "
    "the harbourmaster.\n\n"
    "The strike of the pilots is the first in Neverhaven for twelve years.\n\nSource: Lantern\n"
)
STRIKE_2 = (
    "Forty ships lie outside Neverhaven after the Guild of Pilots began its strike on Wednesday.\n\n"
    "Harbourmaster Odo Flinck has asked the pilots and the harbour to talk about rests between nights at the helm.\n"
)
STRIKE_3 = (
    "Ships wait at Neverhaven: the strike of the Guild of Pilots over rests between nights at the helm has begun, "
    "and the harbour of forty waiting ships is silent.\n"
)
ORGAN = "A lost organ score was found in an attic of the old brewery, between two crates of bottles.\n"
NEWS = {
    "2023/07/19/pilots-strike": ("northern-wire", "Pilots strike in Neverhaven, forty ships wait", "09:12", STRIKE),
    "2023/07/19/ships-wait": ("harbour-post", "Forty ships wait as pilots strike in Neverhaven", "10:40", STRIKE_2),
    "2023/07/19/helm": ("lantern", "Neverhaven’s pilots strike over rest at the helm", "12:00", STRIKE_3),
    "2023/07/18/organ": ("harbour-post", "Lost organ score found in an attic", "08:00", ORGAN),
}


def write_news(content: Path, path: str, source: str, title: str, clock: str, body: str, **fields: str) -> None:
    file = content / "news" / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    slug = path.rpartition("/")[2]
    day = "-".join(path.split("/")[:3])
    header = {"Title": title, "Date": f"{day}T{clock}:00+00:00", "Slug": slug, "Source": source}
    header |= {"Category": "Security", "Source_Url": f"https://{source}.example/{slug}", "Guid": slug, **fields}
    file.write_text("".join(f"{name}: {value}\n" for name, value in header.items()) + f"\n{body}", encoding="utf-8")


class SmallSite:
    """A content folder and what is built from it."""

    lender: Path | None = None  # the caches of the site that all tests read, once it is built

    def __init__(self, work: Path, root: Path) -> None:
        self.root = root
        self.content, self.output, self.cache = work / "content", work / "output", work / "cache"
        if self.content.exists():
            return
        if self.lender:
            lend_templates(self.lender, self.cache)
        for name in ("actors", "news", "pages"):
            (self.content / name).mkdir(parents=True)
        (self.content / "subscriptions.toml").write_text(SUBSCRIPTIONS, encoding="utf-8")
        for slug, text in ACTORS.items():
            (self.content / "actors" / f"{slug}.md").write_text(text, encoding="utf-8")
        (self.content / "pages" / "about.md").write_text("Title: About\n\nWhat this is.\n", encoding="utf-8")
        for path, (source, title, clock, body) in NEWS.items():
            self.add(path, source, title, clock, body)

    def add(self, path: str, source: str, title: str, clock: str, body: str, **fields: str) -> None:
        write_news(self.content, path, source, title, clock, body, **fields)

    def build(self, settings: Path | None = None) -> BuildReport:
        file = settings or self.root / "pelican.conf.py"
        return build(file, content=self.content, output=self.output, cache=self.cache)

    def page(self, path: str) -> LexborHTMLParser:
        file = self.output / path
        return LexborHTMLParser((file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8"))

    def state(self) -> dict[str, bytes]:
        """All files of the output that are published, by path; not the record of which are ours."""
        files = (file for file in self.output.rglob("[!.]*") if file.is_file())
        return {file.relative_to(self.output).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def new_site(tmp_path_factory: pytest.TempPathFactory, root: Path, site: SmallSite) -> Callable[[], SmallSite]:
    """A function that makes a small site, not yet built; `site` lends it compiled templates."""
    del site
    logging.getLogger("pelican").setLevel(logging.WARNING)
    return lambda: SmallSite(tmp_path_factory.mktemp("site"), root)


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], object]], Path], root: Path) -> SmallSite:
    """One small site, built once in a run of the tests; they only read it."""

    def make(work: Path) -> None:
        work.mkdir()
        SmallSite(work, root).build()

    made = SmallSite(once("small-site", make), root)
    SmallSite.lender = made.cache
    return made
