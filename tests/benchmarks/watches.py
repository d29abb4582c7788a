"""What 100 watches cost a build, and whether they find everything, on days of real feeds.

    python tests/benchmarks/watches.py [--days 30] [--feeds 4] [--items 1000] [--watches 100] [--pairs 5] [--work DIR]

Snapshots of the days are polled one by one. All days but the last are built from nothing, and the last is built upon
that, each three times: with annotation, as a scheduled run does; and, with the annotations of the first, without
watches and with them. The last day is built in several pairs without and with watches, in turns, each from the same
state. Times are of the processor, of all processes; what watches add is the median over pairs, set against the first
build of each kind.

Half of the watches are public. Their queries are made of the words, names and speakers of the archive, and beside each
stands what it means as a function of Python, which knows neither index nor language. After each build the hits that
are delivered have to be the articles for which that function holds: all of them, each once, with the identity that they
had before. The passages have to be parts of their texts.

Exit status 0 if all hits are right and the watches add less than 5 % to both builds. $DIGEST_CORPUS names the folder
that has replay/; without it, shared/data beside the project.
"""

import argparse
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article
from digest.archive.model.events import quotes_of
from digest.archive.questions.full_text_search import search_texts
from digest.archive.questions.stored import StoredRecords
from digest.archive.questions.watch_hits import watch_hits
from tests.benchmarks.replay import ANNOTATIONS, Server, Site, clock_after, first_items, snapshots

MOST = 0.05  # of a build
Holds = Callable[["Archive", Article], bool]


class Meant(NamedTuple):
    """A query, and what it means."""

    query: str
    holds: Holds


