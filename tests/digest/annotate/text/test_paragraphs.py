from digest.annotate.text.paragraphs import paragraphs


def test_broken_lines_are_joined_and_short_ones_are_paragraphs() -> None:
    broken = "\n".join(["The harbour was closed on Monday morning after a small fire on"] * 3 + ["the quay."])
    text, found = paragraphs(broken)
    assert len(found) == 1
    assert "\n" not in text
    assert len(text) == len(broken)
    _, found = paragraphs("A headline\nThe first sentence.\n\nThe second.")
    assert len(found) == 3


def test_lines_broken_at_a_full_width_are_joined_also_before_capitals() -> None:
    body = (
        "The report of the Federal Harbour Agency was read by the Intelligence and Security\n"
        "Committee, which asked the mayor of Norhaven and the captain of the port for their\n"
        "Accounts of the night."
    )
    _, found = paragraphs(body)
    assert len(found) == 1


def test_lines_that_are_paragraphs_stay_apart() -> None:
    lines = [f"The mayor of Norhaven opened bridge number {number} on Monday in a short speech." for number in range(5)]
    _, found = paragraphs("\n".join(lines))
    assert len(found) == 5
