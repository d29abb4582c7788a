"""Names in headlines that the archive knows in full.

The model does not read headlines, because their capitals mislead it. From one text alone, a headline's names are those
of followed actors and those that also stand in the text below it. But an excerpt of one sentence often leaves out whom
it is about ("Third man charged in death of …"). So headlines are also searched for the full names of persons and
organisations that several other texts have. Places are left out: "New York" begins the name of a newspaper.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from ..records import Annotation, Kind, Mention
from .canonical_names import ArchiveNames, CanonicalName

# The default number of articles that give a found name its page; what fewer texts have may be misread.
MIN_ARTICLES: Final = 3
MIN_ARTICLES_OF_SPELLING: Final = 2
KINDS: Final[frozenset[Kind]] = frozenset({"person", "organisation"})
_WORD: Final = re.compile(r"(?<![\w'’-])\w+")
# "Donald Vane Jr" is his son, "Vane & Sons" a company; "Vane’s" is Vane's.
_GOES_ON: Final = re.compile(r"[\w-]|,? (?:Jr|Sr|II|III|IV)\b| (?:&|and) (?:Sons?|Co|Partners)\b")


class HeadlineNames:
    """Finds the names of an archive in headlines.

    The names of `followed` actors are left out: annotating has looked for their aliases in each headline.
    """

    def __init__(self, names: ArchiveNames, followed: Collection[str] = ()) -> None:
        # First word of a full name -> the names that begin with it, the longest first: (as written, canonical, kind).
        self._names: dict[str, list[tuple[str, str, Kind]]] = defaultdict(list)
        for canonical_name in names.details.values():
            if canonical_name.name not in followed and canonical_name.name not in names.untagged:
                for full_name in _full_names(canonical_name):
                    first_word = full_name.split(maxsplit=1)[0]
                    self._names[first_word].append((full_name, canonical_name.name, canonical_name.kind))
        for candidates in self._names.values():
            candidates.sort(key=lambda candidate: (-len(candidate[0]), candidate))

    def with_headline_names(self, annotation: Annotation, headline: str) -> Annotation:
        """The annotation with the names in its headline added to its `title_mentions`, which no addition overlaps."""
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


def _full_names(canonical_name: CanonicalName) -> list[str]:
    """The spellings of a name that have two words or more; none where too few articles have the name.

    A spelling with which the canonical name begins is left out: texts on the Harbour Gazette Fund call it by the name
    of its newspaper, and a headline with that name means the newspaper.
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
