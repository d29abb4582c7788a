"""One task for each thing that a person does with the digest; `invoke --list` shows them. The work is in plugins/."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import invoke
from invoke import Context, Exit, Task

ROOT = Path(__file__).resolve().parent  # of the software
SITE = Path(os.environ.get("CONCORDANCE_SITE", ROOT))  # of the site, which may stand apart: the command `concordance`
# Tests start hundreds of processes. Where the environment forbids to keep bytecode, each would compile us anew.
_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
_SUBSCRIPTIONS = ("--subscriptions", "content/subscriptions.toml")


def _python(*arguments: str, env: Mapping[str, str] | None = None) -> None:
    """Run Python with these arguments; its exit status is the task's. No shell is used, so that a path may hold
    spaces."""
    _run([sys.executable, *arguments], env)


def _run(command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    path = os.pathsep.join(filter(None, [str(ROOT / "plugins"), os.environ.get("PYTHONPATH", "")]))
    with subprocess.Popen(command, cwd=SITE, env={**os.environ, "PYTHONPATH": path, **(env or {})}) as process:

        def hand_on(number: int, _frame: FrameType | None) -> None:
            if number != signal.SIGINT or not _is_in_front():
                process.send_signal(number)

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
                signal.signal(number, hand_on)
        status = process.wait()
    if status:
        raise Exit(code=status if status > 0 else 128 - status)  # as a shell says it of one that a signal ended


def _is_in_front() -> bool:
    """Whether a terminal sends Ctrl+C to this process, and so to its child too."""
    try:
        with Path("/dev/tty").open("rb") as terminal:
            return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:
        return False


class _AskableTask(Task[Any]):
    """A task that shows what it can be told where `--help` stands in the place of a name, a folder or a query."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        if any(value in ("-h", "--help") for value in options.values()):
            return _run([sys.executable, "-m", "invoke", "--help", self.name])
        program = "concordance" if "CONCORDANCE_SITE" in os.environ else "invoke"
        os.environ["CONCORDANCE_COMMAND"] = f"{program} {self.name}"  # what a message calls the command
        return super().__call__(*arguments, **options)


task = partial(invoke.task, klass=_AskableTask)


def _options(**values: object) -> list[str]:
    """`--name value` for each value that isn't empty; a value of True is a flag."""
    options = ((f"--{name.replace('_', '-')}", value) for name, value in values.items())
    return [part for name, value in options if value for part in ([name] if value is True else [name, str(value)])]


@task(help={"serve": "go on serving the site afterwards"})
def demo(_context: Context, serve: bool = False) -> None:
    """Serve the sample's feeds, poll them, build the site into output/."""
    _python("-m", "digest.operations.demo", *_options(serve=serve))


@task(
    help={
        "folder": "where the site is to be; new or empty",
        "name": "of the site, as readers see it",
        "tagline": "a line below the name",
        "url": "the address that readers will use: https://news.example.org",
        "lang": "of the interface: en, en-GB, de",
        "timezone": "whose days are shown: Europe/Berlin",
        "contact": "an address for publishers and readers",
    }
)
def init(
    _context: Context,
    folder: str,
    name: str = "",
    tagline: str = "",
    url: str = "",
    lang: str = "",
    timezone: str = "",
    contact: str = "",
) -> None:
    """Begin a site of your own, apart from the software; what no option says is asked."""
    options = _options(name=name, tagline=tagline, url=url, lang=lang, timezone=timezone, contact=contact)
    _python("-m", "digest.operations.new_site", f"--software={ROOT}", *options, "--", folder)


@task(
    help={
        "now": "the clock of the run, 2026-11-22T12:00:00Z",
        "all_feeds": "also those that are not due",
        "explain": "each dropped entry with its reason",
    }
)
def poll(
    _context: Context,
    content: str = "content",
    cache: str = "cache",
    now: str = "",
    all_feeds: bool = False,
    explain: bool = False,
) -> None:
    """Poll every subscription of content/subscriptions.toml into article files."""
    file = str(Path(content, "subscriptions.toml"))
    options = _options(subscriptions=file, content=content, cache=cache, now=now, all=all_feeds, explain=explain)
    _python("-m", "digest.feeds", "poll", *options)


@task(
    name="import",
    help={
        "file": "an export, or a folder of them",
        "source": "the slug of the subscription of all its records",
        "dry_run": "say what would be done, and write no article",
        "report": "a file for what was done, as JSON",
        "explain": "each dropped record with its reason",
    },
)
def import_(
    _context: Context,
    file: str,
    source: str = "",
    content: str = "content",
    cache: str = "cache",
    now: str = "",
    dry_run: bool = False,
    explain: bool = False,
    report: str = "",
) -> None:
    """Import an archive: JSON Lines, a WordPress export, saved pages, what other readers export."""
    places = _options(subscriptions=str(Path(content, "subscriptions.toml")), content=content, cache=cache, now=now)
    options = _options(source=source, dry_run=dry_run, explain=explain, report=report)
    _python("-m", "digest.importing", *places, *options, "--", file)


