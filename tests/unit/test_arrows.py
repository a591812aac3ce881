"""Arrows run one way: functions → huiyin_aws → huiyin; and the domain knows neither AWS nor clock nor chance."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "layers/domain/python/huiyin"
PLATFORM = ROOT / "layers/platform/python/huiyin_aws"
OUTSIDE = {"boto3", "botocore", "aws_lambda_powertools", "pynamodb", "jinja2", "huiyin_aws", "huiyin_local", "moto"}
IMPURE = OUTSIDE | {"os", "time", "random", "secrets", "socket", "urllib", "subprocess", "threading", "uuid"}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def reads_the_clock(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (n.func for n in ast.walk(tree) if isinstance(n, ast.Call))
    return any(isinstance(f, ast.Attribute) and f.attr in {"now", "utcnow", "today"} for f in calls)


def modules(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("path", modules(DOMAIN), ids=lambda p: str(p.relative_to(DOMAIN)))
def test_the_domain_is_pure(path):
    assert imported(path) & IMPURE == set()
    assert not reads_the_clock(path)


@pytest.mark.parametrize("path", modules(PLATFORM), ids=lambda p: str(p.relative_to(PLATFORM)))
def test_the_platform_knows_nothing_of_the_local_cloud(path):
    assert imported(path) & {"huiyin_local", "moto", "boto3"} == set()


def test_now_is_read_in_one_place():
    clocks = [p for p in [*modules(PLATFORM), *modules(ROOT / "functions")] if reads_the_clock_itself(p)]
    assert [p.name for p in clocks] == ["clock.py"]


def reads_the_clock_itself(path: Path) -> bool:
    return "datetime.now(" in path.read_text(encoding="utf-8")


def test_functions_have_names_of_their_own():
    names = [p.stem for p in modules(ROOT / "functions")]
    assert len(names) == len(set(names))
