"""Which articles the next build tags with a new actor, and which have the name and stay without the tag."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..annotate.actors.actor_mentions import NOTHING_AGAINST
from ..annotate.actors.alias_matches import relevant_actors
from ..annotate.records import Actor, Annotation, Mention, Text
from ..annotate.run.annotator import Annotator
from ..archive.index_file import IndexFile
from ..archive.packed_articles import headline_and_text
from ..site.load.progress_bar import progress_bar
from .terminal_text import printable

MAX_READ: Final = 100  # articles, the newest: half a minute; the next build reads the others
MAX_LISTED: Final = 10
MAX_NAMES: Final = 3  # of others in an article, in one line


@dataclass(frozen=True, slots=True)
class ForecastArticle:
    """An article with a name of the actor. `words` says how the tag is written there; () where there will be none, for
    the `reason`. `is_doubtful` is true where the tag stands on a name of one word, and nothing speaks for it."""

    path: str
    words: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """The newest articles with a part of the actor's name in them, and the number of all."""

    articles: tuple[ForecastArticle, ...]
    of: int


def tagging_forecast(index: IndexFile, actor: Actor, annotator: Annotator) -> Forecast:
    """What a build will find of an actor. `annotator` knows all actors that are followed, the new one among them."""
    texts: list[Text] = []
    paths: list[str] = []
    count = 0
    query = (
        "SELECT articles.id, path, record, body FROM articles JOIN texts USING (id) "
        "WHERE status != 'hidden' ORDER BY place DESC"
    )
    for id_, path, record, body in index.connection.execute(query):
        headline, text = headline_and_text(record, body)
        if relevant_actors((actor,), f"{headline}\n{text}"):
            count += 1
            if count <= MAX_READ:
                texts.append(Text(id_, text, headline))
                paths.append(path.strip("/"))
    with progress_bar("Reading", len(texts)) as advance:
        articles = []
        for path, annotation in zip(paths, annotator.annotate(texts), strict=True):
            articles.append(_forecast(path, annotation, actor))
            advance()
    return Forecast(tuple(articles), count)


def _forecast(path: str, annotation: Annotation, actor: Actor) -> ForecastArticle:
    name, mentions = actor.name, (*annotation.title_mentions, *annotation.mentions)
    words = Counter(" ".join(mention.text.split()) for mention in mentions if mention.actor == name)
    decisions = [decision for decision in annotation.decisions if decision.actor == name]
    if words:
        is_weak = any(decision.tagged and decision.reason == NOTHING_AGAINST for decision in decisions)
        is_doubtful = is_weak and not any(" " in text for text in words)
        return ForecastArticle(path, tuple(words.most_common()), is_doubtful=is_doubtful)
    reasons = (decision.reason for decision in decisions if not decision.tagged)
    return ForecastArticle(path, reason=next(reasons, "") or _whose_name(mentions, actor))


def _whose_name(mentions: Sequence[Mention], actor: Actor) -> str:
    """Whose name has a part of the actor's in an article."""
    parts = {word for name in (actor.name, *actor.aliases) for word in name.casefold().split()}
    others = dict.fromkeys(one.actor for one in mentions if parts & set(one.actor.casefold().split()))
    if not others:
        return "no name of the file stands there as a name"
    return f"the name there is {', '.join(list(others)[:MAX_NAMES])}"


def forecast_lines(forecast: Forecast) -> list[str]:
    """The forecast for a terminal."""
    tagged = [article for article in forecast.articles if article.words]
    passed_over = [article for article in forecast.articles if not article.words]
    if not forecast.articles:
        return ["no article has that name yet"]
    looked_at = "" if forecast.of == len(forecast.articles) else f", of the newest {len(forecast.articles)}"
    lines = [f"the next build tags {_articles(len(tagged))}{looked_at}; {forecast.of} have a part of the name"]
    lines += [f"{'':4}{article.path}: {_as_written(article.words)}" for article in tagged[:MAX_LISTED]]
    lines += _more(tagged)
    doubtful = [article for article in tagged if article.is_doubtful]
    if doubtful:
        lines.append(
            f"{_articles(len(doubtful))} of these by a single word that nothing else speaks for; look at them:"
        )
        lines += [f"{'':4}{article.path}: {_as_written(article.words)}" for article in doubtful[:MAX_LISTED]]
        lines += _more(doubtful)
    if passed_over:
        lines.append(f"{_articles(len(passed_over))} with a part of the name will not be tagged:")
        lines += [f"{'':4}{article.path}: {article.reason}" for article in passed_over[:MAX_LISTED]]
        lines += _more(passed_over)
    return [printable(line) for line in lines]


def _as_written(words: Sequence[tuple[str, int]]) -> str:
    return ", ".join(text if count == 1 else f"{text} {count} times" for text, count in words)


def _more(articles: Sequence[ForecastArticle]) -> list[str]:
    return [f"{'':4}and {len(articles) - MAX_LISTED} more"] if len(articles) > MAX_LISTED else []


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
