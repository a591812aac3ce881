"""What events speak of: who did it, papers, limits set by law, whom a matter is about, an opinion on a request."""

from dataclasses import dataclass

from huiyin.case.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a role, the registered id (never a name), and for people of units their unit."""

    role: Role
    id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A text kept apart (`Papers`): its id and the salted SHA-256 that proves it."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class LegalLimit:
    """A time limit that another law sets for this matter; the paper names the law. It prevails over every other."""

    amount: int
    unit: str  # working_days | calendar_days
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Accused:
    """Whom a complaint or report is about, as far as they are registered: codes of units, ids of people."""

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the centre would do with a request: `accept`, `decline`, `refer`, `forward`, `upward` or `answer`."""

    move: str
    kind: str = ""
    category: str = ""
    unit: str = ""
    major: bool = False
    by_law: LegalLimit | None = None
    accused: Accused | None = None
    ground: str = ""
    paper: Paper | None = None
    place: str = ""
    origin: str = ""
    supporting: tuple[str, ...] = ()
    task: Paper | None = None
