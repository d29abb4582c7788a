from digest.annotate.lexicon.given_names import given_names, given_variants, pet_names


def test_a_given_name_has_the_gender_of_most_who_bear_it() -> None:
    assert given_names()["Abigail"] == "f"
    assert given_names()["Abraham"] == "m"
    assert given_names()["Alex"] == "x"


def test_spellings_of_a_given_name_share_the_first_one() -> None:
    assert given_variants()["evgeny"] == given_variants()["yevgeniy"] == "yevgeny"


def test_pet_names_are_no_spellings() -> None:
    pets = set(pet_names()) - set(given_variants())
    assert pets
    assert all(pet.islower() for pet in pets)
