from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.archive.corrections import KindCorrection, QuoteCorrection, Rename, Untag, load_corrections
from digest.archive.story_decisions import load_decisions
from tests.digest.operations.desk.desks import SITE, SmallDesk, quoting, small_desk, told_on

ARTICLE = "2023/07/01/a"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def running_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDesk]:
    articles = [quoting(1), quoting(2), quoting(3, headline=HOSTILE, name="Eve <b>Fiction")]
    with small_desk(tmp_path_factory.mktemp("desk"), articles) as desk:
        yield desk


@pytest.fixture
def desk(running_desk: SmallDesk) -> SmallDesk:
    running_desk.clear()
    return running_desk


def test_nobody_without_the_token_or_from_another_host_learns_anything(desk: SmallDesk) -> None:
    port = desk.host.partition(":")[2]
    own = f"/{desk.token}/articles"
    refused = [
        desk.ask("/"),
        desk.ask("/articles"),
        desk.ask(f"/{desk.token[:-1]}/articles"),
        desk.ask(f"/x{desk.token}/articles"),
        *(desk.ask(own, headers={"Host": host}) for host in ("evil.example", f"evil.example:{port}", "127.0.0.1:1")),
        *(desk.ask(own, headers={"Host": host}) for host in ("", f"[::1]:{port}")),
        desk.ask("/undo", {"token": desk.token}),
        desk.ask("/desk.css"),
    ]
    assert {reply.status for reply in refused} == {403}
    assert not any("Fiction" in reply.text or desk.token in reply.text for reply in refused)
    assert desk.ask(own).status == desk.ask(own, headers={"Host": f"localhost:{port}"}).status == 200


def test_a_form_needs_the_token_once_more_and_a_page_of_the_desk(desk: SmallDesk) -> None:
    path = f"/{desk.token}/seen"
    form = {"mark": "0123456789abcdef", "token": desk.token}
    own = {"Origin": f"http://{desk.host}", "Sec-Fetch-Site": "same-origin"}
    refused = [
        desk.ask(path, {**form, "token": ""}),
        desk.ask(path, {**form, "token": desk.token + "x"}),
        desk.ask(path, form, {**own, "Origin": "http://evil.example"}),
        desk.ask(path, form, {**own, "Origin": "null"}),
        desk.ask(path, form, {**own, "Origin": SITE}),
        desk.ask(path, form, {**own, "Sec-Fetch-Site": "same-site"}),
    ]
    assert [reply.status for reply in refused] == [403] * len(refused)
    assert desk.ask(path, form, {"Content-Type": "text/plain"}).status == 400
    assert desk.ask(path, {**form, "pad": "x" * 70_000}).status == 400
    assert not desk.seen.exists()
    assert desk.ask(path, form, own).status == 303
    assert desk.get("nothing").status == 404
    assert desk.ask(f"/{desk.token}/nothing", form, own).status == 404


def test_pages_load_nothing_from_elsewhere_and_run_no_script_of_a_stranger(desk: SmallDesk) -> None:
    for view in ("articles", "names", "stories?day=2023-07-03", "decide?act=pin&story=2023/07/03/a"):
        reply = desk.get(view)
        assert reply.status == 200
        policy = reply.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Referrer-Policy"] == "same-origin"
        assert [one.attributes["src"] for one in reply.page.css("script, img, iframe")] == [f"/{desk.token}/desk.js"]
        assert not reply.page.css("main b, [onerror], [style]")
    heads = [head.text() for head in desk.get("articles").page.css("h2")]
    assert heads == [HOSTILE, "Title 2", "Title 1"]


def test_every_key_of_a_tag_and_a_quote_writes_its_line(desk: SmallDesk) -> None:
    card = desk.get("articles").page.css("article")[2]
    tag, first, second = card.css_first(".tags .item"), *card.css(".quotes .item")
    assert tag
    for item, key, answers in (
        (tag, "x", ["2"]),
        (tag, "s", [{"to": "Ada Sample", "words": "not sail"}]),
        (tag, "m", [{"to": "Ada F."}]),
        (tag, "c", ["2"]),
        (first, "g", ["0"]),
        (second, "x", []),
    ):
        page = desk.press(item, key).page
        for answer in answers:
            reply = desk.submit(page, "decide", **answer) if isinstance(answer, dict) else desk.press(page, answer)
            page = reply.page
        assert desk.submit(page, "write").status == 303
    corrections = load_corrections(desk.content / "corrections.toml")
    assert corrections.untag == (Untag(name="Ada Fiction", source="south"),)
    assert corrections.rename == (
        Rename(name="Ada Fiction", to="Ada Sample", article=ARTICLE, words="not sail"),
        Rename(name="Ada Fiction", to="Ada F."),
    )
    assert corrections.kind == (KindCorrection(name="Ada Fiction", kind="organisation"),)
    assert corrections.quote == (
        QuoteCorrection(article=ARTICLE, words="We will not sail", speaker=""),
        QuoteCorrection(article=ARTICLE, words="The wind is wrong", speaker=""),
        QuoteCorrection(article=ARTICLE, words="Keep out of the harbour", remove=True),
    )


