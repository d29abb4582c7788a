"""Where things stand on the site."""

from digest.site.load.archive_assembly import build_archive
from digest.site.model.addresses import topic_slug

from ..small_records import NORTH, SETTINGS, article


def test_a_name_in_another_script_has_an_address_in_ascii() -> None:
    assert topic_slug("Вагнер") == "vagner"
    assert topic_slug("😀") == topic_slug("😀") != topic_slug("🎉")
    assert topic_slug("😀").isascii()


def test_addresses_stand_below_the_path_of_the_site() -> None:
    archive = build_archive([article(1, NORTH)], (), {"": NORTH}, SETTINGS)
    assert archive.addresses.topic("mi6") == "/news/topics/mi6/"
    assert archive.addresses.day(archive.days[0]) == "/news/2023/07/01/"
