"""Whatever an editor does and the feeds bring, building after each step gives the bytes of a clean build."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from digest.contracts.article_fingerprint import is_as_written
from digest.contracts.article_header import HeaderField
from digest.contracts.expired_articles import load_expired, record_files
from digest.contracts.kept_versions import KeptVersion, add_version, version_files
from digest.contracts.subscriptions import VersionSettings
from digest.feeds.articles.article_file import ArticleFile, read, render
from digest.operations.build import main
from digest.operations.retention.__main__ import main as let_old_articles_go

# 2 lives of 20 steps each in CI, 40 s of processor; DIGEST_LIVES=50 makes 1,000 of them.
LIVES = int(os.environ.get("DIGEST_LIVES", "2"))
STEPS = 20
START = datetime(2023, 7, 20, 18, tzinfo=UTC)

SLUGS = st.sampled_from(["strike", "ships", "helm", "organ", "talks"])
DAYS = st.sampled_from(["2023/07/10", "2023/07/18", "2023/07/19", "2023/07/20"])
SOURCES = st.sampled_from(["northern-wire", "harbour-post", "lantern", "unknown", ""])
TITLES = st.sampled_from(
    ["Pilots strike in Neverhaven, forty ships wait", "Forty ships wait as pilots strike", "Odo Flinck has news", "<b>"]
)
BODIES = st.sampled_from(
    [
        (
            "The Guild of Pilots began a strike in Neverhaven on Wednesday and forty ships wait.\n\n"
            "“I have forty captains asking me one question and I don’t have half an answer,” said Odo Flinck, "
            "the harbourmaster of Neverhaven.\n\nSource: Lantern\n"
        ),
        (
            "Forty ships wait at Neverhaven after the Guild of Pilots began a strike on Wednesday.\n\n"
            "“I have forty captains asking me one question,” Flinck said.\n"
        ),
        "Ships wait at Neverhaven as the Guild of Pilots began its strike, and Mara Vell spoke in Porto Linde.\n",
        (
            "Mara Vell of Porto Linde told [Lantern](https://lantern.example/x) she has *no* news of Odo Flinck.\n\n"
            "![a ship](https://lantern.example/ship.png)\n\n<script>alert(1)</script>\n"
        ),
        "",
    ]
)
FIELDS = st.sampled_from(
    [
        {},
        {"Modified": "2023-07-20T17:00:00+00:00"},
        {"Lang": "uk", "Summary": "A summary."},
        {"Category": "Harbour", "Tags": "x, y", "Authors": "A. Writer"},
    ]
)
ACTORS = {
    "guild-of-pilots": ["Aliases: Pilots’ Guild", "Never: Guild of Pilots began", "Wikidata: Q42\n\nThe guild.\n"],
    "odo-flinck": ["Aliases: Flinck", "", "Merge: Mara Vell"],
    "mara-vell": ["", "Aliases: Flinck", "Aliases: Vell\n\nA speaker.\n"],
}
KINDS = {"guild-of-pilots": "organisation"}
FEEDS = {
    "northern-wire": [
        'show = "full"',
        'retention = { thin = "1 day", keep = "forever" }',
        'home = "https://north.example/"\nabout = "A wire."',
        'section = "Africa"',
    ],
    "harbour-post": ["", 'show = "full"'],
    "lantern": ['section = "Africa"', 'versions = "none"', 'section = "Harbour"\nshow = "full"'],
    "silent": ['section = "Silence"', ""],
}
RETENTION = st.sampled_from(
    [
        "",
        '[retention]\nthin = "1 day"\n',
        '[retention]\nthin = "2 days"\nkeep = "9 days"\n',
        '[retention.sections.Security]\nthin = "1 day"\n[retention.sections.Harbour]\nkeep = "2 days"\n',
        '[retention]\nkeep = "1 day"\n',
        '[retention]\nkeep = "soon"\n',
    ]
)
DECISIONS = st.sampled_from(
    [
        None,
        'pin = ["2023/07/19/strike"]',
        'drop = ["2023/07/19/ships", "2023/07/20/strike"]',
        'merge = [["2023/07/19/strike", "2023/07/20/talks"]]',
        'split = ["2023/07/19/ships"]\npin = ["2023/07/20/helm"]',
        'lead = ["2023/07/19/ships", "2023/07/20/helm"]',
        "pin = 1",
    ]
)
WATCHES = st.sampled_from(
    [
        None,
        '[[watch]]\nname = "Ships"\nquery = "ship* -lang:uk"\n',
        (
            '[[watch]]\nname = "Ships"\nquery = "forty ships OR strike"\nprivate = true\n'
            '[[watch]]\nname = "Flinck speaks"\nquery = \'speaks:"Odo Flinck" OR actor:"Mara Vell"\'\n'
        ),
        (
            '[[watch]]\nname = "Flinck <b>"\nslug = "flinck-speaks"\nquery = "actor:Flinck with:Neverhaven"\n'
            '[[watch]]\nname = "Others"\nquery = \'NOT actor:"Guild of Pilots" -source:lantern\'\n'
        ),
        '[[watch]]\nname = "Ships"\nquery = "(ships"\n',
    ]
)
SETTINGS = st.sampled_from(
    [
        "",
        'SITENAME = "Another"',
        "DIGEST_TOPIC_MIN_ARTICLES = 1\nDIGEST_TOPIC_MIN_SOURCES = 1",
        "DIGEST_EXCERPT_WORDS = 10",
        'DIGEST_OPEN_DATA = ["found", "sources", "stories"]',
        'SITEURL = "https://news.example/base"',
        "DIGEST_EXCERPT_WORDS = 0",
    ]
)
TEMPLATES = st.sampled_from(["base.html", "article.html", "front.html", "feed.xml", "macros/{first}"])


class Life:
    """A copy of the project's settings, theme and content folders that its owner works on."""

    def __init__(self, work: Path, root: Path) -> None:
        self.work, self.root = work, root
        self.content, self.theme, self.output, self.cache = (
            work / name for name in ("content", "theme", "output", "cache")
        )
        for name in ("actors", "news", "pages"):
            (self.content / name).mkdir(parents=True)
        shutil.copytree(root / "theme", self.theme)
        self.settings("")
        self.now = START
        self.jobs = 1
        self.clean: tuple[str, Any] = ("", None)

    def settings(self, more: str) -> None:
        plugins = self.root / "plugins"
        text = (self.root / "pelican.conf.py").read_text(encoding="utf-8")
        (self.work / "pelican.conf.py").write_text(f"{text}\nPLUGIN_PATHS = [{str(plugins)!r}]\n{more}\n", "utf-8")

    def build(self, output: Path, cache: Path, jobs: int) -> int:
        """The exit status of the command."""
        places = {"settings": self.work / "pelican.conf.py", "content": self.content, "output": output, "cache": cache}
        options = [part for name, place in places.items() for part in (f"--{name}", str(place))]
        return main([*options, "--now", self.now.isoformat(), "--jobs", str(jobs)])

    def clean_outcome(self) -> tuple[int, dict[str, bytes]]:
        """Status and files of a build from nothing; of the last one, if that was made from the same."""
        sources = [_files(folder) for folder in (self.content, self.theme)]
        made_from = repr((sources, (self.work / "pelican.conf.py").read_text("utf-8"), self.now))
        if made_from != self.clean[0]:
            output, cache = self.work / "clean-output", self.work / "clean-cache"
            status = self.build(output, cache, 1)
            self.clean = made_from, (status, _files(output))
            for folder in (output, cache):
                shutil.rmtree(folder, ignore_errors=True)
        outcome: tuple[int, dict[str, bytes]] = self.clean[1]
        return outcome


