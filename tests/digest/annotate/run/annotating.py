"""What the tests of running share: four short texts, and an annotator run to its end."""

from digest.annotate.records import Annotation, Text
from digest.annotate.run.annotator import Annotator

TEXTS = [
    Text("1", "Edward Marlow came to London. “The sea is calm today,” Marlow said.", "Marlow in London"),
    Text("2", "", ""),
    Text("3", "Гавань закрыта.", "", "ru"),
    Text("4", "“We sail at dawn,” said Ottoline Vane of the Harbour Watch."),
]


def run(annotator: Annotator, texts: list[Text] = TEXTS) -> list[Annotation]:
    return list(annotator.annotate(texts))
