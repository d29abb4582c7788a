"""What the editor says of names."""

from digest.annotate.names.archive_names import archive_names
from digest.annotate.records import Actor
from tests.digest.annotate.names.naming import VANE, canonical, rule_of, text


def test_a_followed_actor_keeps_its_name_however_rare() -> None:
    names = canonical([text("Evgenia Vane")] * 9, VANE)
    assert names["Evgenia Vane"] == "Yevgenia Vane"


def test_what_the_editor_says_is_somebody_else_is_never_joined() -> None:
    assert canonical([text("Evgenia Wane")], VANE)["Evgenia Wane"] == "Evgenia Wane"


def test_a_merge_in_an_actors_file_holds_for_the_whole_archive() -> None:
    actor = Actor("Ottoline Vane", "person", "ottoline-vane", merge=("The Vane Circle",))
    names = archive_names([text(("The Vane Circle", "group"))], [actor])
    (mention,) = names.with_canonical_names(text(("The Vane Circle", "group"))).mentions
    assert (mention.actor, mention.kind) == ("Ottoline Vane", "person")
    assert rule_of(names, "Ottoline Vane", "The Vane Circle") == "editor"
