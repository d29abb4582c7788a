"""Publishes a site: checks it, adds what only a published site has, hands it to its target, and tells hubs."""

import fcntl
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from ...errors import AnotherBuildError, PublishError
from ..site_places import SITEURL_ADVICE, is_of_this_machine
from .health_file import health_file
from .page_loss import check_page_loss
from .precompression import precompressed
from .publish_settings import PublishSettings
from .published_files import FRONT_PAGE, output_files
from .targets.folder_target import FolderTarget
from .targets.publish_target import Publication, PublishTarget
from .targets.target_address import target_at
from .websub import announce

MISSED_FILE: Final = ".websub-missed.json"  # beside a folder's releases: the feeds of which hubs have still to be told

_log = logging.getLogger(__name__)


def publish_site(
    output: Path,
    settings: PublishSettings,
    *,
    cache: Path,
    now: datetime,
    allow_loss: bool = False,
    is_good: bool = True,
) -> Publication:
    """What is served from now on: the site in `output`, at the target of the settings. `is_good` says for the health
    file that nothing went wrong in the run so far.

    Raises:
        ConfigurationError: the address of the target can't be used.
        AnotherBuildError: a build is writing into `output`.
        PublishError: there is no site in `output`, its addresses lead to this machine, it has lost many of its pages
            without `allow_loss`, or the target can't be reached or written.
    """
    target = target_at(settings.target, settings, cache)
    _check_site(output)
    with _no_build_in(output):
        files = output_files(output)
        if not allow_loss and (served := target.served_paths()):
            check_page_loss(served, (file.path for file in files), settings.max_loss)
        try:
            files += precompressed(files, settings.compress, cache)
            if target.serves:
                files.append(health_file(files, cache, now=now, is_good=is_good))
        except OSError as error:
            raise PublishError(f"{error.filename or cache}: {error.strerror or error}") from error
        publication = target.publish(files, now=now)
    _log.info("%d of %d files changed", len(publication.changed), len(files))
    announce(files, publication, _missed_file(target, settings.target, cache))
    return publication


def _check_site(output: Path) -> None:
    if not (output / FRONT_PAGE).is_file():
        raise PublishError(f"{output}: there is no {FRONT_PAGE}; build the site first")
    if is_of_this_machine(_published_url(output)):
        what = f"{output}: it was built with addresses of this machine"
        raise PublishError(f"{what}. {SITEURL_ADVICE} Then, or if it is set by now, build again")


def _published_url(output: Path) -> str:
    """The URL that the site gives itself in robots.txt, "" where it has none."""
    try:
        robots = (output / "robots.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    sitemap = re.search(r"^Sitemap:[ \t]*(\S+)", robots, re.MULTILINE)
    return sitemap[1] if sitemap else ""


@contextmanager
def _no_build_in(output: Path) -> Iterator[None]:
    """Keeps a build, which locks the folder that it writes into, from changing half of what is being published."""
    descriptor = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise AnotherBuildError(f"{output}: a build is writing into it", str(output)) from error
    finally:
        os.close(descriptor)


def _missed_file(target: PublishTarget, address: str, cache: Path) -> Path:
    if isinstance(target, FolderTarget):
        return target.folder / MISSED_FILE
    return cache / "published" / f"{sha256(address.encode()).hexdigest()[:16]}{MISSED_FILE}"
