"""The files with which a new site begins."""

import getpass
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import Final

from ...errors import ConfigurationError
from ...storage.atomic_file import write_atomically
from .placeholders import ABOUT, REACH
from .site_description import SiteDescription

_TEXTS: Final = Path(__file__).with_name("files")
# File of the new folder -> the text in `files/` that it is made from.
_FILES: Final[Mapping[str, str]] = {
    "pelican.conf.py": "settings.txt",
    "README.md": "readme.txt",
    ".gitignore": "gitignore.txt",
    "content/actors/README.txt": "actors.txt",
    "content/decisions.toml": "decisions.txt",
    "content/corrections.toml": "corrections.txt",
    "content/watches.toml": "watches.txt",
    "content/delivery.toml": "delivery.txt",
    "content/pages/about.md": "about.txt",
    "content/pages/corrections.md": "corrections_page.txt",
    "tasks.py": "tasks.txt",
    "templates/README.txt": "templates.txt",
    "timer/concordance.service": "service.txt",
    "timer/concordance.timer": "timer.txt",
    "timer/crontab": "crontab.txt",
}
_COPIED: Final = ("content/subscriptions.toml", "content/pages/method.md")  # the software's own
# A line of them that makes sense only with the sample beside it.
_OF_THE_SAMPLE: Final = re.compile(r"^# For a look at a full digest first: .*\n", re.MULTILINE)
_NO_CONTACT: Final = '# contact = "editor@example.org"'


def begin_site(folder: Path, software: Path, site: SiteDescription) -> tuple[str, ...]:
    """Writes the files of a new site. Returns their paths below the folder.

    `software` is the folder of the software's own content.

    Raises:
        ConfigurationError: there is something in the folder, or its name begins like that of an option.
    """
    if folder.name.startswith("-"):
        raise ConfigurationError(f"{folder}: a name that begins with “-” is taken for an option by most programs")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder}: there is something; a new site wants a new or an empty folder")
    words = _words(folder, software, site)
    texts = {name: Template(_read(_TEXTS / text)).substitute(words) for name, text in _FILES.items()}
    texts |= {
        name: _OF_THE_SAMPLE.sub("", _read(software / name)).replace("`invoke ", "`concordance ") for name in _COPIED
    }
    if site.contact:
        contact = f"contact = {words['contact_literal']}"
        texts["content/subscriptions.toml"] = texts["content/subscriptions.toml"].replace(_NO_CONTACT, contact)
    for name, text in sorted(texts.items()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, text.encode())
    return tuple(sorted(texts))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _words(folder: Path, software: Path, site: SiteDescription) -> dict[str, str]:
    """What stands in the texts in place of `$word`: the description, also as literals of Python and TOML, and the
    command that runs the software here."""
    program = Path(sys.executable).with_name("concordance")
    literals = {f"{name}_literal": json.dumps(text, ensure_ascii=False) for name, text in asdict(site).items()}
    return {
        **asdict(site),
        **literals,
        "reach": f"Write to {site.contact}." if site.contact else REACH,
        "about": ABOUT,
        "folder": str(folder.resolve()),
        "user": getpass.getuser(),
        "handbook": str(software / "docs"),
        "program": str(program) if program.is_file() else f"{sys.executable} -m concordance.program",
        "path": "" if program.is_file() else str(software / "plugins"),
    }
