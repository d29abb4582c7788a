"""Whether what decisions and corrections name is there: articles, stories, sources, names and quotes."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from ...archive.corrections import (
    CORRECTIONS_FILE,
    Corrections,
    KindCorrection,
    QuoteCorrection,
    Rename,
    Untag,
    corrections_in,
)
from ...archive.index_file import IndexFile
from ...archive.packed_articles import unpack_annotation
from ...archive.questions.unknown_names import is_source
from ...archive.story_decisions import DECISIONS_FILE, decisions_in_text, entry_place
from ...contracts.toml_tables import table_place
from ...storage.regular_file import read_regular_text
from ...stories.index.decided_table import idle_decisions
from .finding import Finding, advice, instead

_TAKE_OUT: Final = "or take it out"
_DAY: Final = re.compile(r"\d{4}/\d{2}/\d{2}/")


def decision_findings(content: Path, index: IndexFile) -> Iterator[Finding]:
    """A finding for each entry that changes nothing, since what it names isn't in the archive of the last build."""
    text = _text_of(content / DECISIONS_FILE)
    if text:
        for decision, name, reason in idle_decisions(
            index.connection, decisions_in_text(text, content / DECISIONS_FILE)
        ):
            place = f"{content / DECISIONS_FILE}{entry_place(text, decision, name)}"
            yield advice(f"{place}: {reason}", _instead_of_path(index, name))


def correction_findings(content: Path, index: IndexFile) -> Iterator[Finding]:
    """A finding for each correction that changes nothing, since what it names isn't in the archive of the last
    build."""
    text = _text_of(content / CORRECTIONS_FILE)
    corrections = corrections_in(text, content / CORRECTIONS_FILE)
    made = frozenset(rename.to for rename in corrections.rename)
    for table in Corrections.model_fields:
        for number, correction in enumerate(getattr(corrections, table)):
            place = f"{content / CORRECTIONS_FILE}{table_place(text, table, number)}"
            for key, what, mend in _idle_keys(correction, index, made):
                yield advice(f"{place}, {key}: {what}", mend)


def _text_of(file: Path) -> str:
    try:
        return read_regular_text(file)
    except FileNotFoundError:
        return ""


def _idle_keys(
    correction: Untag | Rename | KindCorrection | QuoteCorrection, index: IndexFile, made: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """The first key of a correction that names something which isn't there, what is wrong with it, and what mends
    it. `made` are names that corrections give."""
    article = "" if isinstance(correction, KindCorrection) else correction.article
    id_ = index.article_at(article) if article else None
    if article and id_ is None:
        yield "article", f"there is no article {article!r}", _instead_of_path(index, article)
    elif isinstance(correction, QuoteCorrection):
        if id_ and not _has_quote(index, id_, correction.words):
            what = f"no quote of that article has the words {correction.words!r}"
            yield "words", what, f"concordance why {article} shows its quotes; {_TAKE_OUT}"
    elif isinstance(correction, Untag | Rename) and correction.source and not is_source(index, correction.source):
        slugs = [slug for (slug,) in index.rows("SELECT slug FROM sources ORDER BY slug")]
        yield "source", f"there is no source {correction.source!r}", instead(correction.source, slugs)
    elif correction.name not in made and (fault := _fault_of_name(index, correction.name, id_)):
        yield "name", *fault


def _fault_of_name(index: IndexFile, name: str, article: str | None) -> tuple[str, str] | None:
    """What is wrong with a name that pages don't show, in an article or at all, and what mends it; None if they do."""
    canonical = index.value("SELECT canonical FROM canonical WHERE name = ?", (name,))
    if canonical and canonical != name:
        return f"{name!r} is a spelling, and pages show {canonical!r}", f"name = {canonical!r}"
    if canonical is None and not index.value("SELECT 1 FROM named WHERE name = ? LIMIT 1", (name,)):
        names = [known for (known,) in index.rows("SELECT name FROM topics ORDER BY name")]
        return f"no article names {name!r}", instead(name, names)
    in_article = (
        "SELECT 1 FROM found_names JOIN canonical USING (name) WHERE id = :id AND canonical = :name "
        "UNION ALL SELECT 1 FROM named WHERE id = :id AND name = :name "
        "UNION ALL SELECT 1 FROM headline_words JOIN headline_names USING (word) WHERE id = :id AND canonical = :name"
    )
    if article and not index.connection.execute(in_article, {"id": article, "name": name}).fetchone():
        return f"that article doesn't name {name!r}", f"concordance why shows what it names; {_TAKE_OUT}"
    return None


def _has_quote(index: IndexFile, article: str, words: str) -> bool:
    found = unpack_annotation(article, index.value("SELECT found FROM texts WHERE id = ?", (article,)))
    wanted = " ".join(words.split())
    return any(wanted in " ".join(quote.text.split()) for quote in found.quotes)


def _instead_of_path(index: IndexFile, path: str) -> str:
    """What to write in place of a path at which there is no article."""
    path = path.strip("/")
    if index.value("SELECT 1 FROM expired WHERE path IN (?, ?)", (path, f"{path}/")):
        return "the article has gone by the rules of retention: take it out"
    day = _DAY.match(path)
    same_day = index.rows("SELECT path FROM articles WHERE path GLOB ? ORDER BY path", (f"{day[0]}*",)) if day else []
    # The day of an address is that of the site's time zone, which is easily taken for another one.
    slug = re.sub(r"[^\w-]", "?", path.rpartition("/")[2])
    same_slug = index.rows("SELECT path FROM articles WHERE path GLOB ? ORDER BY path", (f"*/{slug}/",))
    return instead(path, [known.strip("/") for (known,) in (*same_slug, *same_day)])
