"""The kept data, loaded once: word lists, countries and their peoples, places, given names with gender."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from slugify import slugify

Gender = Literal["m", "f", "x"]

DATA = Path(__file__).parent / "data"


def words(name: str) -> frozenset[str]:
    """The word list `name` of words.toml."""
    return frozenset(_words()[name].split())


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Every name of a country -> its usual name."""
    found: dict[str, str] = {}
    for usual, others, _ in _countries():
        for name in (usual, *others):
            found[name] = usual
            found[name.replace("’", "'")] = usual
    return found


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Adjectives and names of people, singular and plural -> the country's usual name; "" for peoples without one."""
    found: dict[str, str] = {}
    for usual, _, peoples in _countries():
        for name in peoples:
            found[name] = found[f"{name}s"] = usual
    for name in _lines("peoples.txt"):
        found.setdefault(name, "")
        found.setdefault(f"{name}s", "")
    return found


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Well-known places that are no countries."""
    names = (name for line in _lines("places.txt") for name in line.split(";"))
    return frozenset((*names, *usual_places()))


@lru_cache(maxsize=1)
def organisations() -> dict[str, str]:
    """Every name of a well-known organisation -> its usual name."""
    return _usual("organisations.tsv")


@lru_cache(maxsize=1)
def usual_places() -> dict[str, str]:
    """Every name of a city or state that has several -> its usual name."""
    return _usual("usual_places.tsv")


@lru_cache(maxsize=1)
def history() -> frozenset[str]:
    """Events and times of history, in lower case."""
    return frozenset(_lines("history.txt"))


def outlet_lines() -> list[tuple[str, ...]]:
    """The lines of outlets.txt, which says what each of them holds."""
    return [tuple(line.split(";")) for line in _lines("outlets.txt")]


@lru_cache(maxsize=1)
def given_names() -> dict[str, Gender]:
    """Given name -> gender of most who bear it, "x" where it is both."""
    found: dict[str, Gender] = {}
    for line in _lines("given_names.tsv"):
        gender, names = line.split("\t")
        assert gender in {"m", "f", "x"}
        for name in names.split():
            found[name] = "m" if gender == "m" else "f" if gender == "f" else "x"
    return found


@lru_cache(maxsize=1)
def given_variants() -> dict[str, str]:
    """Spelling of a given name -> the first one of its line, both in lower-case ASCII."""
    return _variants(pet=False)


@lru_cache(maxsize=1)
def pet_names() -> dict[str, str]:
    """Pet name or its full form -> the first one of its line, both in lower-case ASCII."""
    return _variants(pet=True)


def _variants(*, pet: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("given_variants.txt"):
        if line.startswith("~") == pet:
            first, *others = map(slugify, line.lstrip("~ ").split())
            for spelling in (first, *others):
                found.setdefault(spelling, first)
    return found


def _usual(file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines(file):
        usual, _, others = line.partition("\t")
        for name in (usual, *filter(None, others.split(";"))):
            found[name] = usual
    return found


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


def _countries() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    rows = []
    for line in _lines("countries.tsv"):
        usual, others, peoples = (*line.split("\t"), "", "")[:3]
        rows.append((usual, tuple(filter(None, others.split(";"))), tuple(filter(None, peoples.split(";")))))
    return rows


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
