"""Polling 200 local feeds of 30 items, beside `reader` (PyPI) on the same feeds, and the memory of 1,000.

    python tests/benchmarks/feeds.py [--feeds 200] [--rounds 3] [--memory 1000] [--articles 10000]

The server is a process of its own that waits 50 to 100 ms before each answer. Without `reader` (and `sgmllib3k`, which
it needs and doesn't ask for) the lines of its part are left out. Both start as a fresh Python process in each run;
seconds are from start to end, CPU is of the whole process tree; the best of the rounds counts, since other work on the
machine only adds. All files go where TMPDIR says: where many files were deleted just before, ext4 takes up to a
millisecond to make one, so /dev/shm gives the steadier figures.
"""

import argparse
import asyncio
import importlib.util
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path

from aiohttp import web

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.memory import tree_pss_kib

ROOT = Path(__file__).resolve().parent.parent.parent
ITEMS = 30
SAMPLE_S = 0.05
READER = """
import sys, warnings
warnings.simplefilter("ignore")
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.argv[3].split():
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=10, scheduled=False)
print(reader.get_entry_counts().total)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Polling beside reader.")
    parser.add_argument("--serve", type=int, help="be the server, on this port")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    if options.serve:
        web.run_app(_server(), host="127.0.0.1", port=options.serve, print=None)
        return
    port = random.randint(20_000, 60_000)
    server = subprocess.Popen([sys.executable, __file__, "--serve", str(port)])
    try:
        _compare(port, options.feeds, options.rounds)
        _memory(port, options.memory)
        _growth(port, options.articles)
    finally:
        server.terminate()
        server.wait()


def _server() -> web.Application:
    """Each feed has ITEMS items, and those of later versions one more each; `/version/N` sets the version of all."""
    state = {"version": 0}
    documents: dict[tuple[str, int], bytes] = {}

    async def feed(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        await asyncio.sleep(0.05 + 0.05 * (int(sha256(name.encode()).hexdigest(), 16) % 100) / 100)
        key = (name, state["version"])
        body = documents.get(key) or documents.setdefault(key, _document(*key))
        etag = f'"{name}-{state["version"]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": etag})

    async def version(request: web.Request) -> web.Response:
        state["version"] = int(request.match_info["version"])
        return web.Response()

    application = web.Application()
    application.router.add_get("/version/{version}", version)
    application.router.add_get("/feed/{name}", feed)
    return application


def _document(name: str, version: int) -> bytes:
    """Sentences of words, some of them links and emphasis, as a news feed with whole texts has them."""
    items = []
    for number in range(version, ITEMS + version):
        words = random.Random(f"{name} {number}")
        sentences = [" ".join(words.choices(WORDS, k=words.randint(6, 24))).capitalize() + "." for _ in range(20)]
        paragraphs = [" ".join(sentences[start : start + 4]) for start in range(0, 20, 4)]
        paragraphs[1] += f' <a href="/other?a={number}&amp;b=2">Read <b>more</b></a> &amp; <em>judge</em>.'
        html = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        items.append(
            f"<item><title>{' '.join(words.choices(WORDS, k=8)).title()}</title>"
            f"<link>https://news.example/{name}/{number}?utm_source=rss</link>"
            f'<guid isPermaLink="false">{name}-{number}</guid><dc:creator>Jane Doe</dc:creator>'
            f"<category>World</category><pubDate>Sat, {1 + number % 21:02} Nov 2026 20:00:00 +0100</pubDate>"
            f"<description>{sentences[0]}</description><content:encoded><![CDATA[{html}]]></content:encoded></item>"
        )
    items.reverse()
    namespaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {namespaces}><channel><title>{name}</title>'
    return f"{head}<language>en</language>{''.join(items)}</channel></rss>".encode()


def _words(text: str) -> list[str]:
    return text.split()


WORDS = _words("""
the a of to in and that for is on with as by from at grain ship deal mutiny column border minister talks river
report market price bank vote party court judge train flood fire storm school hospital police council budget
energy oil gas wheat harbour island north south east west old new first last third quiet sudden public private
""")


def _compare(port: int, feeds: int, rounds: int) -> None:
    urls = [f"http://127.0.0.1:{port}/feed/{number}" for number in range(feeds)]
    contestants = [
        "ours",
        *(["reader"] if importlib.util.find_spec("reader") and importlib.util.find_spec("sgmllib") else []),
    ]
    best: dict[tuple[str, str], tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            for name in contestants:
                command = _command(name, Path(folder, f"{name}-{turn}"), port, urls)
                for step, version in (("all new", 0), ("all 304", 0), ("one new in each", 1)):
                    _set_version(port, version)
                    wall, cpu, last_line = _run(command)
                    known = best.get((step, name), (wall, cpu))
                    best[step, name] = (min(wall, known[0]), min(cpu, known[1]))
                    print(
                        f"  round {turn + 1} {step:16} {name:7} {wall:6.2f} s  CPU {cpu:6.2f} s  {last_line}",
                        flush=True,
                    )
    for step in ("all new", "all 304", "one new in each"):
        parts = [f"{name} {best[step, name][0]:.2f} s, CPU {best[step, name][1]:.2f} s" for name in contestants]
        if len(contestants) == 2:
            wall, cpu = (best[step, "ours"][n] / best[step, "reader"][n] for n in (0, 1))
            parts.append(f"ratio {wall:.2f}, CPU {cpu:.2f}")
        print(f"{feeds} feeds, {step}: {'; '.join(parts)}", flush=True)


def _memory(port: int, feeds: int) -> None:
    _set_version(port, 0)
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"http://127.0.0.1:{port}/feed/m{number}" for number in range(feeds)]
        wall, cpu, last_line = _run(_command("ours", Path(folder), port, urls), peak := [0])
        print(f"{feeds} feeds, all new: {wall:.2f} s, CPU {cpu:.2f} s, peak {peak[0] / 1024:.0f} MiB PSS: {last_line}")


def _growth(port: int, articles: int) -> None:
    """What each article that is there already adds to a run that brings one new item."""
    _set_version(port, 0)
    taken = []
    for count in (0, articles):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            for number in range(count):
                day = work / f"content/news/{2000 + number % 20}/{1 + number % 12:02}/{1 + number % 28:02}"
                day.mkdir(parents=True, exist_ok=True)
                text = f"Title: Old {number}\nDate: 2000-01-01T00:00:00+00:00\nSource: old\nGuid: {number}\n\nText.\n"
                day.joinpath(f"old-{number}.md").write_text(text, encoding="utf-8")
            command = _command("ours", work, port, [f"http://127.0.0.1:{port}/feed/g{count}"])
            _run(command)
            seconds = []
            for version in range(1, 6):
                _set_version(port, version)
                seconds.append(_run(command)[1])
            taken.append(min(seconds))
    if articles:
        each = (taken[1] - taken[0]) / articles * 1e6
        print(f"{articles} articles there already: {each:.1f} µs of CPU each ({taken[0]:.2f} s, {taken[1]:.2f} s)")


def _command(name: str, work: Path, port: int, urls: list[str]) -> list[str]:
    work.mkdir(parents=True, exist_ok=True)
    if name == "reader":
        return [sys.executable, "-c", READER, str(work / "reader.sqlite"), "", " ".join(urls)]
    blocks = [f'[fetch]\nallow_private = ["127.0.0.1:{port}"]\nconnections_per_host = 64']
    blocks += [f'[[feed]]\nurl = "{url}"\nname = "Feed {number}"' for number, url in enumerate(urls)]
    subscriptions = work / "subscriptions.toml"
    subscriptions.write_text("\n".join(blocks), encoding="utf-8")
    folders = ["--content", str(work / "content"), "--cache", str(work / "cache")]
    arguments = ["poll", "--subscriptions", str(subscriptions), *folders, "--now", "2026-11-22T12:00:00Z", "--all"]
    return [sys.executable, "-m", "digest.feeds", *arguments]


def _run(command: list[str], peak: list[int] | None = None) -> tuple[float, float, str]:
    """Seconds, seconds of CPU, and the last line that was said; the largest memory in KiB goes to `peak`."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        while peak is not None and process.poll() is None:
            peak[0] = max(peak[0], tree_pss_kib(process.pid))
            time.sleep(SAMPLE_S)
        status = process.wait()
        wall = time.monotonic() - begun
        log.seek(0)
        last = log.read().strip().splitlines()[-1:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, f"status {status}: {''.join(last)[-110:]}"


def _set_version(port: int, version: int) -> None:
    for _ in range(100):  # at first the server may not be up
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/version/{version}").read()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    main()
