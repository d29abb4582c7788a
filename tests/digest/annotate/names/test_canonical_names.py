"""Annotations under canonical names."""

from digest.annotate.names.archive_names import archive_names
from digest.annotate.records import Actor, Annotation, Mention, Quote, Segment
from tests.digest.annotate.names.naming import VANE, text


def test_speakers_and_titles_go_under_the_canonical_name_too() -> None:
    quote = Quote((Segment(0, 3),), "“x”", "Evgenia Vane", 4, 9, "cue verb")
    mention = Mention(0, 12, "Evgenia Vane", "Evgenia Vane", "person")
    annotation = Annotation("t", (mention,), (quote,), None, (mention,))
    renamed = archive_names([annotation], [VANE]).with_canonical_names(annotation)
    assert renamed.quotes[0].speaker == renamed.title_mentions[0].actor == "Yevgenia Vane"


def test_what_the_editor_wants_no_tag_of_is_tagged_nowhere() -> None:
    actor = Actor("Subscribe Now", "work", "none", tagged=False)
    annotation = text(("SUBSCRIBE NOW", "organisation"), "Edward Marlowe")
    renamed = archive_names([annotation], [actor]).with_canonical_names(annotation)
    assert [mention.actor for mention in renamed.mentions] == ["Edward Marlowe"]


def test_the_majority_of_the_articles_corrects_a_kind() -> None:
    archive = [text(("Norland Post", "organisation"))] * 2 + [text(("Norland Post", "place"))]
    names = archive_names(archive)
    assert [names.with_canonical_names(annotation).mentions[0].kind for annotation in archive] == ["organisation"] * 3
