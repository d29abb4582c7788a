from datetime import date
from pathlib import Path

import pytest

from digest.contracts.retention import NO_RETENTION, days_of, first_day_within, retention_rules
from digest.contracts.subscription_file import load, parse
from digest.errors import ConfigurationError

FEED = '[[feed]]\nurl = "https://wire.example.org/world.xml"\nname = "Example Wire"\nsection = "World"\n'
WIRE = "line 5, feed 1 ('Example Wire'): retention: "
FILE = Path("subscriptions.toml")


def test_nothing_goes_unless_the_file_says_so() -> None:
    rules = retention_rules(parse(FEED, FILE))
    assert rules == NO_RETENTION
    assert (rules.keep_days("example-wire", "World"), rules.thin_days("example-wire", "World")) == (None, None)
    assert (rules.shortest_keep_days, rules.shortest_thin_days) == (None, None)


def test_a_subscription_comes_before_its_section_and_that_before_all_each_key_by_itself() -> None:
    text = (
        f'{FEED}retention = {{ thin = "2 weeks" }}\n[retention]\nkeep = "400 days"\nthin = "90 days"\n'
        '[retention.sections.World]\nkeep = "1 year"\n[retention.sections."Long Reads"]\nkeep = "forever"\n'
    )
    rules = retention_rules(parse(text, FILE))
    assert (rules.keep_days("example-wire", "World"), rules.thin_days("example-wire", "World")) == (365, 14)
    assert (rules.keep_days("other", "world"), rules.thin_days("other", "world")) == (365, 90)
    assert (rules.keep_days("other", "Long reads"), rules.thin_days("other", "Long reads")) == (None, 90)
    assert (rules.keep_days("", ""), rules.thin_days("", "")) == (400, 90)
    assert (rules.shortest_keep_days, rules.shortest_thin_days) == (365, 14)


@pytest.mark.parametrize(
    ("period", "days"),
    [("1 day", 1), ("90 days", 90), ("2 weeks", 14), ("6 months", 180), ("2 years", 730), ("forever", None)],
)
def test_a_period_is_a_number_of_days(period: str, days: int | None) -> None:
    assert days_of(period) == days
    assert parse(f'[retention]\nkeep = "{period}"\n', FILE).retention.keep == period


def test_a_period_longer_than_the_calendar_has_its_first_day() -> None:
    assert first_day_within(days_of("99999 years") or 0, date(2026, 11, 22)) == date.min
    assert first_day_within(3, date(2026, 11, 22)) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("text", "place", "there", "expected"),
    [
        (f'{FEED}retention = {{ keep = "90days" }}', f"{WIRE}keep", '= "90days"', 'did you mean "90 days"?'),
        (f'{FEED}retention = {{ keep = "2 Jahre" }}', f"{WIRE}keep", '= "2 Jahre"', 'did you mean "2 years"?'),
        (f'{FEED}retention = {{ keep = "0 days" }}', f"{WIRE}keep", '= "0 days"', 'expected a time such as "90 days"'),
        (f'{FEED}retention = {{ keep = "-1 days" }}', f"{WIRE}keep", '= "-1 days"', "expected a time such as"),
        (f'{FEED}retention = {{ thin = "soon" }}', f"{WIRE}thin", '= "soon"', 'or "forever"'),
        (f"{FEED}retention = {{ thin = 90 }}", f"{WIRE}thin", "= 90", 'did you mean "90 days"?'),
        (f'{FEED}retention = {{ keep = "" }}', f"{WIRE}keep", '= ""', "expected a time such as"),
        (f'{FEED}retention = {{ kep = "1 day" }}', f"{WIRE}kep", "no such key", "did you mean keep?"),
        (f'{FEED}retention = "90 days"', f'{WIRE}"90 days"', "", 'expected a table { keep = "400 days"'),
        (f'{FEED}keep = "90 days"', "keep", '= "90 days"', 'did you mean retention = { keep = "90 days" }?'),
        (f'{FEED}thin = "90 days"', "thin", "no such key", 'expected in a table, retention = { thin = "90 days" }'),
        ('[retention]\nkeep = "soon"', "[retention]: keep", '= "soon"', "expected a time such as"),
        ("[retention]\nmax_loss = 20", "[retention]: max_loss", "= 20", "expected a share from 0 to 1"),
        ("[retention]\nsections = 3", "[retention]: 3", "", "expected a table [retention.sections.NAME]"),
        ('[retention.sections.World]\nthin = "x"', "[retention]: sections.World: thin", '= "x"', "expected a time"),
        ("[retention.sections]\nWorld = 3", "[retention]: sections.World: 3", "", "expected a table {"),
        (
            "[retention.sections.World]\nmax_loss = 1",
            "[retention]: sections.World: max_loss",
            "no such key",
            "keep, thin",
        ),
        ('[[retention]]\nkeep = "1 day"', "[[retention]]", "a list of tables", "expected [retention]"),
        ('[expiry]\nkeep = "1 day"', "[expiry]", "no such table", "did you mean [retention]?"),
        ('[retention]\nkeep = "1 day"\nkeep = "2 days"', "line 3", '`keep = "2 days"`', "expected each key once"),
        # Swapped: after that, everything older than the shorter time would be gone.
        (
            '[retention]\nkeep = "90 days"\nthin = "2 years"',
            "[retention]",
            'thin = "2 years"',
            "expected a shorter time",
        ),
        (f'{FEED}retention = {{ keep = "1 day", thin = "1 day" }}', WIRE, 'keep = "1 day"', "expected a shorter time"),
    ],
)
def test_a_text_that_cannot_be_read_names_the_file_and_the_place(
    text: str, place: str, there: str, expected: str
) -> None:
    with pytest.raises(ConfigurationError) as error:
        parse(f"{text}\n", FILE)
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{FILE}: line ")
    assert place in line
    assert there in line
    assert expected in line


def test_the_rules_come_back_from_the_cache_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "subscriptions.toml"
    file.write_text(
        f'{FEED}retention = {{ keep = "9 days" }}\n[retention]\nmax_loss = 0.5\n'
        '[retention.sections.World]\nthin = "1 day"\n'
    )
    assert load(file, tmp_path) == load(file, tmp_path) == load(file)
