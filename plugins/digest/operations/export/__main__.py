"""Writes the archive of the last build as data for other programs: tables, references and one SQLite file.

    python -m digest.operations.export [--settings FILE] [--content DIR] [--cache DIR] [--into DIR] [--page PATH]

Exit status: 0 written; 1 the export failed, and the files of an earlier one are as they were; 2 the editor's input is
wrong.
"""

import argparse
import sys
from pathlib import Path

from ...archive.index_file import INDEX_FILE, existing_index
from ...archive.questions.archive import Archive
from ...errors import DigestError
from ...site.load.settings_reading import site_settings
from ..build import folder_settings, site_settings_of
from ..command_line import command_parser, exit_status, start_logging
from .archive_export import export_archive


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.export", "Writes the archive as data for other programs.", "settings", "content", "cache"
    )
    parser.add_argument("--into", type=Path, default=Path("export"), metavar="DIR", help="the folder for the files")
    parser.add_argument("--page", default="", metavar="PATH", help="of one page: topics/SLUG, stories/SLUG")
    options = parser.parse_args(arguments)
    start_logging()
    return exit_status(lambda: _export(options))


def _export(options: argparse.Namespace) -> None:
    settings = site_settings(site_settings_of(options.settings, folder_settings(vars(options))))
    index = existing_index(settings.cache / INDEX_FILE)
    if index is None:
        raise DigestError(f"{settings.cache}: no build of this version has been here; concordance build comes first")
    report = export_archive(Archive(index, settings), options.into, options.page)
    print(f"{options.into}: {report}")


if __name__ == "__main__":
    sys.exit(main())
