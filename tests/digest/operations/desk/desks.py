"""A desk over a small archive, at a free port of this machine."""

import http.client
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.annotate.records import Annotation, Mention, Quote, Segment
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.operations.desk.desk_journal import DeskJournal
from digest.operations.desk.desk_pages import Desk
from digest.operations.desk.desk_server import desk_server
from digest.operations.desk.seen_articles import SEEN_FILE
from digest.operations.preview.live_pages import LivePages
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

SITE = "http://127.0.0.1:9"  # where the site would be


@dataclass(frozen=True, slots=True)
class Reply:
    """What the desk answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def page(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)


@dataclass(frozen=True, slots=True)
class SmallDesk:
    """A desk at `address`, whose editor's files are in `content`."""

    address: str
    desk: Desk
    content: Path

    @property
    def token(self) -> str:
        return urlsplit(self.address).path.strip("/")

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def clear(self) -> None:
        """Take away what was written and seen."""
        shutil.rmtree(self.content)
        self.content.mkdir()
        self.seen.unlink(missing_ok=True)
        self.desk.journal = DeskJournal()

    @property
    def seen(self) -> Path:
        """The file of the articles that were seen."""
        return self.content.parent / "cache" / SEEN_FILE

    def ask(
        self, path: str, form: Mapping[str, str | Sequence[str]] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """What comes back for a path of the host; with a form it is a POST."""
        connection = http.client.HTTPConnection(self.host, timeout=20)
        sent = {"Host": self.host, **(headers or {})}
        if form is None:
            connection.request("GET", path, headers=sent)
        else:
            sent = {"Content-Type": "application/x-www-form-urlencoded", **sent}
            connection.request("POST", path, urlencode(form, doseq=True), sent)
        answer = connection.getresponse()
        reply = Reply(answer.status, dict(answer.getheaders()), answer.read().decode())
        connection.close()
        return reply

    def get(self, name: str) -> Reply:
        """A page below the token."""
        return self.ask(f"/{self.token}/{name}")

    def press(self, node: LexborHTMLParser | LexborNode | None, key: str) -> Reply:
        """Follow the link that a key presses."""
        assert node
        link = node.css_first(f'a[data-key="{key}"]')
        assert link, key
        return self.ask(str(link.attributes["href"]))

    def submit(self, page: LexborHTMLParser, form: str, **changed: str) -> Reply:
        """Submit the form of a page that leads to a name below the token, with some fields filled in."""
        (node,) = (one for one in page.css("form") if str(one.attributes["action"]).endswith(f"/{form}"))
        fields: dict[str, list[str]] = {}
        for field in node.css("input[name]"):
            fields.setdefault(str(field.attributes["name"]), []).append(field.attributes.get("value") or "")
        action = str(node.attributes["action"])
        if node.attributes["method"] == "get":
            return self.ask(f"{action}?{urlencode({**fields, **changed}, doseq=True)}")
        return self.ask(action, {**fields, **changed})


def told_on(page: LexborHTMLParser, selector: str) -> str:
    """The text of an element."""
    (node,) = page.css(selector)
    return node.text()


def quoting(number: int, *, headline: str = "", name: str = "Ada Fiction", lang: str = "en") -> Article:
    """An article in which somebody says something in two parts, and something else."""
    begin = "The ferry of the northern bay lies still. " if number < 3 else "A goat won the cup in the hills. "
    text = f"{begin}“We will not sail,” {name} said. “The wind is wrong.” A sign says “Keep out of the harbour here”."
    places = [match.span() for match in re.finditer("“[^”]*”", text)]
    speakers = (name, name, None)
    quotes = tuple(
        Quote((Segment(*place),), text[slice(*place)], speaker, None, None, "said" if speaker else "", confidence=0.9)
        for place, speaker in zip(places, speakers, strict=True)
    )
    start = text.index(name)
    report = article(number, (NORTH, SOUTH)[number % 2])
    mentions = (Mention(start, start + len(name), name, name, "person"),)
    annotation = Annotation(report.id, mentions, quotes)
    body = read_body(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    return replace(report, headline=headline or report.headline, lang=lang, body=body, annotation=annotation)


@contextmanager
def small_desk(folder: Path, articles: Sequence[Article]) -> Iterator[SmallDesk]:
    """A desk over these articles; without any, one before the first build."""
    content, cache = folder / "content", folder / "cache"
    content.mkdir()
    if articles:
        index = IndexFile(cache / INDEX_FILE)
        update(index, articles, inputs_of())
        index.close()
    settings = replace(SETTINGS, content=content, cache=cache)
    with desk_server(settings, LivePages(), SITE, 0) as (address, desk):
        yield SmallDesk(address, desk, content)
