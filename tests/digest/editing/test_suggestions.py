from digest.annotate.names.name_report import ReportedName
from digest.annotate.records import Actor
from digest.editing.suggestions import describe, suggestions


def test_names_come_by_the_number_of_articles_without_those_that_one_article_has(
    names: tuple[ReportedName, ...],
) -> None:
    assert [(one.canonical.name, one.canonical.articles, len(one.sources)) for one in names] == [
        ("Yevgeny Orlenko", 3, 2),
        ("Ottoline Vane", 2, 2),
    ]
    assert names[0].roles == ("governor of Lyman", "an old\x07 friend")


def test_followed_names_are_not_suggested(names: tuple[ReportedName, ...]) -> None:
    vane = Actor("O. Vane", "person", "vane", aliases=("Ottoline VANE",))
    assert [one.canonical.name for one in suggestions(names, [vane])] == ["Yevgeny Orlenko"]
    assert suggestions(names, [], kind="place") == ()


def test_a_suggestion_gives_numbers_spellings_rules_and_sources_and_commands_no_terminal(
    names: tuple[ReportedName, ...],
) -> None:
    text = describe(names[0])
    for part in ("3 articles", "2 sources", "Evgeny Orlenko 1 (spelling)", "governor of Lyman", "Norhaven Gazette"):
        assert part in text
    assert all(line.isprintable() for line in text.splitlines())
