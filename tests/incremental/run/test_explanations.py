"""Why a page was rendered."""

from typing import Any

import pytest

PATH = "a.html"


@pytest.fixture
def asked(site: Any) -> Any:
    """The site, built once; `why` builds it again and gives the reason for one page."""
    site.settings = {"DIRECT_TEMPLATES": ["index"]}
    site.template("index.html", "index")
    site.pages = {PATH: ("page.html", {"title": "A"}), "b.html": ("feed.xml", {"title": "B"})}
    site.build()

    def why(path: str = PATH, **settings: Any) -> str:
        (explanation,) = site.build(INCREMENTAL_EXPLAIN=[path], **settings).explanations
        assert explanation.path == path
        return str(explanation.reason)

    site.why = why
    return site


def test_each_part_of_a_key_is_a_reason(asked: Any) -> None:
    assert asked.why() == "not rendered, since nothing that it is made from has changed"
    asked.pages[PATH] = ("page.html", {"title": "changed"})
    assert asked.why() == "rendered, since its view has changed, or what the view is made from"
    asked.template("base.html", "new")
    assert asked.why().startswith("rendered, since its template has changed")
    assert asked.why("b.html").startswith("not rendered")
    asked.site = {"name": "changed"}
    assert asked.why() == "rendered, since the value that all pages see as `site` has changed"
    asked.plugin += "# changed"
    assert asked.why().startswith("rendered, since the program has changed")
    asked.pages[PATH] = ("feed.xml", {"title": "other"})
    assert asked.why().startswith("rendered, since it has another template than before; its template has changed")


def test_the_file_itself_can_be_the_reason(asked: Any) -> None:
    (asked.output / PATH).write_text("spoilt")
    assert asked.why() == "rendered, since somebody has changed the file or removed it"
    (asked.output / PATH).unlink()
    assert asked.why() == "rendered, since somebody has changed the file or removed it"
    assert asked.why(INCREMENTAL_CLEAN=True).startswith("rendered, since nothing is known of the last build")


def test_pages_that_no_view_makes(asked: Any) -> None:
    assert asked.why("index.html").startswith("made in each build, since no view says what it is made from")
    assert asked.why("nowhere.html") == "nothing makes this page"
    asked.pages["new.html"] = ("page.html", {"title": "new"})
    assert asked.why("new.html") == "rendered, since no build made it before"
