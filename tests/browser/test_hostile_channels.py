"""What strangers can write, in every channel that they can fill, in a real browser without the pages' own policy.

Each payload stands once in each channel of feeds, pages, OPML lists and imported archives. A page or a letter is
sound if it runs nothing, asks no other host for anything, stays where it is, and has nothing that a click or a key
would run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from playwright.sync_api import Browser, Page

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.questions.archive import Archive
from digest.archive.questions.watch_hits import watch_hits
from digest.feeds.articles.article_file import read_header
from digest.operations.delivery.delivery_file import WebhookDelivery
from digest.operations.delivery.delivery_secrets import HookAddress, MailServer
from digest.operations.delivery.mail_sending import mail_of
from digest.operations.delivery.webhook_sending import hook_request
from digest.site.letters.digest_letter import day_letter, week_letter
from digest.site.letters.letter import Letter, LetterItem, LetterParts, LetterSection, letter_of
from digest.site.letters.watch_letter import watch_letter
from tests.digest.archive.small_records import SETTINGS

from .conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-20T12:00:00Z"
ELSEWHERE = "elsewhere.invalid"
POLICY = re.compile(rb"<meta[^>]*http-equiv=[\"']?content-security-policy[^>]*>", re.IGNORECASE)
STYLES = re.compile(rb"<link rel=\"?stylesheet[^>]*>")  # ours; without them pages load faster
# `M` is told by the page if the payload runs; each stands in its own place.
PAYLOADS = (
    "<script>ran('M')</script>",
    "<img src=x onerror=ran('M')>",
    "\"'><svg/onload=ran('M')>",
    "</title></textarea></style></script><script>ran('M')</script>",
    "<a href=\"java\tscript:ran('M')\">M</a> <a href=' javascript:ran(1)'>M</a>",
    "' autofocus tabindex=1 onfocus=ran('M') onmouseover=ran('M') x='",
    '<iframe srcdoc="<script>parent.ran(\'M\')</script>"></iframe><object data="data:text/html,M"></object>',
    "<details open ontoggle=ran('M')>M</details><video><source onerror=ran('M')></video>",
    "<math><mtext></table><mglyph><style><img src=x onerror=ran('M')></style></mglyph></mtext></math>",
    "]]><script>ran('M')</script><!-- --!><img src=x onerror=ran('M')>",
    "[M](javascript:ran%28'M'%29) ![M](x\"onerror=\"ran('M')) <javascript:ran('M')> [M]: data:text/html,M",
    "{{ ''.__class__ }}{% raw %}M{% endraw %}{{ 7 * 191 }}",
    f"<meta http-equiv=refresh content='0;url=http://{ELSEWHERE}/M'><base href=http://{ELSEWHERE}/>",
    f"<style>@import 'http://{ELSEWHERE}/M.css';</style><link rel=stylesheet href=//{ELSEWHERE}/M.css>",
    f"<p style=\"background:url(http://{ELSEWHERE}/M)\">M</p><img src=//{ELSEWHERE}/M.png srcset='//{ELSEWHERE}/M 2x'>",
    "M\nSlug: ../../outside-M\nStatus: hidden\nTemplate: none\nSave_as: ../outside-M.html\nurl: ../outside-M\n",
)


HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")


def entry(**parts: str) -> dict[str, str]:
    """An entry with nothing hostile but `parts`."""
    ordinary = {"title": "The pier of Neverhaven", "body": "The pier is shut until spring, the harbour says."}
    return {**ordinary, **parts}


Make = Callable[[str], str]  # of a channel, the payload that stands in it
# Several channels in one entry, so that there are not too many pages to look at.
ENTRIES: dict[str, Callable[[Make], dict[str, str]]] = {
    "fields": lambda at: entry(
        title=f"The pier {at('title')} is shut",
        content=f"<p>The pier is shut. {at('content')}</p><p>Ferries sail.</p>",
        author=f"Odo {at('author')} Flinck",
        category=f"Piers {at('category')}",
        guid=f"id {at('guid')}",
        enclosure=f"https://news.example/{at('enclosure')}.mp3",
        picture=f"https://news.example/{at('picture')}.jpg",
        alt=at("alt"),
        credit=at("credit"),
    ),
    "summary": lambda at: entry(
        body=f"The pier is shut. {at('summary')} Ferries sail.", link=f"https://news.example/{at('link')}"
    ),
    "escaped": lambda at: entry(
        body=escape(f"The pier is shut. {at('escaped')} Ferries sail."), link=f"javascript:ran('M')//{at('scheme')}"
    ),
    "quotes": lambda at: entry(
        body=f'"The pier is shut," said Odo {at("speaker")} Flinck, the mayor. "It is not safe at all," said a harbour '
        f'{at("role")} official on Friday. "The pier {at("quote")} is old," said Mira Velin.'
    ),
    "names": lambda at: entry(
        title=f"Neverhaven {at('name')} Group buys a pier",
        body=f"Odo Flinck of the Neverhaven {at('name')} Group and Mira {at('name')} Velin met Odo Flinck in Paris.",
    ),
}


class Publisher(ThreadingHTTPServer):
    """Serves `bodies` by path."""

    daemon_threads = True

    def __init__(self) -> None:
        self.bodies: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        body = self.server.bodies.get(self.path.partition("?")[0], "").encode("utf-8", "replace")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html" if self.path.startswith("/page") else "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


def payload(number: int, place: str) -> str:
    """The payload of a number, for a channel, which it names where it runs."""
    return PAYLOADS[number].replace("M", f"{place}-{number}")


def rss_item(parts: dict[str, str], identity: str) -> str:
    def element(name: str, text: str) -> str:
        return f"<{name}>{_xml(text)}</{name}>" if text else ""

    picture = parts.get("picture", "")
    media = (
        f'<media:content url="{_xml(picture)}" medium="image"><media:description>{_xml(parts["alt"])}'
        f"</media:description><media:credit>{_xml(parts['credit'])}</media:credit></media:content>"
        if picture
        else ""
    )
    enclosure = parts.get("enclosure", "")
    return "".join(
        (
            "<item>",
            element("title", parts["title"]),
            element("link", parts.get("link", f"https://news.example/{identity}")),
            f'<guid isPermaLink="false">{_xml(parts.get("guid", ""))}{identity}</guid>',
            "<pubDate>Thu, 19 Nov 2026 08:00:00 GMT</pubDate>",
            element("description", parts["body"]),
            element("content:encoded", parts.get("content", "")),
            element("dc:creator", parts.get("author", "")),
            element("category", parts.get("category", "")),
            f'<enclosure url="{_xml(enclosure)}" length="1" type="audio/mpeg"/>' if enclosure else "",
            media,
            "</item>",
        )
    )


def rss(title: str, language: str, items: list[str]) -> str:
    spaces = (
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    head = f"<title>{_xml(title)}</title><link>https://news.example/</link><language>{_xml(language)}</language>"
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{"".join(items)}</channel></rss>'


def atom(texts: list[str]) -> str:
    """Entries whose XHTML is as hostile as XML lets it be: tags are closed, attributes quoted."""
    entries = "".join(
        f"<entry><id>atom-{number}</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{text}</div></title>"
        f"<updated>2026-11-19T08:00:00Z</updated><link href='https://news.example/atom-{number}'/>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{text}</div></content></entry>"
        for number, text in enumerate(texts)
    )
    head = "<id>atom</id><title>Atom</title><updated>2026-11-19T08:00:00Z</updated>"
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{head}{entries}</feed>"


XHTML = [
    "<script>ran('xhtml')</script>The pier",
    "<img src='x' onerror=\"ran('xhtml')\"/>The pier",
    "<a href=\"javascript:ran('xhtml')\">The pier</a>",
    "<svg xmlns='http://www.w3.org/2000/svg' onload=\"ran('xhtml')\"><script>ran('xhtml')</script></svg>The pier",
    "<p onclick=\"ran('xhtml')\" style='position:fixed'>The pier</p>",
]


def json_feed(numbers: range) -> str:
    items: list[dict[str, Any]] = []
    for number in numbers:
        text = payload(number, "json")
        items += [
            {"title": f"The pier {text}", "content_html": f"<p>Shut. {text}</p>"},
            {"content_text": f"The pier is shut. {text}", "authors": [{"name": text, "url": f"javascript:{text}"}]},
            {"title": "The pier", "summary": text, "tags": [text], "image": text, "language": text},
            {"title": "The pier", "external_url": text, "attachments": [{"url": text, "mime_type": text}]},
        ]
    dated = [
        {"id": f"json-{n}", "url": f"https://news.example/json-{n}", "date_published": "2026-11-19T08:00:00Z", **one}
        for n, one in enumerate(items)
    ]
    # Danish, for which no model is loaded: what models make of such texts is seen in the other channels.
    head = {"version": "https://jsonfeed.org/version/1.1", "title": payload(0, "feed"), "language": "da"}
    return json.dumps({**head, "items": dated})


def _xml(text: str) -> str:
    return escape("".join(char for char in text if char in "\t\n" or char >= " "))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with content that strangers filled through each channel, and the site built of it."""
    work = tmp_path_factory.mktemp("channels")
    publisher = Publisher()
    threading.Thread(target=publisher.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    address = f"http://127.0.0.1:{publisher.server_port}"
    every, identity = range(len(PAYLOADS)), count(1)
    for channel, make in ENTRIES.items():
        items = [rss_item(make(partial(payload, n)), f"{channel}-{next(identity)}") for n in every]
        publisher.bodies[f"/{channel}"] = rss(channel, "en", items)
    # Names that become actors are in three articles of two sources.
    names = [rss_item(ENTRIES["names"](partial(payload, n)), f"{again}-{n}") for again in "ab" for n in every]
    publisher.bodies["/more-names"] = rss("Names", "en", names)
    for n in every:
        publisher.bodies[f"/feed-{n}"] = rss(
            payload(n, "feed"), payload(n, "lang"), [rss_item(entry(), f"feed-{next(identity)}")]
        )
        publisher.bodies[f"/page/{n}"] = (
            f'<html><head><title>{payload(n, "page")}</title><meta name=author content="{escape(payload(n, "page"))}">'
            f"</head><body><article><h1>The pier</h1><p>The pier of Neverhaven is shut until spring, and ferries sail "
            f"from the old quay. {payload(n, 'page')}</p><p>The harbour says that the work takes four months.</p>"
            "</article></body></html>"
        )
    publisher.bodies["/pages"] = rss(
        "Pages", "en", [rss_item(entry(link=f"{address}/page/{n}"), f"page-{n}") for n in every]
    )
    publisher.bodies["/atom"], publisher.bodies["/json"] = atom(XHTML), json_feed(every)
    _write_project(work, address, [*ENTRIES, "more-names", "atom", "json", *(f"feed-{n}" for n in every)])
    _run(work, "digest.feeds", "poll", *_places(work), "--cache", "cache", "--now", NOW, "--all", allowed=(0, 1))
    _run(
        work,
        "digest.importing",
        *_places(work),
        "--cache",
        "cache",
        "--now",
        NOW,
        "--source",
        "fields",
        "archive.jsonl",
        allowed=(0, 1),
    )
    folders = ("--content", "content", "--output", "output", "--cache", "cache")
    _run(work, "digest.operations.build", *folders, "--now", NOW, "--jobs", "1")  # others would load the models again
    yield work
    publisher.shutdown()
    publisher.server_close()


def _places(_work: Path) -> tuple[str, ...]:
    return ("--subscriptions", "content/subscriptions.toml", "--content", "content")


def _write_project(work: Path, address: str, paths: list[str]) -> None:
    for name in ("plugins", "theme"):
        (work / name).symlink_to(ROOT / name, target_is_directory=True)
    (work / "pelican.conf.py").write_bytes((ROOT / "pelican.conf.py").read_bytes())
    (work / "content").mkdir()
    host = address.partition("//")[2]
    fetch = f'[fetch]\nallow_private = ["{host}"]\nconnections_per_host = 8\npage_delay_s = 0\n'
    feeds = [f'[[feed]]\nurl = "{address}/{path}"\nname = "{path}"\nshow = "full"\nimages = "show"\n' for path in paths]
    feeds.append(f'[[feed]]\nurl = "{address}/pages"\nname = "Pages"\nshow = "full"\ntext = "page"\n')
    (work / "content/subscriptions.toml").write_text("\n".join([fetch, *feeds]), encoding="utf-8")
    (work / "content/watches.toml").write_text('[[watch]]\nname = "The pier"\nquery = "pier"\n', encoding="utf-8")
    outlines = "".join(
        f'<outline type="rss" text="{_xml(payload(n, "opml"))}" title="{_xml(payload(n, "opml"))}"'
        f' xmlUrl="{address}/feed-{n}?opml" htmlUrl="{_xml(payload(n, "home"))}"/>'
        for n in range(len(PAYLOADS))
    )
    opml = f'<?xml version="1.0"?><opml version="2.0"><body><outline text="{_xml(payload(0, "folder"))}">{outlines}'
    (work / "list.opml").write_text(f"{opml}</outline></body></opml>", encoding="utf-8")
    records = [
        {
            "title": f"The pier {payload(n, 'import')}",
            "content": f"<p>The pier is shut. {payload(n, 'import')}</p>",
            "url": f"https://archive.example/{n}",
            "author": payload(n, "import"),
            "tags": [payload(n, "import")],
            "published": "2026-11-19T08:00:00Z",
        }
        for n in range(len(PAYLOADS))
    ]
    (work / "archive.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    _run(work, "digest.feeds", "opml-in", "--subscriptions", "content/subscriptions.toml", "list.opml", allowed=(0, 1))


def _run(work: Path, module: str, *arguments: str, allowed: tuple[int, ...] = (0,)) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": "https://digest.example"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in allowed, done.stderr[-3000:]
    assert "Traceback" not in done.stderr, done.stderr[-3000:]


class Watched:
    """Pages of a site in frames of one page, which tell what they ran, asked for, and have that could act."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.context = browser.new_context()
        self.context.add_init_script("window.told = []; window.ran = what => { window.told.push(what) }")
        self.page: Page = self.context.new_page()
        self.elsewhere: list[str] = []
        self.page.on("dialog", lambda dialog: self.elsewhere.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, address: str) -> None:
        if not address.startswith((self.url, "data:", "about:")):
            self.elsewhere.append(address)

    def faults(self, paths: Sequence[str]) -> list[str]:
        """What these pages of the site do that they must not."""
        self.page.goto(f"{self.url}/theme/")
        found: list[str] = self.page.evaluate(FAULTS, [f"/{path}" for path in paths])
        return [*found, *self.elsewhere]


FAULTS = """async paths => {
    document.body.replaceChildren()
    const opened = paths.map(path => new Promise(done => {
        const frame = document.createElement('iframe')
        frame.style.display = 'none'  // what is not drawn is loaded faster, and runs all the same
        frame.onload = () => done([path, frame])
        frame.src = path
        document.body.append(frame)
    }))
    const found = []
    const frames = await Promise.all(opened)
    await new Promise(done => setTimeout(done, 300))
    for (const [path, frame] of frames) {
        const page = frame.contentDocument  // none where the frame has gone to another host
        if (page === null) {
            found.push(`${path}: went to another host`)
            continue
        }
        const faults = [...frame.contentWindow.told]
        for (const node of page.querySelectorAll('*')) {
            for (const {name, value} of node.attributes) {
                if (name.startsWith('on')) faults.push(`${node.tagName} ${name}`)
                const lead = value.replace(/[\\0-\\x20]/g, '').toLowerCase()
                if (/^(javascript|vbscript|data:text)/.test(lead)) faults.push(`${node.tagName} ${value}`)
            }
        }
        const active = 'iframe, object, embed, base, meta[http-equiv=refresh], style, [style*=url]'
        for (const node of page.querySelectorAll(active)) faults.push(node.outerHTML.slice(0, 200))
        if (page.body.textContent.includes('1337')) faults.push('a template was rendered')
        if (frame.contentWindow.location.pathname != path) faults.push(`went to ${frame.contentWindow.location}`)
        found.push(...faults.map(fault => `${path}: ${fault}`))
    }
    return found
}"""


@pytest.fixture(scope="module")
def letters(project: Path) -> list[Letter]:
    """Letters as they are sent, and letters that have each payload, as nothing has cleaned it, in all their parts."""
    index = IndexFile(project / "cache" / INDEX_FILE)
    archive = Archive(index, SETTINGS)
    day, week = day_letter(archive, date(2026, 11, 19)), week_letter(archive, date(2026, 11, 16))
    hits = watch_letter(archive, list(watch_hits(index, date(2026, 11, 1))))
    assert day is not None
    assert week is not None
    assert hits.html.count("script") > len(PAYLOADS)
    return [day, week, hits, *(letter_with(payload(number, "letter")) for number in range(len(PAYLOADS)))]


def letter_with(text: str) -> Letter:
    item = LetterItem(text, f"{SETTINGS.url}/1", text, text, (((text, False), (text, True)),), f"{SETTINGS.url}/2")
    parts = LetterParts("en", text, SETTINGS.url, text, (LetterSection(text, (item,)),), (text,))
    return letter_of("digest.day", parts, {})


@pytest.fixture(scope="module")
def without_policy(project: Path) -> Path:
    """The site without the policy by which its pages forbid what they don't have."""
    output = project / "output"
    for page in output.rglob("*.html"):
        open_page = project.parent / "open" / page.relative_to(output)
        open_page.parent.mkdir(parents=True, exist_ok=True)
        open_page.write_bytes(POLICY.sub(b"", STYLES.sub(b"", page.read_bytes())))
    shutil.copytree(output / "theme", project.parent / "open/theme", dirs_exist_ok=True)
    return project.parent / "open"


def leads_on(page: Path) -> bool:
    """Whether a page is one of ours that leads to another address of the site; it has nothing of strangers."""
    text = page.read_text(encoding="utf-8")
    leads = re.search(r'<meta http-equiv="refresh" content="0; url=/[a-z0-9/-]*">', text)
    return leads is not None and len(text) < 4_000


def test_no_page_runs_or_asks_for_anything(browser: Browser, without_policy: Path) -> None:
    found = (path.relative_to(without_policy).as_posix() for path in without_policy.rglob("*.html"))
    pages = sorted(path for path in found if not leads_on(without_policy / path))
    assert len(pages) > 15 * len(PAYLOADS)
    with served(without_policy) as url:
        watched = Watched(browser, url)
        faults = [fault for begin in range(0, len(pages), 60) for fault in watched.faults(pages[begin : begin + 60])]
        watched.context.close()
    assert faults == []


def test_no_letter_runs_or_asks_for_anything(browser: Browser, letters: list[Letter], tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    for number, letter in enumerate(letters):
        (tmp_path / f"{number}.html").write_text(letter.html, encoding="utf-8", errors="replace")
    with served(tmp_path) as url:
        watched = Watched(browser, url)
        faults = watched.faults([f"{number}.html" for number in range(len(letters))])
        watched.context.close()
    assert faults == []


def test_no_letter_has_a_stranger_s_header_or_part(letters: list[Letter]) -> None:
    server = MailServer(host="mail.example", port=25, tls="none", sender="desk@digest.example")
    ntfy = WebhookDelivery(name="phone", url="https://ntfy.example/desk", form="ntfy", send=("day",))
    at = HookAddress(url="https://ntfy.example/desk")
    now = datetime(2026, 11, 20, tzinfo=UTC)
    for letter in letters:
        sent = mail_of(letter, server, "you@reader.example", name=SETTINGS.name, id_="1", now=now)
        mail = message_from_bytes(sent.as_bytes(), EmailMessage, policy=default)
        assert sorted(mail.keys()) == sorted(HEADERS)
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        message = json.loads(hook_request(letter, ntfy, at, id_="1", now=now).body)
        assert message.keys() == {"topic", "title", "message", "click"}
        assert message["topic"] == "desk"
        assert message["click"] == letter.url
        assert letter.url.startswith(SETTINGS.url)


def test_a_page_that_lets_payloads_in_is_noticed(browser: Browser, tmp_path: Path) -> None:
    hostile = [payload(number, "here") for number in range(len(PAYLOADS))]
    (tmp_path / "theme").mkdir()
    for number, text in enumerate(hostile):
        (tmp_path / f"{number}.html").write_text(f"<html><body><p title='{text}'>{text}</p></body>", encoding="utf-8")
    with served(tmp_path) as url:
        watched = Watched(browser, url)
        faults = watched.faults([f"{number}.html" for number in range(len(PAYLOADS))])
        watched.context.close()
    noticed = {int(match[1]) for fault in faults if (match := re.match(r"/(\d+)\.html: ", fault))}
    assert {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14} <= noticed
    assert {"/0.html: here-0", "/1.html: here-1"} <= set(faults)
    assert any(ELSEWHERE in fault for fault in faults)


def test_no_file_lies_outside_of_its_folder(project: Path) -> None:
    outside = [path for path in project.rglob("*outside-*") if "output" not in path.parts and "news" not in path.parts]
    assert outside == []
    assert sorted(path.name for path in project.iterdir() if path.name != "__pycache__") == [
        *("archive.jsonl", "cache", "content", "list.opml", "output", "pelican.conf.py", "plugins", "theme")
    ]


def test_every_entry_has_its_article_and_no_header_is_a_stranger_s(project: Path) -> None:
    files = list((project / "content/news").rglob("*.md"))
    a_payload = len(ENTRIES) + 2 + 4 + 2 + 1 + 1  # of feeds, names, JSON, single feeds by two addresses, pages, archive
    assert len(files) == a_payload * len(PAYLOADS) + len(XHTML)
    headers = [read_header(file) for file in files]
    assert {name for header in headers for name in header} & {"Status", "Template", "Save_as", "url"} == set()
    assert [header["Slug"] for header in headers if not re.fullmatch(r"[\w-]+", header.get("Slug", "x"))] == []


def test_feeds_lists_and_data_for_machines_parse(project: Path) -> None:
    output = project / "output"
    for path in output.rglob("*.xml"):
        ET.fromstring(path.read_bytes())
        if path.name == "feed.xml":
            assert not feedparser.parse(path.read_bytes()).bozo, path
    for path in output.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in output.rglob("*.html"):
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(), re.DOTALL):
            json.loads(data)
    for path in output.rglob("*.opml"):
        ET.fromstring(path.read_bytes())
