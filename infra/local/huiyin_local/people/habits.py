"""What people choose on a page: the form that their duty and habits lead them to, and what they write in it.

A habit is known by the forms that the page offers, so a person needs to know no more than a real one sees.
"""

from collections.abc import Callable

from huiyin_local.people import at_home, at_the_centre, in_units
from huiyin_local.people.sitting import READ_ON, Choice, Sitting

__all__ = ["READ_ON", "Choice", "Sitting", "choices"]

Habit = Callable[[Sitting], tuple[Choice, ...]]


def choices(sitting: Sitting) -> tuple[Choice, ...]:
    """What to send, in order of preference; nothing where the page asks for nothing."""
    habit = next((habit for command, habit in _HABITS if sitting.page.offers(command)), None)
    wanted = habit(sitting) if habit else ()
    return tuple(sitting.completed(c) for c in wanted if c is READ_ON or sitting.page.offers(c.command))


_HABITS: tuple[tuple[str, Habit], ...] = (
    ("Accept", at_the_centre.triage),
    ("ConfirmOpinion", at_the_centre.check),
    ("RejectOpinion", at_the_centre.check),
    ("Instruct", at_the_centre.instruct),
    ("Coordinate", at_the_centre.coordinate),
    ("Dispatch", at_the_centre.dispatch),
    ("UpholdReturn", at_the_centre.rule_on_return),
    ("RefuseReturn", at_the_centre.rule_on_return),
    ("PassReply", at_the_centre.review),
    ("SendBack", at_the_centre.review),
    ("OrderSecondHandling", at_the_centre.follow_up),
    ("Explain", at_the_centre.follow_up),
    ("ConfirmPromise", at_the_centre.confirm_promise),
    ("ReleasePromise", at_the_centre.release_promise),
    ("ApproveReply", in_units.approve),
    ("GrantExtension", at_the_centre.decide_extension),
    ("SignFor", in_units.handle),
    ("SubmitReply", in_units.handle),
    ("RequestExtension", in_units.handle),
    ("ReportPromise", in_units.keep_promise),
    ("Rate", at_home.rate),
)
