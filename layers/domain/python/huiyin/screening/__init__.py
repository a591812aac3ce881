"""What the machine proposes for a request: accept, or a person's look; it declines only what says nothing at all."""

from huiyin.screening.letter import Earlier, Letter, Proposal, Verdict, Why
from huiyin.screening.likeness import likeness
from huiyin.screening.screen import screen

__all__ = ["Earlier", "Letter", "Proposal", "Verdict", "Why", "likeness", "screen"]
