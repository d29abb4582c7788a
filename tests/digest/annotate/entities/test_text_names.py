from typing import Protocol

import pytest

from digest.annotate.entities.text_names import usual_name
from digest.annotate.records import Annotation


class Annotate(Protocol):
    def __call__(self, text: str, title: str = "", lang: str = "") -> Annotation: ...


def named(annotation: Annotation) -> dict[str, str]:
    return {mention.text: mention.actor for mention in annotation.mentions}


def test_a_surname_goes_under_the_full_name(annotate: Annotate) -> None:
    found = named(annotate("Edward Marlow arrived in London on Monday. Marlow said nothing. Mr. Marlow left."))
    assert found["Marlow"] == found["Edward Marlow"] == "Edward Marlow"


def test_titles_articles_and_possessives_are_no_part_of_a_name(annotate: Annotate) -> None:
    found = named(annotate("President Edward Marlow’s visit to the United Nations ended in Berlin."))
    assert {"Edward Marlow", "United Nations", "Berlin"} <= set(found)


@pytest.mark.parametrize("name", ["UK", "Britain", "the United Kingdom"])
def test_countries_have_one_name(annotate: Annotate, name: str) -> None:
    assert "United Kingdom" in named(annotate(f"The ship sailed from {name} to France on Monday.")).values()


def test_peoples_are_nobody(annotate: Annotate) -> None:
    assert named(annotate("Many Russians and French soldiers met German and Muslim leaders.")) == {}


def test_an_acronym_goes_under_its_expansion(annotate: Annotate) -> None:
    text = "The Federal Harbour Agency (FHA) opened an office. The FHA has ten boats."
    assert named(annotate(text))["FHA"] == "Federal Harbour Agency"


def test_a_ministry_keeps_the_name_of_its_state(annotate: Annotate) -> None:
    assert "Russian Foreign Ministry" in named(annotate("A Russian Foreign Ministry spokesman said so on Monday."))


def test_a_child_has_the_family_name(annotate: Annotate) -> None:
    found = named(annotate("Officer Edward Marlow and his daughter Julia were seen in London."))
    assert found["Julia"] == "Julia Marlow"


def test_a_full_name_in_the_headline_completes_the_text(annotate: Annotate) -> None:
    found = named(annotate("Mr. Marlow resigned on Monday, he said in a statement.", title="Edward Marlow resigns"))
    assert found["Marlow"] == "Edward Marlow"


def test_names_in_menus_and_invitations_are_left_out(annotate: Annotate) -> None:
    menu = "Home » Berlin » Politics\n\nDefence News Global News Germany France Italy\n\n"
    text = menu + "Read more: Paris\n\nThe sea is calm."
    assert named(annotate(text)) == {}


def test_a_merged_name_is_the_followed_actor(annotate: Annotate) -> None:
    assert "Ottoline Vane" in named(annotate("The mayor, Otty Vane, opened the bridge in London.")).values()


def test_an_actor_wins_over_the_model(annotate: Annotate) -> None:
    mention = next(m for m in annotate("Officers of HW7 were seen in London.").mentions if m.text == "HW7")
    assert (mention.actor, mention.kind) == ("Harbour Watch", "organisation")


def test_the_title_has_mentions_of_its_own(annotate: Annotate) -> None:
    title = "Harbour Watch warns Marlow"
    found = annotate("Edward Marlow was warned in London by HW7 on Monday.", title=title).title_mentions
    assert [(title[m.start : m.end], m.actor) for m in found] == [
        ("Harbour Watch", "Harbour Watch"),
        ("Marlow", "Edward Marlow"),
    ]


def test_spans_are_the_texts_own_words_whatever_stands_before_them(annotate: Annotate) -> None:
    text = "😀𝒜\r\n\r\nЖизнь\u00a0— Edward\u00a0Marlow’s visit to London, the\u200b Harbour\u00a0Watch said."
    found = annotate(text, lang="en")
    assert found.mentions
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
    assert {"Edward\u00a0Marlow", "London", "Harbour\u00a0Watch"} <= {mention.text for mention in found.mentions}


