"""Another system's part: it hands out what is accepted, gives back what is no unit's of its own, says how far it is.

GX-7 (letters go to the 12345 platform, which hands them out), GX-24 (dispatch, follow-up, reply, return and extension
travel through it); the moves that units make there are those of `handling` and `reply`.
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.law import CENTRE
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role


def require_none_but_its_own(draft: Draft, command: c.Command) -> None:
    """A platform acts in the programme that passes its requests to one, and nowhere else."""
    if command.by.role is Role.PLATFORM and draft.law.rulebook.platform is None:
        raise Refusal(
            "no_platform",
            "本渠道不通过其他平台分办，请由受理单位派单。",
            "this programme passes its requests to no platform: its centre hands them out",
        )


def give_back(draft: Draft, command: c.GiveBack) -> None:
    """The platform has done what it can; the centre hands it out itself, within a limit of its own."""
    if draft.case.turn is not Role.PLATFORM:
        raise Refusal(
            "given_back",
            "该信件已退给受理单位，由其派单。",
            "it has been given back already, and is the centre's to hand out",
            _clause(draft),
        )
    draft.add(command.by, f.GivenBack(command.paper), *draft.dispatched(), draft.owe("accept", CENTRE))


def report_progress(draft: Draft, command: c.ReportProgress) -> None:
    """For whoever waits; no deadline changes by it."""
    draft.add(command.by, f.ProgressReported(command.paper))


def _clause(draft: Draft) -> str:
    platform = draft.law.rulebook.platform
    return (platform and platform.clause) or ""
