"""A case's bell: the token of the step that waits for people, hung on the case while the stage is still that one."""

from pynamodb.exceptions import DoesNotExist, UpdateError

from huiyin_aws import workflow
from huiyin_aws.tables import HEAD, CaseRow


def hang(number: str, stage: str, token: str, attempt: int) -> bool:
    """Hang the bell; where the stage has passed, ring it at once. The newest token wins. True where it hangs."""
    try:
        CaseRow(number, HEAD).update(
            actions=[CaseRow.bell.set(token), CaseRow.bell_stage_no.set(CaseRow.stage_no)],
            condition=CaseRow.stage == stage,
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        workflow.ring(token, number, _stage(number), attempt)
        return False
    return True


def _stage(number: str) -> str:
    try:
        return str(CaseRow.get(number, HEAD, consistent_read=True).stage)
    except DoesNotExist as error:
        raise LookupError(f"{number}: a machine runs for a case that is not there") from error
