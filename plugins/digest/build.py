"""Builds the site: Pelican with our settings, and errors that can't be overlooked.

    python -m digest.build [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME] [--clean]

Exit status: 0 built; 1 the build failed, and what was built last stays; 2 the editor's input is wrong.
"""

import argparse
import logging
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import BuildError, ConfigurationError, DigestError

if TYPE_CHECKING:
    from .site.generator import Built

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What the site holds, what the writer had to do for it, and how long all of it took."""

    built: "Built"
    writer: str
    seconds: float

    def __str__(self) -> str:
        built = self.built
        return (
            f"{built.articles} articles of {built.sources} sources, {built.actors} actors, "
            f"{built.quotes} quotes with a speaker and {built.unattributed} without, "
            f"{built.stories} stories of several sources, {built.pages} pages and feeds; "
            f"{self.writer}; {self.seconds:.1f} s"
        )


def build(
    settings_file: Path,
    *,
    content: Path | None = None,
    output: Path | None = None,
    cache: Path | None = None,
    now: str = "",
    clean: bool = False,
) -> BuildReport:
    """Builds the site once.

    Raises:
        BuildError: a plugin did not load, or a page could not be made; the last output stays as it was.
        ConfigurationError: the settings, the subscriptions or an actor's file are wrong.
    """
    # Here, so that `--help` and wrong options cost no second of imports.
    from pelican import Pelican  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    from .annotate.annotator import CACHE_FILE  # noqa: PLC0415

    begun = time.monotonic()
    if not settings_file.is_file():
        raise ConfigurationError(f"{settings_file}: there is no such file; Pelican would go on without settings")
    paths = {"PATH": content, "OUTPUT_PATH": output, "CACHE_PATH": cache}
    override: dict[str, Any] = {name: str(path.resolve()) for name, path in paths.items() if path}
    if now:
        override["DIGEST_NOW"] = now
    if clean:
        override["INCREMENTAL_CLEAN"] = True  # which still knows what to remove; deleting the cache would not
    settings = read_settings(str(settings_file), override=override)
    if clean:
        Path(settings["CACHE_PATH"], CACHE_FILE).unlink(missing_ok=True)
    wanted = list(settings["PLUGINS"])
    pelican = Pelican(settings)
    missing = set(wanted) - {plugin.__name__ for plugin in pelican.plugins}
    if missing:
        raise BuildError(f"these plugins did not load: {', '.join(sorted(missing))}; the lines above say why")

    from .site.generator import site_built  # noqa: PLC0415  after Pelican has put the plugins on the path

    built: list[Built] = []
    with site_built.connected_to(built.append):
        try:
            pelican.run()
        except DigestError:
            raise
        except Exception as error:
            raise BuildError(f"{type(error).__name__}: {error}") from error
    if not built:
        raise BuildError("the plugin digest.site made no pages; is it in PLUGINS?")
    return BuildReport(built[0], _writer_line(pelican), time.monotonic() - begun)


def _writer_line(pelican: Any) -> str:
    summary = getattr(pelican, "incremental_summary", None)
    return str(summary) if summary else "nothing is known of what was written"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.build", description="Builds the site.")
    parser.add_argument("--settings", type=Path, default=Path("pelican.conf.py"))
    parser.add_argument("--content", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--now", default="", help="the clock of the run, as 2026-11-22T12:00:00Z; for replays")
    parser.add_argument("--clean", action="store_true", help="make everything anew")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        report = build(
            options.settings,
            content=options.content,
            output=options.output,
            cache=options.cache,
            now=options.now,
            clean=options.clean,
        )
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except BuildError as error:
        traceback.print_exception(error)
        print(f"The site was not built, and what was built last stays: {error}", file=sys.stderr)
        return 1
    print(f"Built {report}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
