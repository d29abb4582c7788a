import tomllib

import pytest

from digest.errors import ConfigurationError
from digest.operations.desk.content_lines import (
    ActorFile,
    ContentLine,
    CorrectionTables,
    DecisionEntry,
    correction,
)

UNTAG = correction("untag", {"name": "Jordan", "article": "2026/11/22/cup-final", "source": ""})
PIN = DecisionEntry("pin", "2026/11/22/ferry-strike")
LEAD = DecisionEntry("lead", "2026/11/22/talks")
MERGE = DecisionEntry("merge", ("2026/11/22/one", "2026/11/22/two"))


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        (UNTAG, "", '[[untag]]\nname = "Jordan"\narticle = "2026/11/22/cup-final"\n'),
        (
            UNTAG,
            '# ours\n[[kind]]\nname = "Tidewater"  # a firm\nkind = "organisation"',
            (
                '# ours\n[[kind]]\nname = "Tidewater"  # a firm\nkind = "organisation"\n\n'
                '[[untag]]\nname = "Jordan"\narticle = "2026/11/22/cup-final"\n'
            ),
        ),
        (
            correction("quote", {"article": "a", "words": 'He said "no"', "speaker": ""}),
            "# no block yet\n\n",
            '# no block yet\n\n[[quote]]\narticle = "a"\nwords = "He said \\"no\\""\nspeaker = ""\n',
        ),
        (PIN, "", 'pin = ["2026/11/22/ferry-strike"]\n'),
        (PIN, "# why\npin = []  # none\n", '# why\npin = ["2026/11/22/ferry-strike"]  # none\n'),
        (PIN, 'pin = ["a"]\ndrop = ["b"]', 'pin = ["a", "2026/11/22/ferry-strike"]\ndrop = ["b"]'),
        (PIN, 'drop = ["b"]', 'drop = ["b"]\npin = ["2026/11/22/ferry-strike"]\n'),
        (
            PIN,
            'pin = [\n  "a",  # the first\n]\n# the end\n',
            'pin = [\n  "a",  # the first\n  "2026/11/22/ferry-strike",\n]\n# the end\n',
        ),
        (MERGE, 'merge = [["a", "b"]]\n', 'merge = [["a", "b"], ["2026/11/22/one", "2026/11/22/two"]]\n'),
        (LEAD, "", 'lead = ["2026/11/22/talks"]\n'),
        # The last of several counts, so that an earlier one is named once more.
        (LEAD, 'lead = ["2026/11/22/talks", "b"]\n', 'lead = ["2026/11/22/talks", "b", "2026/11/22/talks"]\n'),
        (ActorFile("ada.md", "Title: Ada\nKind: person\n"), "", "Title: Ada\nKind: person\n"),
    ],
)
def test_a_line_is_added_and_the_rest_stays(line: ContentLine, before: str, after: str) -> None:
    assert line.added_to(before) == after


@pytest.mark.parametrize(
    ("line", "before", "message"),
    [
        (UNTAG, '[[untag]]\nname = "Jordan"\narticle = "2026/11/22/cup-final"\n', "says so already"),
        (UNTAG, "untag = []\n[[kind]]\nname = 1", r"corrections\.toml, line 3, \[\[kind\]\] 1, name"),
        (UNTAG, 'untag = [{name = "A"}]\n', "TOML"),
        (UNTAG, "[[untag]", r"corrections\.toml: this isn't TOML"),
        (
            correction("rename", {"name": "A", "to": "x" * 201}),
            "",
            r"line 3, \[\[rename\]\] 1, to: expected at most 200",
        ),
        (PIN, 'pin = ["2026/11/22/ferry-strike"]', "says so already"),
        (PIN, "pins = []", r"decisions\.toml, line 1, pins"),
        (ActorFile("ada.md", "Title: Ada\n"), "Title: Ada\n", "is there already"),
    ],
)
def test_what_cannot_be_added_is_told(line: ContentLine, before: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        line.added_to(before)


@pytest.mark.parametrize(
    "name",
    ['"]\n[[kind]]\nname = "x"', "back\\slash", "'''\"\"\"", "tab\there", "\u202eoverride", "a\x00b", "emoji 🧨"],
)
def test_a_name_of_a_stranger_stays_one_value(name: str) -> None:
    text = CorrectionTables("untag", ((("name", name), ("source", "s")),)).added_to("# c\n")
    assert tomllib.loads(text) == {"untag": [{"name": name.strip(), "source": "s"}]}
    listed = DecisionEntry("pin", name).added_to('pin = ["a"]\n')
    assert tomllib.loads(listed) == {"pin": ["a", name]}
