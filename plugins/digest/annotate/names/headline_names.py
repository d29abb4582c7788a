"""Names in headlines that the archive knows in full.

The model does not read headlines, whose capitals mislead it: by its own text a headline's names are only those of
followed actors, and those that the text below it has. An excerpt of a sentence often leaves out who it is about
("Third man charged in death of …"). So the full names of persons and organisations that several other texts have are
looked for in headlines too. Places are not: "New York" begins the name of a newspaper.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from ..records import Annotation, Kind, Mention
from .archive_names import ArchiveNames, CanonicalName

# As many as a found name needs for a page by default; what fewer texts have may be misread.
MIN_ARTICLES: Final = 3
MIN_OF_SPELLING: Final = 2
KINDS: Final[frozenset[Kind]] = frozenset({"person", "organisation"})
_WORD: Final = re.compile(r"(?<![\w'’-])\w+")
# "Donald Vane Jr" is his son, "Vane & Sons" a company; "Vane’s" is Vane's.
_GOES_ON: Final = re.compile(r"[\w-]|,? (?:Jr|Sr|II|III|IV)\b| (?:&|and) (?:Sons?|Co|Partners)\b")


class HeadlineNames:
    """Finds the names of an archive in headlines, but not those of `followed` actors, which were looked for in the text
    by their aliases."""

    def __init__(self, names: ArchiveNames, followed: Collection[str] = ()) -> None:
        self._forms: dict[str, list[tuple[str, str, Kind]]] = defaultdict(list)
        for known in names.details.values():
            if known.name not in followed and known.name not in names.untagged:
                for form in _full_forms(known):
                    self._forms[form.split(maxsplit=1)[0]].append((form, known.name, known.kind))
        for forms in self._forms.values():
            forms.sort(key=lambda one: (-len(one[0]), one))

    def with_headline_names(self, annotation: Annotation, title: str) -> Annotation:
        """The annotation with the names that its headline has beside those found already."""
        found: list[Mention] = []
        for word in _WORD.finditer(title):
            for form, name, kind in self._forms.get(word.group(), ()):
                start, end = word.start(), word.start() + len(form)
                if title.startswith(form, start) and not _GOES_ON.match(title, end):
                    taken = (*annotation.title_mentions, *found)
                    if not any(start < one.end and one.start < end for one in taken):
                        found.append(Mention(start, end, form, name, kind))
                    break
        if not found:
            return annotation
        together = sorted((*annotation.title_mentions, *found), key=lambda one: one.start)
        return replace(annotation, title_mentions=tuple(together))


def _full_forms(known: CanonicalName) -> list[str]:
    """The spellings of two words and more, and none of a name that too few texts have. What a longer name begins with
    is left out: texts that tell of the Harbour Gazette Fund call it by its newspaper's name."""
    if known.kind not in KINDS or known.articles < MIN_ARTICLES:
        return []
    usual = {one.text for one in known.spellings if one.articles >= MIN_OF_SPELLING}
    return [form for form in {known.name, *usual} if _is_full(form) and not known.name.startswith(f"{form} ")]


def _is_full(form: str) -> bool:
    words = form.split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
