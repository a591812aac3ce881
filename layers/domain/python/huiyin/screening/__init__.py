"""What the machine proposes for a request: accept, or a person's look; it declines only what says nothing at all."""

from huiyin.screening.letter import Letter, Proposal, Verdict
from huiyin.screening.screen import screen

__all__ = ["Letter", "Proposal", "Verdict", "screen"]
