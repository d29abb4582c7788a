"""News as layouts fear it, on a small site: no page is too wide, moves, or lets in what stands in a text."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from digest.operations.command_line import INCOMPLETE
from tests.browser.conftest import Served, served
from tests.browser.test_weight import faults_of

pytestmark = pytest.mark.browser

NOW = "2026-11-22T12:00:00Z"
WORD = "Donau" + "dampfschifffahrts" * 11 + "kapitän"  # about 200 letters
MOST_PAGER = 80  # px; three lines
HEIGHTS = "all => all.map(one => one.getBoundingClientRect().height)"
SUBSCRIPTIONS = """
[[feed]]
url = "https://lantern.example/feed"
name = "Lantern"
show = "full"
"""
NAMES = [f"Actor{chr(65 + number // 26)}{chr(97 + number % 26)}" for number in range(60)]
MARKUP = "<b>bold</b> <script>alert(1)</script> \" ' & {{ 7 }}"
ARTICLES = {
    "word": f"Title: {WORD}\nDate: 2026-11-22 08:00\nLang: de\nSource: lantern\nSummary: {WORD}\n\n{WORD} {WORD}\n",
    "long": f"Title: {'The harbour waits and waits ' * 14}\nDate: 2026-11-22 08:10\nSource: lantern\n\nIt rains.\n",
    "crowd": f"Title: All of them\nDate: 2026-11-22 08:20\nSource: lantern\n\nThere came {', '.join(NAMES)}.\n",
    "bare": "Title: Nothing but a headline\nSource: lantern\n\n",
    "untitled": "Date: 2026-11-22 08:30\nSource: lantern\n\nA text without a headline.\n",
    "markup": f"Title: {MARKUP}\nDate: 2026-11-22 08:40\nAuthors: {MARKUP}\nCategory: {MARKUP}\nTags: {MARKUP}\n"
    f"Summary: {MARKUP}\nSource: lantern\n\n{MARKUP}\n",
    "arabic": "Title: الميناء ينتظر المرشدين\nDate: 2026-11-22 08:50\nLang: ar\nSource: lantern\n\n"
    "قالت الحارسة: «السفن تنتظر منذ الصباح ولا أحد يجيب عن أسئلة القباطنة».\n",
    "quoted": "Title: What the keeper said\nDate: 2026-11-22 09:00\nLang: en\nSource: lantern\n\n"
    "“السفن تنتظر منذ الصباح ولا أحد يجيب”, said Actor Aa, the keeper of the harbour.\n",
    "cyrillic": "Title: Лоцманы ждут ответа гавани, и сорок судов стоят на рейде с самого утра\n"
    "Date: 2026-11-22 09:10\nLang: ru\nSource: lantern\n\nСорок судов ждут.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def hard_news(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    work = tmp_path_factory.mktemp("hard")
    content, output = work / "content", work / "output"
    for path, text in {
        "subscriptions.toml": SUBSCRIPTIONS,
        **{f"actors/{name.lower()}.md": f"Title: {name}\nKind: person\n\n" for name in NAMES},
        **{f"news/2026/11/22/{name}.md": f"Slug: {name}\n{text}" for name, text in ARTICLES.items()},
    }.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    places = ["--content", str(content), "--output", str(output), "--cache", str(work / "cache")]
    done = subprocess.run(
        [sys.executable, "-m", "digest.operations.build", *places, "--now", NOW],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "plugins")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == INCOMPLETE, done.stderr  # two of the files are no articles
    with served(output) as url:
        yield Served(output, url)


@pytest.mark.parametrize("width", [320, 1440])
def test_the_pages_stay_whole(browser: Browser, hard_news: Served, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    faults = {}
    articles = sorted(hard_news.output.glob("2026/11/22/*/index.html"))
    assert len(articles) == len(ARTICLES) - 2  # those without title or date are named in the build's report
    for file in [hard_news.output / "index.html", hard_news.output / "2026/11/22/index.html", *articles]:
        asked.clear()
        page.goto(f"{hard_news.url}/{file.parent.relative_to(hard_news.output).as_posix()}/".replace("/./", "/"))
        found = faults_of(page, width, asked, hard_news.url)
        if page.locator("h1").count() != 1:
            found.append("it has not one h1")
        if any(height > MOST_PAGER for height in page.locator(".pager a").evaluate_all(HEIGHTS)):
            found.append("a headline of 400 characters is not cut in the pager")
        if page.locator("main script").count():
            found.append("a script came in")
        if found:
            faults[file.as_posix()] = found
    context.close()
    assert faults == {}
    assert said == []
