"""Whatever a template says goes through a catalogue, so that no page speaks two languages."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
CODE = re.compile(
    r"\{% block policy %\}.*?\{% endblock %\}|\{#.*?#\}|\{% trans .*?%\}.*?\{% endtrans %\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
SPOKEN = re.compile(r"(?:aria-label|alt|placeholder|title)=\"([^\"]*[A-Za-z][^\"]*)\"")
# Attributes that macros write, the kinds and classes that blocks name, and a proper name.
NO_WORDS = {"lang", "dir", "auto", "rel", "noopener", "external", "nofollow", "cover", "article", "sheet", "Wikidata"}
SCRIPT = re.compile(r"<script[^>]*>.*?</script>", re.DOTALL)


@pytest.mark.parametrize("template", sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.html")), ids=str)
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    markup = SCRIPT.sub("", CODE.sub("", source))
    assert SPOKEN.findall(markup) == []
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", markup))
    assert set(words) - NO_WORDS == set()
