"""A request as a channel posts it: what it must hold, checked by pydantic, told in problem details."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from huiyin_aws.http import ProblemError

MOST_BODY, MOST_TITLE = 20_000, 200
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{4,19}$")]
Email = Annotated[str, Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,190}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Requester(_Strict):
    """Who writes (SZ-A2.4.1a: name and contact are recorded)."""

    name: str = Field(min_length=1, max_length=60)
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
    title: str = Field(max_length=MOST_TITLE)
    body: str = Field(max_length=MOST_BODY)
    kind: str | None = None
    requester: Requester
    sent_at: datetime | None = None
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
        return NewRequest.model_validate(json.loads(raw))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ProblemError(400, "malformed", "Not JSON", "the body must be one JSON object in UTF-8") from error
    except ValidationError as error:
        errors = [_told(e) for e in error.errors(include_input=False, include_context=False, include_url=False)]
        if any(e["error"] == "string_too_long" and e["field"] in ("title", "body") for e in errors):
            detail = (
                f"title is at most {MOST_TITLE} characters, body at most {MOST_BODY}: shorten it or send it in parts"
            )
            raise ProblemError(413, "oversized", "Letter too long", detail, errors=errors) from error
        detail = "some fields are missing or not as expected; `errors` names each (SZ-A2.4.1a)"
        raise ProblemError(400, "malformed", "Malformed request", detail, errors=errors) from error


def _told(error: Any) -> dict[str, str]:
    return {"field": ".".join(str(p) for p in error["loc"]), "error": error["type"], "expected": error["msg"]}
