"""Reports in Russian, Ukrainian, German and French join English ones on the same event, and no others.

over_languages.tsv has a line for each pair: language, headline and text, English headline and text. Several pairs are
on one event. The sample's feeds have reports in three languages among the English ones.
"""

import re
from calendar import timegm
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import feedparser
import pytest

from digest.stories.clustering.evidence.sentence_vectors import SentenceEncoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import UNDATED, Report

MakeReport = Callable[..., Report]
PAIRS = [line.split("\t") for line in (Path(__file__).parent / "over_languages.tsv").read_text("utf-8").splitlines()]
# What two headlines of one event share, each with the numbers of its pairs.
EVENTS = ("Velin", "Tarsk", "Armenia", "Linz", "Gotland", "Petrovic", "Bosch", "Almaty", "Lutsk", "Orban", "Batumi")
MORE_EVENTS = ("Garmisch", "Siemens", "Tenerife")


def event_of(english: str) -> str:
    text = english.replace("Kazakhstan", "Almaty").replace("Hague", "Petrovic").replace("Brussels", "Orban")
    return next(event for event in (*EVENTS, *MORE_EVENTS) if event in text)


@pytest.fixture(scope="module")
def pairs(report: MakeReport) -> list[Report]:
    reports = []
    for number, (lang, title, text, english, english_text) in enumerate(PAIRS):
        event = event_of(f"{english} {english_text}")
        hours = 2.0 * number % 30
        reports.append(report(f"{event}/{lang}{number}", title, text, hours=hours, source=f"{lang} {number % 3}"))
        reports.append(report(f"{event}/en{number}", english, english_text, hours=hours + 3, source=f"en {number % 9}"))
    return reports


def test_reports_in_other_languages_join_english_ones_and_nothing_else(
    pairs: list[Report], encoder: SentenceEncoder
) -> None:
    assert len(PAIRS) >= 24
    story_of = {article: story for story in cluster_reports(pairs, encoder) for article in story.articles}
    right, wrong = Counter[str](), []
    for report in pairs:
        event, _, name = report.id.partition("/")
        if not name.startswith("en"):
            story = story_of.get(report.id)
            others = [article for article in story.articles if article != report.id] if story else []
            right[name[:2]] += any(article.startswith(f"{event}/en") for article in others)
            wrong += [(report.id, article) for article in others if not article.startswith(f"{event}/")]
    assert wrong == []
    assert right >= Counter(ru=7, uk=5, de=4, fr=4)


def test_a_story_says_in_which_languages_it_is_told(pairs: list[Report], encoder: SentenceEncoder) -> None:
    languages = {language for story in cluster_reports(pairs, encoder) for language in story.languages}
    assert languages == {"de", "en", "fr", "ru", "uk"}


def test_without_vectors_nothing_joins_over_languages(pairs: list[Report]) -> None:
    assert all(len(story.languages) == 1 for story in cluster_reports(pairs))


def test_a_followed_actor_in_both_counts_in_any_script(pairs: list[Report], encoder: SentenceEncoder) -> None:
    with_actors = [replace(report, actors=(report.id.partition("/")[0],)) for report in pairs]
    before = sum(len(story.languages) > 1 for story in cluster_reports(pairs, encoder))
    assert sum(len(story.languages) > 1 for story in cluster_reports(with_actors, encoder)) >= before


@pytest.fixture(scope="module")
def sample(root: Path) -> list[Report]:
    """What the feeds of the sample report."""
    reports = []
    for path in sorted((root / "content" / "sample" / "feeds").iterdir()):
        if path.suffix == ".json":
            continue
        for entry in feedparser.parse(path.read_bytes()).entries:
            texts = [entry.get("summary", ""), *(content.value for content in entry.get("content", ()))]
            text = unescape(re.sub(r"<[^>]+>", " ", max(texts, key=len)))
            published = entry.get("published_parsed") or entry.get("updated_parsed")
            date = datetime.fromtimestamp(timegm(published), UTC) if published else UNDATED
            reports.append(Report(entry.title, entry.title, text, date, path.stem, entry.link))
    return reports


# Headlines of the sample in three languages, each with words of an English headline on the same event.
SAMPLE = {
    "Штаб в Ростове занят, колонны идут на север": "Rostov",
    "Пригожин розвернув колони за 200 кілометрів від Москви": "turns back 200",
    "Wagner fait demi-tour à deux cents kilomètres de Moscou": "turns back 200",
    "Дело о мятеже закрыто, Пригожин в Белоруссии": "Russia closes mutiny case",
    "La Minusma quittera le Mali avant la fin de l’année": "Security Council ends",
    "Лукашенко: Пригожина в Белоруссии нет": "Lukashenko says",
    "Кремль рассказал о встрече с командирами «Вагнера»": "Putin met Prigozhin",
    "Две тысячи единиц техники: «вагнеровцы» сдали оружие": "hands over tanks",
    "Вільнюс: майбутнє в НАТО, але без дати": "NATO leaders tell",
    "Інструктори в масках: «вагнерівці» вже в Білорусі": "Minsk says Wagner instructors",
    "На Кримському мосту вибух, обвалився прогін": "Crimean bridge",
    "На Крымском мосту взрыв: двое погибших": "Crimean bridge",
    "Зернова угода зупинена: Росія вийшла": "grain agreement lapse",
    "Fin de l’accord sur les céréales : le port compte ses sacs": "grain agreement lapse",
    "Des hommes de Wagner arrivent à Bangui avant le vote": "land in Bangui",
    "Глава МИ-6 в Праге пригласил россиян к сотрудничеству": "MI6 chief",
    "Le patron du MI6 tend la main aux Russes déçus": "MI6 chief",
    "Poutine n’ira pas à Johannesburg": "BRICS summit",
    "Москва погрожує суднам, що йдуть до українських портів": "Russia says ships",
    "Сумерки, поле, знакомый голос: что видно на записи из Белоруссии": "Video appears",
    "Игорь Гиркин арестован до 18 сентября": "Igor Girkin",
    "Niger : des militaires annoncent la chute du président Bazoum": "Soldiers in Niger",
    "Саммит в Петербурге: зерно в подарок, вопросы – бесплатно": "Putin’s table",
    "À Bangui, un référendum sous bonne garde": "Bangui votes",
}
WITHOUT_ENGLISH = (
    "Музей приливов отмечает самый низкий июнь за сорок лет",
    "Ракетний удар по Одесі: пошкоджено Преображенський собор",
)


def test_the_reports_of_the_sample_in_three_languages_join_english_ones(
    sample: list[Report], encoder: SentenceEncoder
) -> None:
    story_of = {article: story.articles for story in cluster_reports(sample, encoder) for article in story.articles}
    told = {title: [other for other in story_of.get(title, ()) if other != title] for title in SAMPLE}
    right = [title for title, others in told.items() if any(SAMPLE[title] in other for other in others)]
    alone = [title for title, others in told.items() if not others]
    assert len(right) >= 20
    assert set(right) | set(alone) == set(SAMPLE)
    assert not story_of.keys() & set(WITHOUT_ENGLISH)


def test_the_speech_of_the_sample_is_one_story_of_all_its_reports(
    sample: list[Report], encoder: SentenceEncoder
) -> None:
    story = next(story for story in cluster_reports(sample, encoder) if "MI6 chief" in story.articles[0])
    assert story.languages == ("en", "fr", "ru")
    assert len(story.articles) == 6  # the seventh report is in a JSON feed
