"""The desk, gone through by keyboard: a tag is taken off, its line is in the file, and is taken out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_measures import AXE, LEVELS, SCHEMES
from tests.digest.operations.desk.desks import SmallDesk, quoting, small_desk

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>"
LINES = '[[untag]]\nname = "Ada Fiction"\narticle = "2023/07/01/a"\n'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDesk]:
    articles = [quoting(1, headline=HOSTILE), quoting(2), quoting(3, name="Eve Fiction")]
    with small_desk(tmp_path_factory.mktemp("desk"), articles) as desk:
        yield desk


@pytest.fixture
def page(browser: Browser, desk: SmallDesk) -> Iterator[Page]:
    desk.clear()
    page = browser.new_page()
    page.on("console", lambda message: pytest.fail(f"the console says: {message.text}"))
    page.on("pageerror", lambda error: pytest.fail(f"an error on the page: {error}"))
    page.goto(desk.address)
    yield page
    page.close()


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_tag_is_taken_off_and_put_back_by_keyboard_alone(desk: SmallDesk, page: Page) -> None:
    file: Path = desk.content / "corrections.toml"
    _press(page, "J", "J", "j", "j", "j")  # the third article's quotes, of which two are one, and its tag
    tag = page.locator(".tags .item:focus")
    expect(tag).to_contain_text("Ada Fiction")
    expect(page.get_by_role("link", name="x take off")).to_be_visible()

    _press(page, "x")
    expect(page.locator("ins")).to_have_text(LINES.splitlines())
    _press(page, "Escape")
    expect(tag).to_contain_text("Ada Fiction")
    assert not file.exists()

    _press(page, "x")
    expect(page.get_by_role("button", name="write it")).to_be_focused()
    _press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("corrections.toml, line 1")
    assert file.read_text() == LINES
    expect(page.locator(".tags .item.decided:focus")).to_have_count(1)

    _press(page, "u")
    expect(page.get_by_role("status")).to_contain_text("Taken out again")
    assert not file.exists()
    expect(page.locator(".decided")).to_have_count(0)
    assert page.title().startswith("Articles")


def test_what_is_typed_into_a_field_is_no_key(desk: SmallDesk, page: Page) -> None:
    _press(page, "J", "J", "j", "j", "j", "s")
    expect(page.get_by_label("Who is it here?")).to_be_focused()
    page.keyboard.type("Ada 2, xjku")
    _press(page, "Enter")
    expect(page.locator("ins").nth(2)).to_have_text('to = "Ada 2, xjku"')
    expect(page.get_by_role("button", name="write it")).to_be_focused()
    _press(page, "2")
    expect(page.locator("ins").last).to_have_text('source = "south"')
    _press(page, "Escape")
    expect(page.locator(".tags .item:focus")).to_have_count(1)
    assert list(desk.content.iterdir()) == []


def test_axe_finds_no_barrier_and_the_desk_fits_a_phone(browser: Browser, desk: SmallDesk, root: Path) -> None:
    axe = root / ".browser-tools" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("the programs of tests/browser/tools.txt are missing; invoke browser-tools")
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.add_init_script(path=axe)
    found = {}
    for name in ("articles", "stories", "decide?act=split&name=Ada+Fiction&to=Ada+Sample"):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(desk.address + name)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            result = page.evaluate(AXE, [LEVELS, scheme])
            assert result["passes"], name
            for violation in result["violations"]:
                found[name, scheme, violation["id"]] = violation["nodes"][0]["html"][:200]
    context.close()
    assert found == {}
