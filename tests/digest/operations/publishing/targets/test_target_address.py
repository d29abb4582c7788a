from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.operations.publishing.publish_settings import PublishSettings, publish_settings
from digest.operations.publishing.targets.bucket_target import BucketTarget
from digest.operations.publishing.targets.folder_target import FolderTarget
from digest.operations.publishing.targets.git_target import GitTarget
from digest.operations.publishing.targets.publish_target import PublishTarget
from digest.operations.publishing.targets.ssh_target import SshTarget
from digest.operations.publishing.targets.target_address import target_at
from digest.operations.publishing.targets.zip_target import ZipTarget

CACHE = Path("cache")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/srv/www", FolderTarget(Path("/srv/www"), 5)),
        ("www", FolderTarget(Path("www"), 5)),
        ("a: folder", FolderTarget(Path("a: folder"), 5)),
        ("site.zip", ZipTarget(Path("site.zip"))),
        ("ssh://host.example/srv/www/", SshTarget("host.example", "/srv/www", CACHE, keep=5)),
        ("ssh://me@host:2222/srv/the%20www", SshTarget("host", "/srv/the www", CACHE, user="me", port=2222, keep=5)),
        ("ssh://host/~/www", SshTarget("host", "./www", CACHE, keep=5)),
        ("ssh://[::1]:2222/srv/www", SshTarget("::1", "/srv/www", CACHE, port=2222, keep=5)),
        ("git:origin#gh-pages", GitTarget("origin", "gh-pages", CACHE, history=True)),
        ("git:https://codeberg.org/me/x.git#pages", GitTarget("https://codeberg.org/me/x.git", "pages", CACHE, True)),
        ("git:git@github.com:me/x.git#pages", GitTarget("git@github.com:me/x.git", "pages", CACHE, True)),
        ("s3://news.example", BucketTarget("news.example")),
        ("s3://news/a/b/?endpoint=http://h:9&region=auto", BucketTarget("news", "a/b", "http://h:9", "auto")),
    ],
)
def test_an_address_names_one_target(address: str, target: PublishTarget) -> None:
    assert target_at(address, PublishSettings(keep=5, history=True), CACHE) == target


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "--to"),
        ("ftp://host/www", "no kind of target"),
        ("me@host:/srv/www", "ssh://user@host/folder"),
        ("ssh://host", "expected ssh://"),
        ("ssh://-oProxyCommand=x/www", "expected ssh://"),
        ("ssh://-v@host/www", "expected ssh://"),
        ("ssh://host:port/www", "expected ssh://"),
        ("ssh://host/a%0Ab", "control characters"),
        ("ssh://me:hidden@host/www", "no passwords"),
        ("git:origin", "expected git:"),
        ("git:#pages", "expected git:"),
        ("git:--upload-pack=x#pages", "expected git:"),
        ("git:origin#--force", "expected git:"),
        ("git:https://me:hidden@host/x.git#pages", "DIGEST_GIT_TOKEN"),
        ("s3://", "expected s3://"),
        ("s3://key:hidden@bucket/x", "expected s3://"),
        ("s3://bucket?acl=public", "unknown acl"),
    ],
)
def test_what_names_none_is_told_and_no_password_is(address: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as told:
        target_at(address, PublishSettings(), CACHE)
    assert "hidden" not in str(told.value)


@pytest.mark.parametrize(
    "settings",
    [
        {"DIGEST_PUBLISH_KEEP": 0},
        {"DIGEST_PUBLISH_KEEP": "3"},
        {"DIGEST_PUBLISH_MAX_LOSS": 20},
        {"DIGEST_PUBLISH_MAX_LOSS": float("nan")},
        {"DIGEST_PUBLISH_COMPRESS": "gzip"},
        {"DIGEST_PUBLISH_COMPRESS": ["gzip", "lzma"]},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(settings))):
        publish_settings(settings)
