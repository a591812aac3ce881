"""What every page keeps to, whoever opens it at whatever stage: structure, labels, languages, and nobody's data."""

import re

import pytest
from bs4 import BeautifulSoup

import desk_builders
from builders import UNIT, Walk, a_walk, extension_requested, sent_back
from huiyin.case import commands as c
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import MACHINE_STAGES, Role, Stage
from huiyin.rulebook import codes
from huiyin_aws.pages import page
from huiyin_aws.pages.after import DONE
from huiyin_aws.pages.forms import FormInvalid, Option, forms_for, read_form
from huiyin_aws.pages.forms.offer import DESK_ONLY
from huiyin_aws.pages.visibility import see
from huiyin_aws.pages.words import Words
from page_builders import EVERYBODY, UNITS, Filled, lives, offers, rendered, sent_in, standing_at, ways_to_fill

CONTACT = {"name": "诉求人甲", "phone": "13900000000", "email": "writer@example.org"}
HOSTILE = "<script>alert(1)</script>\"'&"
PEOPLE = [role for role in EVERYBODY if role is not Role.MACHINE]


def with_contact(walk: Walk) -> Walk:
    """The same walk, where every paper also holds what nobody may see."""
    walk.texts = {name: {**body, **CONTACT} for name, body in walk.texts.items()}
    return walk


def every_page() -> list[str]:
    pages = [rendered(with_contact(standing_at(stage)), role) for stage in Stage for role in PEOPLE]
    pages += [rendered(with_contact(extension_requested(a_walk())), role) for role in PEOPLE]
    pages += [page.link_page(kind) for kind in ("unknown", "expired", "used", "revoked", "moved_on")]
    pages.append(page.error_page("已过时限。", "Too late.", "SZ-A2.4.4b", back="/act/TOKEN"))
    pages += [show() for show in desk_builders.PAGES.values()]
    walk = a_walk(Stage.HANDLING)
    view = see(walk.case, Role.HANDLER, {}, walk.rulebook, walk.now)
    return pages + [page.done_page(command, view) for command in DONE]


@pytest.fixture(scope="module")
def soups() -> list[BeautifulSoup]:
    return [BeautifulSoup(html, "html.parser") for html in every_page()]


def test_a_page_has_one_heading_and_says_its_languages(soups):
    for soup in soups:
        assert len(soup.find_all("h1")) == 1
        assert soup.html["lang"] == "zh-CN"
        assert soup.find(attrs={"lang": "en"}).get_text(strip=True)
        assert soup.title.get_text(strip=True)


def test_english_is_marked_as_english(soups):
    """Outside the marked spans no English sentence stands in a Chinese page."""
    for soup in soups:
        for tag in soup.find_all(attrs={"lang": "en"}) + soup.find_all(["style", "option"]):
            tag.decompose()
        assert not re.search(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{2,}", soup.get_text(" "))


def test_every_field_has_a_label_and_every_id_stands_once(soups):
    for soup in soups:
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids))
        for field in soup.select("input:not([type=hidden]), select, textarea"):
            assert soup.find("label", attrs={"for": field["id"]}).get_text(strip=True)
        for described in soup.find_all(attrs={"aria-describedby": True}):
            assert all(soup.find(id=name) for name in described["aria-describedby"].split())
        for link in soup.select('a[href^="#"]'):
            assert soup.find(id=link["href"][1:])


def test_a_page_loads_nothing_and_runs_nothing(soups):
    for soup in soups:
        assert not soup.select("script, link, img, iframe, [src], [onclick], [style]")
        assert not [a for a in soup.select("a[href]") if "://" in a["href"]]


def test_a_confirmation_is_never_ticked_beforehand(soups):
    for soup in soups:
        assert not soup.select("input[checked]")


def test_no_page_holds_the_requesters_contact_or_name(soups):
    for soup in soups:
        assert not [value for value in (*CONTACT.values(), "keyed-hash") if value in str(soup)]


