"""Which target an address names.

/srv/www                                a folder of this machine
ssh://user@host:port/srv/www            a folder of another machine
git:https://host/owner/repo.git#branch  a branch of a git repository; any address that git knows, or a remote's name
s3://bucket/prefix?endpoint=URL         a bucket of S3 or of a server that speaks its protocol
site.zip                                an archive
"""

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from ....errors import ConfigurationError
from ..publish_settings import PublishSettings
from .bucket_target import BucketTarget
from .folder_target import FolderTarget
from .git_target import GitTarget
from .publish_target import PublishTarget
from .ssh_target import SshTarget
from .zip_target import ZipTarget

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]+):")
_OF_SCP: Final = re.compile(r"[\w.-]+@[\w.-]+:")
_USER: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_HOST: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f:.]+")
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BRANCH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")


def target_at(address: str, settings: PublishSettings, cache: Path) -> PublishTarget:
    """The target that an address names. `cache` is the folder for what only saves time.

    Raises:
        ConfigurationError: it names none, or holds a password.
    """
    scheme = match[1] if (match := _SCHEME.match(address)) else ""
    if scheme == "ssh":
        return _ssh_target(address, settings, cache)
    if scheme == "git":
        return _git_target(address.removeprefix("git:"), settings, cache)
    if scheme == "s3":
        return _bucket_target(address)
    if scheme and "://" in address:
        raise ConfigurationError(f"{scheme}: is no kind of target; there are a folder, ssh:, git:, s3: and a .zip")
    if _OF_SCP.match(address):
        raise ConfigurationError(f"{address}: write a folder of another machine as ssh://user@host/folder")
    if not address:
        raise ConfigurationError("there is no target to publish to: give --to, or set DIGEST_PUBLISH")
    if address.endswith(".zip"):
        return ZipTarget(Path(address))
    return FolderTarget(Path(address), settings.keep)


def _ssh_target(address: str, settings: PublishSettings, cache: Path) -> SshTarget:
    expected = "expected ssh://user@host:port/folder, where user and port may be left out"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ConfigurationError(f"{address}: {expected}") from error
    if parts.password is not None:
        raise ConfigurationError(f"{parts.scheme}://{host}: no passwords in the address; ssh uses a key")
    folder = unquote(parts.path).rstrip("/")
    if not _HOST.fullmatch(host) or not _USER.fullmatch(parts.username or "user") or not folder:
        raise ConfigurationError(f"{address}: {expected}")
    if any(character < " " for character in folder):
        raise ConfigurationError(f"{address}: a folder with control characters")
    if folder.startswith("/~/"):
        folder = f"./{folder.removeprefix('/~/')}"  # of the home folder, where commands begin
    return SshTarget(host, folder, cache=cache, user=parts.username or "", port=port, keep=settings.keep)


def _git_target(address: str, settings: PublishSettings, cache: Path) -> GitTarget:
    repository, _, branch = address.partition("#")
    parts = urlsplit(repository) if "://" in repository else None
    if parts and parts.password is not None:
        raise ConfigurationError(f"git:{parts.scheme}://{parts.hostname}: put the token in DIGEST_GIT_TOKEN instead")
    if not repository or repository.startswith("-") or not _BRANCH.fullmatch(branch):
        raise ConfigurationError(f"git:{address}: expected git:REPOSITORY#BRANCH, such as git:origin#gh-pages")
    return GitTarget(repository, branch, cache=cache, history=settings.history)


def _bucket_target(address: str) -> BucketTarget:
    parts = urlsplit(address)
    options = parse_qs(parts.query)
    if unknown := options.keys() - {"endpoint", "region"}:
        raise ConfigurationError(f"{address}: unknown {', '.join(sorted(unknown))}; there are endpoint and region")
    if not _BUCKET.fullmatch(parts.netloc):
        raise ConfigurationError("s3: expected s3://bucket/prefix; keys come from the environment")
    endpoint, region = (options.get(name, [""])[0] for name in ("endpoint", "region"))
    return BucketTarget(parts.netloc, unquote(parts.path).strip("/"), endpoint=endpoint, region=region)
