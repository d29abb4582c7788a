"""What the tests of quotes share: the annotate fixture's type, who said what, and a text that names two persons."""

from typing import Protocol

from digest.annotate.records import Annotation


class Annotate(Protocol):
    def __call__(self, text: str, title: str = "", lang: str = "") -> Annotation: ...


def said(annotation: Annotation) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in annotation.quotes]


OPENING = "Edward Marlow, the mayor of Norhaven, met Helen Carver in London on Monday.\n\n"
