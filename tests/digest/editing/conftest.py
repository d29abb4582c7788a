import pytest

from digest.annotate.names.archive_names import archive_names
from digest.annotate.names.name_report import ReportedName, reported_names
from digest.annotate.records import Annotation, Mention, Role


def annotation(*written: str, name: str = "Yevgeny Orlenko", role: str = "") -> Annotation:
    mentions = tuple(Mention(0, len(one), one, name, "person") for one in written)
    return Annotation("t", mentions, roles=(Role(name, role),) if role else ())


ARTICLES = (
    ("Norhaven Gazette", annotation("Yevgeny Orlenko", "Orlenko", role="governor of Lyman")),
    ("Norhaven Gazette", annotation("Yevgeny Orlenko", role="governor of Lyman")),
    ("Quayside\x1b[31m News", annotation("Evgeny Orlenko", name="Evgeny Orlenko", role="an old\x07 friend")),
    ("Quayside\x1b[31m News", annotation("Ottoline Vane", name="Ottoline Vane")),
    ("Norhaven Gazette", annotation("Ottoline Vane", name="Ottoline Vane")),
    ("Norhaven Gazette", annotation("Edward Marlow", name="Edward Marlow")),
)


@pytest.fixture
def names() -> tuple[ReportedName, ...]:
    known = archive_names([one for _, one in ARTICLES])
    return reported_names(known, [(source, known.with_canonical_names(one)) for source, one in ARTICLES])