def test_names_are_followed_and_stories_pinned_joined_parted_and_led(desk: SmallDesk) -> None:
    name = desk.get("names").page.css_first("article .item")
    page = desk.press(name, "f").page
    assert desk.submit(page, "write").status == 303
    assert [actor.name for actor in load_actors(desk.content / "actors")] == ["Ada Fiction"]

    story = desk.get("stories?day=2023-07-01").page.css_first("article .item")
    desk.submit(desk.press(story, "p").page, "write")
    marked = desk.press(story, "m").page
    assert "Title 1" in told_on(marked, ".strip")
    other = desk.press(marked, "b").page.css_first("article .item")
    desk.submit(desk.press(other, "m").page, "write")
    desk.submit(desk.get(f"decide?act=leave&article={ARTICLE}&back=stories&item=s").page, "write")
    desk.submit(desk.get(f"decide?act=lead&article={ARTICLE}&back=stories&item=s").page, "write")
    decisions = load_decisions(desk.content / "decisions.toml")
    assert decisions.lead == (ARTICLE,)
    assert decisions.pin == (ARTICLE,)
    assert decisions.merge == ((ARTICLE, "2023/07/03/a"),)
    assert decisions.split == (ARTICLE,)


def test_longer_names_that_become_whom_an_editor_follows_are_told_before(tmp_path: Path) -> None:
    names = ("Port Vane", "Port Vane", "Port Vane County", "Port Vane County")
    articles = [quoting(number, name=name) for number, name in enumerate(names, start=1)]
    with small_desk(tmp_path, articles) as desk:
        asked = desk.get("decide?act=follow&name=Port+Vane&kind=place")
        assert "Port Vane County (2 articles, a page of its own today), unless Never in its file" in asked.text


def test_a_line_is_undone_and_one_that_changed_is_left(desk: SmallDesk) -> None:
    file = desk.content / "decisions.toml"
    page = desk.get(f"decide?act=pin&story={ARTICLE}&back=stories&item=s1").page
    done = desk.submit(page, "write")
    assert done.headers["Location"] == f"/{desk.token}/stories#s1"
    shown = desk.get("stories").page
    assert "decisions.toml, line 1" in told_on(shown, ".told")
    desk.submit(shown, "undo")
    assert not file.exists()

    desk.submit(page, "write")
    shown = desk.get("stories").page
    file.write_text("pin = []\n")
    desk.submit(shown, "undo")
    assert "has changed there since" in told_on(desk.get("stories").page, ".fault")
    assert file.read_text() == "pin = []\n"


def test_a_line_is_shown_again_where_the_file_has_changed_meanwhile(desk: SmallDesk) -> None:
    page = desk.get(f"decide?act=pin&story={ARTICLE}").page
    (desk.content / "decisions.toml").write_text('pin = ["a"]\n')
    again = desk.submit(page, "write")
    assert again.status == 409
    assert "has changed meanwhile" in again.text
    assert (desk.content / "decisions.toml").read_text() == 'pin = ["a"]\n'
    assert desk.submit(again.page, "write").status == 303
    assert load_decisions(desk.content / "decisions.toml").pin == ("a", ARTICLE)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("decide?act=drop&article=a", "expected one of these decisions"),
        ("decide?act=untag", "lacks 'name'"),
        ("decide?act=untag&name=Ada&place=source:elsewhere", "one of the places"),
        ("decide?act=merge&name=Ada&to=Ada", "can’t be told from itself"),
        ("decide?act=follow&name=%E2%80%A6&kind=person", "expected a name with letters"),
    ],
)
def test_what_cannot_be_decided_is_told_and_offers_no_line(desk: SmallDesk, asked: str, message: str) -> None:
    reply = desk.get(asked)
    assert reply.status == 409
    assert message in told_on(reply.page, "[role=alert]")
    assert not reply.page.css("form.write")
    assert list(desk.content.iterdir()) == []


def test_a_mistake_in_a_file_is_told_with_its_place(desk: SmallDesk) -> None:
    (desk.content / "corrections.toml").write_text("[[untag]]\nnames = 1\n")
    reply = desk.get(f"decide?act=untag&name=Ada&article={ARTICLE}")
    assert "corrections.toml, line 2, [[untag]] 1" in reply.text
    assert not reply.page.css("form.write")


def test_the_way_back_leads_nowhere_else(desk: SmallDesk) -> None:
    for back in ("//evil.example", "https://evil.example", "articles#x", "names?a=b\r\nX: y", "../x"):
        form = {"token": desk.token, "back": back, "item": '"><script>'}
        assert desk.ask(f"/{desk.token}/seen", form).headers["Location"] == f"/{desk.token}/articles#"


def test_articles_that_were_seen_are_not_new_any_more(desk: SmallDesk) -> None:
    page = desk.get("articles").page
    assert len(page.css("article")) == 3
    desk.submit(page, "seen")
    assert "all have been seen" in desk.get("articles").text
    assert len(desk.get("articles?all=yes").page.css("article")) == 3
    desk.seen.unlink()
    assert len(desk.get("articles").page.css("article")) == 3


def test_before_the_first_build_the_page_says_that_the_site_is_being_built(tmp_path: Path) -> None:
    with small_desk(tmp_path, []) as desk:
        for name in ("articles", f"decide?act=pin&story={ARTICLE}"):
            reply = desk.get(name)
            assert reply.status == 503
            assert "being built" in reply.text
    assert not (tmp_path / "cache").exists()
