"""A Pelican plugin that renders only the pages that have changed. README.md is its manual.

Sources, the theme and the settings come in; the output folder and the state for the next build go out. The subpackages
in the order of a build:

    run         up_to_date: whether anything has changed; plugin and build_run: hooks into one run of Pelican
    read        reads the articles and pages that have changed
    write       makes a page if its key has changed, and moves the pages into the output folder
    state       two SQLite files: the sources, outputs and answers of earlier builds
    keys        digests of values, functions and code
    errors      the errors of a build, each with a text that says what to do

`run` imports `read` and `write`; these import `state` and `keys`. Other plugins use the writer: it takes plain views,
and groups of pages that need be neither listed nor made while nothing of theirs has changed.

`__all__` lists the public names, which are imported from here. Each name loads its module on first use (PEP 562), since
importing Pelican takes 0.45 s: a run that has nothing to do imports only this file and `up_to_date`, which takes
milliseconds.
"""

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would cost time
if TYPE_CHECKING:
    from .errors import BuildRunningError, IncrementalError, SettingsError
    from .keys.fingerprint import DigestedRecord, fingerprint
    from .read.article_stream import ArticleStream, further_articles
    from .run.build_run import JOBS_SETTING
    from .run.processors import available_jobs
    from .run.up_to_date import UpToDateCheck, WatchedBuild
    from .write.page_groups import DeferredPage, Page, PageGroup
    from .write.questions import QuestionGroup, VersionedSubject, question

__all__ = [
    "JOBS_SETTING",
    "ArticleStream",
    "BuildRunningError",
    "DeferredPage",
    "DigestedRecord",
    "IncrementalError",
    "Page",
    "PageGroup",
    "QuestionGroup",
    "SettingsError",
    "UpToDateCheck",
    "VersionedSubject",
    "WatchedBuild",
    "available_jobs",
    "fingerprint",
    "further_articles",
    "question",
    "register",
]

_MODULES = {
    "errors": ("BuildRunningError", "IncrementalError", "SettingsError"),
    "keys.fingerprint": ("DigestedRecord", "fingerprint"),
    "read.article_stream": ("ArticleStream", "further_articles"),
    "run.build_run": ("JOBS_SETTING",),
    "run.processors": ("available_jobs",),
    "run.up_to_date": ("UpToDateCheck", "WatchedBuild"),
    "write.page_groups": ("DeferredPage", "Page", "PageGroup"),
    "write.questions": ("QuestionGroup", "VersionedSubject", "question"),
}

if not TYPE_CHECKING:  # hidden from type checkers, which would otherwise accept any name

    def __getattr__(name: str) -> object:
        """The public name `name`, from its module.

        Raises:
            AttributeError: there is no such public name.
        """
        for module, names in _MODULES.items():
            if name in names:
                from importlib import import_module  # noqa: PLC0415

                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def register() -> None:
    """Connects the plugin. Pelican calls this function."""
    from pelican import signals  # noqa: PLC0415  see the module's docstring

    from .run.plugin import make_incremental  # noqa: PLC0415

    signals.initialized.connect(make_incremental)
