"""A site that is published again and again while nginx serves it under load, and what its readers got."""

import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from digest.operations.publishing.publication import publish_site
from digest.operations.publishing.publish_settings import PublishSettings

from .web_servers import nginx_server, program

PAGES = 100
LIMIT_S = 600  # of the load, should nobody end it; a busy machine is slow, which is no failure
# Every page says twice which site it is of: a page that was mixed of two would say two things.
PAGE = '<!doctype html><link rel="stylesheet" href="/theme/site.{site}.css"><p>site {site}</p>{text}<p>site {site}</p>'
WRK_SCRIPT = """
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(args) pages, mixed, refused, n = tonumber(args[1]), 0, 0, 0 end
function request()
  n = n + 1
  return wrk.format("GET", "/topics/" .. (n * 7 % pages) .. "/")
end
function response(status, headers, body)
  if status ~= 200 then refused = refused + 1; return end
  local first, last = body:match("^.-<p>site (%d+)</p>.*<p>site (%d+)</p>$")
  if first == nil or first ~= last then mixed = mixed + 1 end
end
function done(summary, latency, requests)
  local m, r = 0, 0
  for _, thread in ipairs(threads) do m = m + thread:get("mixed"); r = r + thread:get("refused") end
  local e = summary.errors
  print(string.format("COUNTS %d %d %d %d", summary.requests, r, m, e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """Requests of the load and of the readers, and what went wrong with them."""

    publications: int
    requests: int
    refused: int  # answers other than 200
    mixed: int  # pages of two sites
    broken: int  # connections
    readers: int  # pages that were read with their stylesheet
    without_style: int


def publish_under_load(folder: Path, *, times: int, connections: int = 16) -> LoadCounts:
    """What readers got while a site was published `times` times without a pause, with `connections` of wrk and one
    reader who asks for each page's stylesheet after it."""
    wrk = program("wrk", "wrk")
    output, www, server = folder / "output", folder / "www", folder / "server"
    server.mkdir()
    _publish(output, www, 0)
    (folder / "load.lua").write_text(WRK_SCRIPT)
    with nginx_server(server, www) as url:
        threads = ["-t1", f"-c{connections}", f"-d{LIMIT_S}s", f"--timeout={LIMIT_S}s"]
        command = [wrk, *threads, "-s", str(folder / "load.lua"), url, "--", str(PAGES)]
        load = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        reader = StyleReader(url)
        reader.start()
        for number in range(1, times + 1):
            _publish(output, www, number)
        reader.stop()
        load.send_signal(signal.SIGINT)  # it says then what it counted
        said = load.communicate(timeout=LIMIT_S)[0]
    counts = re.search(r"^COUNTS (\d+) (\d+) (\d+) (\d+)$", said, re.MULTILINE)
    assert counts, said
    requests, refused, mixed, broken = map(int, counts.groups())
    return LoadCounts(times, requests, refused, mixed, broken, reader.read, reader.without_style)


class StyleReader(threading.Thread):
    """Reads a page and then its stylesheet, as browsers do, again and again."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.read, self.without_style = url, 0, 0
        self._is_over = threading.Event()

    def run(self) -> None:
        while not self._is_over.is_set():
            with urlopen(f"{self.url}/", timeout=30) as page:
                style = re.search(r'href="([^"]+)"', page.read().decode())
            assert style
            try:
                with urlopen(f"{self.url}{style[1]}", timeout=30) as answer:
                    answer.read()
            except OSError:
                self.without_style += 1
            self.read += 1
            time.sleep(0.001)

    def stop(self) -> None:
        self._is_over.set()
        self.join(timeout=30)


def _publish(output: Path, www: Path, site: int) -> None:
    """Build a site whose pages are all new, as the writer does it, and publish it."""
    text = "<p>The pier is safe, said the mayor.</p>" * 200
    pages = {f"topics/{number}/index.html": PAGE.format(site=site, text=text) for number in range(PAGES)}
    style = f"theme/site.{site}.css"
    for path, content in {**pages, "index.html": PAGE.format(site=site, text=text), style: f"/* {site} */"}.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".fresh")
        fresh.write_text(content)
        os.replace(fresh, file)  # noqa: PTH105  as the writer does it
    for old in (output / "theme").glob("*.css"):
        if old.name != f"site.{site}.css":
            old.unlink()
    publish_site(output, PublishSettings(str(www)), cache=output.parent / "cache", now=datetime.now(UTC))
