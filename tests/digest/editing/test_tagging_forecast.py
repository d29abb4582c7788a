from dataclasses import replace
from pathlib import Path

import pytest

from digest.annotate.records import Actor, Mention
from digest.annotate.run.annotator import Annotator
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.editing import tagging_forecast
from digest.editing.tagging_forecast import Forecast, ForecastArticle, forecast_lines
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, article

MARLOW = Actor("Marlow Group", "organisation", "marlow-group", aliases=("Marlow",))


def _saying(number: int, headline: str, text: str) -> Article:
    return replace(article(number, NORTH), headline=headline, body=read_body(f"<p>{text}</p>"))


def _index(tmp_path: Path, articles: list[Article]) -> IndexFile:
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, articles, inputs_of())
    return index


ARTICLES = [
    _saying(1, "Pilots strike", "The Marlow Group said on Monday that its pilots had walked out. Marlow has 40 ships."),
    _saying(
        2, "An evening of opera", "The singer Edward Marlow sang for two hours. Marlow was called back four times."
    ),
    _saying(3, "Ships stay in port", "All ships stayed in port on Tuesday, as Marlow had said they would."),
    _saying(4, "Rain", "It rained in the north."),
]


def test_it_says_which_articles_will_be_tagged_and_why_others_will_not(tmp_path: Path) -> None:
    index = _index(tmp_path, ARTICLES)
    forecast = tagging_forecast.tagging_forecast(index, MARLOW, Annotator((MARLOW,)))
    by_path = {one.path: one for one in forecast.articles}
    assert list(by_path) == ["2023/07/03/a", "2023/07/02/a", "2023/07/01/a"]
    assert forecast.of == 3
    assert dict(by_path["2023/07/01/a"].words) == {"Marlow Group": 1, "Marlow": 1}
    assert not by_path["2023/07/01/a"].is_doubtful
    assert by_path["2023/07/02/a"].words == ()
    assert "Edward Marlow" in by_path["2023/07/02/a"].reason
    assert by_path["2023/07/03/a"].is_doubtful


def test_whose_name_it_is_is_said_of_an_article_that_gets_no_tag() -> None:
    named = [Mention(0, 1, name, name, "person") for name in ("Edward Marlow", "Odo Flinck", "Edward Marlow")]
    assert tagging_forecast._whose_name(named, MARLOW) == "the name there is Edward Marlow"
    assert tagging_forecast._whose_name(named[1:2], MARLOW) == "no name of the file stands there as a name"


def test_only_the_newest_are_read_where_there_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging_forecast, "MAX_READ", 1)
    forecast = tagging_forecast.tagging_forecast(_index(tmp_path, ARTICLES), MARLOW, Annotator((MARLOW,)))
    assert ([one.path for one in forecast.articles], forecast.of) == (["2023/07/03/a"], 3)
    assert forecast_lines(forecast)[0] == "the next build tags 1 article, of the newest 1; 3 have a part of the name"


def test_the_lines_name_the_doubtful_and_those_passed_over_and_are_harmless() -> None:
    articles = (
        ForecastArticle("2023/07/03/a", (("Mar\x1b[31mlow", 2),), is_doubtful=True),
        *(ForecastArticle(f"2023/06/{day:02}/b", (("Marlow Group", 1),)) for day in range(10, 22)),
        ForecastArticle("2023/07/02/a", reason="another name: Edward Marlow"),
    )
    lines = forecast_lines(Forecast(articles, 14))
    assert all(line.isprintable() for line in lines)
    assert lines[0] == "the next build tags 13 articles; 14 have a part of the name"
    assert "    and 3 more" in lines
    assert "1 article of these by a single word that nothing else speaks for; look at them:" in lines
    assert lines[-1] == "    2023/07/02/a: another name: Edward Marlow"
    assert forecast_lines(Forecast((), 0)) == ["no article has that name yet"]