@task(help={"url": "a site or a feed", "pick": "which of its feeds, by number", "section": "where its articles stand"})
def subscribe(_context: Context, url: str, pick: str = "", name: str = "", section: str = "") -> None:
    """Find the feeds of a site and follow one."""
    _python("-m", "digest.feeds", "subscribe", url, *_SUBSCRIPTIONS, *_options(pick=pick, name=name, section=section))


@task(
    help={
        "dry_run": "remove nothing, and say what would go",
        "allow_loss": "though much of the archive goes at once",
        "now": "the clock of the run, 2026-11-22T12:00:00Z",
    }
)
def retention(
    _context: Context,
    content: str = "content",
    cache: str = "cache",
    now: str = "",
    dry_run: bool = False,
    allow_loss: bool = False,
) -> None:
    """Let the articles go that are older than subscriptions.toml keeps them."""
    options = _options(content=content, cache=cache, now=now, dry_run=dry_run, allow_loss=allow_loss)
    _python("-m", "digest.operations.retention", *options)


@task(help={"which": "its slug, name or address"})
def unsubscribe(_context: Context, which: str) -> None:
    """Follow a feed no longer; its articles stay."""
    _python("-m", "digest.feeds", "unsubscribe", which, *_SUBSCRIPTIONS)


@task(help={"file": "an article's file"})
def remove(_context: Context, file: str, content: str = "content") -> None:
    """Remove an article for good: its feed won't bring it back."""
    _python("-m", "digest.feeds", "remove", file, *_options(content=content))


@task(help={"file": "an OPML list; without it the subscriptions are written as one"})
def opml(_context: Context, file: str = "") -> None:
    """Follow the feeds of an OPML list, or write the subscriptions as one."""
    _python("-m", "digest.feeds", *(["opml-in", file] if file else ["opml-out"]), *_SUBSCRIPTIONS)


@task(help={"kind": "person, organisation, place, group, event or work", "limit": "how many"})
def suggest(_context: Context, kind: str = "", limit: str = "", content: str = "", cache: str = "") -> None:
    """Show the most reported names that are not followed yet."""
    _python("-m", "digest.editing", "suggest", *_options(kind=kind, limit=limit, content=content, cache=cache))


@task(help={"name": "as the articles have it", "kind": "person, organisation, place, group, event or work"})
def follow(_context: Context, name: str, kind: str = "", content: str = "", cache: str = "") -> None:
    """Follow a name: write its file in content/actors, and say which articles it will tag."""
    _python("-m", "digest.editing", "follow", *_options(kind=kind, content=content, cache=cache), "--", name)


@task(
    help={
        "name": "of an actor; or the address of an article or a story",
        "article": "its address: why it has the tag of the name, or lacks it",
    }
)
def why(_context: Context, name: str, article: str = "", content: str = "", cache: str = "") -> None:
    """Say where a tag, a missing tag, a speaker or the place of a story comes from."""
    _python("-m", "digest.editing", "why", *_options(article=article, content=content, cache=cache), "--", name)


@task(
    help={
        "query": 'words, "a phrase", actor:NAME, speaks:NAME …: the handbook has all under "Searching, and watches"',
        "format": "text, json or csv",
        "limit": "how many articles, the newest first",
        "limit_s": "seconds that it may take",
    }
)
def search(
    _context: Context,
    query: str,
    format: str = "",  # noqa: A002  the name of the option
    limit: str = "",
    limit_s: str = "",
    content: str = "",
    cache: str = "",
) -> None:
    """Search the archive of the last build: each article that is found, with the passage that was meant."""
    options = _options(format=format, limit=limit, limit_s=limit_s, content=content, cache=cache)
    _python("-m", "digest.editing", "search", *options, "--", query)


@task
def doctor(_context: Context, content: str = "", output: str = "", cache: str = "") -> None:
    """Look over the site: what is wrong, what could be better, and what mends it."""
    _python("-m", "digest.operations.doctor", *_options(content=content, output=output, cache=cache))


@task(
    help={
        "executor": "processes (of this machine) or dask",
        "jobs": "how many processes; by default as many as there are processors",
        "scheduler": "of a Dask cluster: tcp://10.0.0.5:8786",
    }
)
def annotate(
    _context: Context, content: str = "", cache: str = "", executor: str = "", jobs: str = "", scheduler: str = ""
) -> None:
    """Annotate all articles ahead of a build, by several processes or several machines."""
    options = _options(content=content, cache=cache, executor=executor, jobs=jobs, scheduler=scheduler)
    _python("-m", "digest.operations.archive_annotation", *options)


