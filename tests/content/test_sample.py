"""The built-in sample holds what the demo and other tests count on: formats, encodings, dates, stories, speakers."""

import calendar
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest

from digest.contracts import subscription_file

CONTENT = Path(__file__).parents[2] / "content"
FEEDS = sorted((CONTENT / "sample" / "feeds").iterdir())
ACTORS = sorted((CONTENT / "actors").glob("*.md"))
ENGLISH = (
    "amber-coast-observer.xml",
    "meridian-courant.xml",
    "northline.xml",
    "prague-ledger.xml",
    "quayside-gazette.json",
    "sahel-lantern.rdf",
)
CYRILLIC = re.compile("[а-яёіїєґ]", re.IGNORECASE)
# Living people whom the sample reports on but doesn't follow; those with a file in content/actors are added to them.
REPORTED = (
    "Peskov",
    "Guterres",
    "Erdoğan",
    "Zelensky",
    "Sunak",
    "Ramaphosa",
    "Burns",
    "Girkin",
    "Gerasimov",
    "Tchiani",
)
QUOTE = re.compile(r"“[^“”]*”|‘.*?’(?!\w)|\"[^\"]*\"")
SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Item:
    feed: str
    title: str
    text: str  # paragraphs, one a line, without markup
    published: datetime | None
    updated: datetime | None
    guid: str


@cache
def items() -> tuple[Item, ...]:
    return tuple(item for path in FEEDS for item in (_json(path) if path.suffix == ".json" else _xml(path)))


def _xml(path: Path) -> Iterator[Item]:
    for entry in feedparser.parse(path.read_bytes()).entries:
        body = entry.content[0].value if "content" in entry else entry.description
        # Membership first: asking feedparser for a missing "updated" warns and answers with "published".
        published, updated = (
            datetime.fromtimestamp(calendar.timegm(entry[key]), UTC) if key in entry else None
            for key in ("published_parsed", "updated_parsed")
        )
        published = published or updated  # RSS 1.0's dc:date arrives as "updated" only
        yield Item(path.name, entry.title, _text(body), published, updated or published, entry.get("id", ""))


def _json(path: Path) -> Iterator[Item]:
    for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
        published = datetime.fromisoformat(item["date_published"])
        updated = datetime.fromisoformat(item.get("date_modified", item["date_published"]))
        body = item.get("content_html") or item["content_text"].replace("\n\n", "</p>")
        yield Item(path.name, item["title"], _text(body), published, updated, item["id"])


def _text(body: str) -> str:
    paragraphs = re.split(r"</(?:p|li|h\d|td|th|figcaption|caption)>", body)
    texts = (" ".join(html.unescape(re.sub(r"<[^>]*>", "", paragraph)).split()) for paragraph in paragraphs)
    return "\n".join(text for text in texts if text)


def header(path: Path) -> dict[str, str]:
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    return dict(line.split(": ", 1) for line in head.splitlines())


def aliases(path: Path) -> list[str]:
    fields = header(path)
    return [fields["Title"], *(alias.strip() for alias in fields.get("Aliases", "").split(";") if alias.strip())]


@pytest.mark.parametrize("path", [path for path in FEEDS if path.suffix != ".json"], ids=lambda path: path.name)
def test_feed_is_well_formed_and_every_entry_can_be_read(path: Path) -> None:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.feed.language
    assert all(entry.title and entry.link.startswith("https://") for entry in feed.entries)


