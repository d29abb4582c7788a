"""Adds mentions to articles without them: runs `python -m digest.annotate` in a separate process.

The annotator isn't imported, since its model takes half a gigabyte and seconds to load, and since `digest.stories` may
import only the records of `digest.annotate`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import AnnotationError, ItemError
from .story_lines import ArticleLine, mentioned_actors

ANNOTATE: Final = (sys.executable, "-m", "digest.annotate")
_ROOT: Final = Path(__file__).parents[2]  # the folder that `digest` is imported from


def with_mentions(lines: Sequence[ArticleLine], command: Sequence[str] = ANNOTATE) -> list[ArticleLine]:
    """The same articles in the same order, all with actors. `command` runs only if an article lacks mentions.

    Raises:
        AnnotationError: `command` could not be run, failed, or left an article out. Its error messages went to the
            standard error of this process.
    """
    missing = [number for number, line in enumerate(lines) if not line.annotated]
    if not missing:
        return list(lines)
    texts = "".join(
        json.dumps({"id": str(number), "title": lines[number].report.title, "text": lines[number].report.text}) + "\n"
        for number in missing
    )
    actors_by_id = _run(command, texts)
    absent = [number for number in missing if str(number) not in actors_by_id]
    if absent:
        raise AnnotationError(f"{command[-1]} left out {len(absent)} of {len(missing)} articles")
    return [
        line if line.annotated else line.with_actors(actors_by_id[str(number)]) for number, line in enumerate(lines)
    ]


def _run(command: Sequence[str], texts: str) -> dict[str, tuple[str, ...]]:
    """Id of each text -> its actors."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(  # noqa: S603  the command is ours, the texts go to its standard input
            command,
            input=texts.encode("ascii"),
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        records = [json.loads(line) for line in done.stdout.splitlines()]
        return {record["id"]: mentioned_actors(record) for record in records}
    except (OSError, subprocess.CalledProcessError) as error:
        raise AnnotationError(f"mentions can't be made: {error}") from error
    except (ValueError, KeyError, TypeError, ItemError) as error:
        raise AnnotationError(f"{command[-1]} answered with something that is no annotation: {error}") from error
