"""The network of an actor."""

from hypothesis import given
from hypothesis import strategies as st

from digest.archive.model.topics import Topic
from digest.site.charts.actor_network import HEIGHT, MAX_LINES, MAX_NAMES, WIDTH, actor_network, network_names
from digest.site.views.chart_views import ActorNetwork

GUILD = Topic("guild", "Guild", "organisation")


def network_of(
    numbers: list[int], pairs: tuple[tuple[str, str, int], ...] = (), name: str = "Name"
) -> ActorNetwork | None:
    companions = [(Topic(f"t{place}", f"{name} {place}", "person"), number) for place, number in enumerate(numbers)]
    drawn = network_names(companions)
    return actor_network(GUILD, drawn, pairs, "en") if drawn else None


def test_those_that_an_actor_is_named_with_most_stand_around_it() -> None:
    network = network_of([9, 4, 3, 3, 1], (("t0", "t1", 3), ("t1", "t2", 2)))
    assert network is not None
    assert [dot.label for dot in network.dots] == ["Name 0", "Name 1", "Name 2", "Name 3"]
    assert [line.width for line in network.lines] == [3.0, 2.3, 7.0, 3.7, 3.0, 3.0]
    assert network.description == "Most often Name 0, in 9 articles."


def test_three_names_are_no_network() -> None:
    assert network_of([9, 4, 3], (("t0", "t1", 2), ("t1", "t2", 2))) is None
    assert network_of([9, 4, 3, 1, 1], (("t0", "t1", 2),)) is None


def test_a_few_names_without_a_line_between_two_of_them_are_no_network() -> None:
    assert network_of([9, 4, 3, 2]) is None
    assert network_of([9, 4, 3, 2], (("t2", "t3", 2),)) is not None
    assert network_of([9, 4, 3, 2, 2]) is not None


@given(st.lists(st.integers(1, 500), max_size=20), st.text(min_size=1, max_size=60))
def test_a_network_stays_in_its_picture(numbers: list[int], name: str) -> None:
    names = [f"t{place}" for place in range(MAX_NAMES)]
    pairs = [(one, other, 5) for one in names for other in names if one < other]
    drawn = len([number for number in numbers if number > 1][:MAX_NAMES])
    network = network_of(
        sorted(numbers, reverse=True), tuple([pair for pair in pairs if int(pair[1][1:]) < drawn][:MAX_LINES]), name
    )
    if network is None:
        return
    assert len(network.lines) <= MAX_LINES + MAX_NAMES
    for dot in network.dots:
        assert 0 < dot.x < WIDTH
        assert 0 < dot.label_y < HEIGHT
        assert len(dot.label) <= 20
        assert 100 < dot.label_x < WIDTH - 100 or len(dot.label) < 16
