"""python -m digest.annotate [--actors DIR] [--cache DIR] [--jobs N] < texts.jsonl > annotations.jsonl"""

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from ..batches.worker_processes import MIN_TEXTS, workers
from ..errors import DigestError
from .actors.actor_files import load_actors
from .records import Text
from .run.annotator import Annotator


def main(arguments: list[str] | None = None) -> int:
    """Reads JSON Lines of texts and prints their annotations.

    The exit status is 0 if every line could be read, 1 if some line could not, and 2 if no text could be annotated.
    """
    parser = argparse.ArgumentParser(prog="python -m digest.annotate", description=__doc__)
    parser.add_argument("--actors", type=Path, help="folder of followed actors, one Markdown file each")
    parser.add_argument(
        "--cache", type=Path, help="folder of the cache of annotations; a text that is in it is not annotated again"
    )
    parser.add_argument("--jobs", type=int, default=1, help="number of processes that annotate")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    for stream in (sys.stdin, sys.stdout):
        # A lone surrogate can't be written as UTF-8; "\ud800" is how JSON writes it.
        getattr(stream, "reconfigure")(encoding="utf-8", errors="backslashreplace")  # noqa: B009 - typed as TextIO
    unreadable: list[int] = []
    try:
        actors = load_actors(options.actors) if options.actors else ()
        with workers(options.jobs, MIN_TEXTS) as executor:  # the number of lines is not known
            annotator = Annotator(actors, cache=options.cache, executor=executor)
            for annotation in annotator.annotate(_texts(sys.stdin, unreadable)):
                print(json.dumps(asdict(annotation), ensure_ascii=False), flush=True)
    except DigestError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 1
    return 1 if unreadable else 0


def _texts(lines: Iterable[str] | TextIO, unreadable: list[int]) -> Iterator[Text]:
    """The texts of the lines that can be read; the numbers of all other lines are printed and added to `unreadable`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _text(json.loads(line))
        except (ValueError, RecursionError) as error:
            unreadable.append(number)
            print(f"line {number}: {error}", file=sys.stderr)


def _text(record: object) -> Text:
    fields = record if isinstance(record, dict) else {}
    id_, text = fields.get("id"), fields.get("text")
    title, lang = fields.get("title") or "", fields.get("lang") or ""
    if isinstance(id_, str | int) and all(isinstance(value, str) for value in (text, title, lang)):
        return Text(str(id_), str(text), title, lang)
    raise ValueError('expected {"id": "…", "text": "…"}, with "title" and "lang" where they are known')


if __name__ == "__main__":
    sys.exit(main())
