"""The programmes' rulebooks that ship with the package, read and checked once a process."""

from functools import lru_cache
from importlib import resources

from huiyin.rulebook.book import Rulebook
from huiyin.rulebook.problems import Problem


class UnknownProgrammeError(KeyError):
    """No rulebook of that code ships."""

    def __str__(self) -> str:
        return str(self.args[0])


class RulebookError(ValueError):
    """A rulebook that does not hold what its schema asks for."""


def codes() -> tuple[str, ...]:
    """The codes of the programmes that ship."""
    folder = resources.files(__package__) / "programmes"
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


@lru_cache
def load(code: str) -> Rulebook:
    """A programme's rulebook."""
    if code not in codes():
        raise UnknownProgrammeError(f"no programme {code!r}; there are {', '.join(codes())}")
    name = f"{code}.yaml"
    text = (resources.files(__package__) / "programmes" / name).read_text(encoding="utf-8")
    rulebook, problems = _examine(text, name)
    if rulebook is None or problems:
        raise RulebookError("\n".join(str(problem) for problem in problems))
    return rulebook


def check(text: str, filename: str) -> list[Problem]:
    """All problems of a rulebook's text, in the order of its lines; none means that it can be used."""
    return _examine(text, filename)[1]


def _examine(text: str, filename: str) -> tuple[Rulebook | None, list[Problem]]:
    # Checking brings pydantic and yaml along; who only imports this package does not pay for them.
    from huiyin.rulebook.checking import examine

    return examine(text, filename)
