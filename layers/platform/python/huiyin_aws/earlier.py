"""A requester's cases from before, with their letters: what screening compares a new letter with (SZ-A2.4.1b)."""

from collections.abc import Iterator
from itertools import islice

from huiyin.case.record import instant
from huiyin.case.state import Case
from huiyin.case.vocabulary import Outcome
from huiyin.screening import Earlier, Letter
from huiyin_aws import papers, store
from huiyin_aws.tables import CaseRow

MOST = 10
"""How many of the latest cases are looked at: whoever writes again does so soon, and a step has to end."""

# Closed with an answer; whatever was declined, or went elsewhere, was never answered here.
ANSWERED = frozenset(
    {
        Outcome.SATISFIED,
        Outcome.SATISFIED_BY_DEFAULT,
        Outcome.POOR_WITHOUT_REASON,
        Outcome.EXPLAINED,
        Outcome.ANSWERED,
        Outcome.UNRATED,
    }
)


def cases(case: Case) -> tuple[Earlier, ...]:
    """The latest cases of the same requester, received before this one: still open or answered, the newest first.

    None for a requester whom nobody knows. The index lags by moments, so a letter sent twice at once may be missed;
    the cases and letters that it names are read as they stand.
    """
    if not case.requester:
        return ()
    return tuple(found for number in islice(_numbers(case), MOST) for found in _in_hand_or_answered(number, case))


def _numbers(case: Case) -> Iterator[str]:
    """Whatever came in after this case does not count, however late this case is looked at."""
    assert case.received_at is not None, "a case begins with its receipt"
    mine = (instant(case.received_at), case.number)
    until = CaseRow.received_at <= mine[0]
    rows = CaseRow.requester_cases.query(case.requester, until, scan_index_forward=False, page_size=MOST + 1)
    prefix = case.number[: case.number.index("-") - len("20260302")]
    return (row.pk for row in rows if (row.received_at, row.pk) < mine and row.pk.startswith(prefix))


def _in_hand_or_answered(number: str, case: Case) -> Iterator[Earlier]:
    """One that stands under another programme, or whose letter was erased, cannot be compared."""
    found = store.load(number).case
    if found.request is None or found.programme != case.programme:
        return
    if found.is_open or found.outcome in ANSWERED:
        letter = papers.read(number, [found.request]).get(found.request.id)
        if letter is not None:
            yield Earlier(number, Letter(letter["title"], letter["body"]), found.is_open)
