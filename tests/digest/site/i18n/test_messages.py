"""The interface in another language: nothing is left in English, numbers and dates are written as there."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jinja2
import pytest

from digest.archive.model.local_time import LocalTime
from digest.errors import ConfigurationError
from digest.site.i18n import messages
from digest.site.i18n.catalogues import catalogues, extracted, untranslated
from digest.site.i18n.date_wording import clock_or_day, long_day, month_day, stamp
from digest.site.i18n.messages import decimal, say, say_number, translations
from incremental.keys.callable_keys import describe

MOMENT = datetime(2023, 7, 19, 22, 30, tzinfo=UTC)


def test_every_message_is_translated_in_every_language() -> None:
    wanted = {message.id for message in extracted() if message.id}
    found = dict(catalogues())
    assert [file.parts[-3] for file in found] == ["de"]
    for file, catalogue in found.items():
        assert wanted - {message.id for message in catalogue} == set(), f"{file}: run `invoke messages`"
        assert {message.id for message in catalogue if message.id} - wanted == set(), f"{file}: run `invoke messages`"
        assert untranslated(catalogue) == [], file


def test_a_translation_has_the_places_of_its_message() -> None:
    for file, catalogue in catalogues():
        for message in catalogue:
            assert [str(error) for error in message.check(catalogue)] == [], (file, message.id)


def test_templates_and_page_makers_have_messages() -> None:
    found = {message.id for message in extracted()}
    assert {"Skip to the text", "All digests", ("%(number)s story", "%(number)s stories")} <= found


def test_messages_are_in_the_language_that_is_set() -> None:
    assert say("en-GB", "Skip to the text") == "Skip to the text"
    assert say("de", "Skip to the text") == "Zum Text"
    assert say("de-AT", "More on %(name)s", name="100 %") == "Mehr zu 100 %"
    assert say_number("de", "%(number)s story", "%(number)s stories", 1) == "1 Geschichte"
    assert say_number("de", "%(number)s story", "%(number)s stories", 1234) == "1.234 Geschichten"
    assert decimal("en", 1234) == "1,234"


def test_dates_are_written_as_the_language_does() -> None:
    assert long_day(date(2023, 7, 19), "en").text == "Wednesday 19 July 2023"
    assert long_day(date(2023, 7, 19), "de").text == "Mittwoch, 19. Juli 2023"
    assert month_day(date(2023, 7, 19), "de") == "19. Juli"


def test_times_are_those_of_the_zone() -> None:
    berlin = LocalTime("en", "Europe/Berlin")
    assert stamp(MOMENT, LocalTime("en")).text == "19 July 2023, 22:30 UTC"
    assert stamp(MOMENT, berlin).text == "20 July 2023, 00:30 CEST"
    assert stamp(MOMENT, berlin).iso == "2023-07-19T22:30:00Z"
    assert stamp(MOMENT, LocalTime("en", "Asia/Dubai")).text == "20 July 2023, 02:30 UTC+04"
    assert clock_or_day(MOMENT, date(2023, 7, 19), berlin).text == "20 July"


@pytest.mark.parametrize("lang", ["fr", "xx-nonsense", "", "../de"])
def test_a_language_without_catalogue_is_an_error_that_says_which_there_are(lang: str) -> None:
    with pytest.raises(ConfigurationError, match=f"DEFAULT_LANG is {lang!r}"):
        translations(lang)


def test_the_key_of_a_page_changes_with_its_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template renders depends on the catalogue, so a changed one has to make every page again."""
    file = tmp_path / "de" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "Home"\nmsgstr "Start"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "LOCALES", tmp_path)
    translations.cache_clear()
    try:
        before = _key("de")
        assert _key("de") == before
        file.write_text(file.read_text(encoding="utf-8").replace("Start", "Anfang"), encoding="utf-8")
        translations.cache_clear()
        assert _key("de") != before
    finally:
        translations.cache_clear()


def _key(lang: str) -> Any:
    environment = jinja2.Environment(autoescape=True)
    messages.install(environment, lang)
    return describe({name: environment.globals[name] for name in ("_", "gettext", "ngettext")})


def test_what_fills_a_message_is_escaped() -> None:
    environment = jinja2.Environment(autoescape=True)
    messages.install(environment, "de")
    made = environment.from_string('{{ _("Feed of <bdi>%(name)s</bdi>", name=name) }}').render(name="<script>")
    assert made == "Feed: <bdi>&lt;script&gt;</bdi>"
