"""Importing the rulebook room is cheap; only reading a rulebook costs."""

import subprocess
import sys

import pytest

from huiyin.rulebook import UnknownProgrammeError, load


@pytest.mark.parametrize("room", ["huiyin.rulebook", "huiyin.screening"])
def test_importing_brings_neither_pydantic_nor_yaml(room):
    ask = f"import sys, {room}; print([name for name in ('pydantic', 'yaml') if name in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_a_rulebook_is_read_once_a_process():
    assert load("suzhou-express") is load("suzhou-express")


def test_an_unknown_programme_is_answered_with_those_that_ship():
    with pytest.raises(UnknownProgrammeError, match=r"no programme '\.\./secrets'; there are .*suzhou-express"):
        load("../secrets")
