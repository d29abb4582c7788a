"""The small decisions that pages rest on."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.annotate.records import Actor, Annotation, Kind, Mention, Nationality, Quote, Segment, Sense
from digest.errors import ConfigurationError
from digest.site.appearance.assets import stylesheet
from digest.site.components.pull_quotes import choose_pull_quotes
from digest.site.components.quote_cards import worth_listing
from digest.site.components.site_file import SiteFile
from digest.site.i18n.date_formats import LocalTime
from digest.site.load.archive_assembly import build_archive
from digest.site.model.addresses import topic_slug
from digest.site.model.archive_questions import answer_source
from digest.site.model.article import Article, Source, annotated, shorten
from digest.site.model.article_body import read_body
from digest.site.model.events import quotes_of
from digest.site.model.settings import SiteSettings, site_settings
from digest.site.model.topic_slugs import NO_SLUGS, topic_slugs
from digest.site.model.topics import topics_of
from digest.site.pages.month_archive_page import month_archive_pages
from digest.site.syndication.feed_entries import xml_text
from digest.site.views.month_archive_views import MonthArchivePage
from digest.site.views.shared_views import Link
from incremental import DeferredPage

SETTINGS = SiteSettings(
    name="Site",
    tagline="",
    url="https://digest.example/news",
    base="/news",
    host="digest.example",
    lang="en",
    local=LocalTime("en"),
    content=Path("content"),
    cache=Path("cache"),
    theme=Path("theme"),
    default_section="News",
    topic_min_articles=2,
    topic_min_sources=2,
    excerpt_words=120,
    now=None,
    model="",
)
NORTH = Source("north", "Northern Wire", "Security")
SOUTH = Source("south", "Southern Post", "Africa")


def article(number: int, source: Source, text: str = "Text.", names: tuple[str, ...] = ()) -> Article:
    mentions = tuple(Mention(0, 1, name[:1], name, "person") for name in names)
    return Article(
        id=f"news/2023/07/{number:02}/a.md",
        path=f"2023/07/{number:02}/a/",
        headline=f"Title {number}",
        lang="en",
        date=datetime(2023, 7, number, 12, tzinfo=UTC),
        day=date(2023, 7, number),
        modified=None,
        section=source.section,
        source=source,
        original="",
        authors=(),
        categories=(),
        summary="",
        body=read_body(text),
        annotation=Annotation(f"news/2023/07/{number:02}/a.md", mentions),
    )


@pytest.mark.parametrize(
    ("text", "deck"),
    [
        ("By NRW The harbour waits.", "The harbour waits."),
        ("By Jane Fiction for NRW COMMENT: Harbours wait.", "COMMENT: Harbours wait."),
        ("By Ada Fiction and Odo Flinck While ships wait, pilots sleep.", "While ships wait, pilots sleep."),
        ("By Friday the harbour waits.", "By Friday the harbour waits."),
        ("By March Neverhaven’s harbour had a crane.", "By March Neverhaven’s harbour had a crane."),
        ("By", "By"),
    ],
)
def test_a_deck_begins_without_the_byline_that_ran_into_it(text: str, deck: str) -> None:
    assert article(1, NORTH, f"<p>{text}</p>").deck == deck
    assert replace(article(1, NORTH), summary=text).deck == deck


def test_a_found_name_needs_enough_articles_of_enough_sources() -> None:
    articles = [
        article(1, NORTH, names=("Ada Fiction", "Bo Fiction", "Cy Fiction")),
        article(2, SOUTH, names=("Ada Fiction", "Cy Fiction")),
        article(3, NORTH, names=("Bo Fiction",)),
    ]
    assert {topic.name for topic in topics_of(articles, (), SETTINGS)} == {"Ada Fiction", "Cy Fiction"}


def test_a_followed_actor_has_a_topic_without_any_article() -> None:
    [(topic, ids)] = topics_of([], (Actor("Guild of Pilots", "organisation", "guild"),), SETTINGS).items()
    assert topic.slug == "guild"
    assert topic.followed
    assert ids == ()


def test_spellings_with_one_slug_are_one_topic_under_the_usual_one() -> None:
    names = ("São Fictício", "Sao Ficticio")
    articles = [article(1, NORTH, names=names), article(2, SOUTH, names=names[:1])]
    [(topic, ids)] = topics_of(articles, (), SETTINGS).items()
    assert topic.name == "São Fictício"
    assert len(ids) == 2


def test_a_followed_country_has_the_articles_on_its_state_and_people() -> None:
    denmark = Actor("Kingdom of Denmark", "place", "denmark", aliases=("Denmark",))

    def on(day: int, word: str, sense: Sense) -> Article:
        plain = article(day, NORTH)
        said = Nationality(0, len(word), word, "Denmark", sense)
        return replace(plain, annotation=replace(plain.annotation, nationalities=(said,)))

    articles = [on(4, "Danish", "state"), on(3, "Danes", "people"), on(2, "Danish", "adjective")]
    assert [*topics_of(articles, (denmark,), SETTINGS).values()] == [(articles[0].id, articles[1].id)]
    assert topics_of(articles, (), SETTINGS) == {}


def test_a_page_that_was_there_stays_as_long_as_an_article_has_the_name() -> None:
    articles = [article(1, NORTH, names=("Ada Fiction",))]
    assert topics_of(articles, (), SETTINGS) == {}
    kept = {"ada-fiction": "ada-fiction", "fiction": "ada-f", "ada-f": "ada-fiction", "nobody-named": "nobody-named"}
    [topic] = topics_of(articles, (), SETTINGS, kept=kept | {"round": "about", "about": "round"})
    assert (topic.name, topic.other_slugs) == ("Ada Fiction", ("ada-f", "fiction"))
    elsewhere = [article(1, NORTH, names=("Fiction",))]
    assert (
        topics_of(elsewhere, (), SETTINGS, kept={"fiction": "ada-fiction"}) == {}
    )  # it was no page, but the way to one
    archive = build_archive(articles, (), {}, SETTINGS, kept=kept)
    assert archive.new_topics_on(articles[0].day) == ()
    assert archive.topic_pages_to_keep == dict.fromkeys(("ada-f", "ada-fiction", "fiction"), "ada-fiction")


@pytest.mark.parametrize(
    ("name", "kind"), [("Northern Wire", "organisation"), ("Great Depression", "event"), ("World War II", "event")]
)
def test_a_sources_name_or_an_event_of_history_is_no_actor_unless_it_is_followed(name: str, kind: Kind) -> None:
    articles = [article(1, NORTH, names=(name,)), article(2, SOUTH, names=(name,))]
    assert topics_of(articles, (), SETTINGS) == {}
    followed = Actor(name, kind, "followed")
    assert {topic.slug for topic in topics_of(articles, (followed,), SETTINGS)} == {"followed"}


def test_the_spelling_that_was_reported_first_stays_the_address() -> None:
    def said(day: int, name: str) -> tuple[datetime, Annotation]:
        return datetime(2023, 7, day, tzinfo=UTC), Annotation(f"{day}", (Mention(0, 1, name, name, "person"),))

    first = [said(1, "Orlenko"), said(3, "Evgeny Orlenko")]
    later = [said(4, "Yevgeny Orlenko"), said(5, "Yevgeny Orlenko")]
    early = topic_slugs(first, {"Orlenko": "Evgeny Orlenko", "Evgeny Orlenko": "Evgeny Orlenko"})
    canonical = dict.fromkeys(("Orlenko", "Evgeny Orlenko", "Yevgeny Orlenko"), "Yevgeny Orlenko")
    for order in ([*first, *later], [*later, *first]):
        late = topic_slugs(order, canonical)
        assert late.of("Yevgeny Orlenko") == early.of("Evgeny Orlenko") == "evgeny-orlenko"
        assert set(late.others("Yevgeny Orlenko")) == {"yevgeny-orlenko", "orlenko"}
    assert NO_SLUGS.of("Ada Fiction") == "ada-fiction"
    assert NO_SLUGS.others("Ada Fiction") == ()


def test_a_name_in_another_script_has_an_address_in_ascii() -> None:
    assert topic_slug("Вагнер") == "vagner"
    assert topic_slug("😀") == topic_slug("😀") != topic_slug("🎉")
    assert topic_slug("😀").isascii()


def quoted(said: list[tuple[str, str | None]]) -> Article:
    """An article of a paragraph a quote."""
    made = article(1, NORTH, "".join(f"<p>{text} somebody said.</p>" for text, _ in said))
    quotes = []
    for text, speaker in said:
        start = made.body.text.index(text)
        quotes.append(Quote((Segment(start, start + len(text)),), text, speaker, None, None, "cue verb"))
    return replace(made, annotation=Annotation(made.id, quotes=tuple(quotes)))


def pulled(said: list[tuple[str, str | None]], *, followed: str = "") -> list[str]:
    made = quoted(said)
    found = choose_pull_quotes(quotes_of(made), made.body, lambda name: bool(name) and followed in name)
    return [one.quote.text for one in found]


LONG = "“The harbour has waited twelve years for this, and it can wait one more night,”"


@pytest.mark.parametrize(
    ("text", "speaker", "is_listed"),
    [
        ("“out of the woods”", "Odo Flinck", False),
        ("“weeks”", "Odo Flinck", False),
        ("“Never again,”", "Odo Flinck", True),
        ("“Why?”", "Odo Flinck", True),
        ("“no better than a leaking bucket”", "Odo Flinck", True),
        ("“Never again,”", None, False),
    ],
)
def test_a_few_words_that_are_no_sentence_are_not_listed(text: str, speaker: str | None, is_listed: bool) -> None:
    assert bool(worth_listing(quotes_of(quoted([(text, speaker)])))) == is_listed


def test_a_quote_without_speaker_or_too_short_is_not_pulled() -> None:
    assert pulled([(LONG, None), ("“No,”", "Odo Flinck")]) == []


def test_a_whole_sentence_is_pulled_before_a_fragment() -> None:
    fragment = "“waited twelve years for this, and could wait for another night in the rain”"
    assert pulled([(fragment, "A"), ("“Nothing.”", None), ("“Nothing more.”", None), (LONG, "B")]) == [LONG]


@pytest.mark.parametrize(
    "text",
    [
        "“But the harbour has waited twelve years for this, and it can wait one more night,”",
        "“This has waited twelve years, and it can certainly wait for one more night in the rain,”",
        "“They’ve waited twelve years for this, and they can wait for one more night in the rain,”",
    ],
)
def test_what_points_back_is_not_pulled(text: str) -> None:
    assert pulled([(text, "Odo Flinck")]) == []


def test_a_quote_of_nobody_followed_is_not_pulled() -> None:
    assert pulled(
        [(LONG, "Odo Flinck"), ("“Nothing.”", None), (LONG[:-1] + "indeed.”", "Ada Sol")], followed="Odo"
    ) == [LONG]


def test_what_is_not_in_the_text_word_for_word_is_no_quote_of_an_article() -> None:
    made = quoted([(LONG, "Odo Flinck"), ("“We sail at dawn.”", "Odo Flinck")])
    first, second = made.annotation.quotes
    bent = replace(first, text=first.text.replace("twelve", "ten"))
    unproved = replace(second, evidence="")
    assert quotes_of(annotated(made, Annotation(made.id, quotes=(bent, unproved)))) == ()
    assert len(quotes_of(annotated(made, made.annotation))) == 2


def test_pull_quotes_never_stand_in_a_row() -> None:
    said: list[tuple[str, str | None]] = [(f"“{number} {LONG[1:]}", f"Speaker {number}") for number in range(12)]
    numbers = [int(text[1:3]) for text in pulled(said)]
    assert 1 <= len(numbers) <= 3
    assert all(later - earlier > 1 for earlier, later in pairwise(numbers))


@given(st.text(), st.integers(10, 300))
def test_what_is_shortened_fits_and_begins_as_the_text_does(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short.removesuffix(" …"))


@given(st.text())
def test_xml_text_holds_only_what_xml_can_hold(text: str) -> None:
    assert ET.fromstring(f"<a>{escape(xml_text(text))}</a>") is not None


def test_addresses_stand_below_the_path_of_the_site() -> None:
    archive = build_archive([article(1, NORTH)], (), {"": NORTH}, SETTINGS)
    assert archive.addresses.topic("mi6") == "/news/topics/mi6/"
    assert archive.addresses.day(archive.days[0]) == "/news/2023/07/01/"


def test_an_empty_site_has_no_days() -> None:
    archive = build_archive([], (), {"": NORTH}, SETTINGS)
    assert archive.days == ()
    assert archive.in_the_news(30, 5) == ()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SITEURL", ""),
        ("SITEURL", "ftp://x/"),
        ("DIGEST_EXCERPT_WORDS", 0),
        ("DIGEST_NOW", "yesterday"),
        ("DIGEST_RANK_SOURCES", -1),
        ("DIGEST_RANK_ACTORS", "many"),
        ("DIGEST_RANK_QUOTES", float("nan")),
        ("DIGEST_RANK_FRESHNESS", True),
        ("DIGEST_RANK_HALF_LIFE_H", 0),
    ],
)
def test_a_wrong_setting_is_named(setting: str, value: object) -> None:
    settings = {
        "SITENAME": "Site",
        "SITEURL": "https://digest.example",
        "DEFAULT_LANG": "en",
        "PATH": "content",
        "CACHE_PATH": "cache",
        "THEME": "theme",
        "DEFAULT_CATEGORY": "News",
        setting: value,
    }
    with pytest.raises(ConfigurationError, match="--now" if setting == "DIGEST_NOW" else setting):
        site_settings(settings)


def test_a_stylesheet_that_lacks_a_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "ORDER").write_text("tokens.css\n")
    with pytest.raises(ConfigurationError, match=r"tokens\.css"):
        stylesheet(tmp_path)


def test_a_month_of_very_many_articles_has_a_page_for_each_of_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.site.pages.month_archive_page.MONTH_MAX", 2)
    articles = [article(number, NORTH) for number in (1, 2, 3)]
    archive = build_archive(articles, (), {}, SETTINGS)

    def made(output: SiteFile) -> object:
        assert isinstance(output.view, DeferredPage)
        return answer_source(archive).make(output.view, b"")[0]

    month, *days = month_archive_pages(archive, "sources/north/", "Northern Wire", archive.articles, (), "sources/")
    assert [one.path for one in days] == [f"sources/north/2023/07/0{number}/" for number in (1, 2, 3)]
    view = made(month)
    assert isinstance(view, MonthArchivePage)
    assert (view.total, view.groups) == (3, ())
    assert [(row.url, row.count) for row in view.days] == [(f"/news/{one.path}", 1) for one in reversed(days)]
    middle = made(days[1])
    assert isinstance(middle, MonthArchivePage)
    assert [item.title for group in middle.groups for item in group.items.items] == ["Title 2"]
    assert middle.pager.up == Link("July 2023", "/news/sources/north/2023/07/")
    assert middle.pager.next == Link("Monday 3 July", "/news/sources/north/2023/07/03/")
