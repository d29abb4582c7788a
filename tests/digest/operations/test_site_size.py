import pytest

from digest.errors import ConfigurationError
from digest.operations.site_size import SizeLimits, size_limits


def test_a_site_over_a_limit_is_told_with_both_numbers() -> None:
    limits = size_limits({"DIGEST_MAX_FILES": 20_000, "DIGEST_MAX_MB": 1000})
    assert list(limits.warnings(20_000, 1_000_000_000)) == []
    assert list(limits.warnings(20_001, 0)) == [
        (
            "the site has 20,001 files, and DIGEST_MAX_FILES is 20,000: "
            "the handbook says under “Retention” what makes it smaller"
        )
    ]
    assert list(limits.warnings(1, 1_200_000_000)) == [
        "the site has 1,200.0 MB, and DIGEST_MAX_MB is 1,000: the handbook says under “Retention” what makes it smaller"
    ]
    assert len(list(limits.warnings(20_001, 1_200_000_000))) == 2


def test_without_a_setting_there_is_no_limit() -> None:
    assert size_limits({}) == SizeLimits()
    assert list(SizeLimits().warnings(10**9, 10**15)) == []


@pytest.mark.parametrize("value", [-1, 1.5, "20000", True, None])
def test_what_is_no_whole_number_is_told(value: object) -> None:
    with pytest.raises(ConfigurationError, match=r"DIGEST_MAX_MB is .*: expected a whole number, or 0 for no limit"):
        size_limits({"DIGEST_MAX_MB": value})
