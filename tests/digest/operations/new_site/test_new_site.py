"""A new site: what is asked, what is written, what is refused."""

import runpy
import tomllib
from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.archive.corrections import NO_CORRECTIONS, load_corrections
from digest.archive.story_decisions import NO_DECISIONS, load_decisions
from digest.archive.watches import NO_WATCHES, Watch, Watches, load_watches
from digest.contracts import subscription_file
from digest.operations.delivery.delivery_file import NO_DELIVERIES, load_deliveries
from digest.operations.new_site.__main__ import main
from digest.operations.new_site.site_description import QUESTIONS, defaults_for

STRIKES = Watches(watch=(Watch(name="Harbour strikes", query="strike"),))


def _begin(root: Path, folder: Path, *options: str) -> int:
    return main(["--software", str(root), *options, "--", str(folder)])


def test_what_the_editor_says_is_in_the_settings_whatever_it_is(root: Path, tmp_path: Path) -> None:
    name = 'Ha"rbour \\ $name `x` <b>'
    options = ("--name", name, "--url", "https://news.example.org/", "--timezone", "Europe/Kyiv", "--tagline", "")
    assert _begin(root, tmp_path / "site", *options) == 0
    settings = runpy.run_path(str(tmp_path / "site" / "pelican.conf.py"))
    assert settings["SITENAME"] == name
    assert (settings["SITEURL"], settings["DIGEST_TIMEZONE"]) == ("https://news.example.org", "Europe/Kyiv")
    assert settings["SITESUBTITLE"] == ""
    assert settings["THEME"] == str(root / "theme")
    assert settings["DIGEST_TOPIC_MIN_ARTICLES"] == 3
    assert "MARKDOWN" in settings


def test_a_new_site_follows_nothing_and_decides_nothing(root: Path, tmp_path: Path) -> None:
    contact = 'ed"itor@example.org'
    _begin(root, tmp_path / "site", "--contact", contact)
    content = tmp_path / "site" / "content"
    subscriptions = subscription_file.load(content / "subscriptions.toml")
    assert (subscriptions.feed, subscriptions.fetch.contact) == ((), contact)
    assert load_actors(content / "actors") == ()
    assert load_decisions(content / "decisions.toml") == NO_DECISIONS
    assert load_corrections(content / "corrections.toml") == NO_CORRECTIONS
    assert load_watches(content / "watches.toml") == NO_WATCHES
    assert load_deliveries(content / "delivery.toml", NO_WATCHES) == NO_DELIVERIES
    assert "editor@concordance.example" not in "".join(path.read_text() for path in content.rglob("*.*"))
    assert "invoke" not in (content / "subscriptions.toml").read_text()
    assert "demo" not in (content / "subscriptions.toml").read_text()
    assert str(root / "docs") in (tmp_path / "site" / "README.md").read_text()
    assert not [path for path in content.rglob("*.*") if "docs/" in path.read_text()]


@pytest.mark.parametrize(
    ("file", "load"),
    [
        ("decisions.toml", load_decisions),
        ("corrections.toml", load_corrections),
        ("watches.toml", load_watches),
        ("delivery.toml", lambda path: load_deliveries(path, STRIKES)),
    ],
)
def test_the_examples_in_the_files_are_right(root: Path, tmp_path: Path, file: str, load: object) -> None:
    _begin(root, tmp_path / "site")
    path = tmp_path / "site" / "content" / file
    head, _, examples = path.read_text().partition("\n\n")
    path.write_text("\n".join(line.removeprefix("# ") for line in examples.split("\n")))
    assert load(path) not in (NO_DECISIONS, NO_CORRECTIONS, NO_WATCHES, NO_DELIVERIES)  # type: ignore[operator]
    assert tomllib.loads(path.read_text())
    assert head.startswith("#")


def test_what_nobody_says_is_asked_on_a_terminal(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "de" if question.startswith(QUESTIONS["lang"]) else ""

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    assert _begin(root, tmp_path / "harbour-news", "--timezone", "UTC") == 0
    settings = runpy.run_path(str(tmp_path / "harbour-news" / "pelican.conf.py"))
    assert (settings["SITENAME"], settings["DEFAULT_LANG"]) == ("Harbour News", "de")
    assert len(asked) == len(QUESTIONS) - 1
    assert "[Harbour News]" in asked[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--url", "news.example.org"), "--url 'news.example.org': expected an address that begins with http"),
        (("--url", "https://[x"), "--url 'https://[x': expected an address"),
        (("--timezone", "Berlin"), "--timezone 'Berlin': expected a time zone"),
        (("--timezone", "../UTC"), "--timezone '../UTC': expected a time zone"),
        (("--lang", "English!"), "--lang 'English!': expected a language"),
        (("--contact", "me"), "--contact 'me': expected a mail address"),
        (("--name", " "), "--name '': expected a name"),
        (("--name", "a\x1b[2J"), "--name: expected one line"),
        (("--tagline", "x" * 301), "--tagline: expected one line of at most 300 characters"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, str], message: str
) -> None:
    assert _begin(root, tmp_path / "site", *options) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_in_it_is_left_alone(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert _begin(root, tmp_path) == 2
    assert "there is something" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_with_the_name_of_an_option_is_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _begin(root, tmp_path / "--help") == 2
    assert "“-”" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_site_has_a_name_even_in_a_folder_without_letters() -> None:
    assert defaults_for(Path("/---"))["name"] == "News digest"
