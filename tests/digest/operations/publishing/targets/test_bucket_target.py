"""A bucket of a real local server of S3's protocol (moto)."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.errors import PublishError
from digest.operations.publishing.published_files import output_files
from digest.operations.publishing.targets.bucket_target import MANIFEST, BucketTarget

from .counterparts import ask_s3, s3_keys, s3_server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = {
    "index.html": "front",
    "feed.xml": "<feed/>",
    "theme/site.1.css": "body {}",
    "a/index.html": "a",
    "a/index.html.br": "packed",
    "health.json": "{}",
}


@dataclass(frozen=True)
class Bucket:
    """The bucket "news" of a server whose log is a file."""

    endpoint: str
    log: Path

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        return ask_s3("GET", f"{self.endpoint}/news/{path}")

    @property
    def paths(self) -> set[str]:
        return set(s3_keys(self.endpoint, "news")) - {MANIFEST}

    def changes(self) -> list[str]:
        """What was put and deleted, in order."""
        lines = self.log.read_text().splitlines()
        found = [re.search(r'"\S*?(PUT|DELETE|POST) /news/?(\S*) HTTP', line) for line in lines]
        return [f"{match[1].lower()} {match[2]}" for match in found if match]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    folder = tmp_path_factory.mktemp("s3")
    with s3_server(folder) as url:
        yield Bucket(url, folder / "log")


@pytest.fixture
def bucket(server: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-the-tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    ask_s3("POST", f"{server.endpoint}/moto-api/reset")
    ask_s3("PUT", f"{server.endpoint}/news")
    os.truncate(server.log, 0)
    return server


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path, text in SITE.items():
        file = tmp_path / "output" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "output"


def publish(output: Path, bucket: Bucket) -> None:
    BucketTarget("news", endpoint=bucket.endpoint).publish(output_files(output), now=NOW)


def test_each_object_has_its_type_and_says_how_long_it_may_be_kept(output: Path, bucket: Bucket) -> None:
    publish(output, bucket)
    heads = {path: bucket.get(path)[1] for path in SITE}
    assert {path: (head["content-type"], head["cache-control"]) for path, head in heads.items()} == {
        "index.html": ("text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        "feed.xml": ("application/atom+xml", "public, max-age=0, must-revalidate"),
        "theme/site.1.css": ("text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        "a/index.html": ("text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        "a/index.html.br": ("text/html; charset=utf-8", "public, max-age=0, must-revalidate"),
        "health.json": ("application/json", "no-store"),
    }
    encodings = {path: head["content-encoding"] for path, head in heads.items() if "content-encoding" in head}
    assert encodings == {"a/index.html.br": "br"}


def test_only_what_changed_is_uploaded_pages_last_and_deletions_after(output: Path, bucket: Bucket) -> None:
    publish(output, bucket)
    changes = bucket.changes()
    assert len(changes) == len(SITE) + 2
    assert changes[0] == f"put {MANIFEST}"
    assert changes[-3:] == ["put a/index.html", "put index.html", f"put {MANIFEST}"]
    os.truncate(bucket.log, 0)
    publish(output, bucket)
    assert bucket.changes() == []
    (output / "a" / "index.html").unlink()
    (output / "b.html").write_text("b")
    (output / "index.html").write_text("front 2")
    (output / "theme" / "site.2.css").write_text("body { }")
    publish(output, bucket)
    assert bucket.changes() == [
        f"put {MANIFEST}",
        "put theme/site.2.css",
        "put b.html",
        "put index.html",
        "post ?delete",
        f"put {MANIFEST}",
    ]
    assert "a/index.html" not in bucket.paths


def test_an_object_that_somebody_changed_or_removed_is_put_right_and_what_is_theirs_stays(
    output: Path, bucket: Bucket
) -> None:
    publish(output, bucket)
    for path in ("a/index.html", "their/file.txt"):
        ask_s3("PUT", f"{bucket.endpoint}/news/{path}")
    ask_s3("DELETE", f"{bucket.endpoint}/news/feed.xml")
    publish(output, bucket)
    assert bucket.get("a/index.html")[0] == b"a"
    assert bucket.paths == {*SITE, "their/file.txt"}


@pytest.mark.parametrize("after", range(5))
def test_a_run_that_was_killed_leaves_nothing_that_the_next_does_not_know(
    output: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    publish(output, bucket)
    (output / "new.html").write_text("new, and gone with the next run")
    (output / "a" / "index.html").unlink()
    (output / "index.html").write_text("front 2")
    import obstore  # noqa: PLC0415  an optional extra

    steps = iter(range(after))

    def until_it_is_killed(do: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            if next(steps, None) is None:
                raise OSError("as if it were killed")
            return do(*arguments, **options)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(obstore, "put", until_it_is_killed(obstore.put))
        patch.setattr(obstore, "delete", until_it_is_killed(obstore.delete))
        with pytest.raises(PublishError, match="as if it were killed"):
            publish(output, bucket)
    (output / "new.html").unlink()
    publish(output, bucket)
    built = {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}
    assert bucket.paths == built.keys()
    for path, data in built.items():
        assert bucket.get(path)[0] == data


def test_a_manifest_that_cannot_be_read_is_told(output: Path, bucket: Bucket) -> None:
    ask_s3("PUT", f"{bucket.endpoint}/news/{MANIFEST}")
    with pytest.raises(PublishError, match="remove it"):
        publish(output, bucket)


def test_what_the_server_says_is_told_in_one_line_without_the_key(
    output: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "NoSuchBucket")  # as if a server repeated it
    with pytest.raises(PublishError) as told:
        BucketTarget("elsewhere", endpoint=bucket.endpoint).publish(output_files(output), now=NOW)
    assert "bucket does not exist" in str(told.value)
    assert "NoSuchBucket" not in str(told.value)
    assert "\n" not in str(told.value)
