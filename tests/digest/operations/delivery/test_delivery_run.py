"""Digests and hits arrive once, whatever fails and whoever is killed."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeAlias

import pytest

from digest.operations.delivery import due_letters
from digest.operations.delivery.delivery_file import Deliveries, MailDelivery, WebhookDelivery
from digest.operations.delivery.delivery_journal import DeliveryJournal
from digest.operations.delivery.delivery_run import DeliveredLetters, DeliveryRun, recipients_of
from digest.operations.delivery.delivery_ways import DeliveryWays
from digest.operations.delivery.due_letters import Recipient
from digest.operations.delivery.mail_sending import DeliveryError
from digest.site.letters.letter import Letter

from .conftest import NOW, Clock, GrowingArchive, Hook, MailBox, news

RUNS = int(os.environ.get("DELIVERY_RUNS", "60"))
DAYS = Deliveries(mail=(MailDelivery(name="desk", to=("desk@example.org",), send=("day",)),))
HITS = Deliveries(mail=(MailDelivery(name="desk", to=("desk@example.org",), send=("watches",)),))


class Received:
    """A recipient that takes letters, and one that refuses while `refuses` is true."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Letter, str]] = []
        self.refuses = False

    def __call__(self, recipient: Recipient, letter: Letter, id_: str) -> None:
        if self.refuses:
            raise DeliveryError("no answer")
        self.letters.append((recipient.to, letter, id_))

    @property
    def urls(self) -> list[str]:
        return [letter.url for _, letter, _ in self.letters]

    @property
    def hits(self) -> list[str]:
        return [hit["headline"] for _, letter, _ in self.letters for hit in letter.data.get("hits", ())]


@pytest.fixture
def received() -> Received:
    return Received()


Run: TypeAlias = Callable[[Deliveries], DeliveredLetters]


@pytest.fixture
def run(growing: GrowingArchive, received: Received, clock: Clock, tmp_path: Path) -> Run:
    def run_once(deliveries: Deliveries) -> DeliveredLetters:
        journal = DeliveryJournal.read(tmp_path / "deliveries.jsonl", clock())
        return DeliveryRun(growing.archive, journal, received, clock).deliver(recipients_of(deliveries))

    return run_once


def test_the_first_digest_is_the_newest_and_each_comes_once(
    run: Run, growing: GrowingArchive, received: Received, clock: Clock
) -> None:
    assert run(DAYS) == DeliveredLetters(sent=1)
    assert received.urls == ["https://digest.example/2023/07/09/"]
    assert run(DAYS) == DeliveredLetters()
    growing.add(news(10, "kite", "A kite flew."), news(11, "rope", "A rope was sold."))
    assert run(DAYS) == DeliveredLetters(), "the day is not over"
    clock.forward(days=2)
    assert run(DAYS) == DeliveredLetters(sent=2)
    assert received.urls[1:] == ["https://digest.example/2023/07/10/", "https://digest.example/2023/07/11/"]
    growing.add(news(9, "late", "It came late."))
    assert run(DAYS) == DeliveredLetters()


def test_a_digest_that_is_over_for_long_is_no_news(
    run: Run, growing: GrowingArchive, received: Received, clock: Clock
) -> None:
    run(DAYS)
    growing.add(news(10, "kite", "A kite flew."), news(14, "rope", "A rope was sold."))
    clock.forward(days=6)
    run(DAYS)
    assert received.urls[1:] == ["https://digest.example/2023/07/14/"]


def test_a_week_comes_when_it_is_over(run: Run, received: Received, clock: Clock) -> None:
    weeks = Deliveries(mail=(MailDelivery(name="desk", to=("desk@example.org",), send=("week",)),))
    clock.now = NOW.replace(day=9)
    assert run(weeks) == DeliveredLetters()
    clock.now = NOW
    assert run(weeks) == DeliveredLetters(sent=1)
    assert received.urls == ["https://digest.example/2023/w27/"]
    assert run(weeks) == DeliveredLetters()


def test_hits_from_before_are_known_and_new_ones_come_once(
    run: Run, growing: GrowingArchive, received: Received
) -> None:
    assert run(HITS) == DeliveredLetters()
    growing.add(news(10, "walkout", "The strike goes on."), news(9, "kite", "A kite of the strike flew."))
    assert run(HITS) == DeliveredLetters(sent=2)  # a letter for each watch
    assert sorted(received.hits) == ["Report kite", "Report kite", "Report walkout"]
    assert run(HITS) == DeliveredLetters()


