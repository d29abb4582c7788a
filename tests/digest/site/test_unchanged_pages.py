"""What a new article leaves as it is: pages are not rendered again when the news is elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from digest.operations.build import build


def _made(site: Any, *paths: str) -> dict[str, str]:
    """What a build says of each page."""
    explained = build(
        site.root / "pelican.conf.py", content=site.content, output=site.output, cache=site.cache, explain=paths, jobs=1
    ).explanations
    return dict(zip(paths, explained, strict=True))


def test_a_days_digest_and_its_quotes_stay_when_the_news_is_of_another_day(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/20/nets", "lantern", "Nets are mended", "08:00", "“These nets have held,” said Odo Flinck.\n")
    site.add("2023/07/11/kite", "lantern", "A kite flies", "08:00", "A kite flies over Neverhaven.\n")
    site.build()
    site.add("2023/07/28/rope", "lantern", "A rope is sold", "08:00", "“This rope will hold,” said Odo Flinck.\n")
    old = ("2023/07/19/index.html", "2023/w28/index.html", "quotes/2023/07/19/index.html")
    new = ("2023/07/28/index.html", "quotes/index.html", "quotes/2023/07/index.html")
    explained = _made(site, *old, *new)
    assert {path for path, line in explained.items() if "not rendered" in line} == {*old}


def test_an_actors_page_stays_when_somebody_seen_with_it_is_reported_alone(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/20/nets", "lantern", "Nets are mended", "08:00", "The Guild of Pilots mends nets.\n")
    site.build()
    page = Path(site.output, "topics/odo-flinck/index.html")
    before = page.read_bytes()
    assert "Guild of Pilots" in before.decode()
    site.add("2023/07/20/rope", "lantern", "A rope is sold", "08:00", "The Guild of Pilots bought a rope.\n")
    explained = _made(site, "topics/odo-flinck/index.html", "topics/guild-of-pilots/index.html")
    assert page.read_bytes() == before
    assert "not rendered" in explained["topics/odo-flinck/index.html"]
    assert "not rendered" not in explained["topics/guild-of-pilots/index.html"]


def test_an_actors_page_stays_from_day_to_day_of_a_week_of_its_chart(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/04/03/oars", "lantern", "Oars are carved", "08:00", "Odo Flinck carves oars.\n")
    site.add("2023/07/20/nets", "lantern", "Nets are mended", "08:00", "Odo Flinck mends nets.\n")
    site.build()
    page = Path(site.output, "topics/odo-flinck/index.html")
    assert "<svg" in page.read_text()
    site.add("2023/07/21/rope", "lantern", "A rope is sold", "08:00", "A rope is sold in Neverhaven.\n")
    assert "not rendered" in _made(site, "topics/odo-flinck/index.html")["topics/odo-flinck/index.html"]
    site.add("2023/07/25/mast", "lantern", "A mast is raised", "08:00", "A mast is raised in Neverhaven.\n")
    assert "not rendered" not in _made(site, "topics/odo-flinck/index.html")["topics/odo-flinck/index.html"]
