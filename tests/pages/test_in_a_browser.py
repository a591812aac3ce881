"""The pages in a real browser: nothing overflows at 360 px or on a desk, errors lead to fields, colours contrast."""

from collections.abc import Iterator

import pytest

import chromium
import desk_builders
import network_builders
from builders import Walk, a_letter, a_walk, accepted, dispatched, extension_requested, screened, sent_back
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages import page
from huiyin_aws.pages.forms import FormInvalid, forms_for, read_form
from huiyin_aws.pages.visibility import CaseView, see
from page_builders import (
    CHONGQING,
    GUANGXI,
    NEIMENGGU,
    UNITS,
    WEIBIN,
    AUnit,
    answered,
    begun,
    handed_in,
    instruction_asked,
    opinion_given,
    ordered,
    passed_on,
    rendered,
)


def invalid(walk: Walk, role: Role, posted: dict[str, list[str]]) -> str:
    with pytest.raises(FormInvalid) as wrong:
        read_form(posted, forms_for(walk.case, role, walk.rulebook, UNITS, walk.now))
    return rendered(walk, role, wrong.value.values, wrong.value.errors)


def done(walk: Walk, role: Role, command: str) -> str:
    return page.done_page(command, see(walk.case, role, {}, walk.rulebook, walk.now))


def seen_by_requester(walk: Walk) -> CaseView:
    return see(walk.case, Role.REQUESTER, walk.texts, walk.rulebook, walk.now)


def a_long_letter() -> Walk:
    walk = a_walk(Stage.TRIAGE)
    walk.texts["request"] = {"title": "很长的标题" * 20, "body": "W" * 400 + "\n\n" + "正文很长。" * 300}
    return walk


def a_city(values: dict[str, list[str]] | None = None) -> str:
    """The centre's triage where there are as many units as in a real city."""
    walk = a_walk(Stage.TRIAGE)
    units = (*UNITS, *(AUnit(f"unit-{n}", f"第{n}街道办事处", f"Street office {n}") for n in range(300)))
    view = see(walk.case, Role.CENTRE, walk.texts, walk.rulebook, walk.now, units=units)
    return page.act_page(view, forms_for(walk.case, Role.CENTRE, walk.rulebook, units, walk.now), "/act/T", values, {})


PAGES = {
    "triage": lambda: rendered(a_walk(Stage.TRIAGE), Role.CENTRE),
    "long_letter": lambda: rendered(a_long_letter(), Role.CENTRE),
    "sign_for": lambda: rendered(dispatched(accepted(screened(a_letter(Walk())))), Role.HANDLER),
    "reply": lambda: rendered(a_walk(Stage.HANDLING), Role.HANDLER),
    "reply_sent_back": lambda: rendered(sent_back(a_walk(Stage.REVIEWING)), Role.HANDLER),
    "reply_with_errors": lambda: invalid(a_walk(), Role.HANDLER, {"command": ["SubmitReply"], "part_text": ["已修复"]}),
    "return_with_errors": lambda: invalid(a_walk(), Role.HANDLER, {"command": ["RequestReturn"]}),
    "extension": lambda: rendered(extension_requested(a_walk()), Role.DEPUTY),
    "rule_return": lambda: rendered(a_walk(Stage.RULING_RETURN), Role.CENTRE),
    "approve": lambda: rendered(a_walk(Stage.APPROVING), Role.DEPUTY),
    "review": lambda: rendered(a_walk(Stage.REVIEWING), Role.CENTRE),
    "review_with_errors": lambda: invalid(a_walk(Stage.REVIEWING), Role.CENTRE, {"command": ["SendBack"]}),
    "rate": lambda: rendered(a_walk(Stage.RATING), Role.REQUESTER),
    "rate_with_errors": lambda: invalid(a_walk(Stage.RATING), Role.REQUESTER, {"command": ["Rate"]}),
    "follow_up": lambda: rendered(a_walk(Stage.FOLLOWING_UP), Role.CENTRE),
    "signed": lambda: done(a_walk(Stage.HANDLING), Role.HANDLER, "SignFor"),
    "rated": lambda: done(a_walk(Stage.ARCHIVED), Role.REQUESTER, "Rate"),
    "check_opinion": lambda: rendered(opinion_given(major=True), Role.CHECKER),
    "triage_of_a_city": a_city,
    "triage_with_routes": lambda: rendered(begun(CHONGQING), Role.CENTRE),
    "accept_with_errors": lambda: invalid(
        begun(CHONGQING), Role.CENTRE, {"command": ["Accept"], "law_amount": ["60"], "unit": [""]}
    ),
    "instruct": lambda: rendered(instruction_asked(), Role.LEADER),
    "not_your_turn": lambda: rendered(opinion_given(), Role.CENTRE),
    "return_with_proof": lambda: invalid(ordered(GUANGXI), Role.HANDLER, {"command": ["RequestReturn"]}),
    "read": lambda: rendered(passed_on(handed_in(WEIBIN), Role.LEADER), Role.LEADER),
    "stars": lambda: rendered(answered(GUANGXI), Role.REQUESTER),
    "solved": lambda: rendered(answered(NEIMENGGU), Role.REQUESTER),
    **desk_builders.PAGES,
    "network": network_builders.list_page,
    "network_unit": network_builders.unit_page,
    "network_with_errors": network_builders.unit_page_with_errors,
    "network_report": network_builders.report_page,
    "track": lambda: page.track_page(seen_by_requester(answered(CHONGQING))),
    "moved_on": lambda: page.link_page("moved_on"),
    "refused": lambda: page.error_page("已超过退单时限，视同接受。", "Too late.", "SZ-A2.4.4b", back="/act/TOKEN"),
}