@pytest.mark.parametrize(
    "credit",
    [
        "(Jane Roe / Norhaven Times)",
        "(Edgar Poole/AP Photo)",
        "Photo: Jane Roe/Getty Images.",
        "Photograph by Jane Roe for Norhaven Times.",
        "Jane Roe / Reuters.",
        "Copyright: Ann Ray",
        "© Ann Ray",
    ],
)
def test_whose_a_picture_is_makes_no_actor(annotate: Annotate, credit: str) -> None:
    text = f"Edward Marlow opened the bridge in London on Monday. {credit}\n\nThe bridge is a mile long."
    assert set(named(annotate(text)).values()) == {"Edward Marlow", "London"}


def test_a_slash_or_a_photo_within_a_sentence_is_no_credit(annotate: Annotate) -> None:
    text = "A photo by the police shows Edward Marlow (he owns three of the four ships / boats) in London."
    assert set(named(annotate(text)).values()) == {"Edward Marlow", "London"}


def test_a_dateline_in_capitals_is_the_place(annotate: Annotate) -> None:
    assert named(annotate("BEIJING — The minister met the president on Monday."))["BEIJING"] == "Beijing"


def test_a_surname_with_its_particle_goes_under_the_full_name(annotate: Annotate) -> None:
    text = "Catherine De Marlow leads the agency in Berlin. De Marlow told reporters that it was late. De Marlow left."
    assert named(annotate(text))["De Marlow"] == "Catherine De Marlow"


def kinds_of(annotation: Annotation) -> dict[str, str]:
    return {mention.text: mention.kind for mention in annotation.mentions}


@pytest.mark.parametrize("title", ["Captain", "Dr.", "Mrs", "Justice", "Brigadier General"])
def test_who_stands_after_a_title_is_a_person_though_the_model_reads_nothing(annotate: Annotate, title: str) -> None:
    found = kinds_of(annotate(f"It was {title} Ondurandi Keswick who wrote that the pier was open."))
    assert found == {"Ondurandi Keswick": "person"}


def test_a_plural_with_an_article_is_a_team(annotate: Annotate) -> None:
    found = kinds_of(annotate("It was the tenth season of play for the Ospreys."))
    assert found == {"Ospreys": "organisation"}


@pytest.mark.parametrize("words", ["the Nineties", "the Finals", "the Parisians", "General Manager"])
def test_a_plural_of_a_time_an_event_or_a_citys_people_is_none(annotate: Annotate, words: str) -> None:
    assert (
        not {"Nineties", "Finals", "Parisians", "Manager"} & kinds_of(annotate(f"It closed in {words} at last.")).keys()
    )


def test_a_known_company_is_not_what_is_called_after_it(annotate: Annotate) -> None:
    found = named(annotate("Tesla Autopilot failed in Miami on Monday. The lawyers of Tesla denied it."))
    assert found["Tesla"] == "Tesla"


def test_names_that_differ_in_capitals_are_one(annotate: Annotate) -> None:
    found = named(annotate("The chief of INTEL must resign, the post said. Shares in Intel fell on Monday."))
    assert set(found.values()) == {"Intel"}


def test_the_acronym_of_a_department_may_begin_with_its_country(annotate: Annotate) -> None:
    found = named(annotate("A letter to the US Department of Agriculture (USDA) was sent. The USDA said no."))
    assert found["USDA"] == "US Department of Agriculture"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Edward Marlow", "Edward Marlow Jr."),
        ("Edward Marlow", "Edward Marlow III"),
        ("George H. W. Marlow", "George W. Marlow"),
        ("Mary Ann Marlow", "Mary Jane Marlow"),
    ],
)
def test_father_and_son_or_cousins_are_two(annotate: Annotate, one: str, other: str) -> None:
    found = annotate(f"{one} spoke in Leeds on Monday. {other} said it was a lie. {one} left in the evening.")
    assert [mention.actor for mention in found.mentions if mention.kind == "person"] == [one, other, one]


@pytest.mark.parametrize("other", ["Edward Marlow", "Edward J. Marlow", "Edward James Marlow"])
def test_a_middle_name_or_its_initial_may_be_left_out(annotate: Annotate, other: str) -> None:
    found = annotate(f"Edward J. Marlow spoke in Leeds on Monday. {other} said it was a lie. Edward J. Marlow left.")
    assert {mention.actor for mention in found.mentions if mention.kind == "person"} == {"Edward J. Marlow"}


