"""A request as a channel posts it: what it must hold, checked by pydantic, told in problem details."""

import json
import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from huiyin_aws.http import ProblemError

MOST_BODY, MOST_TITLE = 20_000, 200
MOST_ERRORS = 20  # told at once; whoever gets everything wrong need not hear all of it


def readable(text: str) -> str:
    """As written, without control characters but the ends of lines and tabs: no pen makes them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("an instant within the calendar is needed, such as 2026-03-02T08:00:00+08:00") from None


Written = Annotated[str, AfterValidator(readable)]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{4,19}$")]
Email = Annotated[str, Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,190}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Requester(_Strict):
    """Who writes (SZ-A2.4.1a: name and contact are recorded). A landline is taken: there the centre calls."""

    name: Written = Field(min_length=1, max_length=60)
    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def _reachable(self) -> "Requester":
        if not (self.phone or self.email):
            raise ValueError("a phone or an email is needed, so that the answer can reach the requester")
        return self

    @property
    def contact(self) -> str:
        """One contact, written in one way, so that the same requester is recognised."""
        return "".join(c for c in self.phone if c.isdigit())[-11:] if self.phone else (self.email or "").lower()


class NewRequest(_Strict):
    """The body of `POST /v1/{programme}/requests`. A blank letter is taken in (the rules decline it)."""

    channel_ref: str = Field(min_length=1, max_length=64)
    title: Written = Field(max_length=MOST_TITLE)
    body: Written = Field(max_length=MOST_BODY)
    kind: str | None = None
    requester: Requester
    sent_at: Annotated[AwareDatetime, AfterValidator(_in_utc)] | None = None
    language: Literal["zh", "en"] = "zh"

    def content(self) -> bytes:
        """What makes it the same letter: everything but when it was sent off."""
        return self.model_dump_json(exclude={"sent_at"}).encode()


def read_request(raw: bytes) -> NewRequest:
    """The request that these bytes hold.

    Raises:
        ProblemError: 400 malformed, 413 oversized; `errors` names each field, never its content.
    """
    try:
        return NewRequest.model_validate(_json(raw))
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False, include_url=False)
        errors = [_told(e) for e in found[:MOST_ERRORS]]
        if any(e["type"] == "string_too_long" and e["loc"] in (("title",), ("body",)) for e in found):
            detail = (
                f"title is at most {MOST_TITLE} characters, body at most {MOST_BODY}: shorten it or send it in parts"
            )
            raise ProblemError(413, "oversized", "Letter too long", detail, errors=errors) from error
        detail = "some fields are missing or not as expected; `errors` names each (SZ-A2.4.1a)"
        raise ProblemError(400, "malformed", "Malformed request", detail, errors=errors) from error


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:  # ValueError: also no UTF-8, also a number too long to be read
        raise ProblemError(400, "malformed", "Not JSON", "the body must be one JSON object in UTF-8") from error


def _told(error: Any) -> dict[str, str]:
    return {"field": ".".join(str(p) for p in error["loc"]), "error": error["type"], "expected": error["msg"]}
