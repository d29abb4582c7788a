"""Publishing: what is served changes from one whole site to the next.

    python -m digest.operations.publish [--to TARGET] [--output DIR] [--cache DIR] [--settings FILE]
                                        [--keep N] [--allow-loss] [--wait-s N]
    python -m digest.operations.publish [--to TARGET] --releases
    python -m digest.operations.publish [--to TARGET] --rollback [RELEASE]

`publishing/target_address.py` lists the kinds of targets. Without `--to`, the site goes to the target of the settings
(`DIGEST_PUBLISH`); without `--output`, the output folder of the settings is published. The WebSub hubs that the feeds
name are told which of them changed.

A site whose addresses lead to this machine is refused: subscribers would get links that work for nobody, and ids of
entries that change once the site has its own address. So is one that has lost many of its pages.

Exit status: 0; 1 with a line that says why; 2 the settings can't be read, or name no target; 75 a build
went on writing into the folder for longer than this command waits.
"""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ..errors import ConfigurationError, PublishError
from .command_line import command_parser, exit_status, start_logging, wait_option, whole_number
from .new_site.placeholders import placeholders
from .newer_content import newer_content
from .publishing.publication import publish_site
from .publishing.publish_settings import MAX_KEPT, PublishSettings, publish_settings
from .publishing.targets.publish_target import Release, ReleasingTarget
from .publishing.targets.target_address import target_at
from .run_lock import when_no_build_runs
from .site_places import read_places


def _publish(options: argparse.Namespace) -> None:
    settings, content, output, cache = _settings_and_folders(options)
    publication = when_no_build_runs(
        lambda: publish_site(
            output,
            settings,
            cache=cache,
            now=datetime.now(UTC),
            allow_loss=options.allow_loss,
            is_good=not options.after_failure,
        ),
        wait_s=options.wait_s,
    )
    print(publication.text)
    if newer := newer_content(cache, output):
        print(newer)
    for file, text in placeholders(content):
        print(f"{file} still says “{text}”, and so does the site: write there what it asks for")


def _list_releases(options: argparse.Namespace) -> None:
    for release in _releasing_target(options).releases():
        print(_line(release))


def _roll_back(options: argparse.Namespace) -> None:
    print(
        f"{_line(_releasing_target(options).roll_back(options.rollback))}; the next run publishes the newest site again"
    )


def _line(release: Release) -> str:
    pages = "1 page" if release.pages == 1 else f"{release.pages} pages"
    return f"{release.name}  {pages}{', served' if release.is_served else ''}"


def _releasing_target(options: argparse.Namespace) -> ReleasingTarget:
    settings, *_, cache = _settings_and_folders(options)
    target = target_at(settings.target, settings, cache)
    if not isinstance(target, ReleasingTarget):
        raise PublishError(f"{settings.target}: only a folder, here or by ssh, keeps releases to go back to")
    return target


def _settings_and_folders(options: argparse.Namespace) -> tuple[PublishSettings, Path, Path, Path]:
    """How to publish, and the folders of content, output and cache. The settings file is needed for what no option
    says."""
    try:
        places = read_places(options.settings, output=options.output, cache=options.cache)
    except ConfigurationError:
        if options.settings.exists() or not (options.to and options.output):
            raise
        settings, content, output = PublishSettings(), Path("content"), options.output
        cache = options.cache or Path("cache")
    else:
        settings, content = publish_settings(places.values), places.content
        output, cache = places.output, places.cache
    settings = replace(settings, target=options.to or settings.target, keep=options.keep or settings.keep)
    return settings, content, output, cache


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser("digest.operations.publish", "Switches what is served.", "settings", "output", "cache")
    parser.add_argument("--to", default="", metavar="TARGET", help="where to; else DIGEST_PUBLISH of the settings")
    parser.add_argument("--keep", type=whole_number(1, MAX_KEPT), help="how many releases stay")
    parser.add_argument("--allow-loss", action="store_true", help="publish though many pages are gone")
    parser.add_argument("--after-failure", action="store_true", help="health.json: something went wrong in this run")
    wait_option(parser)
    parser.add_argument("--releases", action="store_true", help="show the releases that are there, and publish nothing")
    parser.add_argument(
        "--rollback", nargs="?", const="", metavar="RELEASE", help="serve this release again, or the one before"
    )
    options = parser.parse_args(arguments)
    start_logging()
    command = _list_releases if options.releases else _publish if options.rollback is None else _roll_back
    return exit_status(lambda: command(options))


if __name__ == "__main__":
    sys.exit(main())
