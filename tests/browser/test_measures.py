"""What a page has to keep to, held by programs that know it: WCAG 2.2 AA (axe-core), the HTML standard (html-validate
and the Nu checker), and no link or asset that leads nowhere.

The programs are those of tools.txt, which `invoke browser-tools` installs from npm; the Nu checker needs Java.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from tests.browser.conftest import Served
from tests.browser.shots import pages

pytestmark = pytest.mark.browser
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A dark page is the light one in other colours: what has to do with none is the same in both, and takes minutes; its
# colours are those of the demonstration on any site. Rules that axe-core calls experimental are off, as it has them.
# Naming the node of each pass takes longer than all checks.
AXE = """([levels, scheme]) => {
    const rules = axe.getRules(levels).filter(rule => !rule.tags.includes("experimental"));
    const wanted = rules.filter(rule => scheme === "light" || rule.tags.includes("cat.color"));
    const runOnly = {type: "rule", values: wanted.map(rule => rule.ruleId)};
    return axe.run({runOnly, resultTypes: ["violations"], preload: false});
}"""


@pytest.fixture(scope="module")
def tools(root: Path) -> Path:
    """The folder of what npm installed."""
    folder = root / ".browser-tools" / "node_modules"
    if not folder.is_dir():
        pytest.skip("the programs of tests/browser/tools.txt are missing; invoke browser-tools")
    return folder


def test_axe_finds_no_barrier(browser: Browser, site: Served, tools: Path) -> None:
    schemes = SCHEMES[:1] if site.is_real else SCHEMES
    # Without the policy of the site, which lets no script of a test in.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script(path=tools / "axe-core" / "axe.min.js")  # compiled once; a script tag is compiled on each page
    found = {}
    for shot in site.shots():
        page.emulate_media(color_scheme="light")
        page.goto(site.url + shot.path)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate(AXE, [LEVELS, scheme])
            assert result["passes"], shot.path
            if result["violations"]:
                found[shot.path, scheme] = [(one["id"], one["nodes"][0]["html"][:200]) for one in result["violations"]]
    context.close()
    assert found == {}


def test_html_validate_and_the_nu_checker_find_no_error(site: Served, tools: Path) -> None:
    names = [shot.path.lstrip("/") + ("index.html" if shot.path.endswith("/") else "") for shot in pages(site.output)]
    config = Path(__file__).with_name("html-validate.json")
    checker = [str(tools / ".bin" / "html-validate"), "--config", str(config), "--formatter", "json", *names]
    done = subprocess.run(checker, cwd=site.output, capture_output=True, text=True, check=False)
    faults = [
        (Path(report["filePath"]).relative_to(site.output).as_posix(), one["line"], one["ruleId"], one["message"])
        for report in json.loads(done.stdout)
        for one in report["messages"]
        if one["severity"] == 2
    ]
    assert faults == []
    if shutil.which("java") is None:
        pytest.skip("no java; apt-get install default-jre-headless")
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # Compiled by the quick compiler alone, whose code takes more of the stack.
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
    command = ["java", *quick, "-jar", str(jar), "--errors-only", "--format", "json", *names]
    done = subprocess.run(command, cwd=site.output, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    assert [(one["url"], one.get("lastLine"), one["message"]) for one in messages] == []


def test_no_link_and_no_asset_leads_nowhere(site: Served) -> None:
    output = site.output.resolve()
    ids: dict[Path, set[str]] = {}
    files: dict[Path, Path | None] = {}  # by what an address names: the file that answers, looked up once
    missing = set()
    for file in output.rglob("*.html"):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        for node in tree.css("[href], [src]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            named = (output / path[1:] if path.startswith("/") else file.parent / path) if path else file
            if named not in files:
                files[named] = _answering(named)
            target = files[named]
            if target is None:
                missing.add((file.relative_to(output).as_posix(), address))
            elif parts.fragment and target.suffix == ".html":
                if target not in ids:
                    there = LexborHTMLParser(target.read_text(encoding="utf-8")).css("[id]")
                    ids[target] = {one.attributes["id"] or "" for one in there}
                if unquote(parts.fragment) not in ids[target]:
                    missing.add((file.relative_to(output).as_posix(), address))
    assert missing == set()


def _answering(named: Path) -> Path | None:
    target = named.resolve()
    target = target / "index.html" if target.is_dir() else target
    return target if target.is_file() else None
