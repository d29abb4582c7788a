"""The preview, as an editor sees it: the page in the browser follows the file."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.digest.operations.preview.running import ADDRESS, Project, previewing

pytestmark = pytest.mark.browser


def test_the_open_page_follows_the_file_and_shows_a_fault(browser: Browser, root: Path, tmp_path: Path) -> None:
    project = Project(tmp_path, root)
    with previewing(project):
        page = browser.new_page()
        page.on("console", lambda message: pytest.fail(f"the console says: {message.text}"))
        page.on("pageerror", lambda error: pytest.fail(f"an error on the page: {error}"))
        for state in project.states():
            if (project.folder / "output" / "index.html").is_file():
                assert not state["failure"]
                break
        page.goto(project.url + ADDRESS)
        heading = page.locator("h1")
        expect(heading).to_have_text("First title")

        project.write("Second title")
        expect(heading).to_have_text("Second title", timeout=60_000)

        settings = project.settings.read_text(encoding="utf-8")
        project.settings.write_text(f"{settings}\n1/0 # <img src=x onerror=alert(1)>\n", encoding="utf-8")
        bar = page.get_by_role("alert")
        expect(bar).to_contain_text("ZeroDivisionError", timeout=60_000)
        assert bar.locator("*").count() == 0
        expect(heading).to_have_text("Second title")

        project.settings.write_text(settings, encoding="utf-8")
        expect(bar).to_have_count(0, timeout=60_000)
        page.close()