# WCAG 2.1 AA for every text that is shown, computed as the success criterion 1.4.3 defines it.
CONTRAST = """() => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (el) => { for (; el; el = el.parentElement) { const c = rgb(getComputedStyle(el).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !el.checkVisibility()) continue;
    const [a, b] = [lum(rgb(getComputedStyle(el).color)), lum(behind(el))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(walker.currentNode.textContent.trim());
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium.launched() as browser:
        yield browser


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_and_a_desk_and_can_be_read(browser, tmp_path, name):
    html = PAGES[name]()
    for width in (360, 1280):
        tab = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
        asked = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        tab.set_content(html)
        tab.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(CONTRAST) == []
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(CONTRAST) == []
        assert asked == []
        tab.close()


def test_an_error_leads_to_its_field_by_keyboard(browser):
    tab = browser.new_page(java_script_enabled=False)
    tab.set_content(PAGES["return_with_errors"]())
    tab.keyboard.press("Tab")
    assert tab.locator("a:focus").get_attribute("href") == "#RequestReturn-reason"
    assert tab.locator("#RequestReturn-reason").is_visible()
    tab.close()


def test_of_three_hundred_units_those_that_are_ticked_stand_first_and_all_are_reached_by_keyboard(browser):
    from axe_playwright_python.sync_playwright import Axe

    for width in (360, 1280):
        tab = browser.new_page(viewport={"width": width, "height": 800})
        tab.set_content(a_city({"command": ["Accept"], "supporting": ["unit-298", "unit-299"]}))
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        frame = tab.locator("#form-Accept .many")
        assert frame.bounding_box()["height"] <= 480
        boxes = frame.locator("input")
        assert [box.get_attribute("value") for box in boxes.all()][:2] == ["unit-298", "unit-299"]
        boxes.nth(boxes.count() - 2).focus()
        tab.keyboard.press("Tab")
        assert frame.evaluate("f => f.querySelector(':focus') === f.querySelector('.choice:last-child input')")
        inside = "f => f.querySelector(':focus').getBoundingClientRect().bottom <= f.getBoundingClientRect().bottom"
        assert frame.evaluate(inside)
        found = [
            each["id"] for each in Axe().run(tab).response["violations"] if each["impact"] in ("serious", "critical")
        ]
        assert found == []
        tab.close()


def test_what_can_be_touched_is_large_enough(browser):
    """WCAG asks for 24 px; on a phone we give a thumb 44."""
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.set_content(PAGES["review_with_errors"]())
    for box in tab.locator("button:visible, textarea:visible, .choice:visible, summary:visible").all():
        assert box.bounding_box()["height"] >= 44
    tab.close()
