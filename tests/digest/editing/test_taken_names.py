from dataclasses import replace
from pathlib import Path

import pytest

from digest.annotate.records import Actor, Annotation, Kind, Mention, Text
from digest.annotate.run.annotator import Annotator
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article, Source
from digest.editing.__main__ import main
from digest.editing.taken_names import TakenName, taken_lines, taken_names, taking_match
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

PORT_VANE = Actor("Port Vane", "place", "port-vane", aliases=("P.V.", "Vane"))


@pytest.mark.parametrize(
    ("name", "kind", "alias"),
    [
        ("P.V. County", "place", "P.V."),
        ("Port Vane Lakers", "organisation", "Port Vane"),
        ("Vane City Council", "organisation", "Vane"),
        ("Vane-on-Sea", "place", "Vane"),
        ("Vane University", "organisation", ""),  # which texts have as a name of its own, and so it stays
        ("Ottoline Vane", "person", ""),
        ("Port Vane", "place", ""),
        ("Quayside", "place", ""),
    ],
)
def test_a_longer_name_is_taken_where_texts_take_it(name: str, kind: Kind, alias: str) -> None:
    match = taking_match(name, kind, (PORT_VANE,))
    assert (match.alias.name if match else "") == alias


OXFORD = Actor("Oxford", "place", "oxford")
LOS_ANGELES = Actor("Los Angeles", "place", "los-angeles", aliases=("L.A.",))


@pytest.mark.parametrize(
    ("actor", "name", "kind"),
    [
        (LOS_ANGELES, "L.A. County", "place"),
        (replace(LOS_ANGELES, never=("L.A. County",)), "L.A. County", "place"),
        (LOS_ANGELES, "Los Angeles Times", "organisation"),
        (OXFORD, "Oxford City Council", "organisation"),
        (OXFORD, "Oxford University", "organisation"),
        (Actor("Leigh", "place", "leigh"), "Leigh-on-Sea", "place"),
    ],
)
def test_what_is_told_of_a_name_is_what_becomes_of_it_in_a_text(actor: Actor, name: str, kind: Kind) -> None:
    text = f"The report of Monday said that {name} would not go on with its plans, Mary Johnson said in London."
    (found,) = Annotator((actor,)).annotate([Text("report", text, "Rain")])
    named = {mention.actor for mention in found.mentions}
    assert {actor.name, name} & named == {actor.name if taking_match(name, kind, (actor,)) else name}


def test_a_longer_name_of_an_actor_or_of_never_is_not_taken() -> None:
    county = Actor("P.V. County", "place", "county")
    assert taking_match("P.V. County", "place", (PORT_VANE, county)) is None
    assert taking_match("P.V. County", "place", (replace(PORT_VANE, never=("P.V. County",)),)) is None


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the index of three articles: two sources name P.V. County, one names P.V. Sheriff once."""
    names = {1: ("P.V. County", "Port Vane"), 2: ("P.V. County", "P.V."), 3: ("P.V. Sheriff", "Port Vane")}
    index = IndexFile(tmp_path / INDEX_FILE)
    articles = [_naming(number, SOUTH if number == 2 else NORTH, some) for number, some in names.items()]
    update(index, articles, inputs_of(sources={"north": NORTH, "south": SOUTH}))
    index.close()
    return tmp_path


def _naming(number: int, source: Source, names: tuple[str, ...]) -> Article:
    text = " and ".join(names) + " met."
    one = article(number, source, f"<p>{text}</p>")
    mentions = tuple(Mention(text.index(name), text.index(name) + len(name), name, name, "place") for name in names)
    return replace(one, annotation=Annotation(one.id, mentions))


def test_names_of_several_articles_that_become_an_actors_are_told(site: Path) -> None:
    taken = taken_names(IndexFile(site / INDEX_FILE), PORT_VANE, (PORT_VANE,))
    assert taken == (TakenName("P.V. County", 2, True, "P.V."),)
    assert taken_lines(taken, PORT_VANE) == [
        "longer names that become Port Vane:",
        "    P.V. also stands in P.V. County (2 articles, a page of its own today)",
        "to keep those that are somebody else, add Never: P.V. County",
    ]
    assert taken_lines((), PORT_VANE) == []


def test_only_the_first_of_many_are_told() -> None:
    taken = [TakenName(f"P.V. {number}", 2, False, "P.V.") for number in range(12)]
    assert taken_lines(taken, PORT_VANE)[-2] == "    and 2 more"


def test_follow_warns_of_them_and_why_says_who_takes_them(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--cache", str(site), "--content", str(site)]
    actors = site / "actors"
    actors.mkdir()
    assert main(["follow", "P.V.", *places, "--kind", "place"]) == 0
    assert "to keep those that are somebody else, add Never: P.V. County\n" in capsys.readouterr().out
    assert main(["why", "P.V. Harbour Board", *places]) == 0
    assert capsys.readouterr().out == (
        "P.V. Harbour Board: P.V. stands in it, a name of P.V., for whom builds take it; "
        "to keep it by itself, add it to Never in actors/p-v.md\n"
    )
    assert main(["why", "P.V. Harbour", "--article", "2023/07/01/a", *places]) == 0
    assert "neither headline nor text has these words" in capsys.readouterr().out
    assert main(["why", "P.V. County and", "--article", "2023/07/01/a", *places]) == 0
    assert "P.V. County and: P.V. stands in it, a name of P.V., for whom" in capsys.readouterr().out
    assert main(["why", "P.V. County", *places]) == 0
    said = capsys.readouterr().out
    assert "P.V. County: found by itself" in said
    assert "add it to Never" in said