def test_a_surname_with_what_tells_the_son_is_the_sons(annotate: Annotate) -> None:
    found = annotate("Donald Marlow Jr. posted a picture on Monday. Aides said that Marlow Jr. deleted it later.")
    assert {mention.actor for mention in found.mentions if mention.kind == "person"} == {"Donald Marlow Jr."}


def test_a_surname_may_be_a_word_of_places(annotate: Annotate) -> None:
    found = annotate("John Hill said on Monday that Mary Lane had left. Dr. Sue Park met them in Victoria Park.")
    assert {mention.text: mention.kind for mention in found.mentions} == {
        "John Hill": "person",
        "Mary Lane": "person",
        "Sue Park": "person",
        "Victoria Park": "place",
    }


def test_a_surname_that_stands_first_goes_under_the_full_name(annotate: Annotate) -> None:
    found = named(annotate("The director Hou Hsiao-hsien sat in London. “It is cold,” Hou said."))
    assert found["Hou"] == "Hou Hsiao-hsien"


def test_a_known_company_is_no_surname(annotate: Annotate) -> None:
    found = annotate("The letter “Moving Uber Forward” came on Monday. He loves Uber, said the board of Uber.")
    assert {one.kind for one in found.mentions if one.text == "Uber"} == {"organisation"}


def test_a_paper_keeps_the_company_in_its_name(annotate: Annotate) -> None:
    found = named(annotate("Fast Company reported it on Wednesday. Thousands of chats were found, Fast Company said."))
    assert set(found.values()) == {"Fast Company"}


def test_a_home_by_its_first_word_is_the_home(annotate: Annotate) -> None:
    found = named(annotate("A resident of Rosewood Rest Home died on Monday. Rosewood said it was sorry."))
    assert set(found.values()) == {"Rosewood Rest Home"}


def test_a_person_is_no_hotel(annotate: Annotate) -> None:
    found = named(annotate("The Marlow Hotel shut on Monday. Edward Marlow was sorry. Marlow said it was old."))
    assert found["Marlow"] == "Edward Marlow"


def test_the_husband_whom_the_text_never_names_in_full_is_not_his_wife(annotate: Annotate) -> None:
    text = "Eleanor Marlow met guests. Mrs. Marlow wore red. Mr. Marlow spoke. President Marlow smiled."
    actors = [mention.actor for mention in annotate(text).mentions]
    assert actors == ["Eleanor Marlow", "Eleanor Marlow", "Marlow", "Marlow"]


def test_a_family_is_no_actor(annotate: Annotate) -> None:
    text = "Edward Marlow arrived in London on Monday. The Marlows have a house there."
    assert {mention.actor for mention in annotate(text).mentions} == {"Edward Marlow", "London"}


def test_places_under_their_abbreviations_have_one_name(annotate: Annotate) -> None:
    text = "He lives in NY and works in New York. She moved from Brooklyn, N.Y., to London last year."
    assert {mention.actor for mention in annotate(text).mentions} == {"New York", "Brooklyn", "London"}


@pytest.mark.parametrize(
    ("name", "usual"), [("Pa", "Pennsylvania"), ("N.Y.", "New York"), ("STATE HARBOUR", "State Harbour")]
)
def test_a_place_has_its_usual_name(name: str, usual: str) -> None:
    assert usual_name(name, "place") == usual


def test_the_city_of_a_dateline_is_a_place_and_never_speaks(annotate: Annotate) -> None:
    annotation = annotate("CONCORD, N.H. - Senator Anna Velmer spoke on Monday.\n\n“We are ready,” a spokesman said.")
    assert {(mention.actor, mention.kind) for mention in annotation.mentions} == {
        ("Concord", "place"),
        ("New Hampshire", "place"),
        ("Anna Velmer", "person"),
    }
    assert [quote.speaker for quote in annotation.quotes] == [None]


def test_a_surname_in_capitals_is_the_person_who_speaks(annotate: Annotate) -> None:
    text = "Edward Marlow and Julia Velmer sat down on Monday.\n\nMARLOW: We sail at noon.\n\nVELMER: I stay here."
    assert {mention.actor for mention in annotate(text).mentions} == {"Edward Marlow", "Julia Velmer"}


def test_a_given_name_in_no_list_is_the_only_person_with_it(annotate: Annotate) -> None:
    found = named(annotate("Shabnira Velmer studies toads in London. Shabnira says that most of them sleep."))
    assert found["Shabnira"] == "Shabnira Velmer"
