"""What somebody is told, without names or addresses."""

from dataclasses import dataclass

from huiyin.case.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Notice:
    """`template` names the words; `acts` says whether the message carries a link to act by; `unit` whose person it is
    for, where that is not the unit that has the order. `on_duty`: whoever is on duty there now, besides the handler.
    `of`: the number of the request that was joined to this one, where it is that one's requester who is told.
    """

    template: str
    to: Role
    acts: bool = True
    unit: str = ""
    on_duty: bool = False
    of: str = ""
