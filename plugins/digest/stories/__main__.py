"""Joins articles on one event to stories: a filter of JSON Lines.

    python -m digest.stories [--why] < articles.jsonl > stories.jsonl

Each line of the input is an article, in any order: `{"id","title","text","date","source","link"?,"lang"?,"mentions"?}`.
Each line of the output is a story of two articles or more:
`{"story","articles":[ids],"lead":id,"copies":[[ids]],"languages":[tags]}`; with --why also
`"why":{id:{"with":id,"because":words}}`, what each article but the first shares with which other one.

Articles without "mentions" go through `python -m digest.annotate` first. If that fails, stories are joined without
mentions, and the exit status is 1. A line that can't be read is named on standard error and left out; the exit status
is then 1 too.
"""

import argparse
import sys
from collections.abc import Iterable
from typing import TextIO

from ..errors import AnnotationError, ItemError
from .clustering.evidence.sentence_vectors import sentence_encoder
from .clustering.report_clustering import cluster_reports
from .missing_mentions import with_mentions
from .story_lines import ArticleLine, read_article, story_line


def main(lines: Iterable[bytes], out: TextIO, complaints: TextIO, *, why: bool = False) -> int:
    """Writes the stories of the articles in `lines` and returns the exit status."""
    articles, status = _read(lines, complaints)
    try:
        articles = with_mentions(articles)
    except AnnotationError as error:
        print(f"{error}; stories are joined without mentions", file=complaints)
        status = 1
    for story in cluster_reports((article.report for article in articles), sentence_encoder()):
        print(story_line(story, why=why), file=out)
    return status


def _read(lines: Iterable[bytes], complaints: TextIO) -> tuple[list[ArticleLine], int]:
    articles: dict[str, ArticleLine] = {}
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            article = read_article(line)
        except ItemError as error:
            print(f"line {number}: {error}", file=complaints)
            status = 1
            continue
        if article.report.id in articles:
            print(
                f"line {number}: the id {article.report.id!a} was given before; expected one line each", file=complaints
            )
            status = 1
            continue
        articles[article.report.id] = article
    return list(articles.values()), status


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m digest.stories", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--why", action="store_true", help="say of each article why it is in its story")
    sys.exit(main(sys.stdin.buffer, sys.stdout, sys.stderr, why=parser.parse_args().why))
