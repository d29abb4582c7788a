import pytest

from digest.annotate.text.language import is_english, told_language

ENGLISH = "The harbour of Norland was closed on Monday after a fire, and it has not been opened since then. " * 2


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (ENGLISH, "", True),
        (ENGLISH, "en-GB", True),
        (ENGLISH, "de", False),
        ("Fire closes harbour", "", True),
        ("Der Hafen bleibt nach dem Brand geschlossen", "", False),
        ("Le port est fermé depuis lundi à cause d’un incendie", "", False),
        ("Гавань закрыта с понедельника", "", False),
        ("Гавань закрыта с понедельника", "en", False),
        ("", "", True),
        ("42", "", True),
    ],
)
def test_english_is_told_by_tag_letters_and_small_words(text: str, lang: str, expected: bool) -> None:
    assert is_english(text, lang) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        ("Fire closes the harbour of Norland for a week", "en"),
        ("Der Hafen bleibt nach dem Brand am Montag noch eine Woche geschlossen", "de"),
        ("Le port est fermé depuis lundi à cause d’un incendie, disent les pompiers", "fr"),
        ("El puerto sigue cerrado desde el lunes por un incendio, dicen los bomberos", "es"),
        ("Il porto è chiuso da lunedì a causa di un incendio, dicono i vigili del fuoco", "it"),
        ("O porto está fechado desde segunda-feira por causa de um incêndio, dizem os bombeiros", "pt"),
        ("De haven is sinds maandag gesloten na een brand, zegt de brandweer", "nl"),
        ("Hamnen är stängd sedan i måndags efter en brand, säger räddningstjänsten", "sv"),
        ("Port jest zamknięty od poniedziałku po pożarze, mówią strażacy", "pl"),
        ("Liman, yangın nedeniyle pazartesi gününden beri kapalı, diyor itfaiye", "tr"),
        ("Satama on suljettu maanantaista lähtien tulipalon vuoksi, kertoo palokunta", "fi"),
        ("Гавань закрыта с понедельника из-за пожара, сообщили пожарные", "ru"),
        ("Гавань закрита з понеділка через пожежу, повідомили пожежники", "uk"),
        ("Το λιμάνι είναι κλειστό από τη Δευτέρα", "el"),
        ("الميناء مغلق منذ يوم الاثنين بسبب حريق", "ar"),
        ("הנמל סגור מאז יום שני בגלל שריפה", "he"),
        ("港口自周一起因火灾关闭", "zh"),
        ("港は火災のため月曜日から閉鎖されている", "ja"),
        ("항구는 화재로 인해 월요일부터 폐쇄되었다", "ko"),
        ("बंदरगाह आग के कारण सोमवार से बंद है", "hi"),
        ("", ""),
        ("42 : 7", ""),
        ("🦀", ""),
    ],
)
def test_the_language_is_told_from_the_text(text: str, expected: str) -> None:
    assert told_language(text) == expected
