"""A folder of another machine, which is reached by ssh and filled by rsync. It is laid out as that of `folder_target`.

The new release is uploaded beside the one that is served, from which the remote rsync takes hard links of what did not
change, and then the link `current` is replaced in one step. The other machine needs rsync and a POSIX shell, the user a
key that ssh finds by itself; `DIGEST_SSH_COMMAND` in the environment names another ssh with options, as
`GIT_SSH_COMMAND` does.
"""

import os
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ....errors import PublishError
from ..published_files import PublishedFile, link_files
from .outer_command import run_command
from .publish_target import Publication, Release
from .release_names import FRESH_LINK, KEPT_RELEASES, PARTIAL, is_release, next_name, release_to_go_back_to, superseded

# Nobody is there to type a password; a connection that is silent for a minute has ended.
_SSH: Final = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"
_SILENCE_S: Final = "120"  # after which rsync gives up
# Directories and files as any web server may read them, whatever the mask of this process.
_MODES: Final = "D755,F644"


@dataclass(frozen=True, slots=True)
class SshTarget:
    """`folder` is made where it is missing; its newest `keep` releases stay. `cache` is a folder of this machine, best
    on the file system of the site's files, which are linked there while they are uploaded."""

    host: str
    folder: str
    cache: Path
    user: str = ""
    port: int | None = None
    keep: int = KEPT_RELEASES

    @property
    def serves(self) -> bool:
        return True

    def served_paths(self) -> frozenset[str] | None:
        lines = self._remote("if cd current/ 2>/dev/null; then echo served; find . -type f; fi").splitlines()
        if not lines:
            return None
        return frozenset(line.removeprefix("./") for line in lines[1:])

    def publish(self, files: Sequence[PublishedFile], *, now: datetime) -> Publication:
        names, served = self._state(f"rm -rf releases/{PARTIAL}*")  # what a run left that was killed
        name = next_name(names, now)
        changed = self._upload(files, f"{PARTIAL}{name}", served)
        old = superseded([*names, name], name, self.keep)
        self._remote(
            f"mv releases/{PARTIAL}{name} releases/{name}",
            *_lead_current_to(name, served),
            *(f"rm -rf releases/{release}" for release in old),
        )
        return Publication(f"{self._name}: current is {name} now", changed, not served)

    def releases(self) -> list[Release]:
        names, served = self._state()
        counts = self._remote(*map(_count_pages_of, names)).split()
        return [Release(name, int(count), name == served) for name, count in zip(names, counts, strict=True)]

    def roll_back(self, name: str = "") -> Release:
        names, served = self._state()
        name = release_to_go_back_to(names, served, name)
        count = self._remote(*_lead_current_to(name, served), _count_pages_of(name))
        return Release(name, int(count), is_served=True)

    def _state(self, *lines: str) -> tuple[list[str], str]:
        """The names of the releases, the oldest first, and that of the one that is served, "" where none is; after the
        other machine's shell has run `lines`."""
        output = self._remote(*lines, "readlink current || echo", "ls -1A releases")
        served, *entries = output.splitlines()
        names = sorted(name for name in entries if is_release(name))
        served_name = served.rpartition("/")[2]
        return names, served_name if served_name in names else ""

    def _upload(self, files: Sequence[PublishedFile], folder: str, served: str) -> frozenset[str]:
        """Fill a folder beside the releases. Returns the paths of the files whose bytes had to be sent."""
        self.cache.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".upload-", dir=self.cache))
        try:
            link_files(files, staging / "site")
            # By content, not by time: a page of the same size may have been written in the same second, and a site that
            # was built anew has other times everywhere.
            options = ["-r", "--checksum", "-p", f"--chmod={_MODES}", "-s", "-8", f"--timeout={_SILENCE_S}", "-z"]
            options += ["--out-format=%i %n", "-e", self._ssh]
            if served:
                options.append(f"--link-dest=../{served}")
            place = f"{self._login(brackets=True)}:{self.folder}/releases/{folder}/"
            command = ["rsync", *options, "--", f"{staging / 'site'}/", place]
            sent = run_command(command, name=self._name).decode(errors="surrogateescape")
        except OSError as error:
            raise PublishError(f"{self._name}: can't be prepared in {self.cache}: {error}") from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        lines = (line.split(" ", 1) for line in sent.splitlines())
        return frozenset(rest[0] for flags, *rest in lines if flags.startswith("<f"))

    def _remote(self, *lines: str) -> str:
        """What a shell on the other machine writes when it runs these lines in the folder, which is made."""
        script = "\n".join(
            ("set -eu", "umask 022", f"mkdir -p {self._quoted}/releases", f"cd {self._quoted}", *lines, "")
        )
        command = [*shlex.split(self._ssh), "--", self._login(), "sh -s"]
        return run_command(command, name=self._name, data=script.encode()).decode(errors="surrogateescape")

    @property
    def _quoted(self) -> str:
        return shlex.quote(self.folder)

    @property
    def _name(self) -> str:
        return f"ssh://{self._login(brackets=True)}{self.folder}"

    def _login(self, *, brackets: bool = False) -> str:
        """User and host; rsync wants brackets around an IPv6 address, and ssh none."""
        host = f"[{self.host}]" if brackets and ":" in self.host else self.host
        return f"{self.user}@{host}" if self.user else host

    @property
    def _ssh(self) -> str:
        command = os.environ.get("DIGEST_SSH_COMMAND") or _SSH
        return f"{command} -p {self.port}" if self.port else command


def _count_pages_of(name: str) -> str:
    """A line of a shell that writes how many pages a release has."""
    return f"find releases/{name} -name '*.html' -type f | wc -l"


def _lead_current_to(name: str, served: str) -> list[str]:
    """Lines of a shell that replace the link `current`, and before it `previous`, each in one step."""
    no_link = 'if [ -e current ] && [ ! -L current ]; then echo "current is no link" >&2; exit 1; fi'
    return [no_link, *(_link("previous", served) if served and served != name else ()), *_link("current", name)]


def _link(link: str, name: str) -> list[str]:
    """Lines of a shell that lead a link to a release. The options of mv that say "never into the folder that a link
    leads to" are -T with GNU and busybox, -h on BSD and macOS."""
    fresh = f"{FRESH_LINK}{name}"
    return [
        f"rm -f {FRESH_LINK}*",
        f"ln -s releases/{name} {fresh}",
        f"mv -fT {fresh} {link} 2>/dev/null || mv -fh {fresh} {link}",
    ]
