"""The text of an article as its page shows it."""

from dataclasses import replace

from digest.annotate.records import Annotation, Mention, Quote, Segment
from digest.archive.model.article import Article
from digest.site.components.article_text import article_text
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article

WORDS = "“We wait,”"


def annotated() -> Article:
    """An article that names one actor twice and quotes it once."""
    plain = article(1, NORTH, f"<p>Ada Fiction waits. {WORDS} Ada Fiction said.</p>")
    text = plain.body.text
    starts = [0, text.rindex("Ada")]
    mentions = tuple(Mention(at, at + 11, "Ada Fiction", "Ada Fiction", "person") for at in starts)
    at = text.index(WORDS)
    quote = Quote((Segment(at, at + len(WORDS)),), WORDS, "Ada Fiction", None, None, "cue verb")
    return replace(plain, annotation=Annotation(plain.id, mentions, (quote,)))


def test_the_first_mention_is_linked_and_the_quoted_passage_has_its_anchor() -> None:
    first = annotated()
    archive = archive_of([first, article(2, SOUTH, names=("Ada Fiction",))])
    [markup] = article_text(archive, first, first.body, len(first.body.text), ())
    assert str(markup).count('<a class="actor" href="/news/topics/ada-fiction/">') == 1
    assert f'<span class="said" id="q1">{WORDS}</span>' in str(markup)


def test_nothing_behind_the_end_of_an_excerpt_is_marked() -> None:
    first = annotated()
    archive = archive_of([first, article(2, SOUTH, names=("Ada Fiction",))])
    [markup] = article_text(archive, first, first.body, 5, ())
    assert "<a" not in str(markup)
    assert "<span" not in str(markup)
