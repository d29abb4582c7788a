"""Ends a build at a random moment by kill -9, again and again: the next one must make what an undisturbed one makes.

    python tests/benchmarks/kill_build.py [--times 50] [--seed 1]

Each time begins with the built site of the sample, with its caches. Then articles are edited, added and removed, an
actor and a template change, and a build of that is killed with all its processes. What it leaves has to be whole: each
file as it was or as it is to be. The next build has to make the files of a clean one, byte for byte, and the one after
that has nothing to do.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "2026-11-22T18:00:00+00:00"

_TOLD = 20  # builds, after which the result so far is told


class _Work:
    """A folder with the whole of a project, apart from its plugins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"

    def build(self) -> "subprocess.Popen[bytes]":
        places = {"settings": "pelican.conf.py", "content": "content", "output": "output", "cache": "cache"}
        options = [part for name, place in places.items() for part in (f"--{name}", str(self.folder / place))]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        with (self.folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "digest.operations.build", *options, "--now", NOW]
            return subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)

    def built(self) -> str:
        """The last line of a build that has to succeed."""
        status = self.build().wait()
        log = (self.folder / "log").read_text(encoding="utf-8")
        if status:
            raise SystemExit(f"the build ended with {status}:\n{log}")
        return log.strip().splitlines()[-1]

    def files(self) -> dict[str, bytes]:
        files = (file for file in self.output.rglob("[!.]*") if file.is_file())
        return {file.relative_to(self.output).as_posix(): file.read_bytes() for file in files}

    def edit(self) -> None:
        articles = sorted((self.folder / "content/news").rglob("*.md"))
        for article in articles[::7]:
            article.write_text(f"{article.read_text(encoding='utf-8')}\n\nA line more.\n", encoding="utf-8")
        for article in articles[1::11]:
            article.unlink()
        for number, article in enumerate(article for article in articles[2::13] if article.exists()):
            text = article.read_text(encoding="utf-8").replace("\nSlug: ", f"\nSlug: more-{number}-", 1)
            article.with_name(f"more-{number}.md").write_text(text, encoding="utf-8")
        sorted((self.folder / "content/actors").glob("*.md"))[0].unlink()
        with (self.folder / "theme/templates/story.html").open("a", encoding="utf-8") as template:
            template.write("<!-- changed -->\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill a build at random moments.")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        start = _begin(Path(folder, "start"))
        old = start.files()
        place = Path(folder, "run")  # the same for all, since a build's keys know where it is
        expected: dict[str, bytes] = {}
        takes_s = 0.0
        killed = partly = 0
        for number in range(options.times + 1):
            shutil.copytree(start.folder, place)
            work = _Work(place)
            work.edit()
            if not number:
                shutil.rmtree(work.output)
                shutil.rmtree(place / "cache")
                work.built()
                expected = work.files()
                shutil.rmtree(place)
                shutil.copytree(start.folder, place)
                work.edit()
                begun = time.monotonic()
                work.built()
                takes_s = time.monotonic() - begun
            else:
                process = work.build()
                try:
                    process.wait(timeout=moments.uniform(0.05 * takes_s, takes_s))
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    killed += 1
                process.wait()
                between = work.files()
                partly += between not in (old, expected)
                torn = [path for path, data in between.items() if data not in (old.get(path), expected.get(path))]
                _refuse(number, "are neither old nor new after kill -9", torn)
                work.built()
            files = work.files()
            _refuse(
                number,
                "are not as in a clean build",
                sorted(path for path in files.keys() | expected.keys() if files.get(path) != expected.get(path)),
            )
            work.built()
            assert work.files() == expected
            shutil.rmtree(place)
            if number and number % _TOLD == 0:
                print(f"{number} builds, {killed} ended by kill -9, {partly} with a part of their files", flush=True)
    print(
        f"{options.times} builds of {takes_s:.1f} s, {killed} ended by kill -9, {partly} of them with a part of their "
        f"files in place: each next build left the {len(expected)} files of a clean one"
    )


def _begin(folder: Path) -> _Work:
    """The sample, polled and built."""
    folder.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    demo = [sys.executable, "-m", "digest.operations.demo", "--output", str(folder / "x"), "--cache", str(folder / "y")]
    subprocess.run(demo, cwd=ROOT, env=env, check=True, capture_output=True)
    shutil.copytree(folder / "y/demo/content", folder / "content")
    for name in ("x", "y"):
        shutil.rmtree(folder / name)
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "plugins").symlink_to(ROOT / "plugins", target_is_directory=True)
    shutil.copy(ROOT / "pelican.conf.py", folder)
    work = _Work(folder)
    work.built()
    return work


def _refuse(number: int, what: str, paths: list[str]) -> None:
    if paths:
        raise SystemExit(f"run {number}: {len(paths)} files {what}: {paths[:5]}")


if __name__ == "__main__":
    main()
