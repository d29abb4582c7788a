"""Time and peak memory of the main job: the demonstration, and a site of $DIGEST_CORPUS/feeds from poll to pages.

    invoke bench

Each line is one process tree: seconds from start to end, and the largest sum of its processes' memory (PSS, which
counts a page that two processes share once), sampled every 50 ms. Linux only, since that is where PSS is.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.memory import tree_pss_kib

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE_S = 0.05
MIB = 1024


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class named it
        """Nothing."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("demo, first run", "demo, second run"):
            _measure(
                name,
                "digest.operations.demo",
                "--output",
                str(work / "demo/output"),
                "--cache",
                str(work / "demo/cache"),
            )
        corpus = Path(os.environ.get("DIGEST_CORPUS", ROOT.parent / "shared" / "data")) / "feeds"
        if not corpus.is_dir():
            print(f"no captured feeds at {corpus}; DIGEST_CORPUS names the folder that has feeds/")
            return
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(corpus))) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            content = _subscribe(work / "corpus", corpus, server.server_port)
            poll = ["poll", "--subscriptions", str(content / "subscriptions.toml"), "--content", str(content)]
            cache = ["--cache", str(work / "corpus/cache")]
            for name in ("poll, all new", "poll, nothing new"):
                _measure(f"captured feeds: {name}", "digest.feeds", *poll, *cache, "--all")
            for name in ("first build", "second build, nothing new"):
                site = ["--content", str(content), "--output", str(work / "corpus/output"), *cache]
                _measure(f"captured feeds: {name}", "digest.operations.build", *site)
            server.shutdown()


def _subscribe(work: Path, feeds: Path, port: int) -> Path:
    content = work / "content"
    content.mkdir(parents=True)
    for name in ("actors", "pages"):
        (content / name).symlink_to(ROOT / "content" / name, target_is_directory=True)
    blocks = [f'[fetch]\nallow_private = ["127.0.0.1:{port}"]']
    addresses = ((f"http://127.0.0.1:{port}/{file.name}", file.stem) for file in sorted(feeds.glob("*.xml")))
    blocks += [f'[[feed]]\nurl = "{url}"\nname = "{name}"' for url, name in addresses]
    (content / "subscriptions.toml").write_text("\n".join(blocks), encoding="utf-8")
    return content


def _measure(name: str, *arguments: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([sys.executable, "-m", *arguments], cwd=ROOT, env=env, stdout=log, stderr=log)
        peak_kib = 0
        while process.poll() is None:
            peak_kib = max(peak_kib, tree_pss_kib(process.pid))
            time.sleep(SAMPLE_S)
        seconds = time.monotonic() - begun
        log.seek(0)
        last = log.read().strip().splitlines()[-1:]
    print(
        f"{name}: {seconds:.1f} s, {peak_kib / MIB:.0f} MiB, status {process.returncode}: {''.join(last)}", flush=True
    )


if __name__ == "__main__":
    main()
