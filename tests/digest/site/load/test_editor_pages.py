"""The editor's own pages: which addresses they can have."""

import re

import pytest

from digest.errors import ConfigurationError
from digest.site.load.editor_pages import editor_page


@pytest.mark.parametrize("slug", ["changes", "Status", "search", "topics", "stories", "theme", "handbook"])
def test_a_page_at_an_address_of_the_sites_own_is_refused_with_its_file(slug: str) -> None:
    expected = f"pages/mine.md: /{slug.lower()}/ is the site's own address: expected another Slug"
    with pytest.raises(ConfigurationError, match=re.escape(expected)):
        editor_page("pages/mine.md", {"title": "Mine", "slug": slug}, "<p>Text.</p>")
    with pytest.raises(ConfigurationError, match=re.escape(expected)):
        editor_page("pages/mine.md", {"title": slug}, "<p>Text.</p>")


@pytest.mark.parametrize("slug", ["about", "our-changes", "2026"])
def test_any_other_address_is_the_editors(slug: str) -> None:
    assert editor_page("pages/mine.md", {"title": "Mine", "slug": slug}, "<p>Text.</p>").slug == slug
