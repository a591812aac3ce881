"""The words that rulebooks share: `words_of: [housing]` stands for the list of that name in `vocabulary.yaml`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from huiyin.rulebook.reading import Path, read
from huiyin.rulebook.wording import meant

# Each list of names, and the list of words that it stands for.
_LISTS = {"words_of": "words", "against_of": "against"}


def with_words(data: Any) -> Any:
    """Plain data with the words of every list that it names put before its own; unknown names give none."""
    if isinstance(data, list):
        return [with_words(item) for item in data]
    if not isinstance(data, dict):
        return data
    filled = {key: with_words(value) for key, value in data.items()}
    for names_in, words_in in _LISTS.items():
        names, own = data.get(names_in), data.get(words_in, [])
        if isinstance(names, list) and isinstance(own, list):
            shared = [word for name in names for word in _vocabulary().get(str(name), ())]
            filled[words_in] = [*dict.fromkeys([*shared, *own])]
    return filled


def unknown_names(data: Any, path: Path = ()) -> list[tuple[Path, str]]:
    """A complaint about each name that the vocabulary does not have."""
    return list(_unknown(data, path))


def _unknown(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _unknown(item, (*path, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _unknown(value, (*path, str(key)))
        for names_in in _LISTS:
            names = data.get(names_in)
            for index, name in enumerate(names if isinstance(names, list) else ()):
                if name not in _vocabulary():
                    hint = meant(str(name), list(_vocabulary()))
                    yield (*path, names_in, index), f"the vocabulary has no list `{name}`; {hint}"


@lru_cache
def _vocabulary() -> Mapping[str, tuple[str, ...]]:
    text = (resources.files(__package__) / "vocabulary.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = read(text).data
    return {name: tuple(words) for name, words in lists.items()}
