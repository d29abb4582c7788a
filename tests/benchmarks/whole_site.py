"""What 50 new articles cost our whole site of 10,000: annotations, stories, actors, sources, days, feeds and search.

    python tests/benchmarks/whole_site.py [--articles 10000] [--folder DIR] [--keep] [--hugo-s SECONDS]

The corpus is generated: reports of 90 to 150 words with invented people, organisations and quotes, three of different
sources on each event, a hundred a day. It is built cold, which takes spaCy minutes (`--keep` takes the site that an
earlier run left in the folder), and built again once 50 articles have come. Each line has seconds of the wall clock and
of the processor, of all processes; `--hugo-s` is what `incremental.py` has measured for Hugo beside it, to set the last
build against.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEW = 50
EVERY = timedelta(minutes=14)  # a hundred a day
ROOM = 500  # so many articles can be added before their dates are those of the day on which the site was made
SECTIONS = ("World", "Economy", "Science", "Culture", "Sport")
SOURCES = 30
FIRST = "Marta Ilan Petra Jonas Clara Viktor Nadia Tomas Elena Oskar Lucia Henrik Amara Daniel Sofia Pavel"
PLACES = (
    "Berlin Lisbon Nairobi Oslo Lima Warsaw Athens Ottawa Jakarta Dublin Vienna Accra Santiago Helsinki Manila Tunis "
    "Prague Riga Quito Hanoi Lagos Madrid Seoul Dakar Zagreb Muscat Tirana Bogota Havana Kigali Lusaka Vilnius"
)
KINDS = "Bank Institute Council Energy University"
SYLLABLES = (
    "bel mor ta vin ka sel dor ri nal ko ver lin sa tor mi ran del fa gor hes jul lam ne pol qui ros tem ul var wen "
    "xan yor zel bri cas dun fer gal har"
)
OBJECTS = (
    "budget harbour treaty railway vaccine dam festival tariff census pipeline archive bridge reform airport canal "
    "school hospital election strike drought mine ferry satellite museum orchestra stadium prison forest glacier "
    "reactor refinery vineyard lighthouse parliament currency pension passport curfew bakery tunnel telescope market"
)
VERBS = (
    "delayed approved rejected reviewed expanded financed questioned published cancelled defended suspended audited "
    "praised measured opened closed sold renamed inspected halved"
)
TURNS = (
    "late on Monday", "after weeks of talks", "despite protests", "for the second time", "behind closed doors",
    "before the deadline", "without a vote", "against all advice", "in a single sitting", "with little warning",
)  # fmt: skip


def _invented(count: int, syllables: int, seed: str) -> list[str]:
    """Words of so many syllables, the same for the same seed."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES.split(), k=syllables)).capitalize() for _ in range(count)]


LAST = _invented(200, 2, "surnames")
BODIES = [f"{name} {kind}" for name in _invented(20, 2, "bodies") for kind in KINDS.split()]


def _frequent(names: Sequence[str], chance: random.Random) -> str:
    """One of these names, the first ones more often than the last, as in news."""
    return names[int(len(names) * chance.random() ** 2)]


def article(number: int, date: datetime) -> str:
    """The file of article `number`; the same for the same number, but for its date.

    An event has a name of its own and a report its own figures, so that no two are taken for one issued again.
    """
    event, chance = random.Random(f"event {number // 3}"), random.Random(number)

    def some(words: str, of: random.Random = event) -> str:
        return of.choice(words.split())

    case = "".join(event.choices(SYLLABLES.split(), k=4)).capitalize()
    person, other = (f"{some(FIRST)} {_frequent(LAST, event)}" for _ in range(2))
    body, place = _frequent(BODIES, event), _frequent(PLACES.split(), event)
    topic = f"{case} {some(OBJECTS)}"
    things = event.sample(OBJECTS.split(), 6)

    def deed() -> str:
        return f"{some(VERBS, chance)} {chance.choice(TURNS)}"

    def sentence() -> str:
        thing, figure = chance.choice(things), chance.randint(12, 9_800)
        return f"The {thing} of {figure} tonnes was {deed()}, officials in {place} said."

    texts = [
        f"{place} – {body} has {some(VERBS)} the {topic} {chance.choice(TURNS)}. {sentence()}",
        f'"We have {some(VERBS, chance)} the {topic} and will not change it," said {person} of {body}. {sentence()}',
        " ".join(sentence() for _ in range(chance.randint(2, 4))),
        f'{other} told reporters: "Nobody has read the {topic} that was {deed()}." {sentence()}',
        f"According to {person}, the {chance.choice(things)} in {place} comes first. {sentence()}",
    ]
    source = f"source-{number % SOURCES}"
    header = {
        "Title": f"{body} {some(VERBS)} the {topic} in {place} {chance.choice(TURNS)}",
        "Date": date.isoformat(),
        "Slug": f"report-{number:06}",
        "Category": event.choice(SECTIONS),
        "Lang": "en",
        "Source": source,
        "Source_Url": f"https://{source}.example.org/{number}",
        "Guid": f"guid-{number}",
    }
    return "".join(f"{name}: {value}\n" for name, value in header.items()) + "\n" + "\n\n".join(texts) + "\n"


class Site:
    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder / str(count)
        self.content = self.folder / "content"
        self.count = count

    def make(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.content.mkdir(parents=True)
        for name in ("actors", "pages"):
            (self.content / name).symlink_to(ROOT / "content" / name, target_is_directory=True)
        feeds = (
            f'[[feed]]\nurl = "https://source-{n}.example.org/feed.xml"\nname = "Source {n}"\nshow = "full"'
            for n in range(SOURCES)
        )
        (self.content / "subscriptions.toml").write_text("\n".join(feeds), "utf-8")
        self.add(self.count)
        time.sleep(2.5)  # until the files' times are older than what a clock can tell apart

    def add(self, number_of_new: int) -> None:
        made_at = datetime.fromtimestamp((self.content / "subscriptions.toml").stat().st_mtime, UTC).replace(
            microsecond=0
        )
        there = sum(1 for _ in self.content.rglob("report-*.md"))
        for number in range(there, there + number_of_new):
            date = made_at - (self.count + ROOM - number) * EVERY
            file = self.content / f"news/{date:%Y/%m/%d}/report-{number:06}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(article(number, date), "utf-8")

    def build(self, name: str) -> float:
        """Seconds of one build, from start to end; says what it took."""
        command = [sys.executable, "-m", "digest.operations.build"]
        for kind in ("content", "output", "cache"):
            command += [f"--{kind}", str(self.folder / kind)]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        before, begun = os.times(), time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
        seconds, after = time.perf_counter() - begun, os.times()
        processor_s = sum(after[2:4]) - sum(before[2:4])
        last_line = done.stdout.strip().splitlines()[-1]
        print(f"{name}: {seconds:.2f} s, {processor_s:.2f} s of processor: {last_line}", flush=True)
        return seconds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/whole-site-bench"))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--hugo-s", type=float)
    options = parser.parse_args()
    site = Site(options.folder, options.articles)
    if not options.keep:
        site.make()
    site.build("as it is" if options.keep else "cold")
    site.add(NEW)
    seconds = site.build(f"{NEW} new articles")
    if options.hugo_s:
        print(f"{NEW} new articles, to Hugo's full build of its simpler site: {seconds / options.hugo_s:.2f}")


if __name__ == "__main__":
    main()
