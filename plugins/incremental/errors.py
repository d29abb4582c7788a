"""The errors of an incremental build."""


class IncrementalError(Exception):
    """Base of all errors that this plugin raises on purpose. The text tells a person what to do."""


class BuildRunningError(IncrementalError):
    """Another build is using the state directory; this one ended before it began. `lock` is the file or the folder
    that it holds."""

    def __init__(self, message: str, lock: str) -> None:
        super().__init__(message)
        self.lock = lock


class SettingsError(IncrementalError):
    """A Pelican setting that this plugin can't work with."""


class ViewError(IncrementalError):
    """A view, its output path or its template isn't as `write_view` expects it, or could not be rendered."""


class OutputError(IncrementalError):
    """A page can't be written, because something that no build made is at its path."""
