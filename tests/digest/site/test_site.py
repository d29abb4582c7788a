"""A small real site, read as a reader would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.errors import BuildError, ConfigurationError


def test_a_second_build_writes_nothing(new_site: Callable[[], Any]) -> None:
    site = new_site()

    def times() -> dict[Path, int]:
        """Not of the record of what is ours: files that were new then are noted later."""
        return {file: file.stat().st_mtime_ns for file in site.output.rglob("[!.]*")}

    site.build()
    before = times()
    assert " 0 views rendered" in str(site.build())
    assert times() == before


def test_another_text_in_an_actors_file_has_its_own_page_made_again_and_no_other(new_site: Callable[[], Any]) -> None:
    site = new_site()
    file = min((site.content / "actors").glob("*.md"))
    site.build()
    before = site.state()
    file.write_text(f"{file.read_text('utf-8')}\nIts file has a line more.\n", "utf-8")
    assert " 1 views rendered" in str(site.build())
    changed = [path for path, content in site.state().items() if before.get(path) != content]
    assert changed == [f"topics/{file.stem}/index.html"]


def test_an_incremental_build_gives_the_bytes_of_a_clean_one(new_site: Callable[[], Any]) -> None:
    grown, clean = new_site(), new_site()
    grown.build()
    for site in (grown, clean):
        site.add(
            "2023/07/20/talks", "lantern", "Pilots and harbour talk in Neverhaven", "07:30", "Odo Flinck has news.\n"
        )
        (site.content / "news/2023/07/18/organ.md").unlink()
    grown.build()
    clean.build()
    assert grown.state() == clean.state()


def test_deleting_the_cache_changes_no_page(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.build()
    before = site.state()
    for file in sorted(site.cache.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    site.build()
    assert site.state() == before


def test_an_article_that_cannot_be_read_is_named_and_the_rest_is_built(
    new_site: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    site = new_site()
    (site.content / "news/2023/07/19/broken.md").write_bytes(b"Title: Broken\nDate: nonsense\n\n\xff\xfe text\n")
    assert site.build().built.articles == 4
    assert "broken.md" in caplog.text


@pytest.mark.parametrize("fault", ["plugin", "template", "missing"])
def test_a_failed_plugin_or_template_fails_the_build_and_leaves_the_output(
    new_site: Callable[[], Any], tmp_path: Path, root: Path, fault: str
) -> None:
    site = new_site()
    site.build()
    before = site.state()
    settings = tmp_path / "conf.py"
    lines = [
        "from pathlib import Path",
        f"exec(Path({str(root / 'pelican.conf.py')!r}).read_text())",
        f"THEME = {str(root / 'theme')!r}",
        f"PLUGIN_PATHS = [{str(root / 'plugins')!r}]",
    ]
    if fault == "plugin":
        lines.append("PLUGINS = ['digest.site', 'incremental', 'no_such_plugin']")
    else:
        (tmp_path / "over").mkdir()
        broken = "{{ view.nothing_of_that_name.at_all }}" if fault == "template" else "{% extends 'nowhere.html' %}"
        (tmp_path / "over" / "day.html").write_text(broken)
        lines.append(f"THEME_TEMPLATES_OVERRIDES = [{str(tmp_path / 'over')!r}]")
    settings.write_text("\n".join(lines))
    site.add("2023/07/21/new", "lantern", "Something new", "07:30", "Something happened.\n")
    with pytest.raises(BuildError):
        site.build(settings)
    assert site.state() == before


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "subscriptions.toml",
            '[[feed]]\nname = "X"\nurl = "x"\n',
            r"subscriptions\.toml: line 3, feed 1 \('X'\): url",
        ),
        ("subscriptions.toml", "[[feed]\n", r"subscriptions\.toml: .*this isn't TOML"),
        ("actors/bad.md", "Title: Bad\nKind: animal\n\nx\n", r"bad\.md.*animal"),
        (
            "actors/twice.md",
            "Title: Twice\nKind: group\nAliases: Pilots’ Guild\n\nx\n",
            r"twice\.md|guild-of-pilots\.md",
        ),
    ],
)
def test_the_editors_mistake_is_named_and_nothing_is_built(
    new_site: Callable[[], Any], file: str, text: str, expected: str
) -> None:
    site = new_site()
    (site.content / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=expected):
        site.build()
    built = site.output.iterdir() if site.output.exists() else ()
    assert not [file.name for file in built if not file.name.startswith(".")]


def test_a_markdown_file_cannot_take_a_page_of_ours(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for number, field in enumerate(("Save_as", "Url", "Template", "Status")):
        value = {"Save_as": "index.html", "Url": "/", "Template": "base", "Status": "published"}[field]
        site.add(f"2023/07/20/take-{number}", "lantern", f"Taking {field}", "07:30", "Text.\n", **{field: value})
    site.build()
    assert site.page("index.html").css_first(".wordmark").text().strip() == "The Concordance"
    assert site.page("2023/07/20/take-0").css_first("h1").text().strip() == "Taking Save_as"
