"""What a check of a rulebook reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a rulebook: where, what stands there, and what would be right."""

    file: str
    line: int
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: `{self.path}`: {self.message}" if self.path else f"{where}: {self.message}"
