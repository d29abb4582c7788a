import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.names.archive_names import MIN_FULL, ArchiveNames, archive_names
from digest.annotate.records import Actor, Annotation, Kind, Mention, Quote, Segment

VANE = Actor("Yevgenia Vane", "person", "yevgenia-vane", aliases=("Vane", "Zhenya Vane"), never=("Evgenia Wane",))


def text(*names: str | tuple[str, Kind], written: str = "") -> Annotation:
    """An annotation that mentions persons by their names, or names of a kind; the last of them written otherwise."""
    each: list[tuple[str, Kind]] = [(one, "person") if isinstance(one, str) else one for one in names]
    mentions = [Mention(0, len(name), name, name, kind) for name, kind in each]
    if written:
        mentions.append(Mention(0, len(written), written, *each[-1]))
    return Annotation("t", tuple(mentions))


def canonical(annotations: Sequence[Annotation], *actors: Actor) -> dict[str, str]:
    return dict(archive_names(annotations, actors).canonical)


def rule_of(names: ArchiveNames, name: str, spelling: str) -> str:
    return next(one.rule for one in names.details[name].spellings if one.text == spelling)


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Yevgeny Orlenko", "Evgeny Orlenko"),
        ("Serhiy Zavadskyy", "Sergei Zavadsky"),
        ("Mohammed al-Karimi", "Muhammad Karimi"),
        ("Kim Sung-ho", "Kim Sung Ho"),
        ("José Marlowe", "Jose Marlowe"),
        ("Edward Marlowe", "Edward J. Marlowe"),
        ("Edward J. Marlowe", "Edward James Marlowe"),
        ("J.K. Marlowe", "J. K. Marlowe"),
        ("Osama bin Karim", "Usama Bin Karim"),
        ("Aleksandr Zhurov", "Alexander Zhurov"),
    ],
)
def test_spellings_of_one_name_join_under_the_one_that_most_articles_have(usual: str, other: str) -> None:
    names = archive_names([text(usual), text(other), text(usual)])
    assert names.canonical[other] == names.canonical[usual] == usual
    assert names.details[usual].articles == 3
    assert rule_of(names, usual, other) == "spelling"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Edward Marlowe", "Edwina Marlowe"),
        ("Brian Marlowe", "Bryan Marlowe"),
        ("Edward A. Marlowe", "Edward B. Marlowe"),
        ("Edward Marlowe", "Edward Marlowe Jr."),
        ("Edward VI", "Edward VII"),
        ("Steve Marlowe", "Stephen Marlowe"),
    ],
)
def test_names_of_two_persons_stay_two(one: str, other: str) -> None:
    found = canonical([text(one), text(one), text(other)])
    assert (found[one], found[other]) == (one, other)


def test_a_pet_name_joins_where_nobody_else_has_the_surname() -> None:
    archive = [text("Timothy Marlowe")] * 3 + [text("Tim Marlowe")]
    assert canonical(archive)["Tim Marlowe"] == "Timothy Marlowe"
    assert canonical([*archive, text("Anna Marlowe")])["Tim Marlowe"] == "Tim Marlowe"


def test_a_surname_alone_goes_to_the_only_person_who_is_often_named_with_it() -> None:
    often = [text("Edward Marlowe")] * MIN_FULL
    assert canonical([*often, text("Marlowe")])["Marlowe"] == "Edward Marlowe"
    assert canonical([*often[1:], text("Marlowe")])["Marlowe"] == "Marlowe"
    assert canonical([*often, text("Anna Marlowe"), text("Marlowe")])["Marlowe"] == "Marlowe"


def test_a_surname_that_is_mostly_a_place_is_no_person() -> None:
    archive = [text("Edward Lincoln")] * MIN_FULL + [text(("Lincoln", "place"))] * 2 + [text("Lincoln")]
    assert canonical(archive)["Lincoln"] == "Lincoln"
    assert archive_names(archive).details["Lincoln"].kind == "place"


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Norland Harbour Board", "The Norland Harbour Board"),
        ("World Ferry Organisation", "World Ferry Organization"),
        ("Quayside", "Quayside Ltd."),
        ("NORSAT", "Norsat"),
        ("N.H.B.", "NHB"),
        ("al Norland", "Al-Norland"),
    ],
)
def test_house_styles_of_a_name_are_one(usual: str, other: str) -> None:
    names = archive_names([text((usual, "organisation"))] * 2 + [text((other, "organisation"))])
    assert names.canonical[other] == usual
    assert rule_of(names, usual, other) == "house style"


def test_an_acronym_goes_under_the_name_that_a_text_writes_out() -> None:
    written = text("Edward Marlowe", ("Norland Ferry Board", "organisation"), written="NFB")
    assert canonical([written, text(("NFB", "organisation"))])["NFB"] == "Norland Ferry Board"
    two = [written, text(("Northern Fish Bank", "organisation"), written="NFB")]
    assert canonical([*two, text(("NFB", "organisation"))])["NFB"] == "NFB"


def test_the_acronym_is_the_usual_name_where_nearly_all_texts_use_it() -> None:
    written = text(("Norland Ferry Board", "organisation"), written="NFB")
    archive = [written] + [text(("NFB", "organisation"))] * 3
    assert canonical(archive)["Norland Ferry Board"] == "NFB"


def test_who_and_the_world_health_body_are_not_one() -> None:
    assert len(set(canonical([text(("WHO", "organisation")), text(("Who", "work"))]).values())) == 2


def test_a_followed_actor_keeps_its_name_however_rare() -> None:
    found = canonical([text("Evgenia Vane")] * 9, VANE)
    assert found["Evgenia Vane"] == "Yevgenia Vane"