def test_a_deadline_is_shown_with_its_light_its_reason_and_its_instant():
    soup = BeautifulSoup(rendered(a_walk(Stage.HANDLING), Role.HANDLER), "html.parser")
    due = soup.select_one("section.due-green")
    assert due.select_one("time.due")["datetime"] == "2026-03-11T09:30:00Z"
    assert "3月11日 星期三 17:30 前" in due.get_text()
    assert "SZ-A2.4.4c" in due.get_text()
    assert "自3月2日 星期一 09:40起，应在7个工作日内答复" in due.get_text()


def test_the_next_move_stands_open_and_the_others_behind_their_headings():
    soup = BeautifulSoup(rendered(a_walk(Stage.HANDLING), Role.HANDLER), "html.parser")
    assert soup.select_one("#move form input[name=command]")["value"] == "SubmitReply"
    others = [box["value"] for box in soup.select("details input[name=command]")]
    assert others == ["RecordContact", "RequestExtension", "RequestReturn", "NameHandler"]


def test_what_people_write_is_shown_as_text_and_never_as_markup():
    for stage in Stage:
        walk = standing_at(stage)
        walk.texts = {name: dict.fromkeys(body, HOSTILE) for name, body in walk.texts.items()}
        for role in PEOPLE:
            assert "<script" not in rendered(walk, role)


def test_what_was_written_is_written_again_beside_the_error():
    walk = a_walk(Stage.HANDLING)
    forms = forms_for(walk.case, Role.HANDLER, walk.rulebook, UNITS, walk.now)
    posted = {"command": ["RequestReturn"], "reason": [HOSTILE], "basis": [" "]}
    with pytest.raises(FormInvalid) as invalid:
        read_form(posted, forms)
    soup = BeautifulSoup(rendered(walk, Role.HANDLER, invalid.value.values, invalid.value.errors), "html.parser")
    assert soup.select_one(".errors a")["href"] == "#RequestReturn-basis"
    assert soup.select_one("#RequestReturn-reason").get_text().strip() == HOSTILE
    assert soup.select_one("#RequestReturn-basis")["aria-invalid"] == "true"
    assert "申请退单" in soup.h1.get_text()
    assert soup.select_one("#move input[name=command]")["value"] == "RequestReturn"
    assert not soup.select("#SubmitReply-part_text[aria-invalid]")


def test_a_reply_that_came_back_can_be_gone_on_with():
    soup = BeautifulSoup(rendered(sent_back(a_walk(Stage.REVIEWING)), Role.HANDLER), "html.parser")
    assert soup.select_one("#SubmitReply-part_text").get_text().strip() == "电梯已于3月3日修复并通过检验。"


def test_a_field_that_was_chosen_stays_chosen():
    walk = a_walk(Stage.TRIAGE)
    values = {"command": ["Accept"], "kind": ["suggestion"], "category": [""], "unit": ["city_management"]}
    values |= {"origin": ["province"]}
    soup = BeautifulSoup(rendered(walk, Role.CENTRE, values, {"category": ("请选择", "Choose")}), "html.parser")
    chosen = [option["value"] for option in soup.select("#form-Accept option[selected]")]
    assert chosen == ["suggestion", "city_management", "province"]


def test_the_style_in_the_page_is_the_one_that_the_policy_allows():
    import base64
    import hashlib

    style = BeautifulSoup(page.link_page("unknown"), "html.parser").style.string
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.headers()["Content-Security-Policy"]
    assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert page.headers()["Referrer-Policy"] == "no-referrer"
    assert page.headers()["Cache-Control"] == "no-store"


def test_after_signing_the_page_says_what_to_do_by_when():
    walk = a_walk(Stage.HANDLING)
    soup = BeautifulSoup(
        page.done_page("SignFor", see(walk.case, Role.HANDLER, {}, walk.rulebook, walk.now)), "html.parser"
    )
    assert "已签收" in soup.h1.get_text()
    assert "请在时限内提交答复" in soup.get_text()
    assert soup.select_one("time.due")["datetime"] == "2026-03-11T09:30:00Z"


