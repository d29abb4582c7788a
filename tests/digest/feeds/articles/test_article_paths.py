"""The names of new files: the words of the title, and hashes where these are taken or missing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import ItemError
from digest.feeds.articles.article_paths import MAX_SLUG_CHARS, free_path
from digest.feeds.articles.inventory import Inventory
from digest.feeds.cleaning.draft import Draft
from digest.feeds.polling.poll_cache import PollCache

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def path_for(folder: Path, title: str, identity: str = "wire guid 1") -> str:
    with PollCache(folder / "cache") as cache:
        inventory = Inventory(folder, cache.article_index(folder), NOW)
        path, slug = free_path(folder, inventory, Draft(1, "", "", title, ""), identity, NOW)
    assert path == f"news/2026/11/22/{slug}.md"
    return path


def take(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text("Title: x\n\n", encoding="utf-8")


def test_a_free_title_is_the_name(tmp_path: Path) -> None:
    assert path_for(tmp_path, "Mutiny ends") == "news/2026/11/22/mutiny-ends.md"


def test_a_taken_name_gets_a_hash_of_the_item_which_is_longer_where_that_is_taken_too(tmp_path: Path) -> None:
    names = []
    for _ in range(4):
        names.append(path_for(tmp_path, "Mutiny ends"))
        take(tmp_path, names[-1])
    assert [len(name) - len(names[0]) for name in names] == [0, 7, 13, 65]
    with pytest.raises(ItemError):
        path_for(tmp_path, "Mutiny ends")
    assert path_for(tmp_path, "Mutiny ends", "wire guid 2") not in names


def test_a_title_without_letters_has_a_name_as_well(tmp_path: Path) -> None:
    assert path_for(tmp_path, "🎉🎉").startswith("news/2026/11/22/article-")


def test_a_long_title_is_cut_at_a_word(tmp_path: Path) -> None:
    name = Path(path_for(tmp_path, "harbour " * 60)).stem
    assert len(name) <= MAX_SLUG_CHARS
    assert name.endswith("harbour")
