"""Brings the catalogues of messages up to date with the code and the templates.

    python -m digest.site.i18n.catalogues [--begin LANGUAGE]

Messages that are new come in without a translation, those that nothing uses any more go out. The exit status is 1 when
some have no translation, and 2 when there is no such language.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from ...errors import ConfigurationError
from .messages import LOCALES, SOURCE

ROOT = Path(__file__).resolve().parents[4]
# Besides Jinja's and gettext's own: `say(lang, message)`, `say_number(lang, one, many, number)`.
KEYWORDS = {**DEFAULT_KEYWORDS, "say": (2,), "say_number": (2, 3)}
COMMENT = "Patterns"  # comments that begin so go to translators


def extracted() -> Catalog:
    """All messages of the code and the templates, without translations."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {
        mapping["pattern"]: {"silent": "false", "trimmed": "true"}
        for mapping in mappings
        if mapping["method"] == "jinja2"
    }
    template = Catalog(project="The Concordance", charset="utf-8")
    messages = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=(COMMENT,), directory_filter=_is_ours
    )
    for _file, _line, message, comments, context in messages:
        template.add(message, None, auto_comments=comments, context=context)
    return template


def _is_ours(folder: str | Path) -> bool:
    """Whether a folder can hold messages. Thousands of folders of the virtual environment can't."""
    path = Path(folder).resolve()
    roots = (ROOT / "theme" / "templates", Path(__file__).resolve().parents[1])
    return any(path.is_relative_to(root) or root.is_relative_to(path) for root in roots)


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """All catalogues, each with its file."""
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/messages.po")):
        yield file, read_po(BytesIO(file.read_bytes()), locale=file.parts[-3])


def update(catalogue: Catalog, template: Catalog) -> list[str]:
    """Give `catalogue` the messages of `template`. The messages without a translation are returned."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that have no translation, or one that is marked as a guess."""
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not _is_translated(message))]


def _is_translated(message: Message) -> bool:
    """Whether every form of a message is translated."""
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings)


def write(file: Path, catalogue: Catalog) -> None:
    catalogue.fuzzy = False
    out = BytesIO()
    write_po(out, catalogue, no_location=True, sort_output=True, width=120, omit_header=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    # Without the day on which it was written: a catalogue changes when its messages do.
    text = "".join(line for line in lines if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', "#\n")))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m digest.site.i18n.catalogues", description="Brings the catalogues of messages up to date."
    )
    parser.add_argument("--begin", default="", metavar="LANGUAGE", help="begin the catalogue of one more language")
    options = parser.parse_args(arguments)
    try:
        if options.begin:
            begin(options.begin)
        return _update_all()
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: can't be written: {error.strerror}", file=sys.stderr)
        return 1


def begin(lang: str) -> None:
    """Write the empty catalogue of one more language. One that is there already stays as it is.

    Raises:
        ConfigurationError: there is no such language, or the messages are written in it.
    """
    try:
        locale = Locale.parse(lang, sep="-" if "-" in lang else "_")
    except (ValueError, UnknownLocaleError, TypeError) as error:
        known = Locale(SOURCE).languages
        similar = [tag for tag, name in known.items() if name.casefold() == lang.strip().casefold()]
        question = f"; did you mean {similar[0]}?" if similar else ""
        raise ConfigurationError(
            f"--lang is {lang[:40]!r}: expected a language such as de, fr or uk{question}"
        ) from error
    if locale.language == SOURCE:
        raise ConfigurationError(f"--lang is {lang!r}: expected another language than that of the messages themselves")
    # A catalogue is that of a language, whatever its country: see `messages.translations`.
    file = LOCALES / locale.language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        write(file, Catalog(locale=Locale(locale.language), project="The Concordance", charset="utf-8"))


def _update_all() -> int:
    """Bring every catalogue up to date; 1 where a message has no translation."""
    template = extracted()
    status = 0
    for file, catalogue in catalogues():
        missing = update(catalogue, template)
        write(file, catalogue)
        print(f"{file.relative_to(ROOT)}: {len(list(catalogue)) - 1} messages, {len(missing)} without a translation")
        status = 1 if missing else status
    return status


if __name__ == "__main__":
    sys.exit(main())
