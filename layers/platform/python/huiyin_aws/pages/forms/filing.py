"""What is asked wherever a request is filed: the place of the matter."""

from collections.abc import Iterator

from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Field, select
from huiyin_aws.pages.words import Words


def place(desk: Desk) -> Iterator[Field]:
    """SZ-A2.4.3c: the place goes first; asked where the registry knows regions."""
    if desk.places:
        hint = Words("属地优先：写明事项所在地。", "The place goes first: where the matter is.")
        yield select("place", "事项所在地", "Place", desk.places, hint, proposed=desk.case.place, required=False)
