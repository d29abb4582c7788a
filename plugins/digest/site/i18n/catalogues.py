"""Brings the catalogues of messages up to date with page makers and templates.

    python -m digest.site.i18n.catalogues [--begin LANGUAGE]

New messages come in untranslated, those that nothing uses any more go out. Exit status 1: some have no translation.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from .messages import LOCALES

ROOT = Path(__file__).resolve().parents[4]
# Besides Jinja's and gettext's own: `say(lang, message)`, `say_number(lang, one, many, number)`.
KEYWORDS = {**DEFAULT_KEYWORDS, "say": (2,), "say_number": (2, 3)}
COMMENT = "Patterns"  # comments that begin so go to translators


def extracted() -> Catalog:
    """All messages of the site, without translations."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    options = {one["pattern"]: {"silent": "false", "trimmed": "true"} for one in mappings if one["method"] == "jinja2"}
    template = Catalog(project="The Concordance", charset="utf-8")
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=(COMMENT,), directory_filter=_is_ours
    )
    for _file, _line, message, comments, context in found:
        template.add(message, None, auto_comments=comments, context=context)
    return template


def _is_ours(folder: str | Path) -> bool:
    """Whether a folder can hold messages: the virtual environment alone has thousands that don't."""
    path = Path(folder).resolve()
    roots = (ROOT / "theme" / "templates", Path(__file__).resolve().parents[1])
    return any(path.is_relative_to(root) or root.is_relative_to(path) for root in roots)


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Every catalogue there is, with its file."""
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/messages.po")):
        yield file, read_po(BytesIO(file.read_bytes()), locale=file.parts[-3])


def update(catalogue: Catalog, template: Catalog) -> list[str]:
    """Changes the catalogue to hold the template's messages; returns those without a translation."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that have no translation, or one that is marked as a guess."""
    return [str(message.id) for message in catalogue if message.id and not (_told(message) and not message.fuzzy)]


def _told(message: Message) -> bool:
    """Whether every form of it has words."""
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
        prog="python -m digest.site.i18n.catalogues", description="Updates the catalogues."
    )
    parser.add_argument("--begin", default="", metavar="LANGUAGE", help="begin one more")
    options = parser.parse_args(arguments)
    if options.begin:
        begun = LOCALES / options.begin / "LC_MESSAGES" / "messages.po"
        if not begun.exists():
            write(begun, Catalog(locale=Locale.parse(options.begin), project="The Concordance", charset="utf-8"))
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
