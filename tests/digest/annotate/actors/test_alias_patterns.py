"""In which spellings, cases and inflections an alias is found."""

import pytest

from digest.annotate.actors.actor_mentions import decisions, mentions
from digest.annotate.records import Actor, Kind
from digest.annotate.text.models import Models
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import PreparedText
from digest.annotate.text.spacy_model import parse_texts


def found(text: str, *actors: Actor, lang: str = "en") -> list[tuple[str, str]]:
    joined, parts = paragraphs(normalised(text).text)
    reading = next(parse_texts([PreparedText(joined, parts, english=False, lang=lang)], Models()))
    return [(mention.text, mention.actor) for mention in mentions(decisions(reading, actors), actors)]


WATCH = Actor("Harbour Watch", "organisation", "w", ("HW7", "Watch"), never=("Watch Tower", "Night Watch"))


VANE = Actor("Ottoline Vane", "person", "v", ("Оттолина Вейн",))


WAGNER = Actor("Вагнер", "organisation", "vg", ("ЧВК «Вагнер»", "ЧВК Вагнер"))


RIDERS = Actor("Moor Rider", "group", "r")


def written(text: str, actor: Actor, lang: str) -> list[str]:
    return [name for name, _ in found(text, actor, lang=lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Harbour Watch’s boats", ["Harbour Watch"]),
        ("the Harbour\u00a0Watch said", ["Harbour Watch"]),
        ("the Harbour watch said", ["Harbour watch"]),
        ("HARBOUR WATCH SAVES DOG", ["HARBOUR WATCH"]),
        ("a Watch-led, pro-Watch group", ["Watch", "Watch"]),
        ("hw7 and Hw7 are no HW7", ["HW7"]),
        ("HW77, AHW7", []),
        ("they watch the harbour", []),
        ("Watchers, Swatch", []),
        ("in the Watch Tower by night", []),
        ("Night Watch, then Watch", ["Watch"]),
    ],
)
def test_an_alias_is_found_in_its_spellings_and_nowhere_else(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text, WATCH)] == expected


@pytest.mark.parametrize("form", ["Вагнер", "Вагнера", "Вагнеру", "Вагнером", "Вагнере", "ВАГНЕРА"])
def test_a_cyrillic_alias_is_found_in_its_cases(form: str) -> None:
    assert found(f"Бойцы {form} ушли.", WAGNER) == [(form, "Вагнер")]


def test_a_cyrillic_alias_does_not_begin_another_word() -> None:
    assert found("Вагнеровский фестиваль в Байройте", WAGNER) == []


def test_accents_and_apostrophes_are_written_either_way() -> None:
    actor = Actor("Zoë D’Arcy", "person", "z")
    assert [name for name, _ in found("Zoe D'Arcy, Zoë D’Arcy, ZOË D’ARCY", actor)] == [
        "Zoe D'Arcy",
        "Zoë D’Arcy",
        "ZOË D’ARCY",
    ]


def test_groups_have_plurals_and_organisations_have_none() -> None:
    assert found("Moor Riders came", RIDERS) == [("Moor Riders", "Moor Rider")]
    assert found("Watches were sold", WATCH) == []


def test_a_double_name_is_another_person() -> None:
    assert found("Ottoline Vane-Smith came", VANE) == []


@pytest.mark.parametrize(
    ("alias", "kind", "forms"),
    [
        ("Пригожин", "person", "Пригожина Пригожину Пригожиным Пригожине"),
        ("Зеленський", "person", "Зеленського Зеленському Зеленським"),
        ("Захарова", "person", "Захаровой Захарову"),
        ("Кравец", "person", "Кравца Кравцу Кравцом"),
        ("Гальченко", "person", "Гальченка Гальченку Гальченкові Гальченком"),
        ("Турция", "place", "Турции Турцию Турцией"),
        ("Грузія", "place", "Грузії Грузію Грузією"),
        ("Харків", "place", "Харкова Харкову Харковом"),
        ("Київ", "place", "Києва Києву Києвом"),
        ("Кремль", "organisation", "Кремля Кремлю Кремлём Кремле"),
        ("Хуситы", "group", "Хуситов Хуситам Хуситами хуситах"),
    ],
)
def test_cyrillic_names_are_found_in_the_cases_of_their_declension(alias: str, kind: Kind, forms: str) -> None:
    actor = Actor("Followed", kind, "f", aliases=(alias,))
    assert written(f"{alias}: {forms}", actor, "ru") == [alias, *forms.split()]
    assert written(forms.upper(), actor, "ru") == forms.upper().split()


