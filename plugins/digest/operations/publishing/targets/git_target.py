"""A branch of a git repository, as GitHub Pages and Codeberg Pages serve it.

The commit is made in a repository of its own below the cache folder and pushed from there: no working tree is read or
changed, and no other branch. By default the branch has one commit, which is replaced; with `history` each publication
follows the one before. The push is refused where somebody else has changed the branch meanwhile. A token for https is
taken from `DIGEST_GIT_TOKEN`; with ssh, git finds a key by itself, or `GIT_SSH_COMMAND` names one.
"""

import base64
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from ....errors import PublishError
from ...run_lock import AnotherRunError, run_lock
from ..published_files import PublishedFile
from .outer_command import run_command, without_secrets
from .publish_target import Publication

TOKEN: Final = "DIGEST_GIT_TOKEN"  # noqa: S105  the name of a variable
# Files of the host, which say under which domain it serves the branch: they stay as they are. `.nojekyll` is added: it
# has GitHub serve the files as they are.
_OF_HOST: Final = ("CNAME", ".domains")
_NO_JEKYLL: Final = ".nojekyll"
_AUTHOR: Final = {"NAME": "The Concordance", "EMAIL": "concordance@localhost"}
# A repository that the caller works in (a hook, for instance) is not ours; nobody is there to be asked for a password.
_ENVIRONMENT: Final[Mapping[str, str | None]] = {
    **dict.fromkeys(
        ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_NAMESPACE")
    ),
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_HTTP_LOW_SPEED_LIMIT": "100",  # bytes a second, which a connection that hangs is below
    "GIT_HTTP_LOW_SPEED_TIME": "60",
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GitTarget:
    """`repository` is an address that git knows, a folder, or the name of a remote of the repository in the working
    directory. `cache` keeps the objects that were pushed, so that only new ones are made."""

    repository: str
    branch: str
    cache: Path
    history: bool = False

    @property
    def serves(self) -> bool:
        return True

    def served_paths(self) -> frozenset[str] | None:
        if not self._is_there():
            return None
        with self._only_publisher():
            return self._anew_where_damaged(lambda: self._paths(self._fetch()))

    def publish(self, files: Sequence[PublishedFile], *, now: datetime) -> Publication:
        is_there = self._is_there()
        with self._only_publisher():
            before, commit = self._anew_where_damaged(lambda: self._prepare(files, now, is_there=is_there))
            # The branch must still be what it was when it was fetched, "" for one that doesn't exist.
            lease = f"--force-with-lease={self._ref}:{before}"
            try:
                self._talk("push", "--quiet", lease, self._remote, f"{commit}:{self._ref}")
            except PublishError:
                self._begin_anew()  # in case an object of the cache is damaged
                raise
            self._git("update-ref", self._ours, commit)
            self._git("-c", "gc.pruneExpire=now", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet")
            changed = self._changed(before, commit) if before else frozenset(file.path for file in files)
        return Publication(f"{self._name} is {commit[:12]} now", changed, not before)

    def _is_there(self) -> bool:
        """Whether the repository has the branch."""
        return bool(self._talk("ls-remote", self._remote, self._ref, inside=False).strip())

    def _anew_where_damaged(self, job: Callable[[], T]) -> T:
        """The result of a job that may find the cached repository damaged, or locked by a process that was killed."""
        try:
            return job()
        except PublishError:
            self._begin_anew()
            return job()

    def _begin_anew(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _only_publisher(self) -> Iterator[None]:
        try:
            with run_lock(self._folder.with_suffix(".lock")):
                yield
        except AnotherRunError as error:
            raise PublishError(f"{self._name}: another publish is under way; nothing was done") from error
        except OSError as error:
            raise PublishError(f"{self._name}: {error}") from error

    def _prepare(self, files: Sequence[PublishedFile], now: datetime, *, is_there: bool) -> tuple[str, str]:
        """The commit that the branch is at, "" for none, and the commit that it is to be at."""
        before = self._fetch() if is_there else ""
        if not before:
            self._make_folder()
        return before, self._commit(self._tree(files, before), before if self.history else "", now)

    def _fetch(self) -> str:
        """The commit that the branch is at, with its files."""
        self._make_folder()
        self._talk("fetch", "--quiet", "--no-tags", "--depth=1", self._remote, f"+{self._ref}:{self._ours}")
        return self._git("rev-parse", "--verify", self._ours).decode().strip()

    def _make_folder(self) -> None:
        if not (self._folder / "HEAD").is_file():
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._git("init", "--bare", "--quiet", str(self._folder), inside=False)

    def _paths(self, commit: str) -> frozenset[str]:
        return _listed(self._git("ls-tree", "-r", "-z", "--name-only", commit))

    def _changed(self, before: str, commit: str) -> frozenset[str]:
        return _listed(self._git("diff-tree", "-r", "-z", "--name-only", "--diff-filter=AMT", before, commit))

    def _tree(self, files: Sequence[PublishedFile], before: str) -> str:
        """The tree of these files, and of those of the host in the commit before."""
        sources = "".join(f"{file.source.absolute()}\n" for file in files).encode(errors="surrogateescape")
        blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", data=sources).decode().split()
        entries = [f"100644 blob {blob}\t{file.path}" for blob, file in zip(blobs, files, strict=True)]
        empty = self._git("hash-object", "-w", "--stdin").decode().strip()
        entries.append(f"100644 blob {empty}\t{_NO_JEKYLL}")
        if before:
            kept = self._git("ls-tree", "-z", before, "--", *_OF_HOST).decode()
            entries += filter(None, kept.split("\0"))
        index = {"GIT_INDEX_FILE": str(self._folder / "publish.index")}
        (self._folder / "publish.index").unlink(missing_ok=True)
        listed = "".join(f"{entry}\0" for entry in entries).encode(errors="surrogateescape")
        self._git("update-index", "-z", "--add", "--index-info", data=listed, env=index)
        return self._git("write-tree", env=index).decode().strip()

    def _commit(self, tree: str, parent: str, now: datetime) -> str:
        roles = ("AUTHOR", "COMMITTER")
        who = {f"GIT_{role}_{part}": value for role in roles for part, value in _AUTHOR.items()}
        when = {f"GIT_{role}_DATE": f"{now.timestamp():.0f} +0000" for role in roles}
        parents = ("-p", parent) if parent else ()
        message = f"Publish the site of {now:%Y-%m-%d %H:%M} UTC\n".encode()
        return self._git("commit-tree", tree, *parents, data=message, env={**who, **when}).decode().strip()

    def _talk(self, *arguments: str, inside: bool = True) -> bytes:
        """What a command of git writes that asks the other repository."""
        return self._git(*arguments, env=_authorization(self._remote), inside=inside)

    def _git(
        self, *arguments: str, data: bytes = b"", env: Mapping[str, str] | None = None, inside: bool = True
    ) -> bytes:
        """What a command of git writes that runs in the cached repository, or, with `inside` False, in none."""
        place = ("--git-dir", str(self._folder)) if inside else ()
        environment = {**_ENVIRONMENT, **(env or {})}
        return run_command(["git", *place, *arguments], name=self._name, data=data, env=environment)

    @property
    def _remote(self) -> str:
        """The address of the repository."""
        if "/" in self.repository or ":" in self.repository:
            return self.repository
        return self._url_of_remote()

    def _url_of_remote(self) -> str:
        """The address behind the name of a remote, or the folder that has the name."""
        if Path(self.repository).is_dir():
            return str(Path(self.repository).absolute())
        found = run_command(
            ["git", "remote", "get-url", "--push", "--", self.repository],
            name=f"git:{self.repository}",
            env=_ENVIRONMENT,
        )
        return found.decode().strip()

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.branch}"

    @property
    def _ours(self) -> str:
        """Our name of the commit that the branch was at when it was last asked for."""
        return f"refs/published/{self.branch}"

    @property
    def _folder(self) -> Path:
        digest = sha256(self.repository.encode(errors="surrogateescape")).hexdigest()[:16]
        return (self.cache / "published" / f"{digest}.git").absolute()

    @property
    def _name(self) -> str:
        return without_secrets(f"git:{self.repository}#{self.branch}")


def _listed(names: bytes) -> frozenset[str]:
    """The paths in a list of git, each of which ends with a zero byte."""
    return frozenset(filter(None, names.decode(errors="surrogateescape").split("\0")))


def _authorization(remote: str) -> dict[str, str]:
    """Variables by which git sends the token to the host of the remote alone, and that no list of processes shows."""
    token = os.environ.get(TOKEN, "")
    parts = urlsplit(remote) if remote.startswith("https://") else None
    if not token or not parts:
        return {}
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    count = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    return {
        "GIT_CONFIG_COUNT": str(count + 1),
        f"GIT_CONFIG_KEY_{count}": f"http.https://{parts.netloc.rpartition('@')[2]}/.extraHeader",
        f"GIT_CONFIG_VALUE_{count}": f"Authorization: Basic {secret}",
    }
