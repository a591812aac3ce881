"""Files at the door of a case: what is there, what somebody wants to add, and where to fetch one.

GET shows; POST expects an upload and answers with a plain form that the browser sends straight to the bucket. Nothing
is changed by looking, and an upload asked for twice is one. (GX-11, GX-14c, WB-6.3a, SZ-A2.4.4f)
"""

from huiyin.case.refusal import Refusal
from huiyin_aws import files, links
from huiyin_aws.acting import Answer, Posted
from huiyin_aws.inspecting import SENT_TWICE
from huiyin_aws.pages import filing, forms, page, visibility
from huiyin_aws.pages.forms import FormInvalid
from huiyin_aws.visiting import Visit


def show(visit: Visit) -> Answer:
    """The files of the case, as far as this person may see them, and the form to add one."""
    if not visit.is_open_in(visit.case):
        return 410, page.link_page("moved_on")
    return 200, _page(visit)


def expect(visit: Visit, posted: Posted, then: str) -> tuple[int, str, str]:
    """The form by which the browser sends one file, and where it will send it; `then` is the address of `show`."""
    if not visit.is_open_in(visit.case):
        return 410, page.link_page("moved_on"), ""
    asking = filing.form_for(visit.role, visit.law.rulebook)
    try:
        values = forms.read_form(posted | {"command": [asking.command]}, (asking,)).values
        asked = f"{visit.door}/{visit.by.id}/{links.form_digest(posted)}"
        upload = files.expect(visit.case.number, visit.by, values["label"], values["purpose"], asked, visit.now)
    except FormInvalid as invalid:
        return 422, _page(visit, invalid), ""
    except Refusal as refusal:
        return 409, page.error_page(refusal.zh, refusal.en, refusal.clause, back=f"../{visit.back}"), ""
    target, fields = files.form(upload, then)
    shown = filing.sending_page(visit.case.number, visit.law.rulebook, upload, target, fields)
    return 200, shown, filing.origin(target)


def hand_out(visit: Visit, file_id: str) -> str | None:
    """Where this person may fetch a file for a minute; None where there is none for them."""
    if not visit.is_open_in(visit.case):
        return None
    found = (each for each in files.filed(visit.case.number) if each.id == file_id)
    return next((files.address(each) for each in found if visibility.may_see_file(each, visit.by)), None)


def _page(visit: Visit, invalid: FormInvalid | None = None) -> str:
    sound = files.filed(visit.case.number)
    theirs = [each for each in files.uploads(visit.case.number) if each.by.id == visit.by.id]
    seen = [each for each in sound if visibility.may_see_file(each, visit.by)]
    waiting = [each for each in theirs if each.why == SENT_TWICE or each.id not in {file.id for file in sound}]
    return filing.files_page(
        visit.case.number,
        visit.law,
        filing.form_for(visit.role, visit.law.rulebook),
        visit.lines_of(seen, here=True),
        [filing.state_of(each, visit.now) for each in waiting],
        invalid,
        back=f"../{visit.back}",
        hidden=visit.hidden,
    )