def test_a_recipient_gets_the_watches_that_it_names(run: Run, growing: GrowingArchive, received: Received) -> None:
    mail = MailDelivery(name="desk", to=("desk@example.org",), send=("watches",), watches=("kites",))
    run(Deliveries(mail=(mail,)))
    growing.add(news(10, "walkout", "The strike goes on."), news(10, "kite", "A kite flew."))
    run(Deliveries(mail=(mail,)))
    assert received.hits == ["Report kite"]


def test_many_hits_come_in_several_letters(
    run: Run,
    growing: GrowingArchive,
    received: Received,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(due_letters, "MAX_HITS", 2)
    run(HITS)
    growing.add(*(news(10, f"strike-{number}", "A strike.", hour=number) for number in range(5)))
    assert run(HITS) == DeliveredLetters(sent=3)
    assert received.hits == [f"Report strike-{number}" for number in range(5)]


def test_what_does_not_arrive_is_tried_again_after_a_growing_pause(
    run: Run, growing: GrowingArchive, received: Received, clock: Clock
) -> None:
    run(HITS)
    growing.add(news(10, "walkout", "The strike goes on."))
    received.refuses = True
    tried = []
    for minute in range(0, 121, 5):
        clock.now = NOW.replace(hour=7) + timedelta(minutes=minute)
        journal_lines = len(_journal(growing).splitlines())
        assert run(HITS).waiting == 1
        if len(_journal(growing).splitlines()) > journal_lines:
            tried.append(minute)
    assert tried == [0, 15, 45, 105]
    growing.add(news(10, "picket", "A strike with a picket."))  # waits for the others
    received.refuses = False
    clock.forward(hours=12)
    assert run(HITS) == DeliveredLetters(sent=2)
    assert received.hits == ["Report walkout", "Report picket"]


def test_one_recipient_that_fails_keeps_no_other_from_its_letters(
    growing: GrowingArchive, clock: Clock, mailbox: MailBox, tmp_path: Path
) -> None:
    both = Deliveries(mail=(MailDelivery(name="desk", to=("nobody@example.org", "b@example.org"), send=("day",)),))
    journal = DeliveryJournal.read(tmp_path / "deliveries.jsonl", clock())
    ways = DeliveryWays(both, "Site", clock)
    done = DeliveryRun(growing.archive, journal, ways.send, clock).deliver(recipients_of(both))
    assert done == DeliveredLetters(sent=1, waiting=1)
    assert [addresses for addresses, _ in mailbox.mails] == [["b@example.org"]]


def test_a_letter_that_never_arrives_is_given_up_and_the_next_is_sent(
    run: Run, growing: GrowingArchive, received: Received, clock: Clock
) -> None:
    received.refuses = True
    run(DAYS)
    clock.forward(days=8)
    growing.add(news(17, "kite", "A kite flew."))
    received.refuses = False
    assert run(DAYS) == DeliveredLetters(sent=1, given_up=1)
    assert received.urls == ["https://digest.example/2023/07/17/"]


def test_a_hit_that_is_gone_before_it_could_be_sent_is_given_up(
    run: Run, growing: GrowingArchive, received: Received, clock: Clock
) -> None:
    run(HITS)
    growing.add(news(10, "walkout", "The strike goes on."))
    received.refuses = True
    run(HITS)
    growing.add(gone=("news/2023/07/10/walkout.md",))
    received.refuses = False
    clock.forward(hours=1)
    assert run(HITS) == DeliveredLetters(given_up=1)
    assert received.letters == []


def _journal(growing: GrowingArchive) -> str:
    file = Path(growing.index._path).parent / "deliveries.jsonl"
    return file.read_text() if file.exists() else ""


def test_every_hit_arrives_once_though_runs_are_killed(
    growing: GrowingArchive, hook: Hook, tmp_path: Path, root: Path
) -> None:
    """Half of the runs are killed with a letter in the air, at the worst moment: it has arrived, and nobody knows. By
    the id that each request has, its receiver drops the double."""
    command = [sys.executable, "-m", "tests.digest.operations.delivery.one_run"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "plugins"), str(root)])}
    kills = 0

    def run(*, kill_at: int = 0) -> None:
        """One run; it is killed when its request of that number has come."""
        nonlocal kills
        process = subprocess.Popen([*command, str(tmp_path), hook.url], env=env, stdout=subprocess.PIPE, text=True)
        came = 0
        lock = threading.Lock()

        def kill() -> None:
            nonlocal came
            with lock:
                came += 1
                if came == kill_at:
                    process.kill()

        hook.before = kill
        process.communicate()
        killed = process.returncode < 0
        kills += killed
        assert killed or process.returncode == 0

    run()  # what is there is known
    first = len(hook.seen)
    expected = []
    for turn in ("bakers", "miners", "porters", "weavers"):
        names = [f"{place}-{turn}" for place in ("ashwick", "brough", "carden", "dunmere", "elham")]
        strikes = (f"In {place} the strike of {turn} began." for place in names)
        growing.add(*(news(10, name, text, hour=n) for n, (name, text) in enumerate(zip(names, strikes, strict=True))))
        expected += names
        run(kill_at=1)
        run(kill_at=2)
    run()
    assert kills >= 7
    hits = [request for request in hook.seen[first:] if request.json["type"] == "watch.hits"]
    by_id = {request.json["id"]: request.json["data"]["hits"] for request in hits}
    assert all(request.headers["webhook-id"] == request.json["id"] for request in hits)
    arrived = Counter(hit["headline"] for letter in by_id.values() for hit in letter)
    assert arrived == Counter(f"Report {name}" for name in expected)
    assert len(hits) > len(by_id), "no letter came twice: the kills were not where they hurt"
    doubles = Counter(request.json["id"] for request in hits)
    for id_, number in doubles.items():
        bodies = {str(request.json["data"]) for request in hits if request.json["id"] == id_}
        assert len(bodies) == 1, f"{number} letters with one id differ"


