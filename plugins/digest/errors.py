"""The errors of this project, by their cause."""


class DigestError(Exception):
    """Base of every error that this project raises on purpose; its text is one line for a person to act on."""


class ConfigurationError(DigestError):
    """The editor's own input (subscriptions.toml, an actor file, a setting) is wrong; nothing was begun."""


class FeedError(DigestError):
    """One feed could not be fetched or read; the others go on. `advice` is a line on what the editor can do, or ""."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class ItemError(DigestError):
    """One entry of a feed could not become an article; the feed's other entries go on."""


class AnnotationError(DigestError):
    """A text could not be annotated, or the model that reads it is missing."""


class BuildError(DigestError):
    """The site could not be built; what was built last stays."""


class AnotherBuildError(DigestError):
    """A build holds `lock`, a file or a folder; nothing is wrong, and nothing was done."""

    def __init__(self, message: str, lock: str) -> None:
        super().__init__(message)
        self.lock = lock


class PublishError(DigestError):
    """The site could not be published; what is served stays as it was, or is whole again after the next publish."""


class RetentionError(DigestError):
    """Articles that are older than they are kept were not removed; they are all there."""


class WorkerError(DigestError):
    """Processes that work for this one can't be reached, are of another version, or keep dying."""


class DamagedIndexError(DigestError):
    """The index of the archive was damaged, and has been removed: to build again makes it anew."""
