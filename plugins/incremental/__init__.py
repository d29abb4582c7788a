"""A Pelican plugin that renders what changed and leaves the rest of the output alone. README.md is its manual.

The way of a build, in the order of the data:

    sources, theme, settings
      -> run        up_to_date asks whether anything has changed; if so, plugin and build_run wrap one run of Pelican
      -> read       articles and pages: those that have changed are read, by the shorter ways of `shortcuts`
      -> content    the objects of the others are made again from their records
      -> write      views are rendered where their key is not that of the page in place, and are moved there
      -> output folder, and the state for the next build

    keys            digests of values, functions and code          known by all the others
    state           SQLite files: what earlier builds read, made and asked
    errors          what a build can fail with, each with a text that says what to do

`run` begins, and knows `read` and `write`; these know `content`, `state` and `keys`. The writer is what other plugins
meet: it takes plain views, and `PureView` and `DeferredPage`, which stand for views that need not be made to know that
they are the same as before.

What a program outside this package may use is named in `__all__`, and is imported from here. Each name loads its module
when it is first asked for (PEP 562), since importing Pelican takes 0.45 s: a run that has nothing to do imports this
file and `up_to_date`, which takes milliseconds.
"""

TYPE_CHECKING = False  # as type checkers know it, without the cost of importing `typing`
if TYPE_CHECKING:
    from .content.cached_body import CachedBody
    from .content.view_inputs import body_of
    from .errors import IncrementalError, SettingsError
    from .keys.fingerprint import fingerprint
    from .run.build_run import JOBS_SETTING
    from .run.processors import available_jobs
    from .run.up_to_date import UpToDateCheck, WatchedBuild
    from .write.deferred_pages import AnswerSource, DeferredPage, RecordLookup
    from .write.pagination import Chunk, from_oldest
    from .write.pure_views import PureView

__all__ = [
    "JOBS_SETTING",
    "AnswerSource",
    "CachedBody",
    "Chunk",
    "DeferredPage",
    "IncrementalError",
    "PureView",
    "RecordLookup",
    "SettingsError",
    "UpToDateCheck",
    "WatchedBuild",
    "available_jobs",
    "body_of",
    "fingerprint",
    "from_oldest",
    "register",
]

_MODULES = {
    "errors": ("IncrementalError", "SettingsError"),
    "keys.fingerprint": ("fingerprint",),
    "content.cached_body": ("CachedBody",),
    "content.view_inputs": ("body_of",),
    "run.build_run": ("JOBS_SETTING",),
    "run.processors": ("available_jobs",),
    "run.up_to_date": ("UpToDateCheck", "WatchedBuild"),
    "write.deferred_pages": ("AnswerSource", "DeferredPage", "RecordLookup"),
    "write.pagination": ("Chunk", "from_oldest"),
    "write.pure_views": ("PureView",),
}

if not TYPE_CHECKING:  # hidden from type checkers, which would take any name for one of this module

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
    """Connects the plugin; Pelican calls it for every plugin that its settings name."""
    from pelican import signals  # noqa: PLC0415  see the module's docstring

    from .run.plugin import make_incremental  # noqa: PLC0415

    signals.initialized.connect(make_incremental)
