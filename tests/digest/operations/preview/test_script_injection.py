import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.operations.preview.script_injection import relaxed, with_script

ADDRESS = '/.preview/reload.js?at=1&"'


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'; style-src 'self'", {"script-src": "'self'", "connect-src": "'self'"}),
        ("script-src 'none'", {"script-src": "'self'"}),
        ("script-src 'sha256-x'; script-src *", {"script-src": "'self' 'sha256-x'"}),
        ("default-src https://a.example", {"connect-src": "'self' https://a.example"}),
        ("Script-Src-Elem 'none'; default-src 'none'", {"script-src-elem": "'self'"}),
        ("default-src 'self'", {"default-src": "'self'"}),
        ("; img-src data:;", {"img-src": "data:"}),
        ("", {}),
    ],
)
def test_a_policy_is_opened_for_the_sites_own_scripts_and_requests_and_for_nothing_else(
    policy: str, expected: dict[str, str]
) -> None:
    given_now = dict(part.strip().split(" ", 1) for part in relaxed(policy).split(";") if part)
    assert expected.items() <= given_now.items()
    strict = {name: sources for name, sources in given_now.items() if name not in ("script-src", "connect-src")}
    assert all(name in policy.lower() for name in strict)


def test_the_script_stands_in_the_head_and_every_policy_allows_it() -> None:
    page = (
        b"<!DOCTYPE html><html><head><META content=\"default-src 'none'\" HTTP-EQUIV=content-security-policy>"
        b"<meta http-equiv='Content-Security-Policy' content='script-src &#39;none&#39;'></HEAD>"
        b"<body>\xff</head></body>"
    )
    made = with_script(page, ADDRESS)
    tree = LexborHTMLParser(made)
    assert [script.attributes["src"] for script in tree.css("head script")] == [ADDRESS]
    policies = [meta.attributes["content"] or "" for meta in tree.css("meta")]
    assert len(policies) == 2
    assert all("script-src 'self'" in policy for policy in policies)
    assert b"\xff" in made


@given(st.binary())
def test_whatever_a_file_holds_stays_in_it(page: bytes) -> None:
    script = b'<script src="/x" defer></script>'
    made = with_script(page, "/x")
    assert script in made
    assert made.replace(script, b"", 1) == page
