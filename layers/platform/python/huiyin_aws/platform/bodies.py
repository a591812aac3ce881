"""The bodies of the platform's calls: what each must hold, told in problem details; never their content."""

import json
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from huiyin_aws.http import ProblemError
from huiyin_aws.requests import readable

Text = Annotated[str, AfterValidator(readable), Field(max_length=5_000)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


B = TypeVar("B", bound=Body)


class Dispatch(Body):
    """分发: to the lead unit, and to those that support it with what they are asked for (GX-10)."""

    unit: Code
    supporting: list[Code] = []
    task: Text = ""


class GiveBack(Body):
    """退回 before it was handed out: no unit of the platform's is the one."""

    reason: Text = Field(min_length=1)


class Progress(Body):
    """跟进、督办: how far the unit is."""

    text: Text = Field(min_length=1)


class SignFor(Body):
    """For a unit that works on the platform, where the programme has orders signed for."""


class File(Body):
    """A file that is to be sent: what it is, and what for."""

    label: Text
    purpose: Code


class Return(Body):
    """退回: the unit says why it is not its own; the centre rules on it. `scans` are ids of sound files."""

    reason: Text = ""
    basis: Text = ""
    proof: Text = ""
    scans: list[Code] = []
    suggestion: Text = ""


class Extension(Body):
    """延办; `explained`: the requester was told why, where the programme asks for that."""

    days: int
    reason: Text = ""
    proof: Text = ""
    scans: list[Code] = []
    explained: bool = False


class Reply(Body):
    """回复: the parts by their codes, whether the matter is solved, the day of a promise (GX-20b), ids of files."""

    parts: dict[Code, Text]
    solved: Code
    promise_on: str = Field(default="", pattern=r"^(\d{4}-\d\d-\d\d)?$")
    scans: list[Code] = []
    photos: list[Code] = []


def read(raw: bytes, shape: type[B]) -> B:
    """The body of a call.

    Raises:
        ProblemError: 400 malformed; `errors` names each field, never its content.
    """
    try:
        return shape.model_validate(json.loads(raw or b"{}"))
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False, include_url=False)
        errors = [_told(each) for each in found[:20]]
        detail = "some fields are missing or not as expected; `errors` names each"
        raise ProblemError(400, "malformed", "Malformed request", detail, errors=errors) from error
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, "malformed", "Not JSON", "the body must be one JSON object in UTF-8") from error


def _told(error: Any) -> dict[str, str]:
    return {"field": ".".join(str(p) for p in error["loc"]), "error": error["type"], "expected": error["msg"]}
