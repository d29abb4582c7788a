"""One article of the last build with what was found in it at each step, for the commands that explain it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from ..annotate.names.canonical_names import CanonicalName, JoiningRule
from ..annotate.records import Actor, Annotation, Mention
from ..archive.index_file import IndexFile
from ..archive.model.article import Article
from ..archive.packed_articles import unpack_annotation
from ..archive.questions.stored import StoredRecords
from ..archive.updating.names import KnownNames
from ..errors import DigestError
from .terminal_text import printable

_ADDRESS: Final = re.compile(r"(?:^|/)\d{4}/\d{2}/\d{2}/[^/]+/?$")


@dataclass(frozen=True, slots=True)
class NameSteps:
    """The steps of the names of an article: `found` by its text alone; `named` with the canonical names of the archive,
    whose `details` are those of all its names; and, in the `article` itself, after the editor's corrections. `standing`
    says how it stands on the site: "shown", "issued again", "dropped"."""

    article: Article
    found: Annotation
    named: Annotation
    details: dict[str, CanonicalName]
    standing: str

    def rule(self, name: str, spelling: str) -> JoiningRule:
        """The rule that joined a spelling to a canonical name; "" if it is that name's own."""
        known = self.details.get(name)
        rules = (one.rule for one in known.spellings if one.text == spelling) if known else iter(())
        return next(rules, "")


def means_article(index: IndexFile, name: str) -> bool:
    """Whether somebody who says `name` means an article: its address, the path of its file, or the last part of it."""
    text = name.strip()
    return bool(_ADDRESS.search(urlsplit(text).path)) or text.endswith(".md") or bool(_ids(index, text))


def article_id(index: IndexFile, name: str) -> str:
    """The id of the article that is meant.

    Raises:
        DigestError: there is none, or there are several.
    """
    ids = _ids(index, name)
    shown = repr(printable(name))
    if not ids:
        raise DigestError(f"{shown}: the last build had no such article; expected the path of its page")
    if len(ids) > 1:
        raise DigestError(f"{shown} could be {' or '.join(ids[:5])}: say more of it")
    return ids[0]


def _ids(index: IndexFile, name: str) -> list[str]:
    wanted = urlsplit(name.strip()).path.strip("/").casefold()
    if not wanted:
        return []
    rows = index.rows("SELECT id, path FROM articles WHERE status != 'hidden' ORDER BY id")
    whole = [id_ for id_, path in rows if _is_whole(wanted, id_.casefold(), path.strip("/").casefold())]
    return whole or [id_ for id_, path in rows if id_.casefold().endswith(f"/{wanted}")]


def _is_whole(wanted: str, id_: str, path: str) -> bool:
    """Whether a text is an article's address, which may have the path of the site before it, or its id."""
    return wanted in {id_, path, path.rpartition("/")[2]} or wanted.endswith(f"/{path}")


def name_steps(index: IndexFile, actors: Sequence[Actor], details: dict[str, CanonicalName], article: str) -> NameSteps:
    """The steps of the article with this id."""
    record = StoredRecords(index).article(article)
    found = unpack_annotation(article, index.value("SELECT found FROM texts WHERE id = ?", (article,)))
    named = KnownNames(index.connection, actors).annotation(found, record)
    standing = index.value("SELECT status FROM articles WHERE id = ?", (article,))
    return NameSteps(record, found, named, details, standing)


def mentions_in(annotation: Annotation) -> list[tuple[bool, Mention]]:
    """All mentions, those of the headline first, each with whether it is in the headline."""
    in_title = [(True, mention) for mention in annotation.title_mentions]
    return in_title + [(False, mention) for mention in annotation.mentions]
