"""What the rules reach on our own gold texts, held by floors just under it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="module")
def gold() -> ModuleType:
    """The scorer, which is a script beside its texts."""
    spec = importlib.util.spec_from_file_location("own_gold_score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_quotes_speakers_and_followed_actors_of_our_own_texts(gold: ModuleType) -> None:
    reached = gold.scored()
    errors = "\n".join(reached.misses)
    assert reached.quotes.f1() >= 98, errors
    assert reached.both.f1() >= 96, errors
    assert reached.mentions.f1() >= 98, errors
    assert reached.indirect.f1() >= 90, errors


def test_there_are_texts_enough(gold: ModuleType) -> None:
    texts = list(gold.gold_texts())
    assert len(texts) >= 200
    assert len({text.text.id for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["[[Ann Ray|“Yes.”", "“Yes.”]]", "[[Ann Ray|“Yes.”}}"])
def test_a_mark_without_its_counterpart_is_named(gold: ModuleType, text: str, tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_text(f"=== broken\n{text}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken: broken: .*clos"):
        list(gold.gold_texts(tmp_path))


def test_marks_become_spans_of_the_text_without_them(gold: ModuleType, tmp_path: Path) -> None:
    marked = "=== split\ntitle: Split\n[[Ann Ray|“{{Shell}},”]] she said, [[+|“pays.”]] [[~-|it rained]]\n"
    (tmp_path / "split.txt").write_text(marked, encoding="utf-8")
    (found,) = gold.gold_texts(tmp_path)
    assert found.text.text == "“Shell,” she said, “pays.” it rained"
    assert [(found.text.text[one.start : one.end], one.name) for one in found.quotes] == [
        ("“Shell,”", "Ann Ray"),
        ("“pays.”", "Ann Ray"),
    ]
    assert [(one.start, one.end, one.name) for one in found.indirect] == [(27, 36, None)]
    assert [(one.start, one.end, one.name) for one in found.mentions] == [(1, 6, "Shell")]
