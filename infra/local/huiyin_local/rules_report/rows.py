"""A rulebook as a person reads it: under headings, each rule said in words, with the rule itself for its clause."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from huiyin.rulebook import Rule, Rulebook
from huiyin_aws.pages.words import Words


class Row(NamedTuple):
    """One rule: what it is about, what it says."""

    about: Words
    says: Words
    rule: Rule


class Section(NamedTuple):
    heading: Words
    rows: Callable[[Rulebook], Iterator[Row]]
