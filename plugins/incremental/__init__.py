"""A Pelican plugin that renders what changed and leaves the rest of the output alone. README.md is its manual.

The way of a build, in the order of the data:

    source files, theme, settings
      -> run    up_to_date    asks first whether anything has changed; if not, Pelican isn't even imported
                plugin        wraps one run of Pelican            build_run   locks, state, staging folder, commit
      -> read   articles and pages through a cache of what the readers made of them
      -> write  views rendered where their key is another than that of the page in place, then moved there
      -> output folder, and the state for the next build

    content     Pelican's article and page objects, made from records of earlier builds
    shortcuts   shorter ways for what Pelican and Python-Markdown do, with the same result
    keys        digests: of values, functions and code            known by all the others
    state       SQLite files: what earlier builds read, made and asked
    errors      what can go wrong in an incremental build

`run` knows `read` and `write`, which know `state`, which knows `keys`. The writer is what other plugins meet: it takes
plain views, a `PureView`, or a `DeferredPage`, which stand for views that need not be made to know that they are the
same as before.

What a program outside this package may use is named in `__all__`, and is imported from here. Each name loads its module
when it is first asked for (PEP 562), since importing Pelican takes 0.45 s: a run that has nothing to do imports this
file and `up_to_date`, which takes milliseconds.
"""

TYPE_CHECKING = False  # as type checkers know it, without the cost of importing `typing`
if TYPE_CHECKING:
    from .content.cached_body import CachedBody
    from .content.view_inputs import body_of
    from .errors import IncrementalError, SettingsError
    from .keys.code_digests import installation_digest, package_digest
    from .keys.fingerprint import fingerprint
    from .run.build_run import JOBS_SETTING
    from .run.processors import available_jobs
    from .run.up_to_date import UpToDateCheck, WatchedBuild
    from .state.database import DamagedError, Database
    from .write.deferred_pages import AnswerSource, DeferredPage, RecordLookup
    from .write.pagination import Chunk, from_oldest
    from .write.pure_views import PureView

__all__ = [
    "JOBS_SETTING",
    "AnswerSource",
    "CachedBody",
    "Chunk",
    "DamagedError",
    "Database",
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
    "installation_digest",
    "package_digest",
    "register",
]

_MODULES = {
    "errors": ("IncrementalError", "SettingsError"),
    "keys.code_digests": ("installation_digest", "package_digest"),
    "keys.fingerprint": ("fingerprint",),
    "content.cached_body": ("CachedBody",),
    "content.view_inputs": ("body_of",),
    "run.build_run": ("JOBS_SETTING",),
    "run.processors": ("available_jobs",),
    "run.up_to_date": ("UpToDateCheck", "WatchedBuild"),
    "state.database": ("DamagedError", "Database"),
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
