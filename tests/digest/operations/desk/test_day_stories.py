"""The stories of a day at the desk."""

from pathlib import Path

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.questions.archive import Archive
from digest.archive.story_decisions import EditorDecisions
from digest.operations.desk.day_stories import story_list
from digest.operations.desk.desk_cards import DeskLinks
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article


def test_each_report_of_a_story_can_lead_it_but_the_one_that_does(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    one, other = "2023/07/01/a", "2023/07/02/a"
    decisions = EditorDecisions(merge=((one, other),), lead=(other,))
    update(index, [article(1, NORTH), article(2, SOUTH)], inputs_of(decisions=decisions))
    [card] = story_list(Archive(index, SETTINGS), DeskLinks("/token/", "http://127.0.0.1:9"), "", "").cards
    index.close()
    first, leading = card.reports
    assert (leading.notes[-1], [link.key for link in leading.links]) == ("leads", ["s", "o"])
    assert ("leads" in first.notes, [link.key for link in first.links]) == (False, ["s", "l", "o"])
    assert "act=lead&article=2023%2F07%2F01%2Fa" in first.links[1].url
