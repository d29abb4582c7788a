"""When a feed wants to be asked again, by its document."""

from digest.feeds.parsing.update_hints import NO_UPDATE_HINTS, UpdateHints, read_update_hints


def test_hints_are_found_wherever_they_stand() -> None:
    assert read_update_hints(b"<rss><channel><ttl> 90 </ttl></channel></rss>") == UpdateHints(5400)
    assert read_update_hints(
        b"<sy:updatePeriod>\n daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    ) == UpdateHints(6 * 3600)
    skipped = b"<skipHours><hour>0</hour><hour>24</hour><hour>5</hour><hour>99</hour></skipHours>"
    assert read_update_hints(skipped + b"<skipDays><day>Sunday</day><day>Someday</day></skipDays>") == UpdateHints(
        0, (0, 5), (6,)
    )
    everything = b"<skipHours>" + b"".join(b"<hour>%d</hour>" % n for n in range(24)) + b"</skipHours>"
    assert read_update_hints(everything) == NO_UPDATE_HINTS
    assert read_update_hints(b"<updatePeriod>hourly</updatePeriod><updateFrequency>0</updateFrequency>") == UpdateHints(
        3600
    )
