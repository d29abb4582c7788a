from pathlib import Path

import pytest

from digest.annotate.names import decision_report, report_file
from digest.annotate.names.decision_report import reported_decisions
from digest.annotate.records import Annotation, Decision
from digest.editing.decision_reasons import decision_reasons
from digest.errors import DigestError


def test_why_a_name_was_passed_over_is_told_with_its_passage(tmp_path: Path) -> None:
    text = "The opera house plays Edward Marlow again, and Marlow is sold out."
    passed = Decision(47, 53, "Marlow", "Marlow Group", False, "another of that name: Edward Marlow")
    in_title = Decision(
        0, 6, "Marlow", "Marlow Group", True, "the text has the name Marlow Group\x1b[31m", in_title=True
    )
    found = reported_decisions([("news/opera.md", "Marlow", text, Annotation("t", decisions=(in_title, passed)))])
    report_file.write_report(tmp_path / "decisions.json", found)
    assert decision_report.read_decisions(tmp_path / "decisions.json") == found
    lines = decision_reasons("marlow group", found).splitlines()
    assert " ".join(lines[0].split()) == "passed over Marlow Group: another of that name: Edward Marlow"
    assert lines[1].strip() == "The opera house plays Edward Marlow again, and [Marlow] is sold out."
    assert lines[2].strip() == "news/opera.md"
    assert all(line.isprintable() for line in lines)
    assert decision_reasons("opera.md", found) == decision_reasons("Marlow Group", found)
    with pytest.raises(DigestError, match="no doubts about it; it had some about Marlow Group"):
        decision_reasons("MI6", found)
