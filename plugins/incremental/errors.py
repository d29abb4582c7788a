"""What can go wrong in an incremental build."""


class IncrementalError(Exception):
    """Base of every error that this plugin raises on purpose; its text is for a person to act on."""


class BuildRunning(IncrementalError):  # noqa: N818  it states a fact about the world, not a fault of this run
    """Another build holds the state directory; this one ended before it began."""


class SettingsError(IncrementalError):
    """A Pelican setting that this plugin can't work with."""


class ViewError(IncrementalError):
    """A view, its output path or its template is not what `write_view` takes, or could not be rendered."""


class OutputError(IncrementalError):
    """A page can't be put where it belongs, because something that no build made is in its way."""
