"""The languages of articles whose feeds name none, from build to build: so that only new ones are read for it.

`languages.sqlite` in the cache folder holds each answer by a digest of the text that it was told from, as long as the
code that tells it is the same. To tell one takes a millisecond, and the first of a run a third of a second.
"""

from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ...annotate.text.language import TOLD_BY_CHARS, told_language
from ...storage.cache_database import CacheDatabase
from ...storage.code_digest import code_digest

LANGUAGES_FILE: Final = "languages.sqlite"
CACHE_KEY_PACKAGES: Final = (
    "digest.annotate.text.language",
    "digest.annotate.text.common_words",
    "digest.site.load.language_cache",
)
_TABLES: Final = "CREATE TABLE languages (digest BLOB PRIMARY KEY, lang TEXT NOT NULL) WITHOUT ROWID"
_READ_CHARS: Final = 4 * TOLD_BY_CHARS  # as much of a text as is looked at


class LanguageCache:
    """The languages of one build's articles. A text that the build does not ask for is forgotten at its end."""

    def __init__(self, cache: Path) -> None:
        self._cached: dict[bytes, str] = {}
        self._asked: dict[bytes, str] = {}
        self._database = CacheDatabase(
            cache / LANGUAGES_FILE,
            _TABLES,
            version=code_digest(*CACHE_KEY_PACKAGES),
            commit_each=False,
            check=True,
            on_loss=self._cached.clear,
        )

    def __enter__(self) -> Self:
        rows = self._database.read("SELECT digest, lang FROM languages")
        self._cached.update((digest, lang) for digest, lang in rows if _can_be(digest, lang))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._store()
        finally:
            self._database.close()

    def language(self, headline: str, text: str) -> str:
        """The language of an article, as a tag of two letters; "" where it can't be told."""
        sample = _sample(headline, text)
        digest = blake2b(sample.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        lang = self._cached.get(digest)
        self._asked[digest] = told_language(sample) if lang is None else lang
        return self._asked[digest]

    def _store(self) -> None:
        forgotten = self._cached.keys() - self._asked.keys()
        new = self._asked.keys() - self._cached.keys()
        if not new and not forgotten:
            return
        self._database.write_many("DELETE FROM languages WHERE digest = ?", [(digest,) for digest in forgotten])
        rows = [(digest, self._asked[digest]) for digest in sorted(new)]
        self._database.write_many("INSERT OR REPLACE INTO languages VALUES (?, ?)", rows)
        self._database.commit()


def language_of(headline: str, text: str) -> str:
    """The language of an article, told anew."""
    return told_language(_sample(headline, text))


def _sample(headline: str, text: str) -> str:
    return f"{headline}\n{text}"[:_READ_CHARS]


def _can_be(digest: object, lang: object) -> bool:
    """Whether a row can be one of ours: a damaged one is told anew."""
    return isinstance(digest, bytes) and isinstance(lang, str) and (not lang or (len(lang) == 2 and lang.isascii()))
