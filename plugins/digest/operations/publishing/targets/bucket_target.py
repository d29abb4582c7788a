"""A bucket of S3, or of a server that speaks its protocol.

What a run has uploaded is noted in an object of the bucket, the manifest: for each path the digest of the content and
the tag that the server gave it. A file is uploaded if the manifest has another digest, or the server another tag: then
somebody else has changed the object. Before anything is changed, the manifest names all that will be there, so that a
run that is killed leaves no object that a later one doesn't know. Objects that no manifest names are those of somebody
else and stay. Files that pages are made of come first, then the pages, the front page last, and deletions after that: a
reader finds no page whose parts are missing.

A bucket has no switch: while a run uploads, some pages are new and others are not.

The library obstore takes its keys from the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and, for keys
that are lent, `AWS_SESSION_TOKEN`; the place is that of the address, or of `AWS_REGION` and `AWS_ENDPOINT_URL`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ....errors import PublishError
from ..published_files import FRONT_PAGE, PublishedFile, digest_of, in_order_of_upload, is_page
from .http_headers import NEVER_KEPT, FileHeaders, headers_of
from .outer_command import without_secrets
from .publish_target import Publication

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Store

MANIFEST: Final = ".concordance-manifest.json"
CONNECTIONS: Final = 8
_CONNECT, _ANSWER, _RETRIES = timedelta(seconds=20), timedelta(seconds=60), 3


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What the manifest says of an object: the SHA-256 of its content and the server's tag, both "" for one of which
    only the path is known."""

    digest: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class BucketTarget:
    """The objects below `prefix` of a bucket. An `endpoint` or `region` of "" is that of the environment."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""

    @property
    def serves(self) -> bool:
        return True

    def served_paths(self) -> frozenset[str] | None:
        with self._opened() as store:
            paths = self._manifest(store).keys() & self._tags(store).keys()
        return frozenset(paths) if paths else None

    def publish(self, files: Sequence[PublishedFile], *, now: datetime) -> Publication:  # noqa: ARG002  objects have times
        with self._opened() as store:
            noted, tags = self._manifest(store), self._tags(store)
            digests = {file.path: digest_of(file) for file in files}
            kept = {
                path: noted[path]
                for path, digest in digests.items()
                if path in noted and noted[path].digest == digest and noted[path].tag == tags.get(path)
            }
            changed = [file for file in in_order_of_upload(files) if file.path not in kept]
            gone = sorted(noted.keys() - digests.keys())
            if changed or gone:
                unknown = {path: StoredObject() for path in (*noted, *digests)}
                self._write_manifest(store, unknown | kept)
                uploaded = self._upload_all(store, changed, digests)
                self._delete(store, gone)
                self._write_manifest(store, kept | uploaded)
        text = f"{self._name} has {len(files)} objects now, {len(changed)} of them uploaded; {len(gone)} were deleted"
        return Publication(text, frozenset(file.path for file in changed), not noted)

    @contextmanager
    def _opened(self) -> Iterator["S3Store"]:
        try:
            from obstore.exceptions import BaseError  # noqa: PLC0415  most sites have no bucket
            from obstore.store import S3Store  # noqa: PLC0415
        except ImportError as error:
            raise PublishError(f"{self._name}: obstore is needed, and not installed: pip install obstore") from error
        config: S3Config = {}  # what is not in it comes from the environment
        if self.endpoint:
            config["endpoint"] = self.endpoint
        if self.region:
            config["region"] = self.region
        try:
            yield S3Store(
                self.bucket,
                prefix=self.prefix or None,
                client_options={"allow_http": True, "connect_timeout": _CONNECT, "timeout": _ANSWER},
                retry_config={"max_retries": _RETRIES, "retry_timeout": _ANSWER},
                config=config,
            )
        except (BaseError, OSError) as error:
            said = str(error).partition("\n\nDebug source")[0]
            raise PublishError(f"{self._name}: {without_secrets(said)}") from error

    @property
    def _name(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    def _tags(self, store: "S3Store") -> dict[str, str]:
        """The server's tag of each object, by its path on the site."""
        import obstore  # noqa: PLC0415

        return {stored["path"]: stored["e_tag"] or "" for page in obstore.list(store) for stored in page}

    def _manifest(self, store: "S3Store") -> dict[str, StoredObject]:
        import obstore  # noqa: PLC0415

        try:
            body = bytes(obstore.get(store, MANIFEST).bytes())
        except FileNotFoundError:
            return {}
        try:
            return {str(path): StoredObject(str(digest), str(tag)) for path, (digest, tag) in json.loads(body).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise PublishError(
                f"{self._name}: {MANIFEST} in the bucket can't be read ({error}); remove it, and all files are uploaded"
            ) from error

    def _write_manifest(self, store: "S3Store", objects: Mapping[str, StoredObject]) -> None:
        lines = {path: (stored.digest, stored.tag) for path, stored in sorted(objects.items())}
        _put(store, MANIFEST, json.dumps(lines).encode(), FileHeaders("application/json", NEVER_KEPT))

    def _upload_all(
        self, store: "S3Store", files: Iterable[PublishedFile], digests: Mapping[str, str]
    ) -> dict[str, StoredObject]:
        """Upload files, those of one rank at the same time and each rank after the one before."""
        ranks: dict[tuple[bool, bool], list[PublishedFile]] = {}
        for file in files:
            ranks.setdefault((file.path == FRONT_PAGE, is_page(file.path)), []).append(file)
        uploaded: dict[str, StoredObject] = {}
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for rank in ranks.values():
                tags = pool.map(
                    lambda file: _put(store, file.path, file.source.read_bytes(), headers_of(file.path)), rank
                )
                uploaded |= {
                    file.path: StoredObject(digests[file.path], tag) for file, tag in zip(rank, tags, strict=True)
                }
        return uploaded

    def _delete(self, store: "S3Store", paths: Iterable[str]) -> None:
        import obstore  # noqa: PLC0415

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(lambda path: obstore.delete(store, path), paths))


def _put(store: "S3Store", path: str, data: bytes, headers: FileHeaders) -> str:
    """Upload one object. Returns the tag that the server gave it."""
    import obstore  # noqa: PLC0415

    attributes = {"Content-Type": headers.content_type, "Cache-Control": headers.cache_control}
    if headers.content_encoding:
        attributes["Content-Encoding"] = headers.content_encoding
    return obstore.put(store, path, data, attributes=attributes, use_multipart=False)["e_tag"] or ""
