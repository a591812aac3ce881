"""What the fault tests compare with."""

import pytest

from faults.ending import Ending, ending
from faults.telling import DAYS, town


@pytest.fixture(scope="session")
def undisturbed() -> dict[str, Ending]:
    """How the story ends when nothing fails."""
    with town() as story:
        story.tell(DAYS)
        assert story.troubles == []
        return ending(story)
