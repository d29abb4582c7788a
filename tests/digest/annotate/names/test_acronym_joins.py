"""Joins of acronyms."""

from tests.digest.annotate.names.naming import canonical, text


def test_an_acronym_goes_under_the_name_that_a_text_writes_out() -> None:
    written = text("Edward Marlowe", ("Norland Ferry Board", "organisation"), written="NFB")
    assert canonical([written, text(("NFB", "organisation"))])["NFB"] == "Norland Ferry Board"
    two = [written, text(("Northern Fish Bank", "organisation"), written="NFB")]
    assert canonical([*two, text(("NFB", "organisation"))])["NFB"] == "NFB"


def test_the_acronym_is_the_usual_name_where_nearly_all_texts_use_it() -> None:
    written = text(("Norland Ferry Board", "organisation"), written="NFB")
    archive = [written] + [text(("NFB", "organisation"))] * 3
    assert canonical(archive)["Norland Ferry Board"] == "NFB"
