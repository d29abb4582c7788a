"""A Pelican plugin that replaces slow parts of Pelican and Python-Markdown, with the same results byte for byte.

Nothing of a site depends on it: without it, a build only takes longer. Each module says what it saves, how that was
measured, and which test compares it with the original. An indented module is called by the one above it:

    quick_reading      Pelican's work for every file that it reads: lists of files, dates, slugs, paths
    shared_markdown    one parser of Python-Markdown for all files
      quick_markdown     renders plain Markdown without Python-Markdown
    quick_scans        loops of Pelican that grow with the square of the number of articles
    quick_run          has these replace the originals for one run, and spares garbage collection
"""

from typing import Any

__all__ = ["register"]


def register() -> None:
    """Connects the plugin. Pelican calls this function."""
    from pelican import signals  # noqa: PLC0415  it takes 0.45 s

    signals.initialized.connect(_quicken)


def _quicken(pelican: Any) -> None:
    """Has every run of this object be quick, if the plugin is one of its plugins."""
    from .quick_run import quicken_runs  # noqa: PLC0415  it imports Pelican

    # Signals are global: it may be another site in this process.
    if any(getattr(plugin, "__name__", "") == __name__ for plugin in pelican.plugins):
        quicken_runs(pelican)
