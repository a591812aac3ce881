"""What the fault tests compare with."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ending import Ending, ending
from telling import DAYS, town


@pytest.fixture(scope="session")
def undisturbed() -> dict[str, Ending]:
    """How the story ends when nothing fails."""
    with town() as story:
        story.tell(DAYS)
        assert story.troubles == []
        return ending(story)
