"""Known names: countries and their peoples, places, organisations, and events of history."""

from functools import lru_cache

from .data_files import data_lines, usual_names


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Every name of a country -> its usual name."""
    usual_by_name: dict[str, str] = {}
    for usual, others, _ in _country_rows():
        for name in (usual, *others):
            usual_by_name[name] = usual
            usual_by_name[name.replace("’", "'")] = usual
    return usual_by_name


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Adjective or noun for a people -> the country's usual name, or "" for a people without a country.

    Both the singular and the plural of a noun are keys.
    """
    country_by_demonym: dict[str, str] = {}
    for usual, _, peoples in _country_rows():
        for demonym in peoples:
            country_by_demonym[demonym] = country_by_demonym[f"{demonym}s"] = usual
    for demonym in data_lines("peoples.txt"):
        country_by_demonym.setdefault(demonym, "")
        country_by_demonym.setdefault(f"{demonym}s", "")
    return country_by_demonym


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """The names of well-known places other than countries."""
    names = (name for line in data_lines("places.txt") for name in line.split(";"))
    return frozenset((*names, *usual_places()))


@lru_cache(maxsize=1)
def usual_places() -> dict[str, str]:
    """Every name of a city or state that has several names -> its usual name."""
    return usual_names("usual_places.tsv")


@lru_cache(maxsize=1)
def us_states() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Name of a state of the United States -> its abbreviations, and its large cities."""
    rows = (line.split("\t") for line in data_lines("us_states.tsv"))
    return {name: (frozenset(short.split(";")), frozenset(cities.split(";"))) for name, short, cities in rows}


@lru_cache(maxsize=1)
def organisations() -> dict[str, str]:
    """Every name of a well-known organisation -> its usual name."""
    return usual_names("organisations.tsv")


@lru_cache(maxsize=1)
def history() -> frozenset[str]:
    """Events and times of history, in lower case."""
    return frozenset(data_lines("history.txt"))


def _country_rows() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Usual name, other names and demonyms of each country."""
    rows = []
    for line in data_lines("countries.tsv"):
        usual, others, peoples = (*line.split("\t"), "", "")[:3]
        rows.append((usual, tuple(filter(None, others.split(";"))), tuple(filter(None, peoples.split(";")))))
    return rows
