"""Templates are parsed and compiled again only where something that their code depends on has changed."""

from collections.abc import Callable

import pytest
from jinja2 import Environment

from tests.incremental.conftest import TEMPLATES, Site


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """A function that returns which of our templates were parsed since its last call."""
    names: list[str] = []
    parse = Environment._parse

    def noted(self: Environment, source: str, name: str | None, filename: str | None) -> object:
        names.append(name or "")
        return parse(self, source, name, filename)

    monkeypatch.setattr(Environment, "_parse", noted)

    def since_last() -> list[str]:
        found = sorted(set(names) & set(TEMPLATES))  # not those of Pelican's own pages
        names.clear()
        return found

    return since_last


def test_only_what_changed_is_compiled_again(site: Site, compiled: Callable[[], list[str]]) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"}), "b.html": ("list.html", {"cards": ["x"]})}
    site.build()
    assert compiled() == ["base.html", "card.html", "cards.html", "list.html", "page.html"]
    site.pages["a.html"] = ("page.html", {"title": "Another"})
    site.build()
    assert compiled() == []
    site.template("base.html", "<title>New {{ site.name }}</title>{% block main %}{% endblock %}")
    site.build()
    assert compiled() == ["base.html"]
    assert site.files() == site.clean_files()


def test_other_options_compile_all_again(site: Site, compiled: Callable[[], list[str]]) -> None:
    site.pages = {"a.html": ("page.html", {"title": "<A>"})}
    site.build()
    compiled()
    site.build(JINJA_ENVIRONMENT={"autoescape": False})
    assert compiled() == ["base.html", "page.html"]
    assert b"<h1><A></h1>" in site.files()["a.html"]


def test_damaged_code_is_not_run(site: Site, compiled: Callable[[], list[str]]) -> None:
    site.pages = {"a.html": ("page.html", {"title": "A"})}
    site.build()
    state = site.state / "incremental.sqlite"
    content = state.read_bytes()
    assert b"<h1>" in content  # of the code
    state.write_bytes(content.replace(b"<h1>", b"<hx>"))
    site.pages["a.html"] = ("page.html", {"title": "B"})
    compiled()
    site.build()
    assert b"<h1>B</h1>" in site.files()["a.html"]
    assert "page.html" in compiled()
