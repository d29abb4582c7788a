"""Given names: the gender of most who bear one, its spellings, and its pet names."""

from functools import lru_cache
from typing import Literal

from slugify import slugify

from .data_files import data_lines

Gender = Literal["m", "f", "x"]  # "x" where a word says that it is a person, but not of which gender


@lru_cache(maxsize=1)
def given_names() -> dict[str, Gender]:
    """Given name -> the gender of most who bear it; "x" where both do."""
    gender_by_name: dict[str, Gender] = {}
    for line in data_lines("given_names.tsv"):
        gender, names = line.split("\t")
        assert gender in {"m", "f", "x"}
        for name in names.split():
            gender_by_name[name] = "m" if gender == "m" else "f" if gender == "f" else "x"
    return gender_by_name


@lru_cache(maxsize=1)
def given_variants() -> dict[str, str]:
    """Spelling of a given name -> the first spelling in its line of the file, both in lower-case ASCII."""
    return _first_in_line(pet=False)


@lru_cache(maxsize=1)
def pet_names() -> dict[str, str]:
    """Pet name or its full form -> the first name in its line of the file, both in lower-case ASCII."""
    return _first_in_line(pet=True)


def _first_in_line(*, pet: bool) -> dict[str, str]:
    """Each name in the lines of pet names, or in the other lines, of given_variants.txt -> the first of its line."""
    first_by_name: dict[str, str] = {}
    for line in data_lines("given_variants.txt"):
        if line.startswith("~") == pet:
            first, *others = map(slugify, line.lstrip("~ ").split())
            for name in (first, *others):
                first_by_name.setdefault(name, first)
    return first_by_name
