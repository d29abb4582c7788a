"""What the tests of names over an archive share: annotations made of names, and what became of them."""

from collections.abc import Sequence

from digest.annotate.names.archive_names import archive_names
from digest.annotate.names.canonical_names import ArchiveNames
from digest.annotate.records import Actor, Annotation, Kind, Mention

VANE = Actor("Yevgenia Vane", "person", "yevgenia-vane", aliases=("Vane", "Zhenya Vane"), never=("Evgenia Wane",))


def text(*names: str | tuple[str, Kind], written: str = "") -> Annotation:
    """An annotation that mentions persons by their names, or names of a kind; the last of them written otherwise."""
    each: list[tuple[str, Kind]] = [(name, "person") if isinstance(name, str) else name for name in names]
    mentions = [Mention(0, len(name), name, name, kind) for name, kind in each]
    if written:
        mentions.append(Mention(0, len(written), written, *each[-1]))
    return Annotation("t", tuple(mentions))


def canonical(annotations: Sequence[Annotation], *actors: Actor) -> dict[str, str]:
    return dict(archive_names(annotations, actors).canonical)


def rule_of(names: ArchiveNames, name: str, spelling: str) -> str:
    return next(written.rule for written in names.details[name].spellings if written.text == spelling)
