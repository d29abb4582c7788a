"""What somebody probably meant by a name that isn't known."""

from collections.abc import Iterable
from difflib import get_close_matches


def similar_name(name: str, known: Iterable[str]) -> str:
    """The known name that is most like a mistyped one, whatever its case; "" if none is."""
    by_small_letters = {one.casefold(): one for one in known}
    similar = get_close_matches(" ".join(name.casefold().split()), list(by_small_letters), n=1)
    return by_small_letters[similar[0]] if similar else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a message about a name that isn't known: "; did you mean 'Ada Fiction'?", or ""."""
    similar = similar_name(name, known)
    return f"; did you mean {similar!r}?" if similar else ""
