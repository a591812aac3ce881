"""Taking a request in: one letter, one number, in one transaction, however often the channel sends it."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.record import instant, parse_instant
from huiyin.case.vocabulary import Role
from huiyin.rulebook import Rulebook
from huiyin_aws import keys, nonces, papers, registry, store
from huiyin_aws.http import ProblemError
from huiyin_aws.requests import NewRequest
from huiyin_aws.signing import Signed
from huiyin_aws.tables import CaseHead, ReferenceGuard


@dataclass(frozen=True, slots=True)
class Received:
    """What the channel is told; `new` is False where it had sent the same before."""

    number: str
    query_code: str
    received_at: str
    new: bool


def receive(request: NewRequest, rulebook: Rulebook, signed: Signed, now: datetime) -> Received:
    """Give the letter its number, or the number that it has.

    Raises:
        ProblemError: 409 where the channel's reference, or its nonce, stands for something else already.
        Refusal: the kind is none of the programme's.
    """
    digest = keys.content_digest(signed.channel, request.content())
    nonces.was_taken(signed)
    if known := _known(signed.channel, request.channel_ref, digest):
        return known
    number = registry.next_number(rulebook.prefix, rulebook.zone, now)
    try:
        store.change(number, lambda _: _change(number, request, rulebook, signed, digest, now), now)
    except store.ConflictError:
        # The same letter, or the same nonce, came in twice at the same moment: the first one stands.
        nonces.was_taken(signed)
        if known := _known(signed.channel, request.channel_ref, digest):
            return known
        raise
    return Received(number, keys.query_code(number), instant(now), new=True)


def _change(
    number: str, request: NewRequest, rulebook: Rulebook, signed: Signed, digest: str, now: datetime
) -> store.Change:
    letter = {"title": request.title, "body": request.body, "sent_at": instant(request.sent_at or now)}
    paper, paper_item = papers.draw_up(number, "request", letter)
    command = c.Receive(
        by=Actor(Role.REQUESTER),
        number=number,
        programme=rulebook.code,
        channel=signed.channel,
        requester=keys.requester_key(rulebook.code, request.requester.contact),
        paper=paper,
        kind=request.kind or "",
    )
    guard = ReferenceGuard(_reference(signed.channel, request.channel_ref), "REF", number=number, digest=digest)
    person = papers.requester_item(number, request.requester.model_dump(exclude_none=True))
    return store.Change([command], [guard, nonces.item(signed, now), paper_item, person])


def _known(channel: str, reference: str, digest: str) -> Received | None:
    for guard in ReferenceGuard.query(_reference(channel, reference), consistent_read=True):
        if guard.digest != digest:
            raise ProblemError(
                409,
                "channel_ref_conflict",
                "Reference in use",
                "this channel_ref was used for another letter: one letter, one reference; send it under a new one",
            )
        head = CaseHead.get(guard.number, "CASE", consistent_read=True)
        received = parse_instant(head.received_at)
        return Received(guard.number, keys.query_code(guard.number), instant(received), new=False)
    return None


def _reference(channel: str, reference: str) -> str:
    return f"REF#{channel}#{reference}"
