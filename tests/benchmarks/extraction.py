"""How much of an article's text, and how much of what stands around it, comes out of a page: `text = "page"`.

    python tests/benchmarks/extraction.py [--pages 60]

The pages are made here, in six layouts that news sites have (landmarks, bare divs, a table of the nineties, a live
blog, one with comments below, one with a wall of links): real ones may not be handed on. Precision and recall count
words; `whole` are pages of which every paragraph came, `clean` those of which nothing else did.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))

from digest.errors import FeedError
from digest.feeds.cleaning.page_extraction import main_text

MENU = ("Home", "World", "Politics", "Business", "Sport", "Culture", "Weather", "Newsletters", "Sign in", "Subscribe")
TEASER = "Teaserword"  # stands in all that is no part of the article, and nowhere in it


def main() -> None:
    parser = argparse.ArgumentParser(description="Words of articles found in pages.")
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    begun = time.process_time()
    totals: dict[str, Counter[str]] = {name: Counter() for name in LAYOUTS}
    for number in range(options.pages):
        name = list(LAYOUTS)[number % len(LAYOUTS)]
        _measure(random.Random(number), LAYOUTS[name], totals[name])
    for name, total in totals.items():
        print(f"{name:10} {_line(total)}")
    whole = sum(totals.values(), Counter())
    seconds = (time.process_time() - begun) / max(1, options.pages)
    print(f"{'all':10} {_line(whole)}; {seconds * 1000:.0f} ms a page")


def _measure(chance: random.Random, layout: Callable[[str, str, random.Random], str], total: Counter[str]) -> None:
    paragraphs = [_paragraph(chance) for _ in range(chance.randint(5, 20))]
    title = " ".join(chance.choices(WORDS, k=7)).capitalize()
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    total["pages"] += 1
    try:
        extracted = main_text(layout(title, body, chance).encode(), "https://x.example/1", "")
    except FeedError:
        extracted = ""
    expected_words, read_words = Counter(_words(" ".join(paragraphs))), Counter(_words(extracted))
    total["wanted"] += expected_words.total()
    total["found"] += read_words.total()
    total["common"] += (expected_words & read_words).total()
    total["whole"] += all(" ".join(_words(paragraph)) in " ".join(_words(extracted)) for paragraph in paragraphs)
    total["clean"] += bool(extracted) and TEASER.lower() not in _words(extracted)


def _line(total: Counter[str]) -> str:
    precision = total["common"] / max(1, total["found"])
    recall = total["common"] / max(1, total["wanted"])
    score = 2 * precision * recall / max(1e-9, precision + recall)
    return (
        f"precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}; "
        f"{total['whole']} whole and {total['clean']} clean of {total['pages']} pages"
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


WORDS = _words("""
the a of to in and that for is on with as by from at grain ship deal mutiny column border minister talks river
report market price bank vote party court judge train flood fire storm school hospital police council budget
energy oil gas wheat harbour island north south east west old new first last third quiet sudden public private
""")


def _paragraph(chance: random.Random) -> str:
    sentences = (" ".join(chance.choices(WORDS, k=chance.randint(6, 24))) for _ in range(chance.randint(2, 5)))
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _teasers(chance: random.Random, count: int) -> str:
    lines = (f'<li><a href="/{n}">{TEASER} {" ".join(chance.choices(WORDS, k=8))}</a></li>' for n in range(count))
    return f"<ul>{''.join(lines)}</ul>"


def _menu() -> str:
    return "<ul>" + "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in MENU) + "</ul>"


def _page(title: str, inside: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Paper</title>'
        f"<script>var x = 1;</script><style>p {{ color: red }}</style></head><body>{inside}"
        f"<footer><p>{TEASER} © The Paper. All rights reserved.</p></footer></body></html>"
    )


def _landmarks(title: str, body: str, chance: random.Random) -> str:
    return _page(
        title,
        f"<header><nav>{_menu()}</nav></header><main><article><h1>{title}</h1>{body}</article></main>"
        f"<aside><h2>{TEASER} most read</h2>{_teasers(chance, 8)}</aside>",
    )


def _divs(title: str, body: str, chance: random.Random) -> str:
    return _page(
        title,
        f'<div class="top">{_menu()}</div><div class="c1"><div class="c2"><h1>{title}</h1>'
        f'<div class="share"><a href="#">{TEASER} share</a></div><div class="text">{body}</div></div>'
        f'<div class="right">{_teasers(chance, 12)}</div></div>',
    )


def _table(title: str, body: str, chance: random.Random) -> str:
    return _page(
        title,
        f'<table width="100%"><tr><td>{_menu()}</td><td><font size="5">{title}</font>{body}</td>'
        f"<td>{_teasers(chance, 6)}</td></tr></table>",
    )


def _live(title: str, body: str, chance: random.Random) -> str:
    posts = "".join(
        f'<section class="post"><h2>{number}:00</h2><p>{text}</p></section>'
        for number, text in enumerate(re.findall(r"<p>(.*?)</p>", body), start=8)
    )
    return _page(title, f"<nav>{_menu()}</nav><main><h1>{title}</h1>{posts}</main><aside>{_teasers(chance, 5)}</aside>")


def _comments(title: str, body: str, chance: random.Random) -> str:
    comments = "".join(f'<div class="comment"><p>{TEASER} {_paragraph(chance)}</p></div>' for _ in range(8))
    return _page(
        title,
        f"<nav>{_menu()}</nav><article><h1>{title}</h1>{body}</article>"
        f'<section id="comments"><h2>Comments</h2>{comments}</section>',
    )


def _links(title: str, body: str, chance: random.Random) -> str:
    half = body.find("</p>", len(body) // 2) + 4
    box = f'<div class="related"><h3>{TEASER} related</h3>{_teasers(chance, 4)}</div>'
    return _page(
        title,
        f"<div>{_menu()}{_teasers(chance, 40)}</div><article><h1>{title}</h1>{body[:half]}{box}{body[half:]}</article>"
        f"<div>{_teasers(chance, 40)}</div>",
    )


LAYOUTS: dict[str, Callable[[str, str, random.Random], str]] = {
    "landmarks": _landmarks,
    "divs": _divs,
    "table": _table,
    "live blog": _live,
    "comments": _comments,
    "links": _links,
}

if __name__ == "__main__":
    main()
