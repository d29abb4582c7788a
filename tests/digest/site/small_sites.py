"""Sites as they are in their first days, and other ones that layouts made for a full site forget: three articles, one
source, the first week, no texts beside headlines, forty sections. All is invented."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from digest.operations.build import build

ROOT = Path(__file__).resolve().parents[3]
FIRST_DAY = date(2024, 3, 4)  # a Monday
SOURCES = ("Northern Wire", "Harbour Post", "Lantern")
PLACES = ("Neverhaven", "Oldport", "Quillmouth", "Farrow", "Sundholm", "Mirewick", "Tarnby", "Ashlock")
THINGS = ("ferry", "lighthouse", "crane", "market hall", "bridge", "observatory", "tram", "reservoir", "school", "mill")
DEEDS = ("opens again", "is sold", "closes for repairs", "gets a new roof", "draws crowds", "loses its licence")
NAMES = ("Odo Flinck", "Ada Fiction", "Ilsabet Quill", "Bruno Maar", "Tilda Wren")
FOLLOWED = {"odo-flinck": "Title: Odo Flinck\nKind: person\n\nHarbourmaster of Neverhaven.\n"}


class ArticleWriter:
    """Writes the subscriptions and articles of a site into its content folder."""

    def __init__(self, content: Path, sources: tuple[str, ...] = SOURCES) -> None:
        self.content = content
        for name in ("actors", "news", "pages"):
            (content / name).mkdir(parents=True)
        feeds = (
            f'[[feed]]\nurl = "https://{slug(name)}.example/feed"\nname = "{name}"\nsection = "News"\n'
            for name in sources
        )
        (content / "subscriptions.toml").write_text("".join(feeds), encoding="utf-8")
        (content / "pages" / "about.md").write_text("Title: About\n\nWhat this is.\n", encoding="utf-8")

    def add(self, day: int, source: str, title: str, body: str, *, hour: int = 9, section: str = "News") -> None:
        moment = FIRST_DAY + timedelta(days=day)
        folder = self.content / "news" / moment.isoformat().replace("-", "/")
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{slug(title)}-{slug(source)}"
        header = {
            "Title": title, "Date": f"{moment}T{hour:02}:00:00+00:00", "Slug": name, "Source": slug(source),
            "Category": section, "Source_Url": f"https://{slug(source)}.example/{name}", "Guid": name,
        }  # fmt: skip
        text = "".join(f"{key}: {value}\n" for key, value in header.items())
        (folder / f"{name}.md").write_text(f"{text}\n{body}", encoding="utf-8")


def slug(name: str) -> str:
    return "-".join(name.casefold().replace("’", "").split())


def text_on(place: str, thing: str, deed: str, person: str) -> str:
    return (
        f"The {thing} of {place} {deed}, as the town council said on Monday.\n\n"
        f"“Nobody in {place} remembers a year without the {thing},” said {person}, who keeps its books.\n\n"
        f"The council of {place} votes on the {thing} again in autumn.\n"
    )


def three_articles(content: Path) -> None:
    writer = ArticleWriter(content)
    for number, source in enumerate(SOURCES):
        place, thing, deed = PLACES[number], THINGS[number], DEEDS[number]
        writer.add(0, source, f"{place}’s {thing} {deed}", text_on(place, thing, deed, NAMES[number]), hour=8 + number)


def one_source(content: Path) -> None:
    writer = ArticleWriter(content, SOURCES[:1])
    for number in range(10):
        place, thing, deed = PLACES[number % 8], THINGS[number], DEEDS[number % 6]
        text = text_on(place, thing, deed, NAMES[number % 5])
        writer.add(number % 3, SOURCES[0], f"{place}’s {thing} {deed}", text, hour=7 + number)


def first_week(content: Path) -> None:
    """Five days: each with a story of three sources and some single reports, a followed actor among the names."""
    writer = ArticleWriter(content)
    for name, text in FOLLOWED.items():
        (content / "actors" / f"{name}.md").write_text(text, encoding="utf-8")
    for day in range(5):
        place, thing, deed = PLACES[day], THINGS[day], DEEDS[day]
        for number, source in enumerate(SOURCES):
            opening = (
                f"{place}’s {thing} {deed}",
                f"The {thing} of {place} {deed}",
                f"{thing.capitalize()} {deed} in {place}",
            )
            text = f"News from {place}: {text_on(place, thing, deed, NAMES[0])}"
            writer.add(day, source, opening[number], text, hour=8 + 2 * number)
            further = THINGS[(day + 2 * number + 5) % 10]
            text = text_on(PLACES[7 - day], further, DEEDS[(day + number) % 6], NAMES[1 + number])
            writer.add(day, source, f"{PLACES[7 - day]} argues about its {further}", text, hour=15)


def no_texts(content: Path) -> None:
    """Headlines alone, as feeds that have nothing else give them."""
    writer = ArticleWriter(content)
    for number in range(12):
        place, thing, deed = PLACES[number % 8], THINGS[number % 10], DEEDS[number % 6]
        writer.add(number % 3, SOURCES[number % 3], f"{place}’s {thing} {deed}", "", hour=6 + number)
    for hour, source in enumerate(SOURCES, start=8):
        writer.add(2, source, "Storm closes the harbour of Neverhaven", "", hour=hour)


def forty_sections(content: Path) -> None:
    writer = ArticleWriter(content)
    for number in range(40):
        place, thing, deed = PLACES[number % 8], THINGS[number % 10], DEEDS[number % 6]
        section = f"{place} {thing}s".title()
        for step, source in enumerate(SOURCES[: 2 if number < 20 else 1]):
            title = f"{place}’s {thing} {deed}" if step == 0 else f"The {thing} of {place} {deed}"
            text = text_on(place, thing, deed, NAMES[number % 5])
            writer.add(number % 2, source, title, text, hour=6 + (number + step) % 16, section=section)


SITES: dict[str, Callable[[Path], None]] = {
    "three-articles": three_articles,
    "one-source": one_source,
    "first-week": first_week,
    "no-texts": no_texts,
    "forty-sections": forty_sections,
}


def build_small(name: str, into: Path) -> Path:
    """Makes one of the sites below `into`, which must not be there yet; returns the folder of its pages."""
    SITES[name](into / "content")
    build(ROOT / "pelican.conf.py", content=into / "content", output=into / "output", cache=into / "cache")
    return into / "output"
