"""What is raised, lowered, an emoji, a formula or a footnote is the same to a reader of the bare text."""

import pytest

from digest.feeds.cleaning.html_tree import read_html
from digest.feeds.cleaning.inline_text import with_inline_text
from digest.feeds.cleaning.item_cleaning import clean_item
from digest.feeds.cleaning.markdown_writer import MarkdownWriter
from digest.feeds.parsing.item import Item, TextConstruct


def markdown(html: str) -> str:
    return MarkdownWriter("https://harbour.example/", "").write(with_inline_text(read_html(html)))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a billion is 10<sup>9</sup>", "a billion is 10⁹"),
        ("10<sup>-3</sup> of it", "10⁻³ of it"),
        ("10<sup>−3</sup> of it", "10⁻³ of it"),
        ("x<sup>2n</sup>", "x²ⁿ"),
        ("e<sup>x</sup> and 2<sup>a+b</sup>", "e^x and 2^(a+b)"),
        ("the 5<sup>th</sup>, M<sup>me</sup>, 2<sup>e</sup>, X<sup>™</sup>", "the 5th, Mme, 2e, X™"),
        ("the pier<sup>4</sup> closed", "the pier⁴ closed"),
        ("as shown<sup>2,3</sup>", "as shown²,³"),
        ('in 1999<sup id="r1"><a href="#fn1">1</a></sup>', "in 1999\\[1&#93;"),
        ('in 1999<sup><a href="#fn1">[12]</a></sup>', "in 1999\\[12&#93;"),
        ('the note <sup><a href="/notes#2">2</a></sup>', "the note [\\[2&#93;](https://harbour.example/notes#2)"),
        ('<p>A note. <a href="#r1">↩︎</a></p>', "A note."),
        ("CO<sub>2</sub> and H<sub>2</sub>SO<sub>4</sub>", "CO₂ and H₂SO₄"),
        ("x<sub>max</sub>", "x\\_max"),
        ('now <img alt="⛴" src="e.png"> sails <img alt="👩‍🚀" src="f.png">', "now ⛴ sails 👩‍🚀"),
        ('fine <img class="wp-smiley" alt=":)" src="s.gif">', "fine :)"),
        ('all <img class="emoji" alt=":ship:" src="s.png">', "all :ship:"),
        ('so <img class="latex" alt="a^2 + b^2" src="/l.png">.', "so a^2 + b^2."),
        ('so <img alt="{\\displaystyle a_{1}}" src="https://w.example/media/math/render/svg/1">', "so a\\_{1}"),
        ("<math><mi>F</mi><mo>=</mo><mi>m</mi><mi>a</mi></math>", "F=ma"),
        ("<math><msup><mi>c</mi><mn>2</mn></msup></math>", "c²"),
        ("<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>", "a/(b+1)"),
        ('<math alttext="E = h f"><mi>E</mi></math>', "E = h f"),
        (
            "<math><semantics><mi>p</mi><annotation encoding='application/x-tex'>p \\cdot q</annotation></semantics>",
            "p \\\\cdot q",
        ),
        ("costs \\(a_b\\) or $$x^2$$", "costs \\\\(a_b\\\\) or $$x^2$$"),
    ],
)  # fmt: skip
def test_inline_elements_keep_their_meaning(html: str, text: str) -> None:
    assert markdown(html) == text


def test_a_picture_with_an_alternative_text_of_its_own_is_a_picture() -> None:
    html = '<img alt="2026" src="a.jpg"><img alt="A ferry 🚢 at the quay" src="b.jpg"><img src="c.jpg">'
    tree = read_html(html)
    assert with_inline_text(tree) == tree


def test_titles_from_the_text_and_summaries_have_it_too() -> None:
    body = TextConstruct("<p>It holds 10<sup>6</sup> litres of H<sub>2</sub>O</p>", "text/html")
    draft = clean_item(Item(number=1, base="https://harbour.example/", body=body, summary=body))
    assert draft.title == draft.summary == draft.body == "It holds 10⁶ litres of H₂O"


def test_formulas_and_raised_text_nested_deeply_end() -> None:
    assert len(markdown("<sup>" * 900 + "2" + "</sup>" * 900)) < 10
    assert "x" in markdown("<math>" + "<msup>" * 800 + "x")
