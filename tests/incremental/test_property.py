"""Whatever happens to a site, building after each step gives the bytes of a clean build."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from jinja2 import TemplateError

from incremental.errors import IncrementalError
from tests.incremental.killed_builds import STEPS as KILLING_STEPS
from tests.incremental.killed_builds import killed

# 5 lives of 50 steps each, other ones in each run. `invoke figures` makes 750 steps more of INCREMENTAL_LIVES, which CI
# runs too, and `invoke soak` 10,000.
LIVES = int(os.environ.get("INCREMENTAL_LIVES", "5"))
STEPS = 50

PLUGIN = """
import json
from dataclasses import dataclass
from pathlib import Path
from incremental import DeferredPage, Page, PageGroup, QuestionGroup, question
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

@dataclass(frozen=True, slots=True)
class View:
    title: str
    content: Markup
    more: tuple[str, ...]

def whole(article):
    tags = tuple(f"{tag.name} {tag.slug}" for tag in getattr(article, "tags", ()))
    links = tuple(sorted(article.get_static_links()))
    more = (article.url, article.locale_date, str(getattr(article, "rank", "")), *tags, *links)
    return View(article.title + EDITION, Markup(article._content), more)

class Notes(QuestionGroup):
    def __init__(self, notes):
        self.notes = notes

    @question(lambda self, name: (f"note/{name}",))
    def of(self, name):
        return tuple(self.notes[name])

    @question(lambda self, day: (f"day/{day}",))
    def on(self, day):
        return tuple(name for name, (_, its_day) in sorted(self.notes.items()) if its_day == day)

    @question(lambda self: ("days",))
    def days(self):
        return tuple(sorted({day for _, day in self.notes.values()}))

    def count(self):
        return len(self.notes)

class Archive:
    def __init__(self, notes, log, identity):
        self.notes = Notes(notes)
        self.log = log
        self.identity = identity
        self.version = f"{identity} {len(log)}"

    def changed_since(self, version):
        identity, number = map(int, version.split())
        return frozenset(self.log[number:]) if identity == self.identity else None

def all_days(archive):
    yield Page("notes/index.html", "made.html", View("days", Markup(), tuple(map(str, archive.notes.days()))))
    for day in archive.notes.days():
        yield PageGroup(one_day, day)

def one_day(archive, day):
    yield Page(f"days/{day}.html", "made.html", DeferredPage(day_page, day))
    for name in archive.notes.on(day):
        yield Page(f"notes/{name}.html", "page.html", DeferredPage(note_page, name))

def day_page(archive, day):
    titles = tuple(archive.notes.of(name)[0] for name in archive.notes.on(day))
    return View(f"{day}{EDITION}", Markup(), titles)

def note_page(archive, name):
    title, day = archive.notes.of(name)
    return {"title": f"{title} {day}"}

def number_of_notes(archive):
    return {"title": str(archive.notes.count())}

class SiteGenerator(Generator):
    def generate_context(self):
        # As other plugins do: some objects are no longer what they were read as.
        for rank, article in enumerate(self.context["articles"]):
            if article.slug == "a":
                article.rank = rank
            elif article.slug == "c" and hasattr(article, "tags"):
                article.tags.append(article.tags[0])
            elif article.slug == "d" and hasattr(article, "tags"):
                article.tags[0].slug = f"rank-{rank}"

    def generate_output(self, writer):
        data = json.loads(Path(self.settings["PAGES_FILE"]).read_text("utf-8"))
        writer.set_site(data["site"])
        for path, (template, view) in data["pages"].items():
            writer.write_view(path, template, view)
        in_order = sorted(self.context["articles"], key=lambda one: (one.date, one.source_path))
        for one in in_order:
            writer.write_view("views/" + one.url.replace("/", "_"), "made.html", whole(one))
        for number in range(0, len(in_order), 2):
            titles = tuple(f"{one.title} {one.save_as} {one.date}" for one in in_order[number : number + 2])
            writer.write_view(f"list/{number}.html", "made.html", View(str(number), Markup("<i>"), titles))
        for file in sorted(Path(self.settings["PATH"], "copies").glob("*")):
            writer.write_copy(f"copies/{file.name}", file)
        if data["groups"]:
            writer.set_subject(Archive(**data["groups"]))
            writer.write_view("count.html", "page.html", DeferredPage(number_of_notes))
            writer.write_group(PageGroup(all_days))

