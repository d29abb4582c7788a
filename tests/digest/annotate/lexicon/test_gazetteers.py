from digest.annotate.lexicon.gazetteers import countries, demonyms, organisations, places, usual_places


def test_every_name_of_a_country_leads_to_its_usual_name() -> None:
    assert countries()["UK"] == countries()["United Kingdom"] == "United Kingdom"
    assert set(countries().values()) <= set(countries())


def test_a_demonym_leads_to_its_country_in_singular_and_plural() -> None:
    assert demonyms()["Dane"] == demonyms()["Danes"] == demonyms()["Danish"] == "Denmark"
    assert demonyms()["African"] == ""


def test_a_place_with_several_names_has_one_usual_name_and_is_a_place_under_each() -> None:
    assert usual_places()["Kiev"] == "Kyiv"
    assert {"Kiev", "Kyiv"} <= places()


def test_a_known_organisation_has_one_usual_name() -> None:
    assert organisations()["U.N."] == organisations()["United Nations"] == "United Nations"
