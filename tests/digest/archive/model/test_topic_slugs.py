"""The address of a topic stays."""

from datetime import UTC, datetime

from digest.annotate.records import Annotation, Mention
from digest.archive.model.topic_slugs import NO_SLUGS, topic_slugs


def test_the_spelling_that_was_reported_first_stays_the_address() -> None:
    def said(day: int, name: str) -> tuple[datetime, Annotation]:
        return datetime(2023, 7, day, tzinfo=UTC), Annotation(f"{day}", (Mention(0, 1, name, name, "person"),))

    first = [said(1, "Orlenko"), said(3, "Evgeny Orlenko")]
    later = [said(4, "Yevgeny Orlenko"), said(5, "Yevgeny Orlenko")]
    early = topic_slugs(first, {"Orlenko": "Evgeny Orlenko", "Evgeny Orlenko": "Evgeny Orlenko"})
    canonical = dict.fromkeys(("Orlenko", "Evgeny Orlenko", "Yevgeny Orlenko"), "Yevgeny Orlenko")
    for order in ([*first, *later], [*later, *first]):
        late = topic_slugs(order, canonical)
        assert late.of("Yevgeny Orlenko") == early.of("Evgeny Orlenko") == "evgeny-orlenko"
        assert set(late.others("Yevgeny Orlenko")) == {"yevgeny-orlenko", "orlenko"}
    assert NO_SLUGS.of("Ada Fiction") == "ada-fiction"
    assert NO_SLUGS.others("Ada Fiction") == ()