@task(
    help={
        "clean": "make everything anew",
        "now": "the clock of the run, 2026-11-22T12:00:00Z",
        "jobs": "how many processes; by default as many as there are processors",
        "explain": "a page of the output folder: say why it was rendered, or why not",
    }
)
def build(
    _context: Context,
    content: str = "",
    output: str = "",
    cache: str = "",
    now: str = "",
    clean: bool = False,
    jobs: str = "",
    explain: str = "",
) -> None:
    """Build the site into output/; only what changed is made again."""
    places = _options(content=content, output=output, cache=cache, now=now)
    _python("-m", "digest.operations.build", *places, *_options(clean=clean, jobs=jobs, explain=explain))


@task(
    help={
        "into": "the folder for the files",
        "page": "only what a page shows: topics/SLUG, sources/SLUG, sections/SLUG, stories/SLUG",
    }
)
def export(_context: Context, into: str = "export", page: str = "", content: str = "", cache: str = "") -> None:
    """Write the archive of the last build as tables, references and a SQLite file for other programs."""
    _python("-m", "digest.operations.export", *_options(into=into, page=page, content=content, cache=cache))


@task(
    help={
        "publish": "where to; else DIGEST_PUBLISH of the settings",
        "limit_s": "seconds that the run may take",
        "metrics": "a file for Prometheus",
    }
)
def refresh(
    _context: Context,
    content: str = "",
    output: str = "",
    cache: str = "",
    now: str = "",
    publish: str = "",
    limit_s: str = "",
    metrics: str = "",
) -> None:
    """The scheduled run: poll, build, publish; one at a time, with an exit status."""
    places = _options(content=content, output=output, cache=cache, now=now)
    options = _options(publish=publish, limit_s=limit_s, metrics=metrics)
    _python("-m", "digest.operations.refresh", *places, *options)


@task(help={"now": "the clock of the run, 2026-11-22T12:00:00Z"})
def deliver(_context: Context, content: str = "", cache: str = "", now: str = "") -> None:
    """Send digests and hits of watches as content/delivery.toml says, each once."""
    _python("-m", "digest.operations.delivery", *_options(content=content, cache=cache, now=now))


_TO = "a folder, ssh://…, git:…#branch, s3://… or a .zip; else DIGEST_PUBLISH of the settings"


@task(help={"to": _TO, "keep": "how many releases stay", "allow_loss": "though many pages are gone"})
def publish(
    _context: Context, to: str = "", output: str = "", cache: str = "", keep: str = "", allow_loss: bool = False
) -> None:
    """Switch what is served to the site in output/, in one step."""
    options = _options(to=to, output=output, cache=cache, keep=keep, allow_loss=allow_loss)
    _python("-m", "digest.operations.publish", *options)


@task(help={"to": _TO})
def releases(_context: Context, to: str = "") -> None:
    """Show the sites of the last runs that a folder keeps, here or by ssh."""
    _python("-m", "digest.operations.publish", "--releases", *_options(to=to))


@task(help={"to": _TO, "release": "its name; else the one before the one that is served"})
def rollback(_context: Context, to: str = "", release: str = "") -> None:
    """Serve an earlier site again, until the next run publishes."""
    _python("-m", "digest.operations.publish", *_options(to=to), "--rollback", *filter(None, [release]))


@task(help={"port": "on this machine only"})
def serve(
    _context: Context, content: str = "", output: str = "", cache: str = "", now: str = "", port: str = ""
) -> None:
    """Show the site while you write: it is built again when a file changes, and open pages load themselves anew."""
    options = _options(content=content, output=output, cache=cache, now=now, port=port, end_with=os.getpid())
    _python("-m", "digest.operations.preview", *options)


@task(help={"port": "of the site, on this machine only; the desk has the next one"})
def desk(
    _context: Context, content: str = "", output: str = "", cache: str = "", now: str = "", port: str = ""
) -> None:
    """Go through what is new by keyboard: each key writes a line in content/, shows it before, and can be undone."""
    options = _options(content=content, output=output, cache=cache, now=now, port=port, end_with=os.getpid())
    _python("-m", "digest.operations.desk", *options)


@task(help={"into": "the folder for the pictures", "only": "a kind of page", "paper": "also as PDF"})
def shots(_context: Context, output: str = "output", into: str = "shots", only: str = "", paper: bool = False) -> None:
    """Write pictures of every kind of page, 360 and 1440 px wide, light and dark, for a person to look at."""
    _python("tests/browser/shots.py", *_options(output=output, into=into, only=only, paper=paper))


