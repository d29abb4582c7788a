"""What is expected of the cases for which more than the feed is fetched: pictures, and pages with full texts.

What the server gives in them is in `fetched_answers`. In alphabetical order.
"""

from tests.corpus.cases.expectation import OneOf, Says, row

LARGE = Says(r"/pictures/large\.jpg$")

ROWS = [
    row("pictures", "avatar", image=LARGE, picture=1280),
    row("pictures", "emoji", image=LARGE, picture=1280),
    row("pictures", "plain", image=LARGE, picture=1280),
    row("pictures", "small-first", image=LARGE, picture=1280),
    row("pictures", "thumbnail", image=LARGE, picture=1280),
    row("pictures", "untyped", image=LARGE, picture=1280),
    # Five pages, each asked for at most three times in two days.
    row("textpage-paywall", pages=OneOf(*range(5, 16)), validators=["", '"1"', '"1"', '"1"', '"1"']),
    row("textpage-paywall/2", "Ferry", text=Says("^The ferry")),
]
