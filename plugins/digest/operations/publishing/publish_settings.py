"""How the site is published, as its settings file says and the options of a run change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...errors import ConfigurationError
from .page_loss import MAX_LOSS
from .precompression import ENCODINGS
from .targets.release_names import KEPT_RELEASES

MAX_KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """`target` is the address of the target, "" where the settings name none; `keep` is the number of releases that
    stay; `max_loss` is the share of its pages that a site may lose from one release to the next; `compress` has the
    names of encodings; with `history` a git branch keeps the commits of earlier releases."""

    target: str = ""
    keep: int = KEPT_RELEASES
    max_loss: float = MAX_LOSS
    compress: tuple[str, ...] = ()
    history: bool = False


def publish_settings(settings: Mapping[str, Any]) -> PublishSettings:
    """The record from the names of a settings file.

    Raises:
        ConfigurationError: a setting has a value that can't be used; the message names it.
    """
    return PublishSettings(
        target=str(settings.get("DIGEST_PUBLISH", "")),
        keep=_keep(settings.get("DIGEST_PUBLISH_KEEP", KEPT_RELEASES)),
        max_loss=_share(settings.get("DIGEST_PUBLISH_MAX_LOSS", MAX_LOSS)),
        compress=_encodings(settings.get("DIGEST_PUBLISH_COMPRESS", ())),
        history=bool(settings.get("DIGEST_PUBLISH_HISTORY", False)),
    )


def _keep(value: object) -> int:
    if isinstance(value, int) and 1 <= value <= MAX_KEPT:
        return int(value)
    raise ConfigurationError(f"DIGEST_PUBLISH_KEEP is {value!r}: expected a whole number from 1 to {MAX_KEPT}")


def _share(value: object) -> float:
    if isinstance(value, int | float) and 0 <= value <= 1:
        return float(value)
    raise ConfigurationError(f"DIGEST_PUBLISH_MAX_LOSS is {value!r}: expected a share from 0 to 1, such as {MAX_LOSS}")


def _encodings(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and set(value) <= ENCODINGS.keys():
        return tuple(name for name in ENCODINGS if name in value)
    raise ConfigurationError(f"DIGEST_PUBLISH_COMPRESS is {value!r}: expected a list of {', '.join(ENCODINGS)}")