def pages(pelican):
    return SiteGenerator if __name__ in pelican.settings["PLUGINS"] else None

def register():
    signals.get_generators.connect(pages)
"""
NAMES = st.sampled_from(["a", "b", "c", "d", "e", "deep/a", "deep/b"])
WORDS = st.sampled_from(
    ["", "plain", "**bold** text", "a [link]({filename}/a.md)", "![x]({static}/copies/a)", "<b>", "é"]
)


def machine(new_site: Callable[[], Any], summaries: list[Any]) -> type[RuleBasedStateMachine]:  # noqa: C901  one rule a kind of change
    class Life(RuleBasedStateMachine):
        articles = Bundle("articles")

        def __init__(self) -> None:
            super().__init__()
            self.site = new_site()
            self.site.plugin = PLUGIN + "EDITION = ''\n"
            self.site.settings = {
                "ARTICLE_SAVE_AS": "articles/{slug}.html",
                "ARTICLE_URL": "articles/{slug}.html",
                "DIRECT_TEMPLATES": ["index"],
                "TAG_SAVE_AS": "tag/{slug}.html",
                "STATIC_PATHS": ["static"],
                "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}.html",
            }
            shown = "{{ article.title }}|{{ article.url }}|{{ article.locale_date }}|{{ article.tags|join }}|"
            self.site.template("article.html", shown + "{{ article.content }}{% include 'card.html' %}")
            lines = "{% for article in articles %}" + shown + "{{ article.summary }}{% endfor %}"
            for name in ("index", "tag", "period_archives"):
                self.site.template(f"{name}.html", lines)
            made = "{% extends 'base.html' %}{% from 'cards.html' import show %}{% block main %}"
            self.site.template("made.html", made + "{{ view }}{{ view.content }}{{ show(view.title) }}{% endblock %}")
            self.site.template("page.html", "{{ view.title }}{{ site.name }}{% include 'more.html' ignore missing %}")
            self.site.groups = {"notes": {}, "log": [], "identity": 0}
            self.overrides = self.site.root / "overrides"
            self.jobs = 1
            self.clean: tuple[str, Any] = ("", None)

        @rule(
            target=articles,
            name=NAMES,
            text=WORDS,
            tags=st.sampled_from(["", "x", "x, y", "y, z"]),
            day=st.integers(1, 9),
        )
        def write_article(self, name: str, text: str, tags: str, day: int) -> str:
            header = {"tags": tags} if tags else {}
            self.site.article(f"{name}.md", text, slug=name.replace("/", "-"), date=f"2026-11-0{day}", **header)
            return f"{name}.md"

        @rule(old=articles, new=NAMES)
        def rename_article(self, old: str, new: str) -> None:
            path: Path = self.site.content / old
            target: Path = self.site.content / f"{new}.md"
            target.parent.mkdir(exist_ok=True)
            if path.exists():
                path.rename(target)

        @rule(name=articles)
        def delete_article(self, name: str) -> None:
            (self.site.content / name).unlink(missing_ok=True)

        @rule(name=articles, back_s=st.integers(0, 10**6))
        def touch_article(self, name: str, back_s: int) -> None:
            path = self.site.content / name
            if path.exists():
                times = path.stat().st_mtime - back_s
                os.utime(path, (times, times))

        @rule(folder=st.sampled_from(["static", "copies"]), name=st.sampled_from("abc"), text=st.sampled_from("xyz"))
        def write_file(self, folder: str, name: str, text: str) -> None:
            (self.site.content / folder).mkdir(exist_ok=True)
            (self.site.content / folder / name).write_text(text)

        @rule(folder=st.sampled_from(["static", "copies"]), name=st.sampled_from("abc"))
        def delete_file(self, folder: str, name: str) -> None:
            (self.site.content / folder / name).unlink(missing_ok=True)

        @rule(path=st.sampled_from(["p.html", "q/index.html", "q.html", "notes/w.html"]), title=st.sampled_from("xyz"))
        def write_view(self, path: str, title: str) -> None:
            self.site.pages[path] = ("page.html", {"title": title})

        @rule(path=st.sampled_from(["p.html", "q/index.html", "q.html", "notes/w.html"]))
        def delete_view(self, path: str) -> None:
            self.site.pages.pop(path, None)

        @rule(name=st.sampled_from("uvw"), title=st.sampled_from("xyz"), day=st.integers(1, 3))
        def write_note(self, name: str, title: str, day: int) -> None:
            self.change_notes(self.site.groups["notes"] | {name: [title, day]})

        @rule(name=st.sampled_from("uvw"))
        def delete_note(self, name: str) -> None:
            self.change_notes({one: note for one, note in self.site.groups["notes"].items() if one != name})

        @rule()
        def lose_the_log(self) -> None:
            """As a new index does: the version is one that the last build has not seen."""
            self.site.groups |= {"log": [], "identity": self.site.groups["identity"] + 1}

        def change_notes(self, notes: dict[str, Any]) -> None:
            before = self.site.groups["notes"]
            changed = {name for name in before.keys() | notes.keys() if before.get(name) != notes.get(name)}
            days = {note[1] for name in changed for note in (before.get(name), notes.get(name)) if note}
            keys = [*(f"note/{name}" for name in changed), *(f"day/{day}" for day in days), "days"]
            self.site.groups |= {"notes": notes, "log": [*self.site.groups["log"], *keys]}

        @rule(step=st.sampled_from(sorted(KILLING_STEPS)), call=st.integers(1, 4), after=st.booleans())
        def kill_a_build(self, step: str, call: int, after: bool) -> None:
            killed(lambda: _outcome(self.site.build), step, call, after=after)

        @rule(name=st.sampled_from("xyz"))
        def change_site(self, name: str) -> None:
            self.site.site = {"name": name}

        @rule(name=st.sampled_from(["base.html", "card.html", "cards.html"]), text=st.sampled_from("xyz"))
        def edit_template(self, name: str, text: str) -> None:
            tails = {
                "base.html": "{% block main %}{% endblock %}",
                "cards.html": "{% macro show(x) %}{{ x }}{% endmacro %}",
            }
            self.site.template(name, tails.get(name, "") + text)

        @rule(name=st.sampled_from(["more.html", "card.html", "page.html"]), text=st.sampled_from("xyz"))
        def override_template(self, name: str, text: str) -> None:
            self.overrides.mkdir(exist_ok=True)
            (self.overrides / name).write_text(f"{text}{{{{ site.name }}}}")

        @rule(old=st.sampled_from(["more.html", "card.html"]), new=st.sampled_from(["more.html", "page.html"]))
        def rename_template(self, old: str, new: str) -> None:
            if (self.overrides / old).exists():
                (self.overrides / old).rename(self.overrides / new)

        @rule(name=st.sampled_from(["more.html", "card.html", "page.html"]))
        def delete_template(self, name: str) -> None:
            (self.overrides / name).unlink(missing_ok=True)

        @rule(
            change=st.sampled_from(
                [
                    {"THEME_TEMPLATES_OVERRIDES": ["overrides"]},
                    {"THEME_TEMPLATES_OVERRIDES": []},
                    {"ARTICLE_URL": "articles/{slug}.html", "DEFAULT_DATE_FORMAT": "%Y"},
                    {"ARTICLE_URL": "other/{slug}", "DEFAULT_DATE_FORMAT": "%d"},
                    {"SITEURL": "https://other.example", "SUMMARY_MAX_LENGTH": 1},
                    {"TAG_SAVE_AS": ""},
                    {"TAG_SAVE_AS": "tag/{slug}.html"},
                    {"MARKDOWN": {"extensions": ["markdown.extensions.toc"], "extension_configs": {}}},
                    {"TYPOGRIFY": False, "STATIC_CREATE_LINKS": True},
                ]
            )
        )
        def change_settings(self, change: dict[str, Any]) -> None:
            self.site.settings |= change
            if "THEME_TEMPLATES_OVERRIDES" in change:
                self.site.settings["THEME_TEMPLATES_OVERRIDES"] = [
                    str(self.site.root / folder) for folder in change["THEME_TEMPLATES_OVERRIDES"]
                ]

        @rule(edition=st.sampled_from(["", "!", "?"]))
        def edit_plugin(self, edition: str) -> None:
            self.site.plugin = f"{PLUGIN}EDITION = {edition!r}\n"

        @rule(jobs=st.integers(1, 3))
        def change_jobs(self, jobs: int) -> None:
            self.jobs = jobs

        @rule()
        def delete_state(self) -> None:
            shutil.rmtree(self.site.state, ignore_errors=True)

        @rule(path=st.sampled_from(["p.html", "index.html", "list/0.html", "copies/a", "notes/u.html", "days/1.html"]))
        def spoil_output(self, path: str) -> None:
            """Not where builds fail: the file would stay as somebody's own if its page is no longer made afterwards."""
            builds = not isinstance(self.clean[1], type)
            if builds and (self.site.output / path).is_file():
                (self.site.output / path).unlink()
                (self.site.output / path).write_text("spoilt")

        @invariant()
        def incremental_equals_clean(self) -> None:
            """Where a clean build fails (two articles of one address, a link to a file that is not there), this one
            fails in the same way and leaves what was built last."""
            before = self.site.files()
            clean = self.clean_outcome()
            incremental = _outcome(lambda: self.site.build(INCREMENTAL_JOBS=self.jobs))
            if isinstance(clean, type):
                assert incremental is clean
                assert self.site.files() == before
            else:
                assert not isinstance(incremental, type), incremental
                assert self.site.files() == clean
                summaries.append(incremental)

        def clean_outcome(self) -> Any:
            """Of the last clean build, if it was made from the same: a third of the steps concern only what is kept."""
            site = self.site
            sources = [site.files(folder) for folder in (site.content, site.theme, self.overrides)]
            made_from = repr((sources, site.settings, site.pages, site.groups["notes"], site.site, site.plugin))
            if made_from != self.clean[0]:
                self.clean = made_from, _outcome(lambda: site.clean_files(INCREMENTAL_JOBS=1))
            return self.clean[1]

        def teardown(self) -> None:
            self.site.unload()
            shutil.rmtree(self.site.root)

    return Life


def _outcome(build: Callable[[], Any]) -> Any:
    """What a build gives, or the class of its error."""
    try:
        return build()
    except (OSError, RuntimeError, TemplateError, IncrementalError) as error:
        return type(error)


@pytest.mark.alone
@pytest.mark.timeout(60 + 90 * LIVES)
def test_any_life_of_a_site_built_step_by_step_equals_clean_builds(
    new_site: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incremental.read.source_cache._FILES_A_PROCESS", 1)
    monkeypatch.setattr("incremental.run.build_run._PAGES_A_PROCESS", 1)
    monkeypatch.setattr("incremental.run.build_run._SWEPT_BESIDE", 1)
    summaries: list[Any] = []
    run_state_machine_as_test(
        machine(new_site, summaries),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    assert any(summary.skipped for summary in summaries)  # else clean builds were compared with clean builds
    made, same = (sum(getattr(summary, name) for summary in summaries) for name in ("rendered", "same"))
    print(f"{same} of {made} pages that were made have the bytes that they had before")  # noqa: T201
