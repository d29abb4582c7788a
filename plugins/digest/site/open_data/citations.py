"""Articles as references: BibTeX, and CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

import json
import re
import unicodedata
from hashlib import blake2b
from typing import Final

from slugify import slugify

from ...archive.model.addresses import Addresses
from ...archive.model.article import Article

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEY_CHARS: Final = 60
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_SPECIALS: Final = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_URL_UNFIT: Final = re.compile(
    r"[^!-~]|[\"<>\\^`{|}]"
)  # a URL that has them is escaped, so that it can't end its field


def bibtex(addresses: Addresses, article: Article) -> str:
    """The entry of one article, with a line end behind it. Its key follows from the article's path alone."""
    day = article.date.date()
    fields = {
        "title": f"{{{_escaped(article.headline)}}}",  # double braces: styles leave its capitals alone
        "author": " and ".join(f"{{{_escaped(author)}}}" for author in article.authors),
        "journal": _escaped(article.publisher.name),
        "year": str(day.year),
        "month": _MONTHS[day.month - 1],
        "day": str(day.day),
        "url": _url(article.original or addresses.absolute(article.path)),
        "language": _escaped(article.lang),
    }
    lines = "".join(f"  {name} = {_value(name, value)},\n" for name, value in fields.items() if value)
    return f"@article{{{reference_key(article)},\n{lines}}}\n"


def csl_json(addresses: Addresses, article: Article) -> str:
    """The object of one article, in a line; a file is an array of them."""
    day = article.date.date()
    item = {
        "id": reference_key(article),
        "type": "article-newspaper",
        "title": article.headline,
        "container-title": article.publisher.name,
        "author": [{"literal": author} for author in article.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": article.original or addresses.absolute(article.path),
        "language": article.lang,
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def reference_key(article: Article) -> str:
    """The key by which a text cites an article: northern-wire-2023-07-19-pilots-strike-1a2b3c."""
    digest = blake2b(article.path.encode("utf-8", "replace"), digest_size=3).hexdigest()
    words = slugify(f"{article.source.slug} {article.path}", max_length=_KEY_CHARS, word_boundary=True)
    return f"{words}-{digest}".lstrip("-")


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"  # months are words that BibTeX knows


def _escaped(text: str) -> str:
    """The text in a line, with nothing in it that is a command of TeX."""
    line = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return _SPECIALS.sub(lambda match: _SPECIAL[match[0]], " ".join(line.split()))


def _url(url: str) -> str:
    return _URL_UNFIT.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), url)
