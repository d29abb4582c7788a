"""The names that the code reads, found in the code itself: settings, environment variables, records of files."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CONF = ROOT / "pelican.conf.py"
OF_OURS = re.compile(r"(?:DIGEST|INCREMENTAL|QUICK)_[A-Z_]+")
_SETTING = re.compile(r"[A-Z][A-Z_]+")
_TRAINING = "name_model/training/"  # programs that no site runs


@cache
def modules() -> tuple[ast.Module, ...]:
    """The syntax trees of all that a site runs."""
    files = [file for file in sorted((ROOT / "plugins").rglob("*.py")) if _TRAINING not in file.as_posix()]
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in (*files, _CONF, ROOT / "tasks.py"))


def settings_in_file() -> set[str]:
    """The names that pelican.conf.py sets."""
    tree = ast.parse(_CONF.read_text(encoding="utf-8"))
    targets = [target for node in ast.walk(tree) for target in _targets(node)]
    return {target.id for target in targets if isinstance(target, ast.Name) and target.id.isupper()}


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign) else []


def settings_in_code() -> set[str]:
    """The names that are asked of `settings`, or handed on together with it, and all others that only this project
    has, wherever they stand in the code. Environment variables are among them."""
    plugins = modules()[:-1]  # tasks.py hands variables to tests
    names = {text for tree in plugins for text in _texts(tree) if OF_OURS.fullmatch(text)}
    for tree in plugins:
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript) and _is_settings(node.value):
                names |= _first_setting_name([node.slice])
            elif isinstance(node, ast.Call):
                is_method = isinstance(node.func, ast.Attribute) and _is_settings(node.func.value)
                if is_method or any(map(_is_settings, node.args)):
                    names |= _first_setting_name(node.args)
    return names


def _texts(tree: ast.Module) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_settings(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in ("settings", "pelican_settings", "values") and not isinstance(node, ast.Call)


def _first_setting_name(nodes: list[ast.expr]) -> set[str]:
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {text for text in list(texts)[:1] if isinstance(text, str) and _SETTING.fullmatch(text)}


def variables_in_code() -> tuple[set[str], set[str]]:
    """The environment variables that are read, and the expressions of those whose names aren't known before."""
    constants: dict[str, set[str]] = {}
    for tree in modules():
        for node in tree.body:
            value = getattr(node, "value", None)
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                for target in _targets(node):
                    constants.setdefault(getattr(target, "id", ""), set()).add(value.value)
    names: set[str] = set()
    unknown: set[str] = set()
    for tree in modules():
        own = {
            getattr(target, "id", ""): node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
            for target in _targets(node)
        }
        for name in _asked_of_environment(tree):
            if isinstance(name, ast.Constant):
                names.add(str(name.value))
            elif isinstance(name, ast.Name) and name.id in own:
                names.add(str(own[name.id]))
            elif isinstance(name, ast.Name) and name.id in constants:
                names |= constants[name.id]
            else:
                unknown.add(ast.unparse(name))
    return names, unknown


def _asked_of_environment(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _is_environment(node.value):
            yield node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if _is_environment(node.func.value) or ast.unparse(node.func) == "os.getenv":
                yield node.args[0]
        elif isinstance(node, ast.Compare) and any(map(_is_environment, node.comparators)):
            yield node.left


def _is_environment(node: ast.expr) -> bool:
    return ast.unparse(node) == "os.environ"


def records_of_files() -> set[str]:
    """The names of all classes by which a file of the editor's is checked: pydantic's models, and records that tell
    pydantic how they are read. One that only others are made of is left out."""
    bases: dict[str, set[str]] = {}
    read: set[str] = set()
    for tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(map(ast.unparse, node.bases))
                if any(
                    getattr(target, "id", "") == "__pydantic_config__"
                    for part in node.body
                    for target in _targets(part)
                ):
                    read.add(node.name)
    models = {"BaseModel", "pydantic.BaseModel"}
    while more := {name for name, above in bases.items() if above & models} - models:
        models |= more
    used = {base for above in bases.values() for base in above}
    return (read | models) - used - {"pydantic.BaseModel"}


def words_in_code() -> str:
    """All text of the code, docstrings and comments too."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "plugins").rglob("*.py")))
