"""A new archive of more articles than Pelican has objects of: the same pages, and no more objects."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from pelican import signals


def test_articles_beyond_pelican_s_objects_have_the_same_pages_and_signals(
    new_site: Callable[[], Any], site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    objects: list[int] = []

    def note(content: Any) -> None:
        seen.append(str(content.relative_source_path))

    def count(generator: Any) -> None:
        objects.append(len(generator.articles))

    monkeypatch.setattr(import_module("digest.site"), "_OBJECTS_AT_ONCE", 3)
    large = new_site()
    with (
        signals.content_object_init.connected_to(note),
        signals.article_generator_finalized.connected_to(count),
    ):
        large.build()
    assert large.state() == site.state()
    assert objects == [3]
    files = {file.relative_to(large.content).as_posix() for file in (large.content / "news").rglob("*.md")}
    assert len(files) > 3
    assert files <= set(seen)
    assert len(seen) == len({*seen})


def test_a_draft_beyond_pelican_s_objects_is_no_article_any_more(
    new_site: Callable[[], Any], site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = new_site()
    large.build()
    monkeypatch.setattr(import_module("digest.site"), "_OBJECTS_AT_ONCE", 0)
    organ = large.content / "news/2023/07/18/organ.md"
    organ.write_text(organ.read_text("utf-8").replace("Slug:", "Status: draft\nSlug:"), "utf-8")
    large.build()
    drafted = large.state()
    assert "2023/07/18/organ/index.html" in site.state()
    organ.unlink()
    large.build()
    assert drafted == large.state()
    assert "2023/07/18/organ/index.html" not in drafted
