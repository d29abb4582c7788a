"""What the editor decides in content/decisions.toml, in a small real site."""

from collections.abc import Callable
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.errors import ConfigurationError

STRIKE, WAIT, HELM = "2023/07/19/pilots-strike", "2023/07/19/ships-wait", "2023/07/19/helm"
ORGAN = "2023/07/18/organ"


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def decided(new_site: Callable[[], Any], text: str) -> Any:
    site = new_site()
    site.add("2023/07/19/library", "lantern", "The library lends umbrellas", "06:00", "It rains, and it lends.\n")
    (site.content / "decisions.toml").write_text(text, encoding="utf-8")
    site.build()
    return site


def test_what_is_pinned_comes_first_and_says_why(new_site: Callable[[], Any]) -> None:
    site = decided(new_site, 'pin = ["2023/07/19/library"]')
    assert texts(site.page("index.html"), ".lead h3") == ["The library lends umbrellas"]
    assert "Pinned by the editors" in texts(site.page("index.html"), ".lead + .evidence")[0]


def test_what_is_dropped_is_nowhere(new_site: Callable[[], Any]) -> None:
    site = decided(new_site, f'drop = ["/{HELM}/", "{ORGAN}"]')
    assert not (site.output / HELM).exists()
    assert not (site.output / "2023/07/18").exists()
    assert "2 sources" in texts(site.page("2023/07/19"), "article.story .evidence")[0]
    assert not [path for path, data in site.state().items() if b"rest at the helm" in data]


def test_a_story_is_dropped_with_all_its_articles(new_site: Callable[[], Any], site: Any) -> None:
    [story] = [
        node.attributes["href"] for node in site.page(STRIKE).css(".source a") if "/stories/" in node.attributes["href"]
    ]
    without = decided(new_site, f'drop = ["{story}"]')
    assert texts(without.page("2023/07/19"), "article.story") == []
    assert not (without.output / STRIKE).exists()


def test_what_is_split_off_stands_alone(new_site: Callable[[], Any]) -> None:
    site = decided(new_site, f'split = ["{HELM}"]')
    assert "2 sources" in texts(site.page("2023/07/19"), "article.story .evidence")[0]
    assert "Neverhaven’s pilots strike over rest at the helm" in texts(site.page("2023/07/19"), "#day-single .river a")


def story_of(site: Any, path: str) -> str:
    [link] = {node.attributes["href"] for node in site.page(path).css(".source p a, #others p a")}
    return str(link).strip("/")


@pytest.mark.parametrize("decision", ["drop", "split"])
def test_a_story_keeps_its_address_without_its_first_report(
    new_site: Callable[[], Any], site: Any, decision: str
) -> None:
    before = story_of(site, HELM)
    without = decided(new_site, f'{decision} = ["{STRIKE}"]\npin = ["{before}"]')
    assert story_of(without, HELM) == before
    assert len(without.page(before).css("#reports h3")) == 2
    assert "Pinned by the editors" in texts(without.page("index.html"), ".lead + .evidence")[0]


def test_the_address_of_a_story_leads_on_when_one_report_is_left_or_another_story_takes_it_in(
    new_site: Callable[[], Any], site: Any
) -> None:
    before = story_of(site, HELM)
    alone = decided(new_site, f'drop = ["{STRIKE}", "{WAIT}"]')
    assert alone.page(before).css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url=/{HELM}/"
    merged = decided(
        new_site, f'split = ["{STRIKE}"]\nmerge = [["{HELM}", "{ORGAN}"], ["{STRIKE}", "2023/07/19/library"]]'
    )
    there = story_of(merged, HELM)
    assert merged.page(before).css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url=/{there}/"
    assert len(merged.page(story_of(merged, STRIKE)).css("#reports h3")) == 2


def test_what_is_merged_is_one_story(new_site: Callable[[], Any]) -> None:
    site = decided(new_site, f'merge = [["{STRIKE}", "{ORGAN}"]]\nlead = ["{ORGAN}"]')
    story = site.page(story_of(site, ORGAN))
    assert len(story.css("#reports h3")) == 4
    headline = texts(site.page(ORGAN), "h1")
    assert texts(story, "h1") == headline
    assert headline[0] in texts(site.page("2023/07/18"), "h3")
    assert headline[0] in texts(site.page("index.html"), "h3")
    assert "Placed here by an editor" in texts(story, "#why .agate")
    assert any("that an editor has chosen" in text for text in texts(story, "#why p"))


def test_a_decision_about_nothing_is_named_and_the_build_goes_on(
    new_site: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    text = 'pin = ["stories/nowhere"]\ndrop = ["2023/07/19/gone"]\nsplit = ["x"]\nmerge = [["y", "z"], []]\n'
    site = decided(new_site, text)
    assert "3 sources" in texts(site.page("2023/07/19"), "article.story .evidence")[0]
    for part in (
        "pin: there is no story or article 'stories/nowhere'",
        "drop: ",
        "split: there is no article 'x'",
        "'z'",
    ):
        assert part in caplog.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("pin = [", r"decisions\.toml: this isn't TOML"), ("pin = 3", "pin"), ('rank = ["x"]', "rank")],
)
def test_a_file_that_holds_no_decisions_is_named(new_site: Callable[[], Any], text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError, match=expected):
        decided(new_site, text)
