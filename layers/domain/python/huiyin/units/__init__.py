"""The network of units: who they are, who gets their work, who stands in, and what has changed. Pure: no storage.

SZ-A2.2 (three levels); SZ-A2.4.3c (the place goes first); GX-12, GX-13, WB-6.3d, SZ-A5.4.1 (who is named, and by when
a change is entered).
"""

from huiyin.units.addressing import has_it_now, on_duty, person_for, rostered, stands_in_for
from huiyin.units.changes import Change, Post, change_of, changed_people, entered_late
from huiyin.units.handovers import Handover, as_one, handovers
from huiyin.units.levels import Assigned, Find, assigned
from huiyin.units.network import Misplaced, held_twice, misplaced, responsible, successors
from huiyin.units.people import CENTRE, Absence, DutySpan, Person, Unit

__all__ = [
    "CENTRE",
    "Absence",
    "Assigned",
    "Change",
    "DutySpan",
    "Find",
    "Handover",
    "Misplaced",
    "Person",
    "Post",
    "Unit",
    "as_one",
    "assigned",
    "change_of",
    "changed_people",
    "entered_late",
    "handovers",
    "has_it_now",
    "held_twice",
    "misplaced",
    "on_duty",
    "person_for",
    "responsible",
    "rostered",
    "stands_in_for",
    "successors",
]
