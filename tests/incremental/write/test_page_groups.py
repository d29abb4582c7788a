"""Groups and deferred pages of a site: which are listed and made again, and which are not."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from incremental import IncrementalError

# A shop whose things and prices are the site's data. `version` counts the changes of a log of changed keys.
PLUGIN = """
import json
from pathlib import Path
from pelican import signals
from pelican.generators import Generator
from incremental import DeferredPage, Page, PageGroup, QuestionGroup, question

ASKED = []
LISTED = []

class Prices(QuestionGroup):
    def __init__(self, prices):
        self.prices = prices

    @question(lambda self, thing: ("thing/" + thing,))
    def of(self, thing):
        ASKED.append(thing)
        return self.prices[thing]

class Shop:
    def __init__(self, data):
        self.prices = Prices(data["prices"])
        self.data = data
        self.version = str(len(data["log"]))

    def changed_since(self, version):
        log = self.data["log"]
        return frozenset(log[int(version):]) if int(version) <= len(log) else None

    @question(lambda self, shelf: ("shelf/" + shelf,))
    def shelf(self, shelf):
        return tuple(self.data["shelves"][shelf])

    @question(lambda self: ("shelves",))
    def shelves(self):
        return tuple(self.data["shelves"])

    def motto(self):
        return self.data["motto"]

def page(shop, thing):
    return {"title": f"{thing}: {shop.prices.of(thing)}"}

def index(shop):
    return {"title": shop.motto()}

def everything(shop):
    LISTED.append("everything")
    yield Page("shelves.html", "page.html", {"title": " ".join(shop.shelves())})
    for shelf in shop.shelves():
        yield PageGroup(of_shelf, shelf)

def of_shelf(shop, shelf):
    LISTED.append(shelf)
    for thing in shop.shelf(shelf):
        yield Page(f"{shelf}/{thing}.html", "page.html", DeferredPage(page, thing))

class PagesGenerator(Generator):
    def generate_output(self, writer):
        data = json.loads(Path(self.settings["PAGES_FILE"]).read_text("utf-8"))["site"]
        writer.set_site(data["name"])
        writer.set_subject(Shop(data))
        writer.write_view("index.html", "page.html", DeferredPage(index))
        writer.write_group(PageGroup(everything))

def pages(pelican):
    return PagesGenerator if __name__ in pelican.settings["PLUGINS"] else None

def register():
    signals.get_generators.connect(pages)
"""


class Shop:
    """The site with its data; `build` gives the summary, the things that were asked about and the groups listed."""

    def __init__(self, site: Any) -> None:
        self.site = site
        site.plugin = PLUGIN
        site.site = {
            "name": "Shop",
            "prices": {"tea": 3, "salt": 1, "rice": 2},
            "shelves": {"one": ["tea", "salt"], "two": ["rice"]},
            "motto": "open",
            "log": [],
        }

    def change(self, *keys: str, **data: Any) -> None:
        for name, value in data.items():
            kept = self.site.site[name]
            self.site.site[name] = kept | value if isinstance(kept, dict) else value
        self.site.site["log"] = [*self.site.site["log"], *keys]

    def build(self, **settings: Any) -> tuple[Any, list[str], list[str]]:
        summary = self.site.build(INCREMENTAL_JOBS=1, **settings)
        module = sys.modules["site_pages"]
        return summary, sorted(set(module.ASKED)), module.LISTED


@pytest.fixture
def shop(site: Any) -> Shop:
    made = Shop(site)
    summary, _, listed = made.build()
    assert (summary.rendered, listed) == (5, ["everything", "one", "two"])
    return made


def test_nothing_is_asked_listed_or_made_while_no_key_has_changed(shop: Shop) -> None:
    before = shop.site.states()
    summary, asked, listed = shop.build()
    assert (summary.rendered, summary.skipped, asked, listed) == (0, 5, [], [])
    assert shop.site.states() == before


def test_a_changed_key_has_its_questions_asked_and_their_pages_made(shop: Shop) -> None:
    shop.change("thing/tea", prices={"tea": 4})
    summary, asked, listed = shop.build()
    assert (summary.rendered, asked, listed) == (1, ["tea"], [])
    assert b"tea: 4" in shop.site.files()["one/tea.html"]


def test_a_key_whose_answer_is_the_same_keeps_its_pages(shop: Shop) -> None:
    shop.change("thing/tea", "shelf/one", "shelves")
    summary, asked, listed = shop.build()
    assert (summary.rendered, asked, listed) == (0, ["tea"], [])


def test_a_question_without_keys_is_asked_in_each_build(shop: Shop) -> None:
    shop.change(motto="closed")
    summary, _, listed = shop.build()
    assert (summary.rendered, listed) == (1, [])
    assert b"closed" in shop.site.files()["index.html"]


@pytest.fixture
def stocked_shop(shop: Shop) -> Shop:
    """A shop whose pages ask what is left of a thing too, if it costs more than 2."""
    left = """
    @question(lambda self, thing: ("thing/" + thing,))
    def left(self, thing):
        ASKED.append("left of " + thing)
        return 100 - self.prices[thing]

