"""Finds full names in headlines that other articles of the archive have.

The model does not parse headlines, because their capitals mislead it. So annotation finds only two kinds of names in a
headline: those of followed actors, and those that the text below also has. But an excerpt of one sentence often leaves
out its subject ("Third man charged in death of …"). So headlines are also searched for the full names of persons and
organisations that several other articles have. Places are left out: "New York" begins the name of a newspaper.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from ..records import Annotation, Kind, Mention
from .canonical_names import ArchiveNames, CanonicalName

# A name must have at least this many articles: one in fewer may be a mistake. By default, this many give a page too.
MIN_ARTICLES: Final = 3
MIN_ARTICLES_OF_SPELLING: Final = 2
KINDS: Final[frozenset[Kind]] = frozenset({"person", "organisation"})
_WORD: Final = re.compile(r"(?<![\w'’-])\w+")
# "Donald Vane Jr" is his son, "Vane & Sons" a company; "Vane’s" is Vane's.
_GOES_ON: Final = re.compile(r"[\w-]|,? (?:Jr|Sr|II|III|IV)\b| (?:&|and) (?:Sons?|Co|Partners)\b")


def headline_words(headline: str) -> list[str]:
    """The words of a headline with which a full name can begin."""
    return _WORD.findall(headline)


def names_by_first_word(
    names: ArchiveNames, followed: Collection[str] = ()
) -> dict[str, tuple[tuple[str, str, Kind], ...]]:
    """First word of a full name -> the names that begin with it, the longest first: (as written, canonical, kind).

    The names of `followed` actors are left out, since annotation has searched each headline for their aliases.
    """
    by_word: dict[str, list[tuple[str, str, Kind]]] = defaultdict(list)
    for canonical_name in names.details.values():
        if canonical_name.name not in followed and canonical_name.name not in names.untagged:
            for full_name in full_names(canonical_name):
                first_word = full_name.split(maxsplit=1)[0]
                by_word[first_word].append((full_name, canonical_name.name, canonical_name.kind))
    return {
        word: tuple(sorted(candidates, key=lambda candidate: (-len(candidate[0]), candidate)))
        for word, candidates in by_word.items()
    }


class HeadlineNames:
    """Finds the names of an archive in headlines. `names` are as `names_by_first_word` has them."""

    def __init__(self, names: Mapping[str, tuple[tuple[str, str, Kind], ...]]) -> None:
        self._names = names

    def with_headline_names(self, annotation: Annotation, headline: str) -> Annotation:
        """The annotation with the names in its headline added to `title_mentions`. No two mentions overlap."""
        added: list[Mention] = []
        for word in _WORD.finditer(headline):
            for full_name, canonical, kind in self._names.get(word.group(), ()):
                start, end = word.start(), word.start() + len(full_name)
                if headline.startswith(full_name, start) and not _GOES_ON.match(headline, end):
                    mentions = (*annotation.title_mentions, *added)
                    if not any(start < mention.end and mention.start < end for mention in mentions):
                        added.append(Mention(start, end, full_name, canonical, kind))
                    break
        if not added:
            return annotation
        together = sorted((*annotation.title_mentions, *added), key=lambda mention: mention.start)
        return replace(annotation, title_mentions=tuple(together))


def full_names(canonical_name: CanonicalName) -> list[str]:
    """The spellings of a name that have two words or more; none if too few articles have the name.

    A spelling that begins the canonical name is left out: texts may call the Harbour Gazette Fund "Harbour Gazette",
    but in a headline this is the newspaper.
    """
    if canonical_name.kind not in KINDS or canonical_name.articles < MIN_ARTICLES:
        return []
    usual = {
        spelling.text for spelling in canonical_name.spellings if spelling.articles >= MIN_ARTICLES_OF_SPELLING
    } | {canonical_name.name}
    return [text for text in usual if _is_full(text) and not canonical_name.name.startswith(f"{text} ")]


def _is_full(name: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and parts[0][:1].isupper() and parts[-1][:1].isupper()
