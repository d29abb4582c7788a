"""A preview as an editor runs it: a process, a small project of its own, a port that is free."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# In German, for which no model is loaded: a build of it takes a second.
ARTICLE = "Title: {title}\nDate: 2023-07-19T09:00:00+00:00\nSlug: one\nLang: de\n\nEinige Worte.\n"
ADDRESS = "2023/07/19/one/"


class Project:
    """A project with one article in `folder`, and the preview of it at `url`."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.settings = folder / "pelican.conf.py"
        self.article = folder / "content" / "news" / "one.md"
        self.article.parent.mkdir(parents=True)
        self.write("First title")
        shutil.copy(root / "pelican.conf.py", self.settings)
        for name in ("plugins", "theme"):
            (folder / name).symlink_to(root / name, target_is_directory=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"

    def write(self, title: str) -> None:
        """Saves the article as most editors do: another file takes its place."""
        fresh = self.article.with_name("one.md~")
        fresh.write_text(ARTICLE.format(title=title), encoding="utf-8")
        fresh.replace(self.article)

    def states(self) -> Iterator[dict[str, Any]]:
        """What open pages are told, as it comes."""
        with urllib.request.urlopen(f"{self.url}.preview/events", timeout=60) as answer:
            for line in answer:
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))

    def command(self) -> list[str]:
        return [sys.executable, "-m", "digest.operations.preview", "--port", str(self.port)]

    def env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": "plugins", "SITEURL": self.url.rstrip("/")}


@contextmanager
def previewing(project: Project) -> "Iterator[subprocess.Popen[str]]":
    """Runs the preview; in the end it has to obey Ctrl+C and leave nothing behind."""
    # A shell starts what it runs in the background with Ctrl+C ignored, which the preview would inherit.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        project.command(), cwd=project.folder, env=project.env(), stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            assert project.url in process.stderr.readline()
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                rest = process.communicate(timeout=60)[1]
            except subprocess.TimeoutExpired:
                process.kill()  # or leaving the block would wait for it
                raise
        assert process.returncode == 0
        assert "Traceback" not in rest