def test_the_ways_of_a_webhook_and_a_mail_have_one_key_for_one_letter(
    growing: GrowingArchive, clock: Clock, mailbox: MailBox, hook: Hook, tmp_path: Path
) -> None:
    both = replace_send(hook)
    ids = []
    for number in range(2):  # the second run has lost the journal: nobody can know
        journal = DeliveryJournal.read(tmp_path / f"journal-{number}.jsonl", clock())
        DeliveryRun(growing.archive, journal, DeliveryWays(both, "Site", clock).send, clock).deliver(
            recipients_of(both)
        )
        ids.append((mailbox.mails[-1][1]["Message-ID"], hook.seen[-1].headers["webhook-id"]))
    assert ids[0] == ids[1]


def replace_send(hook: Hook) -> Deliveries:
    return Deliveries(
        mail=(MailDelivery(name="desk", to=("desk@example.org",), send=("day",)),),
        webhook=(WebhookDelivery(name="chat", url=hook.url, send=("day",)),),
    )


class Killed(BaseException):
    """The end of a run in the middle of a step."""


def test_every_hit_arrives_once_wherever_a_run_is_cut_off(
    growing: GrowingArchive, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most runs are cut off, each at another step: before, while and after a line of the journal is written, before and
    after a letter has arrived."""
    monkeypatch.setattr(due_letters, "MAX_HITS", 2)
    file = tmp_path / "deliveries.jsonl"
    received = Received()
    steps: Iterator[None] = iter(())
    write = os.write

    def cut_off(recipient: Recipient, letter: Letter, id_: str) -> None:
        next(steps)
        received(recipient, letter, id_)
        next(steps)

    def cut_write(descriptor: int, data: bytes) -> int:
        next(steps)
        half = write(descriptor, data[: len(data) // 2])
        next(steps)
        rest = write(descriptor, data[half:])
        next(steps)
        return half + rest

    def until(last: int) -> Iterator[None]:
        yield from [None] * last
        raise Killed

    def run() -> None:
        journal = DeliveryJournal.read(file, clock())
        archive = growing.archive
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", cut_write)
            DeliveryRun(archive, journal, cut_off, clock).deliver(recipients_of(HITS))

    steps = until(10_000)
    run()  # what is there is known
    chance = Random("kills")
    expected, kills = [], 0
    for turn in range(RUNS):
        if turn % 6 == 0:
            names = [f"{place}-{turn}" for place in ("ashwick", "brough", "carden")]
            growing.add(*(news(10, name, f"In {name} the strike began.", hour=n) for n, name in enumerate(names)))
            expected += names
        steps = until(chance.randrange(8))
        try:
            run()
        except Killed:
            kills += 1
    assert kills >= RUNS * 2 // 3
    steps = until(10_000)
    run()
    by_id = {id_: letter for _, letter, id_ in received.letters}
    arrived = Counter(hit["headline"] for letter in by_id.values() for hit in letter.data["hits"])
    assert arrived == Counter(f"Report {name}" for name in expected)
    assert len(received.letters) > len(by_id), "no letter came twice: no run was cut off where it hurts"