def test_json_feed_has_what_version_1_1_requires() -> None:
    feed = json.loads((CONTENT / "sample" / "feeds" / "quayside-gazette.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(item["id"] and ("content_html" in item) != ("content_text" in item) for item in feed["items"])


def test_all_formats_are_there() -> None:
    versions = Counter(feedparser.parse(path.read_bytes()).version for path in FEEDS if path.suffix != ".json")
    assert versions["rss20"] >= 2
    assert versions["rss10"] >= 1
    assert versions["atom10"] >= 1
    assert [path.suffix for path in FEEDS].count(".json") >= 1
    assert "<content:encoded>" in (CONTENT / "sample/feeds/northline.xml").read_text(encoding="utf-8")
    assert 'type="xhtml"' in (CONTENT / "sample/feeds/prague-ledger.xml").read_text(encoding="utf-8")


def test_one_feed_is_in_a_legacy_encoding_that_it_declares() -> None:
    raw = (CONTENT / "sample" / "feeds" / "vestnik-tikhoj-gavani.xml").read_bytes()
    assert raw.startswith(b'<?xml version="1.0" encoding="windows-1251"?>')
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert "Владимир Путин" in raw.decode("windows-1251")


def test_items_are_many_and_spread_over_weeks() -> None:
    days = Counter(item.published.date() for item in items() if item.published)
    assert len(items()) >= 75
    assert len(days) >= 18
    assert min(days) >= date(2023, 6, 22)
    assert max(days) <= date(2023, 7, 30)
    assert sum(item.text.count("\n") >= 3 for item in items()) >= 25


def test_items_have_the_irregularities_of_real_feeds() -> None:
    assert [item.title for item in items() if item.published is None] == [
        "Lighthouse museum stays open until dusk all summer"
    ]
    assert [item.title for item in items() if not item.guid] == ["Wagner turns back 200 kilometres from Moscow"]
    assert sum(item.updated != item.published for item in items()) >= 5
    titles = Counter((item.feed, item.title) for item in items())
    assert [title for (_, title), count in titles.items() if count == 2] == ["Markets at the close"]
    guids = Counter((item.feed, item.guid) for item in items() if item.guid)
    assert max(guids.values()) == 1


def test_every_feed_has_one_subscription_and_its_address_is_allowed() -> None:
    loaded = subscription_file.load(CONTENT / "sample" / "subscriptions.toml")
    assert sorted(urlsplit(feed.url).path.lstrip("/") for feed in loaded.feed) == [path.name for path in FEEDS]
    assert len(FEEDS) >= 6
    assert {urlsplit(feed.url).netloc for feed in loaded.feed} == set(loaded.fetch.allow_private)
    assert {feed.section for feed in loaded.feed} == {"Security", "Europe", "Africa", "Economy"}
    assert {feed.show for feed in loaded.feed} == {"excerpt", "full"}
    assert all(
        (urlsplit(feed.home).hostname or "").endswith(".example") and "fictional" in feed.about for feed in loaded.feed
    )


def test_the_editors_own_list_is_valid_and_follows_nothing_yet() -> None:
    assert subscription_file.load(CONTENT / "subscriptions.toml").feed == ()


def test_the_example_in_the_editors_list_is_valid_once_uncommented(tmp_path: Path) -> None:
    text = (CONTENT / "subscriptions.toml").read_text(encoding="utf-8")
    file = tmp_path / "subscriptions.toml"
    file.write_text(re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", text), encoding="utf-8")
    assert [feed.slug for feed in subscription_file.load(file).feed] == ["example-wire"]


@pytest.mark.parametrize("path", ACTORS, ids=lambda path: path.stem)
def test_actor_file_has_the_contracts_fields_and_a_background(path: Path) -> None:
    fields = header(path)
    assert {"Title", "Kind"} <= set(fields) <= {"Title", "Kind", "Aliases", "Wikidata", "Never", "Merge"}
    assert fields["Kind"] in {"person", "organisation", "place", "group", "event", "work"}
    assert re.fullmatch(r"Q[1-9]\d*", fields.get("Wikidata", "Q1"))
    assert len(path.read_text(encoding="utf-8").partition("\n\n")[2].split()) >= 30


def test_no_alias_is_claimed_twice() -> None:
    claimed = Counter(alias for path in ACTORS for alias in {name.casefold() for name in aliases(path)})
    assert len(ACTORS) >= 12
    assert [alias for alias, count in claimed.items() if count > 1] == []


@pytest.mark.parametrize("slug", ["wagner-group", "mi6"])
def test_actor_is_followed_in_cyrillic_too_and_reported_by_four_sources(slug: str) -> None:
    names = aliases(CONTENT / "actors" / f"{slug}.md")
    assert any(CYRILLIC.search(name) for name in names)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}" for name in names))
    assert len({item.feed for item in items() if pattern.search(item.text)}) >= 4


@pytest.mark.parametrize(
    ("what", "first", "last"),
    [
        ("Rostov|Ростов", (6, 24), (6, 25)),
        ("FSB|ФСБ", (6, 27), (6, 27)),
        ("MINUSMA|Minusma", (6, 30), (7, 1)),
        ("Petersburg|Петербург", (7, 6), (7, 6)),
        ("29 June|29 июня", (7, 10), (7, 10)),
        ("20,000 small arms|twenty thousand small arms|20 тысяч", (7, 12), (7, 12)),
        ("Vilnius|Вільнюс", (7, 12), (7, 12)),
        ("Intelligence and Security Committee", (7, 13), (7, 13)),
        ("Osipovichi|Осипович", (7, 15), (7, 15)),
        ("Crimean bridge|bridge to Crimea|Крымско|Кримсько", (7, 17), (7, 17)),
        ("Grain Initiative|Initiative céréalière|зернов", (7, 17), (7, 18)),
        ("MI6|МИ-6", (7, 19), (7, 19)),
        ("Dmitry Utkin|Дмитрия Уткина", (7, 19), (7, 19)),
        ("BRICS", (7, 19), (7, 19)),
        ("7.9 per cent", (7, 19), (7, 19)),
        ("Moura", (7, 20), (7, 20)),
        ("Girkin|Гиркин", (7, 21), (7, 21)),
        ("Rhodes", (7, 23), (7, 24)),
        ("Bazoum", (7, 26), (7, 29)),
        ("Touadéra", (7, 30), (7, 30)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_event_is_reported_by_three_to_seven_feeds(what: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    window = date(2023, *first), date(2023, *last)
    feeds = {
        item.feed
        for item in items()
        if item.published
        and window[0] <= item.published.date() <= window[1]
        and re.search(what, item.title + item.text)
    }
    assert 3 <= len(feeds) <= 7


def test_an_agencys_text_is_printed_by_three_others_with_its_credit() -> None:
    sentence = "brought weapons and equipment into a country at war."
    printed = [item for item in items() if sentence in item.text]
    credited = [item for item in printed if re.search(r"(?m)^(Source: Northline|\(Northline\))$", item.text)]
    assert len(printed) == 4
    assert sorted(item.feed for item in credited) == [
        "meridian-courant.xml",
        "quayside-gazette.json",
        "sahel-lantern.rdf",
    ]


def test_quotes_come_in_every_style_of_mark() -> None:
    marks = defaultdict(set)
    for item in items():
        for mark in '“‘"«':
            if mark in item.text:
                marks[mark].add(item.feed)
    assert set(marks) == {"“", "‘", '"', "«"}
    assert len(marks["«"]) == 3


def real_people() -> set[str]:
    followed = {header(path)["Title"].split()[-1] for path in ACTORS if header(path)["Kind"] == "person"}
    return followed | set(REPORTED)


def ascribed_to_real_people(paragraph: str) -> list[str]:
    """Quotes in whose own sentence, outside all quotation marks, a real person is named."""
    blanked = QUOTE.sub(lambda found: "\0" * len(found[0]), paragraph)
    suspects = []
    for found in QUOTE.finditer(paragraph):
        before = SENTENCE_END.split(blanked[: found.start()].replace("\0", " ") if found.start() else "")[-1]
        after = SENTENCE_END.split(blanked[found.end() :].replace("\0", " "))[0] if found[0][-2] not in ".!?…" else ""
        words = set(re.findall(r"\w+", before + " " + after))
        suspects += [found[0] for name in real_people() if name in words]
    return suspects


@pytest.mark.parametrize(
    "paragraph",
    [
        "“We go on,” said Vladimir Putin.",
        "Richard Moore of MI6 said: “Our door stays open.”",
        'According to Yevgeny Prigozhin, "they are late".',
        "Rain fell. ‘It doesn’t stop,’ Mr Lukashenko added, and left.",
    ],
)
def test_a_quote_of_a_real_person_would_be_found(paragraph: str) -> None:
    assert ascribed_to_real_people(paragraph)


@pytest.mark.parametrize("name", ENGLISH)
def test_no_quote_is_put_into_a_real_persons_mouth(name: str) -> None:
    paragraphs = [paragraph for item in items() if item.feed == name for paragraph in item.text.splitlines()]
    assert sum(bool(QUOTE.search(paragraph)) for paragraph in paragraphs) >= 6
    assert [quote for paragraph in paragraphs for quote in ascribed_to_real_people(paragraph)] == []