def machine(make: Callable[[], Life], statuses: list[int]) -> type[RuleBasedStateMachine]:  # noqa: C901  a rule a change
    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.life = make()
            self.content = self.life.content
            self.feeds: dict[str, str] = {}
            self.retention = ""

        def write(self, name: str, text: str) -> None:
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

        def write_article(self, path: str, source: str, title: str, body: str, fields: dict[str, str]) -> None:
            day, _, slug = path.rpartition("/")
            header = {"Title": title, "Date": f"{day.replace('/', '-')}T09:12:00+00:00", "Slug": slug, "Source": source}
            header |= {"Category": "Security", "Source_Url": f"https://{source or 'x'}.example/{slug}", "Guid": path}
            lines = "".join(f"{name}: {value}\n" for name, value in (header | fields).items())
            self.write(f"news/{path}.md", f"{lines}\n{body}")

        @initialize()
        def begin(self) -> None:
            for slug, (first, *_) in ACTORS.items():
                self.write_actor(slug, first)
            self.write_feeds({slug: variants[0] for slug, variants in FEEDS.items()})
            self.write("pages/about.md", "Title: About\n\nWhat this is.\n")
            titles, bodies = TITLES.elements, BODIES.elements  # type: ignore[attr-defined]
            for number, source in enumerate(["northern-wire", "harbour-post", "lantern"]):
                path = f"2023/07/19/{['strike', 'ships', 'helm'][number]}"
                self.write_article(path, source, titles[number], bodies[number], {})

        @rule(day=DAYS, slug=SLUGS, source=SOURCES, title=TITLES, body=BODIES, fields=FIELDS)
        def article_comes(
            self, day: str, slug: str, source: str, title: str, body: str, fields: dict[str, str]
        ) -> None:
            self.write_article(f"{day}/{slug}", source, title, body, fields)

        @rule(day=DAYS, slug=SLUGS, source=st.sampled_from(["northern-wire", "lantern"]), body=BODIES)
        def article_is_polled(self, day: str, slug: str, source: str, body: str) -> None:
            header: dict[str, str] = {
                HeaderField.TITLE: f"Ships wait on {day}",
                HeaderField.DATE: f"{day.replace('/', '-')}T19:12:00+00:00",
                HeaderField.SLUG: slug,
                HeaderField.SOURCE: source,
                HeaderField.SOURCE_URL: f"https://{source}.example/{slug}",
                HeaderField.CATEGORY: "Harbour",
            }
            path, file = f"news/{day}/{slug}.md", self.content / f"news/{day}/{slug}.md"
            if file.exists() and is_as_written(file.read_text(encoding="utf-8")):
                before = read(file.read_text(encoding="utf-8"))
                version = KeptVersion(self.life.now.isoformat(), before.fields[HeaderField.TITLE], before.body)
                add_version(self.content, path, version, VersionSettings(keep=2))
            self.write(path, render(ArticleFile(header, body.strip("\n"))))

        @rule(number=st.integers(0, 9), how=st.sampled_from(["gone", "spoilt"]))
        def versions_are_edited(self, number: int, how: str) -> None:
            if files := [file for _, file in version_files(self.content)]:
                file = files[number % len(files)]
                if how == "gone":
                    file.unlink()
                else:
                    file.write_text(f"no version\n{file.read_text('utf-8')}", encoding="utf-8")

        @rule(text=RETENTION)
        def retention_is_written(self, text: str) -> None:
            self.retention = text
            self.write_feeds(self.feeds)

        @rule()
        def old_articles_go(self) -> None:
            places = ["--content", str(self.content), "--cache", str(self.life.cache)]
            status = let_old_articles_go([*places, "--now", self.life.now.isoformat(), "--allow-loss"])
            assert status == (2 if "soon" in self.retention else 0)

        @rule(number=st.integers(0, 9), how=st.sampled_from(["gone", "spoilt", "its article is back"]))
        def record_of_what_went_is_edited(self, number: int, how: str) -> None:
            if not (files := record_files(self.content)):
                return
            file = files[number % len(files)]
            if how == "gone":
                file.unlink()
            elif how == "spoilt":
                file.write_text(f"no record\n{file.read_text('utf-8')}", encoding="utf-8")
            elif paths := sorted(load_expired(file)):
                day, slug = paths[0].removeprefix("news/").removesuffix(".md").rsplit("/", 1)
                self.write_article(f"{day}/{slug}", "lantern", "It is back", "Back.\n", {})

        @rule(number=st.integers(0, 9), body=BODIES)
        def article_is_edited(self, number: int, body: str) -> None:
            if file := self.some_article(number):
                header = file.read_text(encoding="utf-8").partition("\n\n")[0]
                file.write_text(f"{header}\n\n{body}", encoding="utf-8")

        @rule(number=st.integers(0, 9), name=SLUGS)
        def article_file_is_renamed(self, number: int, name: str) -> None:
            if file := self.some_article(number):
                file.rename(file.with_name(f"{name}.md"))

        @rule(number=st.integers(0, 9))
        def article_goes(self, number: int) -> None:
            if file := self.some_article(number):
                file.unlink()

        def some_article(self, number: int) -> Path | None:
            files = sorted((self.content / "news").rglob("*.md"))
            return files[number % len(files)] if files else None

        @rule(slug=st.sampled_from(sorted(ACTORS)), number=st.integers(0, 2))
        def actor_is_written(self, slug: str, number: int) -> None:
            self.write_actor(slug, ACTORS[slug][number])

        def write_actor(self, slug: str, more: str) -> None:
            name = slug.replace("-", " ").title().replace(" Of ", " of ")
            self.write(f"actors/{slug}.md", f"Title: {name}\nKind: {KINDS.get(slug, 'person')}\n{more}\n")

        @rule(old=st.sampled_from(sorted(ACTORS)), new=st.sampled_from(["odo-flinck", "the-speaker"]))
        def actor_is_renamed(self, old: str, new: str) -> None:
            file = self.content / "actors" / f"{old}.md"
            if file.exists():
                file.rename(file.with_name(f"{new}.md"))

        @rule(slug=st.sampled_from([*ACTORS, "the-speaker"]))
        def actor_goes(self, slug: str) -> None:
            (self.content / "actors" / f"{slug}.md").unlink(missing_ok=True)

        @rule(chosen=st.fixed_dictionaries({}, optional={slug: st.sampled_from(more) for slug, more in FEEDS.items()}))
        def subscriptions_are_written(self, chosen: dict[str, str]) -> None:
            self.write_feeds(chosen)

        def write_feeds(self, chosen: dict[str, str]) -> None:
            self.feeds = chosen
            tables = (
                f'[[feed]]\nurl = "https://{slug}.example/feed"\nname = "{slug.title()}"\nslug = "{slug}"\n{more}\n'
                for slug, more in chosen.items()
            )
            self.write("subscriptions.toml", "".join(tables) + self.retention)

        @rule(text=DECISIONS)
        def decisions_are_written(self, text: str | None) -> None:
            if text is None:
                (self.content / "decisions.toml").unlink(missing_ok=True)
            else:
                self.write("decisions.toml", text)

        @rule(text=WATCHES)
        def watches_are_written(self, text: str | None) -> None:
            if text is None:
                (self.content / "watches.toml").unlink(missing_ok=True)
            else:
                self.write("watches.toml", text)

        @rule(name=st.sampled_from(["about", "method"]), text=st.sampled_from(["One.", "Two *words*.", ""]))
        def page_is_written(self, name: str, text: str) -> None:
            if text:
                self.write(f"pages/{name}.md", f"Title: {name.title()}\n\n{text}\n")
            else:
                (self.content / "pages" / f"{name}.md").unlink(missing_ok=True)

        @rule(more=SETTINGS)
        def settings_are_changed(self, more: str) -> None:
            self.life.settings(more)

        @rule(name=TEMPLATES, text=st.sampled_from(["", "\n<!-- more -->", "\n{# nothing #}", "\n{{ nothing.here }}"]))
        def template_is_edited(self, name: str, text: str) -> None:
            templates = self.life.root / "theme" / "templates"
            name = name.format(first=sorted(file.name for file in (templates / "macros").iterdir())[0])
            source = (templates / name).read_text(encoding="utf-8")
            (self.life.theme / "templates" / name).write_text(source + text, encoding="utf-8")

        @rule(text=st.sampled_from(["", "\nb { color: red }"]), picture=st.sampled_from([b"", b"1", b"2"]))
        def style_is_edited(self, text: str, picture: bytes) -> None:
            css = (self.life.root / "theme/static/css/tokens.css").read_text(encoding="utf-8")
            (self.life.theme / "static/css/tokens.css").write_text(css + text, encoding="utf-8")
            file = self.life.theme / "static" / "icon.png"
            if picture:
                file.write_bytes(picture)
            else:
                file.unlink(missing_ok=True)

        @rule(hours=st.sampled_from([-24, 1, 6, 24, 24 * 8]))
        def clock_moves(self, hours: int) -> None:
            self.life.now += timedelta(hours=hours)

        @rule(jobs=st.integers(1, 2))
        def jobs_change(self, jobs: int) -> None:
            self.life.jobs = jobs

        @rule(
            name=st.sampled_from(
                [
                    "",
                    "build.snapshot",
                    "annotations.sqlite",
                    "archive.sqlite",
                    "incremental.sqlite",
                ]
            )
        )
        def cache_is_deleted(self, name: str) -> None:
            if name:
                (self.life.cache / name).unlink(missing_ok=True)
            else:
                shutil.rmtree(self.life.cache, ignore_errors=True)

        @rule(number=st.integers(0, 99), how=st.sampled_from(["gone", "spoilt"]))
        def output_is_spoilt(self, number: int, how: str) -> None:
            files = sorted(_files(self.life.output))
            if files:
                file = self.life.output / files[number % len(files)]
                file.unlink()
                if how == "spoilt":
                    file.write_text("spoilt", encoding="utf-8")

        @invariant()
        def incremental_equals_clean(self) -> None:
            """Where the editor's input is wrong, or a template, the status says so and the output stays as it was."""
            before = _files(self.life.output)
            status, clean = self.life.clean_outcome()
            assert self.life.build(self.life.output, self.life.cache, self.life.jobs) == status
            assert _files(self.life.output) == (before if status else clean)
            statuses.append(status)

        def teardown(self) -> None:
            shutil.rmtree(self.life.work)

    return Machine


def _files(folder: Path) -> dict[str, bytes]:
    """Bytes by path of all that is published; not the record of which files are ours."""
    files = (file for file in folder.rglob("[!.]*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.alone
@pytest.mark.timeout(120 + 120 * LIVES)
def test_any_life_of_the_site_built_step_by_step_equals_clean_builds(
    tmp_path_factory: pytest.TempPathFactory, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incremental.read.source_cache._FILES_A_PROCESS", 1)
    monkeypatch.setattr("incremental.run.build_run._PAGES_A_PROCESS", 5)
    statuses: list[int] = []
    run_state_machine_as_test(
        machine(lambda: Life(tmp_path_factory.mktemp("life"), root), statuses),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    assert statuses.count(0) > LIVES * STEPS // 2
