"""Views made by hand, and the theme's templates as Pelican is set to render them.

Three sets: `ordinary` (every part there), `minimal` (every optional part missing), and what `reworded` makes of the
ordinary one: the same page with every text that comes from others replaced.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import pytest
from markupsafe import Markup

from digest.site.i18n import messages
from digest.site.views.article_views import (
    ArticlePage,
    ChangeDay,
    ChangeItem,
    ChangePiece,
    ChangesPage,
    ChangeView,
    GonePage,
    SourceBox,
)
from digest.site.views.chart_views import (
    ActorNetwork,
    AxisLabel,
    Bar,
    ChartRow,
    CoverageChart,
    DayBar,
    DaysChart,
    Gridline,
    NetworkDot,
    NetworkLine,
    Timeline,
    TimelineDot,
    TimelineRow,
    TimelineTick,
    TimeRow,
)
from digest.site.views.digest_views import (
    ChangeRow,
    DayPage,
    DayRow,
    DigestIndexPage,
    FrontPage,
    MonthRow,
    PeriodChanges,
    WeekPage,
    WeekRow,
)
from digest.site.views.feed_views import SubscribePage
from digest.site.views.frame_views import PageHead, SiteView
from digest.site.views.month_archive_views import MonthArchivePage
from digest.site.views.quote_views import (
    QuoteDayRow,
    QuotesMonthPage,
    QuotesOfDay,
    QuotesPage,
    SpeakerQuotes,
    SpeakerRow,
)
from digest.site.views.search_views import SearchPage, WatchIndexPage, WatchPage, WatchTableRow
from digest.site.views.section_views import SectionPage
from digest.site.views.shared_views import (
    Chip,
    DigestSection,
    IndexRow,
    Link,
    OtherHeadline,
    Pager,
    PassagePiece,
    PassageView,
    QuoteView,
    ReportedBy,
    River,
    RiverDay,
    RiverItem,
    RiverSection,
    SiteFeed,
    StoryBlock,
    Strip,
    Time,
    TopLine,
)
from digest.site.views.source_views import SourceIndexPage, SourcePage, SourceTableRow
from digest.site.views.status_views import StatusPage, StatusRow
from digest.site.views.story_views import (
    HeadlinePart,
    JoinView,
    MovedPage,
    ReportView,
    SoleDetails,
    SoleFigure,
    StoryPage,
)
from digest.site.views.text_views import NotFoundPage, TextPage
from digest.site.views.topic_views import (
    CountedPhrase,
    SeenWithGroup,
    SeenWithLetter,
    SeenWithPage,
    TogetherRow,
    TopicIndexPage,
    TopicPage,
)

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = THEME / "templates"

PAGES = {
    "front.html": FrontPage,
    "day.html": DayPage,
    "digest_index.html": DigestIndexPage,
    "story.html": StoryPage,
    "moved.html": MovedPage,
    "week.html": WeekPage,
    "quotes.html": QuotesPage,
    "quotes_month.html": QuotesMonthPage,
    "article.html": ArticlePage,
    "gone.html": GonePage,
    "topic.html": TopicPage,
    "topic_index.html": TopicIndexPage,
    "month_archive.html": MonthArchivePage,
    "seen_with.html": SeenWithPage,
    "source.html": SourcePage,
    "source_index.html": SourceIndexPage,
    "status.html": StatusPage,
    "section.html": SectionPage,
    "watch.html": WatchPage,
    "watch_index.html": WatchIndexPage,
    "search.html": SearchPage,
    "changes.html": ChangesPage,
    "subscribe.html": SubscribePage,
    "text.html": TextPage,
    "404.html": NotFoundPage,
}

SITE = SiteView(
    name="The Concordance",
    tagline="What several sources report, and who said what",
    lang="en-GB",
    url="https://concordance.example",
    base="",
    stylesheet="/theme/css/site.css",
    nav=(
        Link("Digests", "/digests/"),
        Link("Actors", "/topics/"),
        Link("Sources", "/sources/"),
        Link("Subscribe", "/subscribe/"),
    ),
    sections=tuple(Link(name, f"/sections/{name.lower()}/") for name in ("Security", "Europe", "Africa", "Economy")),
    colophon=(Link("How it is made", "/method/"), Link("Corrections", "/corrections/")),
    feed=SiteFeed("The Concordance", "https://concordance.example/feeds/all.atom.xml"),
    note="The events are on the public record; the sources, their texts and all quoted speakers are invented.",
)
# Fields that the site makes itself: addresses, names of our own classes, and what is counted or formatted.
OURS = {"url", "iso", "canonical", "current", "level", "direction", "anchor", "lang", "original", "home", "where_url"}
OURS |= {"speaker_url", "day_url", "source_url", "id", "page", "updated", "published", "wikidata", "body", "background"}
OURS |= {"content", "base", "stylesheet", "data", "status_url", "story_url", "json", "ours", "followed"}
OURS |= {"script", "index"}
OURS |= {"path", "side"}


def clock(hour: int, minute: int) -> Time:
    return Time(f"2023-07-19T{hour:02}:{minute:02}:00+00:00", f"{hour:02}:{minute:02}")


def reported_by(sources: int, hour: int, source: str, *, strip: bool = False) -> ReportedBy:
    several = sources > 1
    return ReportedBy(
        sources=sources,
        languages="English, Russian and Arabic" if strip else "",
        first=clock(hour, 12),
        first_source=source,
        latest=clock(18, 5) if several else None,
        latest_source="Radio Simsim" if several else "",
        strip=Strip((0.0, 0.05, 0.08, 0.11, 0.15, 0.18, 0.23, 0.32, 1.0)) if strip else None,
        url="/stories/a-story/" if several else "",
    )


def chip(name: str, *, followed: bool = False) -> Chip:
    return Chip(name, f"/topics/{name.lower().replace(' ', '-')}/", followed)


def story(title: str, sources: int, deck: str = "", *chips: Chip, level: str = "", lang: str = "") -> StoryBlock:
    return StoryBlock(
        title=title,
        url="/2023/07/19/a-story/",
        reported_by=reported_by(sources, 9, "Northline"),
        level=level or ("major" if sources >= 7 else "plain"),
        lang=lang,
        deck=deck,
        chips=chips,
    )


def row(name: str, count: int, *spark: int) -> IndexRow:
    return IndexRow(name, f"/topics/{name.lower().replace(' ', '-')}/", count, spark)


MI6, MOORE = chip("MI6", followed=True), chip("Richard Moore", followed=True)
WAGNER, PRIGOZHIN = chip("Wagner Group", followed=True), chip("Yevgeny Prigozhin", followed=True)
LEAD = StoryBlock(
    title="MI6 chief says Putin made a deal with Wagner’s leader to end the mutiny",
    url="/2023/07/19/mi6-chief-in-prague/",
    reported_by=reported_by(9, 9, "Northline", strip=True),
    level="lead",
    deck="In a rare public speech, given in Prague, Richard Moore set out what British intelligence makes of the June "
    "revolt and asked Russians dismayed by the war to share their secrets.",
    chips=(MI6, MOORE, WAGNER, PRIGOZHIN, chip("Vladimir Putin"), chip("Prague")),
    other_headlines=(
        OtherHeadline(
            "The Prague Ledger", "Why Prague: the speech turned on the tanks of 1968", "/2023/07/19/why-prague/"
        ),
        OtherHeadline("Радио «Пример»", "Глава МИ-6 выступил в Праге", "/2023/07/19/mi-6-v-prage/", "ru"),
    ),
)
STATUS_ROW = StatusRow(
    "Радио «Пример»", "/sources/radio-primer/", "Failing", None, clock(9, 12), clock(23, 0), "", 4, clock(12, 30),
    "The server answers <503>", "Look at its address in a browser",
)  # fmt: skip
STORIES = (
    story(
        "Video appears to show Prigozhin greeting fighters in Belarus",
        7,
        "A dim clip posted on Telegram has the Wagner leader telling his men that they won’t fight in Ukraine for now "
        "and should make ready for Africa.",
        PRIGOZHIN,
        WAGNER,
        chip("Belarus"),
    ),
    story(
        "Russia to treat ships bound for Ukrainian ports as carriers of arms",
        8,
        "The warning takes effect at midnight in Moscow, two days after the grain agreement lapsed and after a second "
        "night of strikes on Odesa.",
        chip("Black Sea"),
        chip("Odesa"),
    ),
    story("Putin will stay away from the Johannesburg summit", 6, "South Africa says the absence was agreed."),
    replace(
        story("A ferry lies idle", 3, "It waits.", level="minor"),
        source_links=(Link("Northline", "/a/"), Link("Радио «Пример»", "/b/"), Link("and 1 more", "")),
        quote=QuoteView("“Ten ships are ten ships.”", "Odo Flinck", "", "", "Northline, paragraph 6", "/c/#q1"),
    ),
    story("Wildfires west of Athens burn for a third day", 1, "", chip("Greece")),
    story("رئيس الاستخبارات البريطانية: موسكو عقدت صفقة مع فاغنر", 3, "قال إن الصين تستأثر بالحصة الكبرى.", lang="ar"),
)
DAY = Time("2023-07-19", "Wednesday 19 July 2023")
RIVER_ITEMS = (
    RiverItem(clock(18, 5), "Wheat futures rise sharply after the shipping warning", "/a/", "Quayside Gazette"),
    RiverItem(
        clock(17, 48),
        "Washington announces a further $1.3bn in aid",
        "/b/",
        "Northline",
        5,
        story_url="/stories/aid/",
        original="https://northline.example/aid",
        more="and 4 more",
    ),
    RiverItem(clock(16, 31), "Британская разведка: в Праге говорили о сделке", "/c/", "Amber Coast Observer", 0, "ru"),
    RiverItem(clock(15, 40), "رئيس الاستخبارات البريطانية: موسكو عقدت صفقة مع فاغنر", "/d/", "Radio Simsim", 0, "ar"),
    RiverItem(
        clock(14, 10), "Donaudampfschifffahrtsgesellschaft sells its last steamer", "/e/", "Morgenblatt", 0, "de"
    ),
)
RIVER = River(RIVER_ITEMS)
DAY_ROWS = (DayRow(DAY, "/2023/07/19/", 41, 318, LEAD.title), DayRow(DAY, "/2023/07/18/", 0, 1, ""))
LINES = (
    TopLine(Link("Security", "#security"), STORIES[3]),
    TopLine(Link("Африка", ""), STORIES[4]),
    TopLine(Link("Africa", "/sections/africa/"), STORIES[5]),
)
NAMED = (Link("Wagner Group", "/topics/wagner-group/"), Link("МИ-6", "/topics/mi6/"), Link("Odesa", "/topics/odesa/"))
DAYS_CHART = DaysChart(
    "Stories and other reports by day, July 2023: 41 on 19 July 2023; most, 47, on 12 July 2023.",
    "Stories and other reports by day, July 2023",
    (DayBar(0.0, 23.9, 7.3, 32.1, hit=False), DayBar(168.2, 10.6, 7.3, 45.4, hit=True)),
    (AxisLabel(0.0, "1", "start", hit=False), AxisLabel(171.9, "19", "middle", hit=True)),
)
SINGLE = (
    RiverSection("Security", "/sections/security/", RIVER, River(RIVER_ITEMS[1:3])),
    RiverSection("Silence", "", River(RIVER_ITEMS[:1])),
)
RIVER_DAYS = (RiverDay(DAY, "/2023/07/19/", RIVER), RiverDay(DAY, "", River(RIVER_ITEMS[:1])))
HITS = tuple(
    replace(item, passages=(PassageView((PassagePiece("The harbour’s "), PassagePiece("strike", marked=True))),) * 2)
    for item in RIVER_ITEMS[:2]
)
HIT_DAYS = (RiverDay(DAY, "/2023/07/19/", River(HITS)),)
SECTIONS = (
    DigestSection(
        "Wagner Group",
        "/topics/wagner-group/",
        "subject-wagner-group",
        STORIES[:2],
        RIVER,
        Link("Earlier: 18 July", "/b/"),
    ),
    DigestSection("Security", "/sections/security/", "security", STORIES[1:4]),
    DigestSection("Africa", "/sections/africa/", "africa", STORIES[2:]),
    DigestSection("Economy", "/sections/economy/", "economy", STORIES[1:2]),
)
FULL_SECTION = DigestSection("Coast", "/sections/coast/", "coast", STORIES)
QUOTES = (
    QuoteView(
        "“A handshake is not a verdict. What matters is who still takes the call a month later.”",
        "Ilsabet Quill",
        "/topics/ilsabet-quill/",
        "Institute for Specimen Studies",
        "Northline, paragraph 4",
        "/2023/07/19/mi6-chief-in-prague/#q1",
    ),
    QuoteView(
        "« Ils ont offert un puits au village et demandé la route. »",
        "Amina Exemplaire",
        "",
        "",
        "Courrier de Port-Fictif, paragraph 11",
        "/2023/07/19/un-puits/#q2",
        "fr",
    ),
    QuoteView("No one will be photographed at the gate.", "", "", "in a post", "Northline, paragraph 3", "/f/#q1"),
    QuoteView("«المصافحة ليست حكماً. المهم من يرد على الهاتف بعد شهر.»", "ليلى مثال", "", "", "Radio Simsim", "", "ar"),
)
CHANGE = ChangeView(
    "change-2", clock(18, 5), "figures, quotes",
    (ChangePiece("Ferry sinks, ", "same"), ChangePiece("40", "gone"), ChangePiece("45", "come")),
    ((ChangePiece("… reached Oldport ", "same"), ChangePiece("late", "gone")), (ChangePiece("Nobody", "come"),)),
    "2 more passages differ", QUOTES[:2],
)  # fmt: skip
CLUSTER = QuoteView(
    "“What it changes is the price of a middleman.”", "Tobias Wexcombe", "", "", "Northline, paragraph 3", "/g/#q1",
    printed_by=(Link("Northline", "/g/#q1"), Link("Радио «Пример»", "/h/#q2")),
)  # fmt: skip
TITLE = (HeadlinePart("MI6 chief says Putin made "), HeadlinePart("a deal", only=True))
REPORTS = (
    ReportView(
        clock(9, 12), Link("Northline", "https://northline.example/mi6"), TITLE, "/a/", "", LEAD.deck,
        LEAD.other_headlines,
    ),
    ReportView(
        Time("2023-07-20T08:00:00Z", "20 July, 08:00"), Link("Radio Simsim", "/sources/radio-simsim/"),
        (HeadlinePart("رئيس الاستخبارات البريطانية"),), "/b/", "ar", "", LEAD.other_headlines[:1],
    ),
    ReportView(clock(18, 5), Link("Quayside Gazette", ""), (HeadlinePart("Why Prague"),), "/c/", "", "", is_long=True),
)  # fmt: skip
ACTORS = (
    row("Wagner Group", 1214, 3, 4, 3, 20, 27, 11, 8, 9),
    row("MI6", 9, 0, 0, 0, 0),
    row("Odesa", 8, 5),
    row("Central African Republic", 6),
)
MONTHS = (Link("July 2023: 164 articles", "/topics/x/2023/07/"), Link("June 2023: 309", "/topics/x/2023/06/"))
CHANGES = PeriodChanges(
    "Since the day before",
    (ChangeRow("Wagner Group", "/topics/wagner-group/", 12, 4), ChangeRow("MI6", "/topics/mi6/", 1, 3)),
    ((Link("MI6", "/topics/mi6/"), Link("Wagner Group", "/topics/wagner-group/")),),
    (Link("NATO", "/topics/nato/"), Link("GRU", "/topics/gru/")),
    (Link("Odesa", "/topics/odesa/"),),
)
FEED = SiteFeed(
    "Wagner Group",
    "https://concordance.example/feeds/topics/wagner-group.atom.xml",
    "https://concordance.example/feeds/topics/wagner-group.json",
)
PAGER = Pager(
    Link("Tuesday 18 July", "/2023/07/18/"),
    Link("July 2023", "/digests/"),
    Link("Thursday 20 July", "/2023/07/20/"),
)
TEXT = Markup(
    "<p>The head of Britain’s foreign intelligence service said on Wednesday that President "
    '<a class="actor" href="/topics/vladimir-putin/">Vladimir Putin</a> had been obliged to bargain.</p>'
    '<p><span class="said" id="q1">“A handshake is not a verdict,”</span> said Ilsabet Quill.</p>'
    "<h2>An invitation</h2><ul><li>One</li><li>Two<ol><li>Three</li></ol></li></ul>"
    "<blockquote><p>Those who wished to help would be received with discretion.</p></blockquote>"
    "<pre><code>a line of code that is too long for the column that it is set in, and therefore scrolls</code></pre>"
    "<table><thead><tr><th>Ship</th><th>Port</th></tr></thead><tbody><tr><td>One</td><td>Odesa</td></tr></tbody></table>"
    '<hr><p>Read <a href="https://other.example/" rel="noopener external nofollow">more</a>.<br><em>End</em></p>'
)
HEIGHTS: tuple[float, ...] = (
    20.6,
    47,
    42.4,
    37.8,
    25.2,
    29.8,
    35.5,
    32.1,
    0,
    31.6,
    31,
    28.7,
    24.1,
    27.5,
    21.8,
    25.2,
    29.8,
    50.5,
)
HEIGHTS += (44.7, 53.9, 49.3, 32.1, 27.5, 29.8, 138.7, 158.2, 73.4, 52.7, 37.8)
LABELS = {0: "Jan", 5: "Feb", 9: "Mar", 13: "Apr", 17: "May", 22: "Jun", 26: "Jul"}
CHART = CoverageChart(
    title="Articles naming Wagner Group, by week",
    description="Between 18 and 47 articles a week until mid-June, 138 around the mutiny.",
    caption="Articles that name Wagner Group, weeks from Monday. The outlined bar is the week that isn’t over.",
    period="Week from",
    floor=196.0,
    bars=tuple(
        Bar(2.0 + 19.45 * n, 196.0 - height, 15.4, height, LABELS.get(n, ""), open=n == 28)
        for n, height in enumerate(HEIGHTS)
    ),
    grid=(Gridline(138.7, "50"), Gridline(81.3, "100"), Gridline(24.0, "150")),
    rows=(ChartRow(Time("2023-07-17", "17 July"), 33), ChartRow(Time("2023-07-10", "10 July"), 46)),
)
SPEAKERS = (
    SpeakerQuotes(Link("Ilsabet Quill", "/topics/ilsabet-quill/"), "Institute for Specimen Studies", QUOTES[2:]),
    SpeakerQuotes(Link("ليلى مثال", ""), "", QUOTES[:1]),
)
LATE_ITEM = RiverItem(Time("2023-07-19T21:05:00+00:00", "19 July, 21:05"), "A late report", "/f/", "Northline")
LATE = River((LATE_ITEM,))
BOX = SourceBox(
    source=Link("Northline", "/sources/northline/"),
    published=Time("2023-07-19T09:12:00+00:00", "19 July 2023, 09:12 UTC"),
    modified=Time("2023-07-19T14:05:00+00:00", "14:05 UTC"),
    credit=Link("Vltavské ozvěny", "/sources/vltavske-ozveny/", "cs"),
    extent="in full, by its terms",
    authors=("Jan Vzorek", "ليلى مثال"),
    original="https://northline.example/2023/07/19/mi6-prague",
    others=RIVER,
    strip=Strip((0.0, 0.1, 0.5, 1.0)),
    story_url="/stories/mi6-chief/",
)


SOLE = (
    SoleDetails(
        Link("Northline", "https://northline.example/mi6"),
        (SoleFigure((HeadlinePart("20,000", only=True), HeadlinePart(" men crossed.")), "/a/"),),
        QUOTES[:1],
    ),
    SoleDetails(Link("Radio Simsim", ""), (), QUOTES[1:2]),
)
TIMELINE = Timeline(
    "When each source reported it", "3 articles from 2 sources.", 126, 92,
    (TimelineRow("Northline", 0, (TimelineDot(8), TimelineDot(300))),
     TimelineRow("Радио «Пример»", 46, (TimelineDot(600),))),
    (TimelineTick(8, "09:00", "start"), TimelineTick(600, "18:00", "end")), 3,
    (TimeRow(clock(9, 12), Link("Northline", "")), TimeRow(clock(18, 5), Link("Радио «Пример»", ""))),
)  # fmt: skip
NETWORK = ActorNetwork(
    "Who Wagner Group is named with", "Most often MI6, in 4 articles.", 608, 390, NetworkDot("", 304, 190, 9, 304, 190),
    (NetworkDot("MI6", 304, 60, 9, 304, 40), NetworkDot("مجموعة فاغنر", 104, 190, 5, 121, 215)),
    (NetworkLine(304, 190, 304, 60, 7), NetworkLine(304, 60, 104, 190, 1)),
)  # fmt: skip
SEEN_WITH = (
    SeenWithGroup(Link("MI6", "/topics/mi6/"), "with-mi6", "12 articles", RIVER, "/search/?q=MI6"),
    SeenWithGroup(
        Link("Prague", "/topics/prague/"),
        "with-prague",
        "1 article",
        LATE,
        all_url="/topics/wagner/with/p/#with-prague",
    ),
)


def head(title: str, **others: Any) -> PageHead:
    return PageHead(title, "What several sources report.", f"https://concordance.example/{quote(title)}/", **others)


def ordinary() -> dict[str, Any]:
    """Every page with every part, by the name of its template."""
    trail = (Link("Home", "/"), Link("Actors", "/topics/"))
    return {
        "front.html": FrontPage(
            head("The Concordance"), DAY, Time("2023-07-19T18:40:00+00:00", "18:40 UTC"), "/2023/07/19/",
            "The news in five lines", LEAD, LINES[1:], RIVER, QUOTES, (*SECTIONS, FULL_SECTION), MONTHS[:1],
            DAY_ROWS, Link("Week 29 of 2023", "/2023/w29/"), ACTORS, 214,
        ),
        "day.html": DayPage(
            head("Wednesday 19 July 2023", trail=trail), DAY, "12 stories and 29 other reports from 23 sources",
            SECTIONS, QUOTES, SINGLE, ACTORS, PAGER, CHANGES, River(RIVER_ITEMS[:2]), NAMED, LINES, DAYS_CHART,
        ),
        "digest_index.html": DigestIndexPage(
            head("Digests", current="/digests/", feeds=(FEED,)),
            (MonthRow("July 2023", (WeekRow(Link("Week 29 of 2023", "/2023/w29/"), DAY_ROWS),), 2),),
            (MonthRow("June 2023", (WeekRow(Link("Week 26 of 2023", "/2023/w26/"), DAY_ROWS[:1]),), 1),),
        ),
        "story.html": StoryPage(
            head("MI6 chief", trail=trail, data=Markup('{"@type":"CollectionPage"}')), LEAD.title, "", LEAD.deck,
            Link("Northline", "/2023/07/19/mi6-chief-in-prague/"), LEAD.reported_by, REPORTS, (*QUOTES, CLUSTER),
            ACTORS, Pager(up=Link("Wednesday 19 July 2023", "/2023/07/19/")), TIMELINE, River(RIVER_ITEMS[:1]),
            True, SOLE, Link("Wagner Group", "/2023/07/19/#subject-wagner-group"), "Ranked by 9 independent sources",
            (
                JoinView("Радио «Пример»", "Глава МИ-6 выступил в Праге", "/c/", "ru", "With Northline: names МИ-6"),
                JoinView("Radio Simsim", "رئيس الاستخبارات", "/d/", "ar", "With Northline: 40 minutes apart"),
            ),
        ),
        "moved.html": MovedPage(
            head("MI6 chief", noindex=True), "This story has moved, and has more reports now:",
            Link("MI6 chief says Putin made a deal", "/stories/mi6-chief/", "en"),
        ),
        "gone.html": GonePage(
            "رئيس الاستخبارات", "ar", "This report has no page of its own any more. It is listed on its day:",
            Link("Wednesday 19 July 2023", "/2023/07/19/"), "Northline", "https://northline.example/1", leads_on=True,
        ),
        "week.html": WeekPage(
            head("Week 29 of 2023", trail=trail), "Week 29 of 2023", DAY, DAY, "214 stories from 23 sources", SECTIONS,
            CHANGES, QUOTES, DAY_ROWS, ACTORS, PAGER, NAMED, (TopLine(Link("", ""), STORIES[3]),), DAYS_CHART,
        ),
        "quotes.html": QuotesPage(
            head("Quotes", current="/quotes/"), "Quotes", "Who said what, word for word.",
            (QuotesOfDay(DAY, "/quotes/2023/07/19/", (*QUOTES[:2], CLUSTER)),),
            MONTHS, PAGER, SPEAKERS,
        ),
        "quotes_month.html": QuotesMonthPage(
            head("Quotes, July 2023", trail=trail), "Quotes, July 2023",
            (
                QuoteDayRow(
                    DAY, "/quotes/2023/07/19/", 5, (SpeakerRow("Ilsabet Quill", 4), SpeakerRow("ليلى مثال", 1)), 3
                ),
                QuoteDayRow(DAY, "/quotes/2023/07/18/", 1, (SpeakerRow("Amina Exemplaire", 1),), 0),
            ),
            PAGER,
        ),
        "article.html": ArticlePage(
            head("MI6 chief", trail=trail, feeds=(FEED,)), LEAD.title, "en", "ltr",
            "Speaking in Prague, Richard Moore also asked Russians dismayed by the war to share secrets with Britain.",
            BOX.source, BOX.published, BOX.modified, 9, LEAD.chips, (TEXT, QUOTES[0], Markup("<p>On Wednesday.</p>")),
            False, BOX, QUOTES[1:], "More on Wagner Group", STORIES[:3], PAGER,
            changed="Changed since it was published: figures", changes=(CHANGE, replace(CHANGE, anchor="change-1")),
        ),
        "topic.html": TopicPage(
            head("Wagner Group", trail=trail, feeds=(FEED,), current="/topics/"), "Wagner Group", "Organisation", True,
            "14 articles from 6 sources since 23 June 2023", (
                CountedPhrase("PMC Wagner", 12), CountedPhrase("ЧВК «Вагнер»", 3), CountedPhrase("مجموعة فاغنر", 0),
            ),
            "https://www.wikidata.org/wiki/Q28967903",
            Markup("<p>Wagner grew out of the war in eastern Ukraine in 2014.</p>"), "", FEED, CHART,
            RIVER, MONTHS, QUOTES[:2], QUOTES[2:], SEEN_WITH, ACTORS, (CountedPhrase("mercenaries", 4),),
            Markup("<p>More.</p>"), NETWORK, Link("All 86 names", "/topics/wagner/with/"),
        ),
        "topic_index.html": TopicIndexPage(
            head("Actors", current="/topics/"),
            (replace(ACTORS[0], followed=True, rising=True), *ACTORS[1:]),
            (("People", ACTORS[1:]), ("Places", ACTORS[2:])),
            (("A", (Link("Africa", "/topics/africa/"), Link("Athens", "/topics/athens/"))), ("#", MONTHS)),
            (TogetherRow(Link("MI6", "/topics/mi6/"), ACTORS[:2]), TogetherRow(Link("مجموعة", "/x/"), ACTORS[2:])),
        ),
        "seen_with.html": SeenWithPage(
            head("Wagner Group", trail=trail), "Wagner Group: seen with", SEEN_WITH,
            (SeenWithLetter(Link("M", "/topics/wagner/with/m/"), ACTORS), SeenWithLetter(Link("Ж", "/x/"), ACTORS[:1])),
            MONTHS,
        ),
        "month_archive.html": MonthArchivePage(
            head("July 2023", trail=trail), "Wagner Group in July 2023",
            (*RIVER_DAYS, RiverDay(DAY, "", River(), RIVER), RiverDay(DAY, "", River(RIVER_ITEMS[:1]), RIVER)), PAGER, 6
        ),
        "source.html": SourcePage(
            head("Northline", trail=trail, feeds=(FEED,)), "Northline", "A wire of the northern ports.",
            "https://northline.example/", Link("Security", "/sections/security/"), "164 articles since June 2023",
            "in full, by its terms", FEED, RIVER_DAYS, MONTHS, ACTORS,
        ),
        "source_index.html": SourceIndexPage(
            head("Sources", current="/sources/"),
            (
                SourceTableRow("Northline", "/sources/northline/", "Security", "en", 1640, clock(18, 38)),
                SourceTableRow("Радио «Пример»", "/sources/radio-primer/", "Europe", "ru", 0, None),
            ),
        ),
        "status.html": StatusPage(
            head("Status"), "2 feeds, 1 of them not answering", clock(19, 7), FEED, (STATUS_ROW,),
            (StatusRow("Northline", "/sources/northline/", "OK", clock(18, 2), None, None, "–", 0, None, "", ""),
             STATUS_ROW),
        ),
        "section.html": SectionPage(
            head("Security", current="/sections/security/"), "Security", "164 articles from 9 sources", FEED, STORIES,
            RIVER_DAYS, MONTHS, ACTORS,
        ),
        "watch.html": WatchPage(
            head("Harbour strikes", trail=trail, feeds=(FEED,), current="/watches/"), "Harbour strikes",
            '(strike* OR walkout) harbour -section:Sport', "12 articles from 3 sources", FEED, HIT_DAYS, MONTHS,
        ),
        "watch_index.html": WatchIndexPage(
            head("Watches", current="/watches/"),
            (
                WatchTableRow("Harbour strikes", "/watches/strikes/", "strike* harbour", 12, clock(18, 5), FEED),
                WatchTableRow("Пилоты", "/watches/piloty/", "пилот*", 0, None, SiteFeed("Пилоты", "/feed.xml")),
            ),
        ),
        "changes.html": ChangesPage(head("Changes"), FEED, (
            ChangeDay(DAY, (
                ChangeItem("Ferry sinks", "/2023/07/19/ferry/#change-2", "", BOX.source, CHANGE),
                ChangeItem("Паром", "/parom/#change-1", "ru", Link("Пилоты", ""), replace(CHANGE, quotes=())),
            )),
        )),
        "search.html": SearchPage(
            head("Search"), "/theme/search.0123456789ab.js", "/search/index/", (Link("Sources", "/sources/"),)),
        "subscribe.html": SubscribePage(
            head("Subscribe"), SITE.feed, FEED, "/feeds.opml", "/subscriptions.opml", (FEED,), (FEED, FEED), (FEED,),
            watches=(FEED,)),
        "text.html": TextPage(head("About"), "About this site", TEXT),
        "404.html": NotFoundPage(head("Page not found", noindex=True), RIVER),
    }  # fmt: skip


def minimal() -> dict[str, Any]:
    """Every page with every optional part missing."""
    bare = PageHead("Title", "", "")
    feed = SiteFeed("Title", "/feed.xml")
    source = Link("Northline", "")
    box = SourceBox(source, BOX.published, None, None, "", (), "", River(), None)
    return {
        "front.html": FrontPage(
            bare, None, None, "", "", None, (), River(), (), (), (), (), None, (), 0
        ),
        "day.html": DayPage(bare, DAY, "", (), (), (), (), Pager()),
        "digest_index.html": DigestIndexPage(bare, ()),
        "story.html": StoryPage(
            bare, "Title", "", "", Link("Northline", ""), reported_by(1, 9, "Northline"), (), (), (), Pager()
        ),
        "week.html": WeekPage(bare, "Week 29 of 2023", DAY, DAY, "", (), None, (), (), (), Pager()),
        "quotes.html": QuotesPage(bare, "Quotes", "", (), (), Pager()),
        "quotes_month.html": QuotesMonthPage(bare, "Quotes, July 2023", (), Pager()),
        "moved.html": MovedPage(bare, "", Link("Title", "/stories/title/")),
        "gone.html": GonePage("", "", "It was published on:", Link("Wednesday 19 July 2023", ""), "", ""),
        "article.html": ArticlePage(
            bare, "Title", "", "auto", "", source, BOX.published, None, 1, (), (), False, box, (), "", (), Pager()
        ),
        "topic.html": TopicPage(
            bare, "Name", "", False, "", (), "", Markup(), "", feed, None, River(), (), (), (), (), ()
        ),
        "topic_index.html": TopicIndexPage(bare, (), ()),
        "seen_with.html": SeenWithPage(bare, "Name: seen with", ()),
        "month_archive.html": MonthArchivePage(bare, "July 2023", (), Pager()),
        "source.html": SourcePage(bare, "Northline", "", "", Link("News", ""), "", "", feed, (), (), ()),
        "source_index.html": SourceIndexPage(bare, ()),
        "status.html": StatusPage(bare, "No feeds", None, feed, (), ()),
        "section.html": SectionPage(bare, "News", "", feed, (), (), (), ()),
        "watch.html": WatchPage(bare, "Strikes", "strike", "", feed, (), ()),
        "watch_index.html": WatchIndexPage(bare, (WatchTableRow("Strikes", "/w/", "strike", 0, None, feed),)),
        "changes.html": ChangesPage(bare, feed, (ChangeDay(DAY, (
            ChangeItem("", "/a/", "", source, ChangeView("change-1", DAY, "figures", (), (), "", ())),
        )),)),
        "search.html": SearchPage(bare, "/theme/search.0123456789ab.js", "/search/index/", ()),
        "subscribe.html": SubscribePage(bare, feed, feed, "", "", (), (), ()),
        "text.html": TextPage(bare, "Title", Markup()),
        "404.html": NotFoundPage(bare, River()),
    }  # fmt: skip


def reworded(view: Any, text: str) -> Any:
    """`view` with every text that isn't made by the site itself replaced by `text`."""
    if is_dataclass(view) and not isinstance(view, type):
        changed = {
            field.name: reworded(getattr(view, field.name), text)
            for field in fields(view)
            if not (field.name in OURS and isinstance(getattr(view, field.name), str))
        }
        return replace(view, **changed)
    if isinstance(view, tuple):
        return tuple(reworded(each, text) for each in view)
    return text if isinstance(view, str) and view else view


@pytest.fixture(scope="session")
def templates() -> jinja2.Environment:
    return environment("en")


def environment(lang: str) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    messages.install(made, lang)
    return made


@pytest.fixture(scope="session")
def render(templates: jinja2.Environment) -> Callable[..., str]:
    def _render(template: str, view: object, site: SiteView = SITE) -> str:
        return templates.get_template(template).render(view=view, site=site)

    return _render


@pytest.fixture(scope="session")
def ordinary_views() -> Mapping[str, Any]:
    return ordinary()


@pytest.fixture(scope="session")
def minimal_views() -> Mapping[str, Any]:
    return minimal()


@pytest.fixture(scope="session")
def site() -> SiteView:
    return SITE


@pytest.fixture(scope="session", name="reworded")
def reworded_fixture() -> Callable[[Any, str], Any]:
    return reworded


@pytest.fixture(params=sorted(PAGES))
def template(request: pytest.FixtureRequest) -> str:
    return str(request.param)