def test_what_the_editor_says_is_somebody_else_is_never_joined() -> None:
    assert canonical([text("Evgenia Wane")], VANE)["Evgenia Wane"] == "Evgenia Wane"


def test_a_plain_alias_that_its_text_gave_to_nobody_stays_apart() -> None:
    archive = [text("Yevgenia Vane")] * MIN_FULL + [text("Vane")]
    assert canonical(archive, VANE)["Vane"] == "Vane"


def test_a_merge_in_an_actors_file_holds_for_the_whole_archive() -> None:
    actor = Actor("Ottoline Vane", "person", "ottoline-vane", merge=("The Vane Circle",))
    names = archive_names([text(("The Vane Circle", "group"))], [actor])
    (mention,) = names.with_canonical_names(text(("The Vane Circle", "group"))).mentions
    assert (mention.actor, mention.kind) == ("Ottoline Vane", "person")
    assert rule_of(names, "Ottoline Vane", "The Vane Circle") == "editor"


def test_the_majority_of_the_articles_corrects_a_kind() -> None:
    archive = [text(("Norland Post", "organisation"))] * 2 + [text(("Norland Post", "place"))]
    names = archive_names(archive)
    assert [names.with_canonical_names(one).mentions[0].kind for one in archive] == ["organisation"] * 3


def test_speakers_and_titles_go_under_the_canonical_name_too() -> None:
    quote = Quote((Segment(0, 3),), "“x”", "Evgenia Vane", 4, 9, "cue verb")
    mention = Mention(0, 12, "Evgenia Vane", "Evgenia Vane", "person")
    annotation = Annotation("t", (mention,), (quote,), None, (mention,))
    found = archive_names([annotation], [VANE]).with_canonical_names(annotation)
    assert found.quotes[0].speaker == found.title_mentions[0].actor == "Yevgenia Vane"


def test_what_the_editor_wants_no_tag_of_is_tagged_nowhere() -> None:
    actor = Actor("Subscribe Now", "work", "none", tagged=False)
    annotation = text(("SUBSCRIBE NOW", "organisation"), "Edward Marlowe")
    found = archive_names([annotation], [actor]).with_canonical_names(annotation)
    assert [mention.actor for mention in found.mentions] == ["Edward Marlowe"]


NAMES = ("Yevgeny Orlov", "Evgeny Orlov", "Orlov", "ORLOV", "Tim Orlov", "NFB", "Norland Ferry Board", "Nfb", "Vane")
MENTIONS = st.tuples(st.sampled_from(NAMES), st.sampled_from(("person", "organisation", "place")))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(MENTIONS, max_size=4), max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(archive: list[list[tuple[str, Kind]]], order: random.Random) -> None:
    annotations = [text(*names) for names in archive]
    before = archive_names(annotations, [VANE])
    order.shuffle(annotations)
    assert archive_names(annotations, [VANE]) == before


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.just("person")), max_size=3), max_size=6))
def test_any_text_can_be_a_name(archive: list[list[tuple[str, Kind]]]) -> None:
    annotations = [text(*names) for names in archive]
    names = archive_names(annotations, [VANE])
    for annotation in annotations:
        names.with_canonical_names(annotation)
    assert set(names.canonical.values()) <= {*names.canonical}


def tagged(annotations: Sequence[Annotation], *actors: Actor) -> set[str]:
    names = archive_names(annotations, actors)
    return {mention.actor for one in annotations for mention in names.with_canonical_names(one).mentions}


def test_words_that_name_nobody_in_particular_are_not_tagged() -> None:
    archive = [
        text("John Marlow", "John"),
        text("John Vance"),
        text("Ann Orlenko", ("House", "organisation"), ("Army", "organisation")),
        text("Pyotr Orlenko", "Orlenko"),
        text("Adele", ("Senate", "organisation"), ("NATO", "organisation"), ("London", "place")),
    ]
    assert tagged(archive) == {
        *("John Marlow", "John Vance", "Ann Orlenko", "Pyotr Orlenko", "Adele", "Senate", "NATO", "London")
    }


def test_the_editor_may_follow_what_would_be_nobody() -> None:
    army = Actor("Army", "organisation", "army")
    assert tagged([text(("Army", "organisation"))], army) == {"Army"}


def test_the_first_words_of_a_longer_name_go_under_it() -> None:
    lives: tuple[str, Kind] = ("Quay Lives Matter", "organisation")
    short: tuple[str, Kind] = ("Quay Lives", "organisation")
    names = archive_names([text(lives), text(lives), text(short)])
    assert names.canonical["Quay Lives"] == "Quay Lives Matter"
    assert rule_of(names, "Quay Lives Matter", "Quay Lives") == "beginning"
    apart = [text(lives), text(short), text(short)]
    assert canonical(apart)["Quay Lives"] == "Quay Lives"
    assert canonical([text(("New York Mail", "organisation")), text(("New York", "place"))])["New York"] == "New York"


def test_a_surname_that_some_texts_take_for_an_organisation_is_the_person() -> None:
    archive = [text("Yevgeny Orlenko", "Yevgeny Orlenko")] * MIN_FULL
    archive += [text(("Orlenko", "organisation")), text(("Orlenko", "organisation")), text("Orlenko")]
    assert canonical(archive)["Orlenko"] == "Yevgeny Orlenko"
    assert canonical(archive[:-1])["Orlenko"] == "Orlenko"


def test_a_surname_with_its_particle_goes_to_its_only_bearer() -> None:
    assert (
        canonical([text("Catherine De Marlow")] * MIN_FULL + [text("De Marlow")])["De Marlow"] == "Catherine De Marlow"
    )
