"""What every rule has in common: words in two languages, and what it stands on: a clause, or a choice."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

# Plain dataclasses with pydantic's settings on them: pydantic checks a rulebook when one is read, and the rooms that
# only use the types never import it.
STRICT: dict[str, Any] = {"strict": True, "extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A thing that is part of a rule and stands on what the rule stands on."""

    __pydantic_config__: ClassVar[Any] = STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Plain):
    """One thing said in Chinese and in English."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh.strip() or not self.en.strip():
            raise ValueError("`zh` and `en` must both say something")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule says whose it is: `clause` names the regulation's, `basis: choice` marks the deployment's own."""

    __pydantic_config__: ClassVar[Any] = STRICT

    clause: str | None = None
    basis: Literal["choice"] | None = None

    def __post_init__(self) -> None:
        if (self.clause is None) == (self.basis is None):
            raise ValueError("a rule has exactly one of `clause: <clause id>` and `basis: choice`")

    @property
    def is_law(self) -> bool:
        return self.clause is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRule(Rule):
    """A rule with a code for machines and a name in both languages for people."""

    code: str
    zh: str
    en: str
