import pytest

from digest.feeds.cleaning.item_fields import author_names, item_title, tag_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ann@gazette.photography (Ann Ray)", ("Ann Ray",)),
        ("Ann Ray <ann@gazette.international>", ("Ann Ray",)),
        ('"Ann Ray" <ann@gazette.example>', ("Ann Ray",)),
        ("Ann Ray [ann@gazette.example]", ("Ann Ray",)),
        ("ann.o'neil+x@gazette.example (Ann O'Neil)", ("Ann O'Neil",)),
        ("mailto:ann@gazette.example", ()),
        ("mailto:ann@gazette.example?subject=Your%20story (Ann Ray)", ("Ann Ray",)),
        ("ann%40gazette.example (Ann Ray)", ("Ann Ray",)),
        ("ann@[192.0.2.1] (Ann Ray)", ("Ann Ray",)),
        ("ann@gazette.example", ()),
        ("noreply@blogger.com (Unknown)", ()),
        ('<a href="mailto:ann@gazette.example">Ann Ray</a>', ("Ann Ray",)),
        ('<a href="https://gazette.example/ann" rel="author"><b>Ann</b> Ray</a>', ("Ann Ray",)),
        ("&lt;b&gt;Ann Ray&lt;/b&gt;", ("Ann Ray",)),
        ("Ann Ray &amp; Bob Stone", ("Ann Ray", "Bob Stone")),
        ("Ann Ray &amp;amp; Co", ("Ann Ray & Co",)),
        ("Ren&eacute;e &#8217;t Hart", ("Renée ’t Hart",)),
        ("https://gazette.example/ann", ()),
        ("Ann Ray (https://gazette.example/ann)", ("Ann Ray",)),
        ("By Ann Ray, Bob Stone and Cy van der Hill", ("Ann Ray", "Bob Stone", "Cy van der Hill")),
        ("Written by Ann Ray", ("Ann Ray",)),
        ("Byron Hill", ("Byron Hill",)),
        ("Department of Trade and Industry", ("Department of Trade and Industry",)),
        ("a@x.example (Ann Ray), b@x.example (Bob Stone)", ("Ann Ray", "Bob Stone")),
        ("Ray, Ann", ("Ray, Ann",)),
        ("/u/harbour", ("/u/harbour",)),
        ("()", ()),
    ],
)
def test_authors_are_names_alone(text: str, names: tuple[str, ...]) -> None:
    assert author_names((text,)) == names


@pytest.mark.parametrize(
    ("categories", "tags"),
    [
        (("Arts &amp; Culture", "News &amp;amp; Views"), ("Arts & Culture", "News & Views")),
        (("<b>Ports</b>", "#Ferry"), ("Ports", "Ferry")),
        (("PORTS", "Ports", "ports"), ("Ports",)),
        (("Ports", "PORTS"), ("Ports",)),
        (("ports, ships , fares",), ("ports", "ships", "fares")),
        (("Ray, Ann", "Fires, Floods, and Storms"), ("Ray Ann", "Fires Floods and Storms")),
        (("https://gazette.example/tag/1",), ()),
        (("C#", "R&D", "S&P 500"), ("C#", "R&D", "S&P 500")),
    ],
)
def test_tags_are_words_alone(categories: tuple[str, ...], tags: tuple[str, ...]) -> None:
    assert tag_names(categories) == tags


@pytest.mark.parametrize(
    ("given", "publisher", "title"),
    [
        ("Storm nears - The Gazette", "The Gazette", "Storm nears"),
        ("Storm nears \u2014 the  gazette ", "The Gazette", "Storm nears"),
        ("Storm - sea rises | The Gazette", "The Gazette", "Storm - sea rises"),
        ("Storm nears - The Gazette", "", "Storm nears - The Gazette"),
        ("Storm nears - The Gazette", "Gazette", "Storm nears - The Gazette"),
        ("The Gazette", "The Gazette", "The Gazette"),
        ("- The Gazette", "The Gazette", "- The Gazette"),
        ("What ails the Gazette", "The Gazette", "What ails the Gazette"),
        ("Ann&#39;s boat &amp; hers", "", "Ann's boat & hers"),
        ("Use &lt;b> in HTML", "", "Use &lt;b> in HTML"),
        ("Storm hits<br />Ferry stops", "", "Storm hits Ferry stops"),
        ("How to use <br> in a page", "", "How to use <br> in a page"),
        ("a\nTags: b", "", "a Tags: b"),
    ],
)
def test_a_title_is_shown_as_it_was_meant(given: str, publisher: str, title: str) -> None:
    assert item_title(given, publisher) == title


@pytest.mark.parametrize("junk", ["@", "a@", "<", "&", "%40", "<br", " - ", "by ", "(", "a and "])
@pytest.mark.timeout(60)  # measured: 0.3 s at most
def test_hostile_fields_take_no_time(junk: str) -> None:
    text = junk * 100_000
    author_names((text,) * 30)
    tag_names((text,) * 30)
    item_title(text, text)
