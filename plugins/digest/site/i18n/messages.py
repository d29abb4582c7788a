"""The site's own words in the language of its interface: gettext catalogues, read through Babel.

English is in the code and in the templates. Every other language is a file `locale/LANGUAGE/LC_MESSAGES/messages.po`
beside this module, which `invoke messages` brings up to date. Modules of the site call `say` and `say_number`,
templates use Jinja's `_` and `trans`. A site has one language.
"""

from dataclasses import dataclass
from functools import lru_cache, partial
from gettext import NullTranslations
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from jinja2 import Environment

from ...errors import ConfigurationError
from .line_breaks import unbroken

LOCALES = Path(__file__).resolve().parent / "locale"
SOURCE = "en"  # the language that the messages are written in


def say(lang: str, message: str, /, **values: object) -> str:
    """The message in a language, with `values` put in where it has their %(name)s."""
    translation = translations(lang).gettext(message)
    return translation % values if values else translation


def say_number(lang: str, one: str, many: str, number: int, /, **values: object) -> str:
    """The form of a message that goes with a number, with the number put in as %(number)s."""
    translation = translations(lang).ngettext(one, many, number)
    return translation % {"number": decimal(lang, number), **values}


def decimal(lang: str, number: int) -> str:
    """1,234 or 1.234, as the language groups digits."""
    return _decimal(number, locale_name(lang))


@lru_cache(maxsize=10_000)  # Babel takes 20 µs, and a site counts the same small numbers on every page
def _decimal(number: int, locale: str) -> str:
    return format_decimal(number, locale=locale)


def locale_name(lang: str) -> str:
    """A BCP 47 tag as Babel writes it."""
    return lang.replace("-", "_")


@lru_cache(maxsize=8)  # a site has one language; tests have a few
def translations(lang: str) -> NullTranslations:
    """The catalogue of a language; English needs none.

    Raises:
        ConfigurationError: there is no such language, no catalogue for it, or it can't be read.
    """
    try:
        locale = Locale.parse(locale_name(lang))
    except (ValueError, UnknownLocaleError) as error:
        raise ConfigurationError(f"DEFAULT_LANG is {lang!r}: expected a language such as en, en-GB or de") from error
    file = _file(locale.language)
    if locale.language == SOURCE and not file.is_file():
        return NullTranslations()
    try:
        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=locale, abort_invalid=True))
    except FileNotFoundError as error:
        known = ", ".join([SOURCE, *sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())])
        raise ConfigurationError(
            f"DEFAULT_LANG is {lang!r}: the interface speaks {known}; `invoke messages --lang {locale.language}` "
            "begins another catalogue"
        ) from error
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    compiled.seek(0)
    return Translations(compiled)


def _file(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


@dataclass(frozen=True, slots=True)
class InterfaceLanguage:
    """The language of a site's templates. `digest` is of its catalogue: what a template renders depends on the
    catalogue, and the key of every page is made of this record."""

    lang: str
    digest: str

    def gettext(self, message: str) -> str:
        return translations(self.lang).gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return translations(self.lang).ngettext(one, many, number)


def interface(lang: str) -> InterfaceLanguage:
    """The language `lang` with the digest of its catalogue as it is now."""
    translations(lang)  # raises if there is something wrong with it, before any page is made
    file = _file(lang.partition("-")[0].lower())
    return InterfaceLanguage(lang, blake2b(file.read_bytes(), digest_size=8).hexdigest() if file.is_file() else "")


def install(environment: Environment, lang: str) -> None:
    """Give templates `_`, `trans` and the filters `number` and `unbroken`."""
    language = interface(lang)
    environment.add_extension("jinja2.ext.i18n")
    install_callables: Any = environment.install_gettext_callables  # type: ignore[attr-defined]  # of the extension
    install_callables(language.gettext, language.ngettext, newstyle=True)
    environment.filters["number"] = partial(decimal, lang)
    environment.filters["unbroken"] = unbroken
