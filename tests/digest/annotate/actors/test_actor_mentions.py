import pytest

from digest.annotate.actors.actor_mentions import decisions, mentions
from digest.annotate.actors.alias_matches import relevant_actors
from digest.annotate.records import Actor, Kind
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import PreparedText
from digest.annotate.text.spacy_model import parse_texts


def found(text: str, *actors: Actor, lang: str = "en") -> list[tuple[str, str]]:
    joined, parts = paragraphs(normalised(text).text)
    reading = next(parse_texts([PreparedText(joined, parts, english=False, lang=lang)], ""))
    return [(mention.text, mention.actor) for mention in mentions(decisions(reading, actors), actors)]


WATCH = Actor("Harbour Watch", "organisation", "w", ("HW7", "Watch"), never=("Watch Tower", "Night Watch"))
VANE = Actor("Ottoline Vane", "person", "v", ("Оттолина Вейн",))
WAGNER = Actor("Вагнер", "organisation", "vg", ("ЧВК «Вагнер»", "ЧВК Вагнер"))
RIDERS = Actor("Moor Rider", "group", "r")


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


def test_the_longest_alias_wins_with_its_marks() -> None:
    assert found("Бойцы ЧВК «Вагнер» ушли.", WAGNER) == [("ЧВК «Вагнер»", "Вагнер")]
    assert found("Бойцы «Вагнера» ушли.", WAGNER) == [("Вагнера", "Вагнер")]


def test_accents_and_apostrophes_are_written_either_way() -> None:
    actor = Actor("Zoë D’Arcy", "person", "z")
    assert [name for name, _ in found("Zoe D'Arcy, Zoë D’Arcy, ZOË D’ARCY", actor)] == [
        "Zoe D'Arcy",
        "Zoë D’Arcy",
        "ZOË D’ARCY",
    ]


MARLOW = Actor("Edward Marlow", "person", "m", ("Marlow", "Эдвард Марлоу"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Edward Marlow Jr. posted a picture.", []),
        ("Edward Marlow, Jr., posted a picture.", []),
        ("Эдвард Марлоу-младший уехал.", []),
        ("Edward Marlow spoke. Edward Marlow Jr. listened, and Marlow Jr. left.", ["Edward Marlow"]),
        ("Edward Marlow spoke. Marlow left.", ["Edward Marlow", "Marlow"]),
        ("Edward Marlow III was crowned.", ["Edward Marlow"]),
    ],
)
def test_a_son_is_not_his_father(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text, MARLOW)] == expected


def test_a_son_who_is_followed_is_found() -> None:
    son = Actor("Edward Marlow Jr.", "person", "m", ("Edward Marlow",))
    assert [name for name, _ in found("Edward Marlow Jr. spoke. Edward Marlow left.", son)] == [
        "Edward Marlow Jr.",
        "Edward Marlow",
    ]


def test_groups_have_plurals_and_organisations_have_none() -> None:
    assert found("Moor Riders came", RIDERS) == [("Moor Riders", "Moor Rider")]
    assert found("Watches were sold", WATCH) == []


def test_a_surname_counts_once_the_full_name_was_given() -> None:
    assert found("Vane was seen.", VANE) == []
    assert [name for name, _ in found("Ottoline Vane came. Later Vane left.", VANE)] == ["Ottoline Vane", "Vane"]
    assert [name for name, _ in found("Ottoline Vane met Charles Vane.", VANE)] == ["Ottoline Vane"]
    assert [name for name, _ in found("Оттолина Вейн пришла. Позже Вейн ушла.", VANE)] == ["Оттолина Вейн", "Вейн"]


def test_a_double_name_is_another_person() -> None:
    assert found("Ottoline Vane-Smith came", VANE) == []


def test_only_actors_that_a_text_could_name_are_relevant_to_it() -> None:
    assert relevant_actors((WATCH, VANE), "Miss Vane of Ottoline Street") == (VANE,)
    assert relevant_actors((WATCH, VANE), "nobody") == ()


def written(text: str, actor: Actor, lang: str) -> list[str]:
    return [name for name, _ in found(text, actor, lang=lang)]


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
