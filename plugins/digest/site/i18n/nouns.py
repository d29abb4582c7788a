"""The words for kinds, genres, languages and counted things, in the site's language."""

from typing import Literal

from babel import Locale, UnknownLocaleError

from ...annotate.records import Kind
from ...stories.clustering.report_genres import Genre
from .messages import locale_name, say, say_number

Noun = Literal[
    "article", "source", "independent source", "story", "single report", "quote", "speaker", "actor", "followed actor"
]


def kind_name(kind: Kind, lang: str) -> str:
    """The word for one of a kind: Person."""
    return {
        "person": say(lang, "Person"),
        "organisation": say(lang, "Organisation"),
        "place": say(lang, "Place"),
        "group": say(lang, "Group"),
        "event": say(lang, "Event"),
        "work": say(lang, "Work"),
    }[kind]


def kind_plural(kind: Kind, lang: str) -> str:
    """The word for several of a kind: People."""
    return {
        "person": say(lang, "People"),
        "organisation": say(lang, "Organisations"),
        "place": say(lang, "Places"),
        "group": say(lang, "Groups"),
        "event": say(lang, "Events"),
        "work": say(lang, "Works"),
    }[kind]


def genre_name(genre: Genre, lang: str) -> str:
    """The word for a genre: Live page. It is "" for a report, which most articles are."""
    return {
        "report": "",
        "live": say(lang, "Live page"),
        "video": say(lang, "Video"),
        "pictures": say(lang, "Pictures"),
        "audio": say(lang, "Audio"),
        "quiz": say(lang, "Quiz"),
        "opinion": say(lang, "Opinion"),
        "column": say(lang, "Column"),
    }[genre]


def language_name(tag: str, lang: str) -> str:
    """The name of a language by its BCP 47 tag: "uk" is Ukrainian. A tag that names none stays as it is."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale_name(lang)) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def count(number: int, noun: Noun, lang: str) -> str:
    """A number with its noun: 1 story, 2 stories."""
    match noun:
        case "article":
            return say_number(lang, "%(number)s article", "%(number)s articles", number)
        case "source":
            return say_number(lang, "%(number)s source", "%(number)s sources", number)
        case "independent source":
            return say_number(lang, "%(number)s independent source", "%(number)s independent sources", number)
        case "story":
            return say_number(lang, "%(number)s story", "%(number)s stories", number)
        case "single report":
            return say_number(lang, "%(number)s other report", "%(number)s other reports", number)
        case "quote":
            return say_number(lang, "%(number)s quote", "%(number)s quotes", number)
        case "speaker":
            return say_number(lang, "%(number)s speaker", "%(number)s speakers", number)
        case "actor":
            return say_number(lang, "%(number)s actor", "%(number)s actors", number)
        case "followed actor":
            return say_number(lang, "%(number)s followed actor", "%(number)s followed actors", number)
