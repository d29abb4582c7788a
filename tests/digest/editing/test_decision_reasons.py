import pytest

from digest.annotate.names.decision_report import ReportedDecision, reported_decisions
from digest.annotate.records import Actor, Annotation, Decision
from digest.editing.decision_reasons import decision_reasons
from digest.errors import DigestError


def test_why_a_name_was_passed_over_is_told_with_its_passage() -> None:
    text = "The opera house plays Edward Marlow again, and Marlow is sold out."
    passed = Decision(47, 53, "Marlow", "Marlow Group", False, "another of that name: Edward Marlow")
    in_title = Decision(
        0, 6, "Marlow", "Marlow Group", True, "the text has the name Marlow Group\x1b[31m", in_title=True
    )
    found = reported_decisions([("news/opera.md", "Marlow", text, Annotation("t", decisions=(in_title, passed)))])
    lines = decision_reasons("marlow group", found).splitlines()
    assert " ".join(lines[0].split()) == "passed over Marlow Group: another of that name: Edward Marlow"
    assert lines[1].strip() == "The opera house plays Edward Marlow again, and [Marlow] is sold out."
    assert lines[2].strip() == "news/opera.md"
    assert all(line.isprintable() for line in lines)
    assert decision_reasons("opera.md", found) == decision_reasons("Marlow Group", found)


ACTORS = (Actor("Marlow Group", "organisation", "marlow-group", aliases=("MG",)), Actor("Oslo", "place", "oslo"))
DOUBT = ReportedDecision("news/opera.md", "Marlow Group", "[Marlow]", False, "x")


@pytest.mark.parametrize(
    ("name", "doubts", "expected"),
    [
        (
            "Nobody",
            (),
            "'Nobody': no followed actor and no article with doubts has that name. In the last build it had no",
        ),
        ("Nobody", (DOUBT,), "has that name. In the last build it had doubts about Marlow Group"),
        ("Marlo Group", (), "did you mean Marlow Group?"),
        ("oslo", (DOUBT,), "'oslo' is followed, and the last build had no doubts about its names"),
        ("MG", (), "'MG' is followed, as Marlow Group, and the last build had no doubts"),
        ("\x1b[31m", (), "' [31m': no followed actor"),
        ("", (DOUBT,), "expected the name of an actor"),
        (" ", (DOUBT,), "expected the name of an actor"),
    ],
)
def test_a_name_without_doubts_is_told_apart_from_one_that_nobody_has(
    name: str, doubts: tuple[ReportedDecision, ...], expected: str
) -> None:
    with pytest.raises(DigestError) as raised:
        decision_reasons(name, doubts, ACTORS)
    assert expected in str(raised.value)
