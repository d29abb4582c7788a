"""Given names: the gender of most people with the name, its spellings, and its pet names."""

from functools import lru_cache
from typing import Literal

from slugify import slugify

from .data_files import data_lines

Gender = Literal["m", "f", "x"]  # "x" for a word that shows a person of either gender


@lru_cache(maxsize=1)
def given_names() -> dict[str, Gender]:
    """Given name -> the gender of most people with this name; "x" if it is a name of both women and men."""
    gender_by_name: dict[str, Gender] = {}
    for line in data_lines("given_names.tsv"):
        name, gender = line.split("\t")
        assert gender in {"m", "f", "x"}
        gender_by_name[name] = "m" if gender == "m" else "f" if gender == "f" else "x"
    return gender_by_name


@lru_cache(maxsize=1)
def given_variants() -> dict[str, str]:
    """Spelling of a given name -> the first spelling in its line of given_variants.txt, both in lower-case ASCII."""
    return _first_in_line(pet=False)


@lru_cache(maxsize=1)
def pet_names() -> dict[str, str]:
    """Pet name or its full form -> the first name in its line of given_variants.txt, both in lower-case ASCII."""
    return _first_in_line(pet=True)


def _first_in_line(*, pet: bool) -> dict[str, str]:
    """Each name in given_variants.txt -> the first name in its line.

    Only the lines of pet names (with `pet`) or only all other lines are read.
    """
    first_by_name: dict[str, str] = {}
    for line in data_lines("given_variants.txt"):
        if line.startswith("~") == pet:
            first, *others = map(slugify, line.lstrip("~ ").split())
            for name in (first, *others):
                first_by_name.setdefault(name, first)
    return first_by_name