@task(help={"least": "the mark that each has to reach"})
def lighthouse(_context: Context, output: str = "output", least: str = "") -> None:
    """Lighthouse's marks for the front page and the fullest article, actor and story (needs a machine at rest)."""
    _python("tests/browser/lighthouse.py", *_options(output=output, least=least))


@task
def browser_tools(_context: Context) -> None:
    """Install the checkers of pages that the browser tests use, from npm (needs npm; the tests need Java too)."""
    tools = (ROOT / "tests" / "browser" / "tools.txt").read_text(encoding="utf-8").split()
    patience = "--fetch-timeout=60000"  # a connection that hangs is tried again after a minute; npm waits for five
    flags = ["--prefix", ".browser-tools", "--no-save", "--no-package-lock", "--no-fund", patience]
    _run(["npm", "install", *flags, *tools])


@task
def host_tools(_context: Context) -> None:
    """Install an S3 server and checkers for the tests of publishing, in an environment of their own: they want other
    versions of libraries than the program."""
    folder = ROOT / ".host-tools"
    requirements = ROOT / "tests" / "hosting" / "tools.txt"
    _python("-m", "venv", str(folder))
    _run([str(folder / "bin" / "pip"), "install", "-q", "--require-hashes", "-r", str(requirements)])


@task(help={"only": "a folder or file of tests/"})
def test(_context: Context, only: str = "tests") -> None:  # noqa: PT028  a task, not a test
    """Run all tests but those of `invoke figures` on all cores, or those of one folder or file."""
    # In the alphabet the files that take minutes (browser, corpus) come first, so that no core waits for them at last.
    # One process more than cores: for a quarter of their time tests wait, for a browser, a server or another process.
    workers = str((os.cpu_count() or 1) + 1)
    chosen = ("-m", "not figures") if only == "tests" else ()
    flags = ("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder", *chosen)
    _python("-m", "pytest", *flags, only, env=_BYTECODE)


@task
def figures(_context: Context) -> None:
    """Hold names, speakers and stories against whole gold sets, and more lives of a site: four minutes in CI."""
    gold = ("tests/digest/annotate/test_gold.py", "tests/digest/annotate/test_speaker_reliability.py")
    files = (*gold, "tests/digest/stories/test_events.py", "tests/theme/test_browser.py")
    flags = ("-n", str(os.cpu_count() or 1), "--dist", "loadfile", "-m", "figures")
    _python("-m", "pytest", *flags, *files, env=_BYTECODE)
    lives = _BYTECODE | {"INCREMENTAL_LIVES": "15"}
    _python("-m", "pytest", "tests/incremental/test_property.py", env=lives)


@task
def soak(_context: Context) -> None:
    """Run what takes half an hour: captured feeds as pages, 10,000 steps of the property test, 200 cut deliveries."""
    env = {"DIGEST_CAPTURED_SHARE": "1", "INCREMENTAL_LIVES": "200", "DELIVERY_RUNS": "300"}
    deliveries = "tests/digest/operations/delivery/test_delivery_run.py"
    corpus = ("tests/corpus/test_captured_feeds.py", "tests/corpus/test_replay.py")
    files = (*corpus, "tests/incremental/test_property.py", deliveries)
    _python("-m", "pytest", "-n", "2", "--dist", "loadfile", "--timeout", "7200", *files, env=env)


@task
def check(_context: Context) -> None:
    """Style, format and types."""
    _python("-m", "ruff", "check")
    _python("-m", "ruff", "format", "--check")
    _python("-m", "mypy")


@task
def bench(_context: Context) -> None:
    """Time and peak memory of the demonstration and of a site of real captured feeds."""
    _python("tests/benchmarks/main_job.py")


@task(help={"lang": "a language to begin a catalogue for, such as fr"})
def messages(_context: Context, lang: str = "") -> None:
    """Bring the catalogues of the interface's languages up to date with the code and the templates."""
    _python("-m", "digest.site.i18n.catalogues", *_options(begin=lang))


@task
def lock(_context: Context) -> None:
    """Write both files of requirements anew from pyproject.toml, with hashes, without addresses (needs pip-tools)."""
    flags = "-q --strip-extras --allow-unsafe --generate-hashes --no-annotate --no-header"
    no_addresses = "--no-emit-index-url --no-emit-find-links --no-emit-trusted-host"
    everything = "--extra dev --extra french --extra vectors --extra bucket --extra dask -o requirements.txt"
    of_a_site = "--extra vectors -c requirements.txt -o requirements-site.txt"
    for which in (everything, of_a_site):
        _python(*f"-m piptools compile {flags} {no_addresses} {which} pyproject.toml".split())
