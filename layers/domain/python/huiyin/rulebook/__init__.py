"""A programme's rules as data: limits, kinds, grounds, words. Importing this room costs neither pydantic nor yaml."""

from huiyin.rulebook.basis import NamedRule, Rule, Text
from huiyin.rulebook.book import OTHER_KIND, Rulebook
from huiyin.rulebook.limits import LimitRule, RuleLimit, Step
from huiyin.rulebook.loading import RulebookError, UnknownProgrammeError, check, codes, in_force, load, versions
from huiyin.rulebook.people import Kind
from huiyin.rulebook.problems import Problem
from huiyin.rulebook.scope import Category, Channel, Ground

__all__ = [
    "OTHER_KIND",
    "Category",
    "Channel",
    "Ground",
    "Kind",
    "LimitRule",
    "NamedRule",
    "Problem",
    "Rule",
    "RuleLimit",
    "Rulebook",
    "RulebookError",
    "Step",
    "Text",
    "UnknownProgrammeError",
    "check",
    "codes",
    "in_force",
    "load",
    "versions",
]
