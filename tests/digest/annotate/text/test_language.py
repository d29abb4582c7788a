import pytest

from digest.annotate.text.language import is_english, language_of_foreign_text, told_language

ENGLISH = "The harbour of Norland was closed on Monday after a fire, and it has not been opened since then. " * 2

GERMAN = "Der Hafen wurde am Montag nach einem Brand geschlossen und ist seitdem noch nicht wieder geöffnet worden. "


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (ENGLISH, "", True),
        (ENGLISH, "en-GB", True),
        (ENGLISH, "de", True),  # many sites have the tag that their software gives them
        (GERMAN, "en", False),
        ("Fire closes harbour", "de", False),
        ("Der Hafen bleibt geschlossen", "en", True),  # too few words against a tag
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
    "text",
    [
        "Stell 3-1 Velm\nNorhaven 0-0 Rasgrad\nAl Bandar 2-2 El Palmar\nSporting Lomas 1-4 Racing de Vianor",
        "STELL, Norland, July 3 -\nVELM, Norland, July 4 -\nRASGRAD, Westmark, July 4 -",
        "Squad: Ilse van der Berg, José Ibarra, Łukasz Wrona, Amadou Bâ, Ngozi Eze, Dirk de Wit, Leïla Haddad",
        "Substitutes: Jiří Novák, Søren Dahl, Ana da Silva, Petr Čech, Omar al-Masri, Lucía de la Fuente",
        "Wheat 211.50 +1.25\nBarley 187.00 -0.75\nRapeseed 422.25 +3.50\nCopper (t) 9,876\nBrent crude 71.02",
        "FIRE CLOSES HARBOUR OF NORHAVEN, DE WIT AND VAN DER BERG SAY",
        "Men's 100m: 1 Kwame Ofori (GHA) 9.98, 2 Jean-Pierre Duval (FRA) 10.02, 3 Luca Moretti (ITA) 10.05",
        "Rossi, Bianchi, Verdi, Esposito and Colombo out for Ferrara",
        "Amadou Bâ, 56.\nPresident, since 2019.",
    ],
)
def test_lists_tables_and_capitals_are_no_foreign_language(text: str) -> None:
    assert is_english(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "De haven is sinds maandag gesloten na een brand in de opslag, en de brandweer is nog altijd in het gebouw.",
        "Die hawe is sedert Maandag gesluit ná 'n brand, en die brandweer was in die gebou met water besig.",
        "The herbour wis steekit on Monanday efter a lowe, an the firemen wis thair aw nicht tae mak shuir o it.",
        "Sarado ang daungan mula noong Lunes dahil sa sunog, ayon sa mga bumbero na nasa loob pa ng gusali.",
        "Di fire don close di harbour since Monday, and dem say e go dey like dat until dem check am finish.",
        "Havnen har været lukket siden mandag efter en brand, og brandfolkene er der stadig for at se til bygningen.",
        "Pelabuhan ditutup sejak Senin setelah kebakaran, kata petugas pemadam yang masih berada di gedung itu.",
        "Stell 3-1 Velm: nach der Pause traf Ibarra doppelt\nNorhaven 0-0 Rasgrad: ohne Tore trotz vieler Chancen",
        "Weizen 211,50 gestiegen\nGerste 187,00 gefallen\nRaps 422,25 unverändert\nKupfer je Tonne 9.876 gefallen",
    ],
)
def test_near_relatives_and_foreign_tables_are_not_english(text: str) -> None:
    assert not is_english(text, "")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [(GERMAN, "de-AT", "de"), (GERMAN, "", "de"), (GERMAN, "en-US", "de"), ("🦀", "", ""), ("🦀", "x-y", "x")],
)
def test_a_foreign_text_has_the_language_of_its_tag_or_the_one_that_it_is_told_by(
    text: str, lang: str, expected: str
) -> None:
    assert language_of_foreign_text(text, lang) == expected


@pytest.mark.timeout(60)
@pytest.mark.parametrize("junk", ["//a", "a" * 50, "A", "Van der ", "a@", "1", "‘", "É"])
def test_hostile_texts_take_no_time(junk: str) -> None:
    is_english(junk * 40_000, "")
    told_language(junk * 40_000)


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