@pytest.mark.parametrize("programme", codes())
def test_every_form_can_be_filled_in_and_its_commands_are_lawful(programme):
    """Whatever a page offers, decide accepts, in each situation that forms lead to: they do not drift apart."""
    for walk in lives(programme):
        for role in EVERYBODY:
            for form in offers(walk, role):
                for posted in ways_to_fill(form):
                    _send_in(walk, role, posted)


def test_every_move_has_its_form_in_some_programme():
    offered = {
        form.command
        for programme in codes()
        for walk in lives(programme)
        for role in EVERYBODY
        for form in offers(walk, role)
    }
    assert not offered & DESK_ONLY  # no link does what only the desk may
    assert offered | DESK_ONLY | {"HandOn"} == set(DONE)  # that one where the registry has units below


@pytest.mark.clause("SZ-A2.4.3c")
@pytest.mark.parametrize("role", [Role.HANDLER, Role.DEPUTY])
def test_a_unit_with_others_below_it_may_hand_on_a_leader_only_at_the_desk(role):
    walk, below = a_walk(Stage.HANDLING), (Option("lifts", Words("电梯所", "Lift Office")),)

    def offered(*, at_desk, below=below):
        how = {"unit": UNIT, "at_desk": at_desk, "below": below}
        return {each.command: each for each in forms_for(walk.case, role, walk.rulebook, (), walk.now, **how)}

    assert ("HandOn" in offered(at_desk=False)) == (role is Role.HANDLER)
    assert "HandOn" not in offered(at_desk=True, below=())
    form = offered(at_desk=True)["HandOn"]
    assert form.fields[0].options == below
    intent = read_form({"command": ["HandOn"], "unit": ["lifts"]}, (form,))
    by = EVERYBODY[role]
    assert intent.commands(by, {}) == (c.HandOn(by=by, unit="lifts"),)
    with pytest.raises(FormInvalid):
        read_form({"command": ["HandOn"], "unit": ["transport"]}, (form,))


@pytest.mark.parametrize("programme", codes())
def test_whoever_is_waited_for_finds_a_form_and_a_case_never_waits_for_nobody(programme):
    for walk in lives(programme):
        offered = [role for role in EVERYBODY if offers(walk, role)]
        assert bool(offered) == (walk.case.is_open and walk.case.stage not in MACHINE_STAGES)


def _send_in(walk: Walk, role: Role, posted: Filled) -> None:
    try:
        sent_in(walk, role, posted)
    except Refusal as refusal:
        pytest.fail(f"{posted['command']} was offered to {role} in {walk.case.stage}, and refused: {refusal}")


def test_a_long_letter_is_begun_and_folded_so_that_the_next_move_is_near_and_a_short_one_is_not():
    walk = a_walk(Stage.HANDLING)
    short = BeautifulSoup(rendered(walk, Role.HANDLER), "html.parser")
    assert short.select(".letter details") == []
    body = "三号楼的电梯已停运三天，老人出行不便，请尽快修好。" * 20
    walk.texts["request"] = {"title": "电梯", "body": body}

    long = BeautifulSoup(rendered(walk, Role.HANDLER), "html.parser")

    assert long.select_one(".letter details .written").text == body
    begun = long.select_one(".letter > .written").text
    assert body.startswith(begun.removesuffix("……"))
    assert len(begun) < 100


def test_what_nobody_waits_for_never_stands_first():
    """While a unit handles a case the centre may put much right at its desk, and is asked for nothing."""
    walk = a_walk(Stage.HANDLING)
    forms = forms_for(walk.case, Role.CENTRE, walk.rulebook, UNITS, walk.now, at_desk=True)
    view = see(walk.case, Role.CENTRE, walk.texts, walk.rulebook, walk.now, units=UNITS)
    soup = BeautifulSoup(page.act_page(view, forms, action=""), "html.parser")

    assert forms
    assert soup.h1.get_text(" ", strip=True).startswith("查看诉求")
    assert soup.select("#move") == []
    assert len(soup.select("details form")) == len(forms)
