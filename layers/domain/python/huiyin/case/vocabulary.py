"""The words of a case: its stages, who acts on it, how it can end, how an obligation can end."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands; the machine `case.asl.yaml` has one state for each."""

    RECEIVED = "received"
    TRIAGE = "triage"
    CHECKING = "checking"
    INSTRUCTING = "instructing"
    COORDINATING = "coordinating"
    DISPATCHING = "dispatching"
    HANDLING = "handling"
    RULING_RETURN = "ruling_return"
    APPROVING = "approving"
    REVIEWING = "reviewing"
    ANSWERING = "answering"
    RATING = "rating"
    FOLLOWING_UP = "following_up"
    JOINED = "joined"
    KEEPING_PROMISE = "keeping_promise"
    ARCHIVED = "archived"
    DECLINED = "declined"
    REFERRED = "referred"

    @property
    def is_end(self) -> bool:
        return self in ENDS


ENDS = frozenset({Stage.ARCHIVED, Stage.DECLINED, Stage.REFERRED})

# Here nobody is waited for: the machine's own step goes on at once.
MACHINE_STAGES = frozenset({Stage.RECEIVED, Stage.ANSWERING})


class Role(StrEnum):
    """Who acts: two of our own (machine, clock); people of the centre's side, of units, and the requester.

    `supporter` handles for a unit that supports the lead unit (协办单位).
    `checker` is the second person who checks an acceptance (办公室负责人), `leader` one of the authority's leaders
    (分管领导), `chief` its first (主要领导). `regional` coordinates for the level above what crosses regions or levels
    (NM-11b). `platform` is another system that hands out orders and follows them, for the programme and for units that
    work on it (GX-7).
    """

    MACHINE = "machine"
    CLOCK = "clock"
    CENTRE = "centre"
    CHECKER = "checker"
    LEADER = "leader"
    CHIEF = "chief"
    REGIONAL = "regional"
    PLATFORM = "platform"
    HANDLER = "handler"
    DEPUTY = "deputy"
    HEAD = "head"
    SUPPORTER = "supporter"
    REQUESTER = "requester"


UNIT_ROLES = frozenset({Role.HANDLER, Role.DEPUTY, Role.HEAD})
CENTRE_ROLES = frozenset({Role.CENTRE, Role.CHECKER, Role.LEADER, Role.CHIEF, Role.REGIONAL})


class Contact(StrEnum):
    """What came of an attempt to reach the requester."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    WRONG_NUMBER = "wrong_number"  # nobody at that number knows of it: the reply goes by the letter alone


class Ending(StrEnum):
    """How an obligation ended; only *met* and *late* judge anybody."""

    MET = "met"
    LATE = "late"
    LAPSED = "lapsed"  # the window closed and the rulebook says what that means (deemed, default)
    WITHDRAWN = "withdrawn"  # what it was for no longer stands (a return upheld, a reply submitted)


class Solved(StrEnum):
    """What a reply says of the matter itself (SZ-A2.4.4i, SZ-3.6)."""

    SOLVED = "solved"  # or answered in full, where nothing but an answer was asked for
    PARTLY = "partly"
    NOT_NOW = "not_now"


class Outcome(StrEnum):
    """What the requester got in the end."""

    SATISFIED = "satisfied"
    SATISFIED_BY_DEFAULT = "satisfied_by_default"
    POOR_WITHOUT_REASON = "poor_without_reason"
    EXPLAINED = "explained"
    ANSWERED = "answered"  # the programme asks for no rating
    UNRATED = "unrated"  # asked, and silent: left out of the mean
    DECLINED = "declined"
    REFERRED = "referred"  # the requester was told where to go
    FORWARDED = "forwarded"  # the matter itself went to the body whose duty it is
    SUBMITTED_UPWARD = "submitted_upward"  # the level above has it
    TRANSFERRED = "transferred"  # the call itself went to the body whose duty it is