@pytest.mark.parametrize(
    ("alias", "kind", "words"),
    [
        ("Грузия", "place", "Груз Груза Грузи Грузить Грузовик"),
        ("Мали", "place", "Малый Мал Мало Малого"),
        ("Путин", "person", "Путиной Путинки"),
        ("Сирия", "place", "Сирый Сирота"),
        ("Вагнер", "organisation", "Вагнеровцы Вагнеровский"),
        ("США", "place", "Сша сша"),
    ],
)
def test_words_that_only_begin_like_a_cyrillic_name_are_none(alias: str, kind: Kind, words: str) -> None:
    assert written(words, Actor("Followed", kind, "f", aliases=(alias,)), "ru") == []


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("Marlows Söldner, die Marlow-Söldner und Marlow", "de", ["Marlows", "Marlow", "Marlow"]),
        ("Najemnicy Marlowa rozmawiali z Marlowem", "pl", ["Marlowa", "Marlowem"]),
        ("Marlows mercenaries", "en", []),
        ("l’armée de Marlow, d’Marlow", "fr", ["Marlow", "Marlow"]),
    ],
)
def test_endings_of_other_languages_belong_to_the_name(text: str, lang: str, names: list[str]) -> None:
    assert written(text, Actor("Marlow", "organisation", "m"), lang) == names


@pytest.mark.parametrize(
    ("alias", "lang", "text"),
    [
        ("أردوغان", "ar", "قال أردوغان ولأردوغان وبأردوغان"),
        ("الأردن", "ar", "في الأردن والأردن بالأردن"),
        ("ארדואן", "he", "ארדואן וארדואן לארדואן"),
        ("土耳其", "zh", "访问土耳其的代表团抵达土耳其。在土耳其"),
        ("ワグネル", "ja", "ワグネルは、元ワグネルの、ワグネル社"),
        ("바그너", "ko", "바그너는 바그너의 바그너"),
    ],
)
def test_aliases_are_found_where_a_script_joins_words(alias: str, lang: str, text: str) -> None:
    assert written(text, Actor("Followed", "person", "f", aliases=(alias,)), lang) == [alias] * 3


def test_arabic_letters_are_written_either_way() -> None:
    assert written("اردوغان في الاردن", Actor("F", "person", "f", aliases=("أردوغان",)), "ar") == ["اردوغان"]


def test_a_longer_word_of_an_unspaced_script_that_has_the_letters_is_none() -> None:
    assert written("スワグネルア", Actor("F", "organisation", "f", aliases=("ワグネル",)), "ja") == []
    assert written("كأردوغانية", Actor("F", "person", "f", aliases=("أردوغان",)), "ar") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marlow-linked and Marlow‑backed, pro-Marlow", ["Marlow"] * 3),
        ("Marlow's, Marlow’s, the Marlows'", ["Marlow", "Marlow"]),
        ("Recep\u00a0Tayyip\u202fErdogan, RECEP TAYYIP ERDOĞAN", ["Recep Tayyip Erdogan", "RECEP TAYYIP ERDOĞAN"]),
        ("Re\u00adcep Tayyip Erdog\u0306an’s", ["Recep Tayyip Erdoğan"]),
    ],
)
def test_possessives_hyphens_spaces_and_accents(text: str, names: list[str]) -> None:
    actors = (Actor("Marlow", "organisation", "m"), Actor("Recep Tayyip Erdoğan", "person", "e"))
    assert [name for name, _ in found(text, *actors)] == names