def plain(text: str) -> str:
    """A text in small letters without accents, with single blanks in place of all that is no letter or digit."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(["", *re.findall(r"[^\W_]+", kept), ""])


class Archive:
    """The articles of an index, and what queries about them mean."""

    def __init__(self, index: IndexFile) -> None:
        records = StoredRecords(index)
        self.articles = [records.article(id_) for (id_,) in index.rows("SELECT id FROM listed WHERE list = 'all'")]
        self.slugs = dict(index.rows("SELECT name, slug FROM names"))
        self.texts = {article.id: (plain(article.headline), plain(article.body.text)) for article in self.articles}

    def phrase(self, words: str) -> Meant:
        wanted = plain(words)
        return Meant(f'"{words}"', lambda known, article: known.has(wanted, article))

    def prefix(self, beginning: str) -> Meant:
        wanted = plain(beginning).rstrip()
        return Meant(f"{beginning}*", lambda known, article: known.has(wanted, article))

    def actor(self, name: str) -> Meant:
        return Meant(f'actor:"{name}"', lambda known, article: known.names_one(known.mentioned(article), name))

    def together(self, one: str, other: str) -> Meant:
        def holds(archive: Archive, article: Article) -> bool:
            return any(
                archive.names_one(names, one) and archive.names_one(names, other)
                for names in archive.by_paragraph(article)
            )

        return Meant(f'actor:"{one}" with:"{other}"', holds)

    def speech(self, speaker: str, about: str = "") -> Meant:
        def holds(archive: Archive, article: Article) -> bool:
            for quote in quotes_of(article):
                inside = [
                    mention.actor
                    for mention in article.annotation.mentions
                    for part in quote.quote.segments
                    if part.start <= mention.start and mention.end <= part.end
                ]
                said_by = [quote.quote.speaker] if quote.quote.speaker else []
                if archive.names_one(said_by, speaker) and (not about or archive.names_one(inside, about)):
                    return True
            return False

        return Meant(f'speaks:"{speaker}"' + (f' about:"{about}"' if about else ""), holds)

    def source(self, slug: str) -> Meant:
        return Meant(f"source:{slug}", lambda _, article: slug in (article.source.slug, article.publisher.slug))

    def has(self, wanted: str, article: Article) -> bool:
        return any(wanted in text for text in self.texts[article.id])

    def names_one(self, names: list[str], name: str) -> bool:
        """Whether one of the names is another form of a name."""
        return any(self.slugs.get(one) == self.slugs.get(name, "") for one in names)

    def mentioned(self, article: Article) -> list[str]:
        found = article.annotation
        return [mention.actor for mention in (*found.mentions, *found.title_mentions)]

    def by_paragraph(self, article: Article) -> Iterator[list[str]]:
        yield [mention.actor for mention in article.annotation.title_mentions]
        begin = 0
        for paragraph in article.body.text.split("\n\n"):
            end = begin + len(paragraph)
            yield [one.actor for one in article.annotation.mentions if begin <= one.start and one.end <= end]
            begin = end + 2


def every(*parts: Meant) -> Meant:
    query = f"({' '.join(part.query for part in parts)})"
    return Meant(query, lambda known, article: all(part.holds(known, article) for part in parts))


def some(*parts: Meant) -> Meant:
    query = f"({' OR '.join(part.query for part in parts)})"
    return Meant(query, lambda known, article: any(part.holds(known, article) for part in parts))


def but(part: Meant, without: Meant) -> Meant:
    query = f"{part.query} -{without.query}"
    return Meant(query, lambda known, article: part.holds(known, article) and not without.holds(known, article))


def watches_of(archive: Archive, index: IndexFile, number: int) -> list[Meant]:
    """Queries of every kind, made of what the archive has; the same for the same archive."""
    chance = random.Random(1)
    counts = Counter(word for texts in archive.texts.values() for text in texts for word in set(text.split()))
    words = [word for word, count in sorted(counts.items()) if len(word) > 3 and count > 1 and word.isascii()]
    phrases = [
        " ".join(text.split()[2:4]) for texts in archive.texts.values() for text in texts if len(text.split()) > 5
    ]
    names = [name for (name,) in index.rows("SELECT name FROM topics WHERE NOT followed OR name != '' ORDER BY slug")]
    names = [name for name in names if name in archive.slugs and '"' not in name]
    beside = [
        tuple(sorted(set(mentioned)))[:2]
        for article in archive.articles
        for mentioned in archive.by_paragraph(article)
        if len(set(mentioned)) > 1
    ]
    speakers = [quote.quote.speaker or "" for article in archive.articles for quote in quotes_of(article)]
    speakers = sorted({name for name in speakers if name in archive.slugs})
    makers: tuple[Callable[[], Meant], ...] = (
        lambda: archive.phrase(chance.choice(words)),
        lambda: archive.phrase(chance.choice(phrases)),
        lambda: archive.prefix(chance.choice(words)[:4]),
        lambda: archive.actor(chance.choice(names)),
        lambda: archive.together(*chance.choice(beside)),
        lambda: archive.speech(chance.choice(speakers)),
        lambda: archive.speech(chance.choice(speakers), chance.choice(names)),
        lambda: every(archive.actor(chance.choice(names)), archive.prefix(chance.choice(words)[:4])),
        lambda: some(*(archive.actor(chance.choice(names)) for _ in range(3)), archive.speech(chance.choice(speakers))),
        lambda: but(archive.phrase(chance.choice(words)), archive.source(chance.choice(archive.articles).source.slug)),
    )
    return [makers[place % len(makers)]() for place in range(number)]


def watch_file(watches: list[Meant]) -> str:
    tables = (
        f"[[watch]]\nname = \"Watch {number}\"\nquery = '''{one.query}'''\nprivate = {str(number % 2 == 1).lower()}\n"
        for number, one in enumerate(watches)
    )
    return "\n".join(tables)


def faults(index: IndexFile, archive: Archive, watches: list[Meant], before: dict[str, str]) -> Iterator[str]:
    """What is wrong with the hits; `before` has the identities of an earlier build, each with its article, and is
    brought up to date."""
    found: dict[str, list[str]] = {f"Watch {number}": [] for number in range(len(watches))}
    identities: dict[str, str] = {}
    for hit in watch_hits(index, date(1, 1, 1), limit=1_000_000):
        found[hit.watch.name].append(hit.article.id)
        if identities.setdefault(hit.id, hit.article.id) != hit.article.id or not hit.passages:
            yield f"{hit.watch.name}: {hit.article.id} has the identity of another hit, or no passage"
        for passage in hit.passages:
            whole = hit.article.headline if passage.in_headline else hit.article.body.text
            if passage.text(hit.article) != whole[passage.start : passage.end]:
                yield f"{hit.watch.name}: a passage of {hit.article.id} isn't verbatim"
    for (name, ids), watch in zip(found.items(), watches, strict=True):
        expected = {article.id for article in archive.articles if watch.holds(archive, article)}
        if len(ids) != len(set(ids)) or set(ids) != expected:
            missing, more = expected - set(ids), set(ids) - expected
            yield f"{name}, {watch.query}: {sorted(missing)[:3]} are missing, {sorted(more)[:3]} are too much"
        searched = {hit.article.id for hit in search_texts(index, watch.query, limit=10**6, timeout_s=60).hits}
        if searched != expected:
            yield f"{watch.query}: a search finds {len(searched)} articles in place of {len(expected)}"
    changed = [one for one in before if identities.get(one, before[one]) != before[one]]
    yield from (f"{one} was the identity of another hit before" for one in changed)
    before.update(identities)


def processor_s(site: Site, now: str) -> float:
    """Seconds of the processor that a build of a site takes, in all of its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(site.build(now), flush=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def beside(site: Site, name: str) -> Site:
    """A site of the same content that is built by itself, with the annotations that are there."""
    other = object.__new__(Site)
    other.work = site.work / name
    other.content, other.output, other.cache = other.work / "content", other.work / "output", other.work / "cache"
    other.content.mkdir(parents=True)
    return other


def take_over(site: Site, other: Site) -> None:
    """Give another site the content and the annotations of the first."""
    for folder, _, names in os.walk(site.content, followlinks=True):
        for file in (Path(folder, name) for name in sorted(names)):
            copy = other.content / file.relative_to(site.content)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.exists() or copy.stat().st_mtime_ns != file.stat().st_mtime_ns:
                shutil.copy2(file, copy)
    other.cache.mkdir(exist_ok=True)
    for file in site.cache.glob(f"{ANNOTATIONS}*"):
        shutil.copy2(file, other.cache / file.name)


class Replay:
    """The same days in three sites: one that annotates, and two that take its annotations over."""

    def __init__(self, captured: Mapping[str, Mapping[str, Path]], items: int, work: Path) -> None:
        self.captured, self.items = captured, items
        self.server = Server()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.site = Site(work, self.server, list(captured))
        self.without, self.watched = beside(self.site, "without"), beside(self.site, "watched")
        self.watches: list[Meant] = []
        self.identities: dict[str, str] = {}

    def poll(self, days: Sequence[str]) -> str:
        """Poll days one by one; gives the clock after the last."""
        for day in days:
            for name, files in self.captured.items():
                if day in files:
                    self.server.bodies[f"/{name}"] = first_items(files[day].read_bytes(), self.items)
            self.site.poll(clock_after(day))
        return clock_after(days[-1])

    def build(self, what: str, now: str, number: int, pairs: int = 1) -> list[str]:
        """Build all three, the last two in so many pairs, and print what watches cost; gives what is wrong."""
        annotated_s = processor_s(self.site, now)
        if not self.watches:
            index = IndexFile(self.site.cache / INDEX_FILE)
            self.watches = watches_of(Archive(index), index, number)
            index.close()
        for other in (self.without, self.watched):
            take_over(self.site, other)
        (self.watched.content / "watches.toml").write_text(watch_file(self.watches), encoding="utf-8")
        taken_s = list(self._pairs(now, pairs))
        without_s, with_s = (median(seconds) for seconds in zip(*taken_s, strict=True))
        added_s = median(of_watched - of_other for of_other, of_watched in taken_s)
        print(
            f"{what}: {annotated_s:.1f} s with annotation; without it {without_s:.1f} s, and {with_s:.1f} s with "
            f"{number} watches: {added_s:+.2f} s, {added_s / annotated_s:+.1%} of a build, "
            f"{added_s / without_s:+.1%} of one that has nothing to annotate; pairs: "
            + ", ".join(f"{of_other:.2f} and {of_watched:.2f} s" for of_other, of_watched in taken_s)
        )
        too_slow = [f"{what}: the watches add more than {MOST:.0%}"] if added_s > MOST * annotated_s else []
        index = IndexFile(self.watched.cache / INDEX_FILE)
        archive = Archive(index)
        wrong = list(faults(index, archive, self.watches, self.identities))
        index.close()
        print(f"{len(archive.articles)} articles and {len(self.identities)} hits held against a search without index")
        return too_slow + wrong

    def _pairs(self, now: str, pairs: int) -> Iterator[tuple[float, float]]:
        """What builds take without watches and with them, each pair from the same state, in turns."""
        sites = (self.without, self.watched)
        made = [folder for site in sites for folder in (site.cache, site.output)] if pairs > 1 else []
        for folder in made:
            _copied(folder, folder.with_name(f"{folder.name}-before"))
        for turn in range(pairs):
            for folder in made:
                _copied(folder.with_name(f"{folder.name}-before"), folder)
            seconds = {site.work: processor_s(site, now) for site in (sites if turn % 2 == 0 else sites[::-1])}
            yield seconds[self.without.work], seconds[self.watched.work]


def _copied(before: Path, to: Path) -> None:
    """Have a folder hold what another one does."""
    shutil.rmtree(to, ignore_errors=True)
    if before.exists():
        shutil.copytree(before, to)


def measure(days: int, feeds: int, items: int, number: int, pairs: int, work: Path) -> list[str]:
    captured = snapshots(feeds)
    calendar = sorted({day for files in captured.values() for day in files})[:days]
    replay = Replay(captured, items, work)
    found = replay.build("from nothing", replay.poll(calendar[:-1]), number)
    found += replay.build("one more day", replay.poll(calendar[-1:]), number, pairs)
    replay.server.shutdown()
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--feeds", type=int, default=4)
    parser.add_argument("--items", type=int, default=1000, help="of each feed and day, to be quick")
    parser.add_argument("--watches", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=5, help="builds of the last day without and with watches")
    parser.add_argument("--work", type=Path, help="an empty folder to work in, which is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = options.work or Path(folder, "site")
        found = measure(options.days, options.feeds, options.items, options.watches, options.pairs, work)
    print(*found[:50], f"{len(found)} faults", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