class Shop:"""
    page = """def page(shop, thing):
    price = shop.prices.of(thing)
    return {"title": f"{thing}: {price} {shop.prices.left(thing) if price > 2 else ''}"}

def index("""
    begin, end = PLUGIN.index("def page("), PLUGIN.index("def index(")
    shop.site.plugin = (PLUGIN[:begin] + page + PLUGIN[end + len("def index(") :]).replace("\nclass Shop:", left)
    shop.build()
    return shop


def test_a_question_that_only_pages_asked_which_are_made_again_is_left_to_them(stocked_shop: Shop) -> None:
    stocked_shop.change("thing/tea", prices={"tea": 1})
    summary, asked, _ = stocked_shop.build()
    assert (summary.rendered, asked) == (1, ["tea"])
    assert stocked_shop.site.files() == stocked_shop.site.clean_files()


def test_a_question_left_to_a_page_that_is_overridden_has_today_s_answer_too(
    stocked_shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    (stocked_shop.site.content / "a.in").write_text("over")
    stocked_shop.change("thing/tea", prices={"tea": 5})
    _, asked, _ = stocked_shop.build(TEMPLATE_PAGES={"a.in": "one/tea.html"})
    assert asked == ["left of tea", "tea"]
    stocked_shop.build()
    assert stocked_shop.site.files() == stocked_shop.site.clean_files()
    assert "none of its keys" not in caplog.text


def test_a_group_is_listed_again_when_an_answer_changed_and_only_its_new_pages_are_made(shop: Shop) -> None:
    shop.change("shelf/two", "thing/nuts", prices={"nuts": 9}, shelves={"two": ["nuts", "rice"]})
    summary, _, listed = shop.build()
    assert (summary.rendered, listed) == (1, ["two"])
    assert b"nuts: 9" in shop.site.files()["two/nuts.html"]
    assert shop.site.files() == shop.site.clean_files()


def test_a_file_of_bytes_needs_no_template_and_is_made_again_when_an_answer_changed(site: Any) -> None:
    made = Shop(site)
    listed = 'yield Page(f"{shelf}/{thing}.html", "page.html", DeferredPage(page, thing))'
    bar = "def bar(shop, thing):\n    return bytes([255] * shop.prices.of(thing))\n"
    assert listed in PLUGIN
    site.plugin = PLUGIN.replace(listed, 'yield Page(f"{shelf}/{thing}.png", "", DeferredPage(bar, thing))') + bar
    made.build()
    assert site.files()["one/tea.png"] == bytes([255] * 3)
    made.change("thing/tea", prices={"tea": 4})
    made.site.site["name"] = "Another shop"  # of which no such file has a part
    summary, _, _ = made.build()
    assert (summary.rendered, summary.written) == (3, 1)  # the two pages that have a template, and this file
    assert site.files() == site.clean_files()
    assert site.files()["one/tea.png"] == bytes([255] * 4)


def test_a_file_of_bytes_that_is_none_is_refused_by_name(site: Any) -> None:
    made = Shop(site)
    site.plugin = PLUGIN.replace('"page.html", DeferredPage(page, thing)', '"", DeferredPage(page, thing)')
    with pytest.raises(IncrementalError, match=r"^one/tea\.html: without a template its view is bytes, not dict"):
        made.build()


def test_a_page_that_its_group_no_longer_lists_goes(shop: Shop) -> None:
    shop.change("shelf/one", "thing/salt", shelves={"one": ["tea"]})
    del shop.site.site["prices"]["salt"]  # what the page asked has no answer any more
    summary, _, _ = shop.build()
    assert (summary.rendered, summary.removed) == (0, 1)
    assert shop.site.files() == shop.site.clean_files()
    assert _count(shop, "SELECT COUNT(*) FROM questions WHERE question LIKE '%salt%'") == 0


def test_a_group_that_is_no_longer_listed_goes_with_all_its_pages(shop: Shop) -> None:
    shop.change("shelves")
    del shop.site.site["shelves"]["one"]
    summary, _, listed = shop.build()
    assert (summary.rendered, summary.removed, listed) == (1, 2, ["everything"])
    assert sorted(shop.site.files()) == ["index.html", "shelves.html", "two/rice.html"]
    assert _count(shop, "SELECT COUNT(*) FROM askers WHERE member NOT IN (SELECT number FROM members)") == 0


def test_a_page_that_moves_to_another_group_stays(shop: Shop) -> None:
    shop.site.plugin = PLUGIN.replace('f"{shelf}/{thing}.html"', 'f"{thing}.html"')
    shop.build()
    shop.change("shelf/one", "shelf/two", shelves={"one": ["tea"], "two": ["rice", "salt"]})
    summary, _, _ = shop.build()
    assert summary.removed == 0
    assert shop.site.files() == shop.site.clean_files()


def test_a_template_makes_its_pages_again_and_lists_only_groups_with_plain_pages(shop: Shop) -> None:
    shop.site.template("page.html", "<h2>{{ view.title }}</h2>")
    summary, _, listed = shop.build()
    assert (summary.rendered, listed) == (5, ["everything"])
    assert shop.site.files() == shop.site.clean_files()


def test_a_changed_site_value_makes_every_page_again(shop: Shop) -> None:
    shop.change(name="Other")
    assert shop.build()[0].rendered == 5


def test_a_changed_program_lists_and_makes_everything(shop: Shop) -> None:
    shop.site.plugin += "\n# changed\n"
    summary, _, listed = shop.build()
    assert (summary.rendered, summary.written, listed) == (5, 0, ["everything", "one", "two"])


def test_a_page_that_somebody_changed_is_made_without_listing_its_group(shop: Shop) -> None:
    good = shop.site.files()
    (shop.site.output / "one/tea.html").write_text("defaced")
    (shop.site.output / "two/rice.html").unlink()
    summary, _, listed = shop.build()
    assert (summary.rendered, listed) == (2, [])
    (shop.site.output / "shelves.html").unlink()
    summary, _, listed = shop.build()
    assert (summary.rendered, listed) == (1, ["everything"])
    assert shop.site.files() == good


def test_several_processes_find_the_pages_that_somebody_changed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incremental.run.build_run._SWEPT_BESIDE", 1)
    good = shop.site.files()
    (shop.site.output / "one/tea.html").write_text("defaced")
    (shop.site.output / "two/rice.html").unlink()
    summary = shop.site.build(INCREMENTAL_JOBS=2)
    assert (summary.rendered, summary.skipped) == (2, 3)
    assert shop.site.files() == good


def test_a_version_that_the_subject_does_not_know_has_everything_asked(shop: Shop) -> None:
    shop.change(*"abc")
    shop.build()
    shop.site.site["log"] = []
    shop.site.site["prices"]["tea"] = 7
    summary, asked, listed = shop.build()
    assert (summary.rendered, asked, listed) == (1, ["rice", "salt", "tea"], [])


def test_a_subject_that_knows_no_changes_is_asked_everything(shop: Shop) -> None:
    shop.site.plugin = PLUGIN.replace("changed_since", "other_name")
    shop.build()
    shop.site.site["prices"]["tea"] = 8  # and no key
    summary, asked, listed = shop.build()
    assert (summary.rendered, asked, listed) == (1, ["rice", "salt", "tea"], [])


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE members SET inputs = x'00'",
        "UPDATE members SET asked = x'0000'",
        "UPDATE questions SET digest = zeroblob(16)",
        "DROP TABLE askers",
        "DELETE FROM members",
        "UPDATE facts SET value = x'ff'",
    ],
)
def test_a_state_that_is_lost_or_damaged_costs_only_time(shop: Shop, damage: str) -> None:
    before = shop.site.files()
    with sqlite3.connect(_pages_file(shop)) as connection:
        connection.execute(damage)
    connection.close()
    shop.change("thing/tea", "shelf/one", "shelves")
    shop.build()
    assert shop.site.files() == before
    assert shop.build()[0].rendered == 0


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("yield 1", "group everything.* lists a int: expected Page and PageGroup"),
        ("yield PageGroup(lambda shop: ())", "expected one at the top level of a module"),
        ("yield Page('a.html', 'page.html', DeferredPage(page, []))", "an input of page: a builtins.list is no scalar"),
        ("yield Page('a.html', 'page.html', {'x': {1}})", r"a\.html: view\['x'\]: a builtins.set is not plain data"),
        ("yield Page('../a.html', 'page.html', {})", "is no path of a page"),
        ("yield Page('a.html', 'none.html', DeferredPage(index))", r"a\.html: there is no template none\.html"),
        ("yield Page('index.html', 'page.html', DeferredPage(index))", r"index\.html is listed twice"),
        ("yield Page('a.html', 'page.html', {}); yield Page('a.html', 'page.html', {})", "two pages have one path"),
        ("yield Page('a.html', 'page.html', DeferredPage(page, 'none'))", r"a\.html: page failed: KeyError: 'none'"),
        ("yield 1 / 0", "group everything.* failed: ZeroDivisionError"),
    ],
)
def test_what_a_group_may_not_list_is_refused_by_name(shop: Shop, code: str, message: str) -> None:
    before = shop.site.states()
    shop.site.plugin = PLUGIN.replace('    LISTED.append("everything")\n', f"    {code}\n")
    with pytest.raises((IncrementalError, TypeError), match=message):
        shop.build()
    assert shop.site.states() == before
    shop.site.plugin = PLUGIN
    shop.build()
    assert shop.site.files() == shop.site.clean_files()


def test_a_page_of_a_group_at_the_path_of_another_view_is_refused(shop: Shop) -> None:
    shop.site.plugin = PLUGIN.replace(
        "        writer.write_group",
        "        writer.write_view('one/tea.html', 'page.html', {})\n        writer.write_group",
    )
    with pytest.raises(IncrementalError, match=r"one/tea\.html was written already in this build"):
        shop.build()


def test_the_subject_has_to_come_first(shop: Shop) -> None:
    shop.site.plugin = PLUGIN.replace("writer.set_subject", "str")
    with pytest.raises(IncrementalError, match=r"index\.html: set_subject has to come before"):
        shop.build()


def test_several_processes_give_the_bytes_of_one(shop: Shop) -> None:
    things = {f"thing-{number}": number for number in range(250)}
    shop.change("shelf/one", prices=things, shelves={"one": [*things]})
    shop.site.build(INCREMENTAL_JOBS=2)
    assert shop.site.build(INCREMENTAL_JOBS=2).rendered == 0
    assert shop.site.files() == shop.site.clean_files(INCREMENTAL_JOBS=1)


def _pages_file(shop: Shop) -> Path:
    found: Path = shop.site.state / "incremental.sqlite"
    return found


def _count(shop: Shop, query: str) -> int:
    connection = sqlite3.connect(_pages_file(shop))
    (count,) = connection.execute(query).fetchone()
    connection.close()
    return int(count)
