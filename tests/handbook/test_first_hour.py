"""The first hour of the handbook, followed to the letter: its commands in their order, on feeds of this machine."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.timeout(1800)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EDITORS_FILE = re.compile(r"`(content/\w+\.toml)`")
FEEDS_ADDRESS = "127.0.0.1:8001"  # as the page has it
NOT_RUN = ("python3", ".venv/bin/pip", ". ", "concordance serve")  # installing, and what doesn't end
URL = "https://news.example.org"


@pytest.fixture
def feeds(root: Path) -> Iterator[str]:
    """The address at which the sample's feeds are served."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(root / "content" / "sample" / "feeds"))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            """The log of requests is nobody's concern here."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


class Reader:
    """Types what the page says. `folder` is where the reader is, `printed` what was said on the last command."""

    def __init__(self, root: Path, software: Path, feeds: str, target: Path) -> None:
        self.folder, self.printed, self.commands = software, "", 0
        self._root, self._feeds, self._target = root, feeds, target

    def type(self, line: str) -> None:
        if line.startswith("cd "):
            self.folder = (self.folder / line[3:]).resolve()
            if not any("8001" in text for text in self._settings_of_feeds()):
                self._allow_feeds()
            return
        line = line.replace("https://site.example", f"http://{self._feeds}/quayside-gazette.json")
        line = line.replace(FEEDS_ADDRESS, self._feeds).replace("/srv/www", str(self._target))
        line += f" --url {URL}" if " init " in line else ""  # as the reader answers when asked
        words = [sys.executable, "-m", "concordance.program", *_words(line)]
        env = {name: value for name, value in os.environ.items() if name != "CONCORDANCE_SITE"}
        env["PYTHONPATH"] = str(self._root / "plugins")
        done = subprocess.run(
            words, cwd=self.folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        self.printed, self.commands = done.stdout + done.stderr, self.commands + 1
        assert done.returncode == 0, f"{line}\n{self.printed}"

    def _settings_of_feeds(self) -> list[str]:
        return (self.folder / "content" / "subscriptions.toml").read_text(encoding="utf-8").split("\n")

    def _allow_feeds(self) -> None:
        """What the page says of `allow_private`."""
        lines = [line.replace("# allow_private", "allow_private") for line in self._settings_of_feeds()]
        text = "\n".join(lines).replace("127.0.0.1:8000", self._feeds)
        (self.folder / "content" / "subscriptions.toml").write_text(text, encoding="utf-8")


def _words(line: str) -> list[str]:
    assert line.startswith("concordance "), line
    return [quoted or word for quoted, word in re.findall(r'"([^"]*)"|(\S+)', line)][1:]


def test_the_first_hour_ends_with_a_site_that_is_published(root: Path, tmp_path: Path, feeds: str) -> None:
    software, target = tmp_path / "software", tmp_path / "www"
    software.mkdir()
    reader = Reader(root, software, feeds, target)
    forecast: re.Match[str] | None = None
    page = (root / "docs" / "first-hour.md").read_text(encoding="utf-8")
    for match in BLOCK.finditer(page):
        form, block = match.groups()
        if form == "toml":
            named = EDITORS_FILE.findall(page, 0, match.start())[-1]  # the page says just before where it belongs
            with (reader.folder / named).open("a", encoding="utf-8") as file:
                file.write(block)
            continue
        for line in block.strip().split("\n"):
            command = line.removeprefix(".venv/bin/") if "concordance" in line else line
            if not command.startswith(NOT_RUN):
                reader.type(command)
                if " follow " in command:
                    forecast = re.search(r"the next build tags (\d+) articles", reader.printed)
    assert reader.commands >= 12
    assert forecast
    assert _tagged(reader.folder / "cache" / "archive.sqlite") == int(forecast[1])
    _check_site(target / "current")


def _tagged(index: Path) -> int:
    """The number of articles with the followed actor's tag."""
    with closing(sqlite3.connect(index)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM listed WHERE list = 'topic/wagner-group'").fetchone()
    return int(count)


def _check_site(site: Path) -> None:
    topic = LexborHTMLParser((site / "topics" / "wagner-group" / "index.html").read_text(encoding="utf-8"))
    assert len(topic.css(".river a")) >= 2
    sources = LexborHTMLParser((site / "sources" / "index.html").read_text(encoding="utf-8"))
    assert {"Northline", "Amber Coast Observer", "The Prague Ledger"} <= {link.text() for link in sources.css("main a")}
    corrected = "2023/07/10/putin-met-prigozhin-five-days-after-the-mutiny-kremlin-discloses"
    page = LexborHTMLParser((site / corrected / "index.html").read_text(encoding="utf-8"))
    assert not page.css('a[href="/topics/kremlin/"]')
    assert page.css('a[href="/topics/vladimir-putin/"], a[href="/topics/yevgeny-prigozhin/"]')
    _check_decisions(site)


def _check_decisions(site: Path) -> None:
    """A story has the headline of the report that leads it, without the one that was split off, which has its own page
    still; and the watch has a page with what it found."""
    leading, split = (
        "2023/07/12/nato-leaders-tell-ukraine-it-will-join-but-not-when",
        "2023/07/11/if-you-must-drive-in-vilnius-today-don-t",
    )
    headline = _headline(_page(site / leading))
    stories = (page for page in map(_page, (site / "stories").iterdir()) if page.css("#reports"))
    [story] = (page for page in stories if _headline(page) == headline)
    reports = {str(link.attributes["href"]) for link in story.css("#reports a")}
    assert f"/{leading}/" in reports
    assert len(story.css("#reports h3")) == 3
    assert f"/{split}/" not in reports
    assert _headline(_page(site / split))
    assert len(_page(site / "watches" / "grain-ships").css(".river a")) >= 2


def _page(folder: Path) -> LexborHTMLParser:
    return LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))


def _headline(page: LexborHTMLParser) -> str:
    return "".join(heading.text() for heading in page.css("h1"))
