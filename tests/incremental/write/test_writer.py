"""What a generator can and can't hand to the writer."""

import sqlite3
from typing import Any

import pytest
from jinja2 import StrictUndefined

from incremental.errors import IncrementalError, ViewError
from incremental.write.writer import IncrementalWriter

STRICT = {"JINJA_ENVIRONMENT": {"autoescape": True, "undefined": StrictUndefined}}


def _generate(site: Any, body: str) -> None:
    """Lets the site's generator do something else."""
    head, tail = site.plugin.split("    def generate_output(self, writer):\n")
    rest = tail[tail.index("def pages(") :]
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    site.plugin = f"{head}    def generate_output(self, writer):\n{lines}\n{rest}"


@pytest.mark.parametrize("name", ["SITENAME", "articles", "settings", "output_file", "SITEURL", "lipsum"])
def test_a_template_sees_view_and_site_and_nothing_of_pelican(site: Any, name: str) -> None:
    site.template("page.html", f"{{{{ {name} }}}}")
    site.pages = {"a.html": ("page.html", {})}
    with pytest.raises(ViewError, match=f"UndefinedError: '{name}' is undefined"):
        site.build(**STRICT)


def test_chance_is_no_filter_of_views(site: Any) -> None:
    site.template("page.html", "{{ [1, 2] | random }}")
    site.pages = {"a.html": ("page.html", {})}
    with pytest.raises(ViewError, match="No filter named 'random'"):
        site.build()


def test_filters_and_globals_of_the_site_are_there(site: Any) -> None:
    site.template("page.html", "{{ view.name | shout }}{{ mark }}{{ 'x' is plugin_enabled }}")
    site.pages = {"a.html": ("page.html", {"name": "<b>"})}
    site.build(JINJA_FILTERS={"shout": str.upper}, JINJA_GLOBALS={"mark": "!"})
    assert site.files()["a.html"] == b"&lt;B&gt;!False"


def test_a_filter_that_can_t_be_looked_into_renders_everything_each_time(
    site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"})}
    settings = {"JINJA_GLOBALS": {"thing": object()}}
    site.build(**settings)
    summary = site.build(**settings)
    assert (summary.rendered, summary.written) == (1, 0)
    assert "Every view is rendered in each build" in caplog.text


def test_two_views_of_one_path_are_refused(site: Any) -> None:
    _generate(site, "for _ in range(2): writer.write_view('a.html', 'page.html', {})")
    with pytest.raises(ViewError, match=r"^a\.html was written already in this build"):
        site.build()


def test_a_view_at_the_path_of_a_file_that_is_there_already_is_refused(site: Any) -> None:
    body = "Path(writer.output_path, 'a.html').write_text('x')\nwriter.write_view('a.html', 'page.html', {})"
    _generate(site, body)
    with pytest.raises(ViewError, match=r"^a\.html was written already in this build"):
        site.build()


def test_a_view_at_the_path_of_a_page_that_overrides_all_others_is_left_out(site: Any) -> None:
    (site.content / "a.in").write_text("over")
    site.pages = {"a.html": ("page.html", {"title": "A"})}
    site.build(TEMPLATE_PAGES={"a.in": "a.html"})
    assert site.files() == {"a.html": b"over"}


def test_the_site_can_t_change_after_a_page_was_made(site: Any) -> None:
    _generate(site, "writer.set_site({})\nwriter.write_view('a.html', 'page.html', {})\nwriter.set_site({})")
    site.build()
    _generate(site, "writer.write_view('a.html', 'page.html', {})\nwriter.set_site({})")
    with pytest.raises(ViewError, match="set_site has to come before the first write_view"):
        site.build()


def test_a_view_that_is_not_plain_is_refused_with_page_type_and_path(site: Any) -> None:
    _generate(site, "writer.write_view('a.html', 'page.html', {'cards': [{1, 2}]})")
    with pytest.raises(TypeError, match=r"^a\.html: view\['cards'\]\[0\]: a builtins\.set is not plain data$"):
        site.build()
    _generate(site, "writer.set_site({'x': print})")
    with pytest.raises(TypeError, match=r"^site\['x'\]: "):
        site.build()


def test_a_page_that_is_no_unicode_is_refused_by_name(site: Any) -> None:
    site.pages = {"a.html": ("page.html", {"title": "\ud800"})}
    with pytest.raises(ViewError, match=r"^a\.html: template page\.html failed: UnicodeEncodeError"):
        site.build()


def test_escaping_is_the_site_s(site: Any) -> None:
    site.pages = {"a.html": ("page.html", {"title": "<b>"}), "a.xml": ("feed.xml", {"title": "<b>"})}
    site.build()
    assert site.files()["a.html"] == b"<title>The Site</title><h1>&lt;b&gt;</h1>"
    assert site.files()["a.xml"] == b"<feed><title>&lt;b&gt;</title></feed>"


def test_a_writer_without_a_build_says_so() -> None:
    with pytest.raises(IncrementalError, match="only in a run of Pelican that has the plugin"):
        IncrementalWriter("output", settings={})


def test_markup_and_text_of_the_same_letters_are_different_pages(site: Any) -> None:
    _generate(site, "writer.write_view('a.html', 'page.html', {'title': '<b>'})")
    site.build()
    first = site.files()["a.html"]
    _generate(site, "from markupsafe import Markup\nwriter.write_view('a.html', 'page.html', {'title': Markup('<b>')})")
    site.build()
    assert (first, site.files()["a.html"]) == (b"<title></title><h1>&lt;b&gt;</h1>", b"<title></title><h1><b></h1>")


def test_the_key_of_a_page_is_stored_in_parts(site: Any) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"})}
    site.build()
    before = _key(site)
    site.site = {"name": "other"}
    site.build()
    assert before[0] == "page.html"
    assert [old == new for old, new in zip(before, _key(site), strict=True)] == [True, True, True, False, True]


def _key(site: Any) -> tuple[Any, ...]:
    database = sqlite3.connect(site.output / ".incremental.sqlite")
    columns = "template, template_key, view_key, site_key, program_key"
    (found,) = database.execute(f"SELECT {columns} FROM outputs JOIN origins ON number = origin").fetchall()
    database.close()
    return tuple(found)
