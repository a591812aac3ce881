"""What ships with the project so that a programme can be tried at once: invented letters, units and people."""

from importlib.resources import files
from pathlib import Path


def letters(programme: str) -> Path:
    """The sample letters of a programme, as a CSV file that `huiyin run` can read."""
    return _sample(f"letters-{programme}.csv", programme)


def registry(programme: str) -> Path:
    """The sample units, people and channels of a programme, as the YAML file that `register` loads."""
    return _sample(f"registry-{programme}.yaml", programme)


def programmes() -> tuple[str, ...]:
    """The programmes that have sample letters, by code."""
    names = (path.name for path in _house().glob("letters-*.csv"))
    return tuple(sorted(name.removeprefix("letters-").removesuffix(".csv") for name in names))


def _sample(name: str, programme: str) -> Path:
    path = _house() / name
    if not path.is_file():
        raise LookupError(f"no samples for programme {programme!r}; there are samples for: {', '.join(programmes())}")
    return path


def _house() -> Path:
    # The package is always installed as files (a wheel unpacked, or this tree), never run from within a zip.
    return Path(str(files(__name__)))
