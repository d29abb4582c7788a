"""The article's picture is the one that its reader was meant to see, and one that isn't shown leaves no words."""

import pytest

from digest.feeds.cleaning.item_cleaning import clean_item
from digest.feeds.parsing.item import Item, TextConstruct

BIG = "https://harbour.example/big.jpg"


def item(body: str, image: str = "", more: tuple[str, ...] = ()) -> Item:
    text = TextConstruct(body, "text/html")
    return Item(1, "https://harbour.example/", title="t", body=text, image=image, more_images=more)


@pytest.mark.parametrize(
    "html",
    [
        "<img src='/big.jpg'>",
        "<img src='data:image/gif;base64,R0' data-src='/big.jpg'>",
        "<img src='/placeholder.svg' data-lazy-src='/big.jpg'>",
        "<img src='/loading.gif' data-original='/big.jpg'>",
        "<img src='/tiny.jpg' data-src='/big.jpg'>",
        "<img data-srcset='/s.jpg 300w, /big.jpg 1200w, /m.jpg 700w'>",
        "<img srcset='/s.jpg 1x, /big.jpg 2x'>",
        "<img src='/s.jpg' srcset='/s.jpg 300w, /big.jpg 1200w, /huge.jpg 6000w'>",
        "<img src='/s.jpg' width='300' srcset='/s.jpg 300w, /big.jpg 1200w'>",
        "<picture><source srcset='/big.jpg 1200w, /m.jpg 640w' type='image/webp'><img src='data:,'></picture>",
        "<img src='data:,' class='lazy'><noscript><img src='/big.jpg'></noscript>",
        "<img src='https://secure.gravatar.com/avatar/1?s=96'><img src='/big.jpg'>",
        "<img src='/avatars/ann.jpg'><img src='/big.jpg'>",
        "<img src='/icon.png' width=48 height=48><img src='/big.jpg'>",
        "<img src='/thumb.jpg' width='150'><img src='/big.jpg' width='800px'>",
        "<img src='https://medium.com/_/stat?event=1' width=1 height=1><img src='/big.jpg'>",
        "<img alt='⛴' class='emoji' src='/e.png'><img src='/big.jpg'>",
    ],
)
def test_the_real_picture_is_chosen(html: str) -> None:
    assert clean_item(item(f"{html}<p>Text.</p>")).image == BIG


def test_what_the_feed_names_comes_first_and_what_the_body_shows_follows() -> None:
    draft = clean_item(item("<p>x</p><img src='/big.jpg' alt='The ferry at the old quay'>", "/a.jpg", ("/b.jpg", "")))
    assert draft.image == "https://harbour.example/a.jpg"
    assert draft.more_images == (("https://harbour.example/b.jpg", ""), (BIG, "The ferry at the old quay"))
    assert clean_item(item("x", "https://avatars.githubusercontent.com/u/1?s=60")).image == ""
    assert clean_item(item("x<img src='javascript:x'><img srcset=',,, ,'>", "javascript:x")).image == ""


@pytest.mark.parametrize(
    "html",
    [
        "<img src='/a.jpg' alt='The ferry at the old quay'>",
        "<figure><img src='/a.jpg'><figcaption>The ferry at the old quay</figcaption></figure>",
        "<figure><a href=/a.jpg><img src=/a.jpg></a><figcaption>The ferry at <b>the</b> old quay</figcaption></figure>",
        "<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>The ferry at the old quay</p></div>",
    ],
)
def test_a_picture_that_is_not_shown_leaves_no_words_and_its_words_go_with_it(html: str) -> None:
    draft = clean_item(item(f"<p>Before.</p>{html}<p>After.</p>"))
    assert draft.body == "Before.\n\nAfter."
    assert draft.image_alt == "The ferry at the old quay"


def test_captions_of_other_things_stay_and_so_does_the_text_of_a_body_of_pictures() -> None:
    film = "<figure><iframe src='https://films.example/1'></iframe><figcaption>The film</figcaption></figure>"
    assert clean_item(item(film)).body == "[▶ films.example](https://films.example/1)\n\n*The film*"
    comic = "<img src='/a.png' alt='Two captains argue about a rope'>"
    assert clean_item(item(comic)).body == "*Two captains argue about a rope*"
    assert clean_item(item("<figure><img src=a><figcaption>Only this</figcaption></figure>")).body == "*Only this*"


def test_long_source_sets_take_no_time() -> None:
    assert clean_item(item(f"<img srcset='{'a ' * 50_000}'>")).image is not None
    assert clean_item(item(f"<img srcset='{'/a.jpg 1w,' * 5_000}'>")).image == "https://harbour.example/a.jpg"
