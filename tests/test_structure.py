"""What makes the code easy to find: one name for one thing, maps, sizes, and sentences that need no other sentence."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

MAX_FUNCTION_LINES = 50
MAX_MODULES = 16  # of a package, beside `__init__` and `__main__`
# A package that is used by itself has errors of its own, and a reader looks for them under this name.
COMMON_MODULE_NAMES = ("__init__", "__main__", "errors")
# References to another sentence, which has to be found and read first.
REFERENCES = re.compile(r"\b(?:likewise|(?:as|see) above|the former|the latter)\b", re.IGNORECASE)
LONG_FUNCTIONS: dict[str, str] = {  # by path and name: why it is best in one piece
}
LARGE_PACKAGES = {
    "plugins/digest/site/pages": "a module for each kind of page, all in one table",
    "plugins/digest/site/components": "a module for each block that pages share",
}
LINK = re.compile(r"\[`([^`]+)`\]\(([^)]+)\)")
MIN_CHANGES = 40  # that CONTRIBUTING.md leads to a file


def _modules(root: Path) -> list[tuple[str, str, ast.Module]]:
    """Path from the root, text and syntax tree of every file of the plugins."""
    files = sorted((root / "plugins").rglob("*.py"))
    texts = [(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    return [(path, text, ast.parse(text)) for path, text in texts]


@pytest.fixture(scope="module")
def modules(root: Path) -> list[tuple[str, str, ast.Module]]:
    return _modules(root)


def _repeated(places_of: dict[str, list[str]]) -> list[str]:
    return [f"{name}: {', '.join(places)}" for name, places in sorted(places_of.items()) if len(places) > 1]


def test_a_class_name_stands_for_one_thing(modules: list[tuple[str, str, ast.Module]]) -> None:
    places_of = defaultdict(list)
    for path, _, tree in modules:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places_of[node.name].append(f"{path}:{node.lineno}")
    assert _repeated(places_of) == []


def test_a_module_name_stands_for_one_thing(modules: list[tuple[str, str, ast.Module]]) -> None:
    places_of = defaultdict(list)
    for path, _, _ in modules:
        name = Path(path).stem
        if name not in COMMON_MODULE_NAMES:
            places_of[name].append(path)
    assert _repeated(places_of) == []


def test_the_docstring_of_a_package_names_everything_in_it(modules: list[tuple[str, str, ast.Module]]) -> None:
    missing = []
    for path, _, tree in modules:
        if Path(path).name != "__init__.py":
            continue
        package, docstring = Path(path).parent, ast.get_docstring(tree) or ""
        members = {
            inner.parts[0].removesuffix(".py")
            for inner in (Path(other).relative_to(package) for other, _, _ in modules if _is_in(other, package))
        }
        unnamed = sorted(name for name in members - {"__init__"} if not re.search(rf"\b{name}\b", docstring))
        missing += [f"{package}: {name}" for name in unnamed]
    assert missing == []


def _is_in(path: str, package: Path) -> bool:
    return Path(path).is_relative_to(package)


def test_a_package_is_of_a_size_that_a_person_keeps_in_mind(modules: list[tuple[str, str, ast.Module]]) -> None:
    counts: dict[str, int] = defaultdict(int)
    for path, _, _ in modules:
        counts[Path(path).parent.as_posix()] += Path(path).stem not in ("__init__", "__main__")
    too_large = {package for package, count in counts.items() if count > MAX_MODULES}
    assert sorted(too_large - LARGE_PACKAGES.keys()) == []
    assert sorted(LARGE_PACKAGES.keys() - too_large) == [], "these need no exception any more"


def test_a_function_fits_on_a_screen(modules: list[tuple[str, str, ast.Module]]) -> None:
    lines = {
        f"{path}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, _, tree in modules
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert LONG_FUNCTIONS.keys() <= lines.keys(), "an exception names a function that is not there"
    too_long = {name for name, count in lines.items() if count > MAX_FUNCTION_LINES}
    assert sorted(too_long - LONG_FUNCTIONS.keys()) == []
    assert sorted(LONG_FUNCTIONS.keys() - too_long) == [], "these need no exception any more"


def test_a_sentence_needs_no_other_one_to_be_understood(modules: list[tuple[str, str, ast.Module]]) -> None:
    references = [f"{path}:{line}: {words}" for path, text, tree in modules for line, words in _references(text, tree)]
    assert references == []


def _references(text: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and words of the references in docstrings and comments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for match in REFERENCES.finditer(ast.get_docstring(node) or ""):
                yield getattr(node, "lineno", 1), match[0]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and (reference := REFERENCES.search(token.string)):
            yield token.start[0], reference[0]


def test_every_path_of_the_map_for_contributors_exists(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    links = LINK.findall(text)
    changes = text.partition("| to change | open |")[2].partition("\n\n")[0]
    assert len(LINK.findall(changes)) >= MIN_CHANGES
    assert [target for _, target in links if not (root / target).exists()] == []
    assert [name for name, target in links if target not in (name, f"plugins/digest/{name}")] == []


def test_what_the_checks_forbid_is_caught(tmp_path: Path) -> None:
    package = tmp_path / "plugins" / "digest"
    package.mkdir(parents=True)
    body = "\n".join("    pass" for _ in range(MAX_FUNCTION_LINES))
    (package / "__init__.py").write_text('"""A map without its module."""\n')
    (package / "page.py").write_text(f"class Page: ...\nclass Page: ...\ndef long():\n{body}\n# likewise\n")
    (package / "deep").mkdir()
    (package / "deep" / "page.py").write_text('"""The latter."""\n')
    modules = _modules(tmp_path)
    for check in (
        test_a_class_name_stands_for_one_thing,
        test_a_module_name_stands_for_one_thing,
        test_the_docstring_of_a_package_names_everything_in_it,
        test_a_function_fits_on_a_screen,
        test_a_sentence_needs_no_other_one_to_be_understood,
    ):
        with pytest.raises(AssertionError):
            check(modules)
    for number in range(MAX_MODULES + 1):
        (package / f"module_{number}.py").touch()
    with pytest.raises(AssertionError):
        test_a_package_is_of_a_size_that_a_person_keeps_in_mind(_modules(tmp_path))
