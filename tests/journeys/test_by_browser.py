"""People at work in a real browser, on a phone and on a desk: a handler signs, asks for more time and replies, a leader
consents and signs, the centre judges a letter and sends a reply back. No page has a fault that axe-core calls serious.
"""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from city import COMPLAINT, HOUSING, MONDAY, PROGRAMME, PUZZLE, REPLY, City
from werkzeug.serving import make_server

import chromium
from huiyin_local import deployment
from huiyin_local.console import Console

PHONE, DESK = 360, 1280


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[City, str]]:
    """A city whose pages stand on a port of this machine, and their address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with deployment.start(MONDAY, (PROGRAMME,), seed=1, port=port) as cloud:
        town = deployment.deploy(cloud, PROGRAMME)
        server = make_server("127.0.0.1", port, Console([town]), threaded=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield City(town), f"http://localhost:{port}"
        server.shutdown()
        serving.join()


@dataclass
class Reader:
    """Somebody in front of a browser of a certain width; every page that they come to is looked at."""

    tab: Any
    city: City
    base: str
    shots: Path
    seen: int = 0

    def goes(self, path: str) -> None:
        self.tab.goto(self.base + path)
        self.looks()

    def follows(self, words: str) -> None:
        self.tab.get_by_role("link", name=words).first.click()
        self.looks()

    def sends(self, command: str, **values: str | list[str]) -> None:
        """Fill in the form of this command by its labels' fields, and press its button."""
        form = self.tab.locator(f"#form-{command}")
        if not form.is_visible():  # behind its heading
            form.locator("xpath=ancestor::details/summary").first.click()
        for name, value in values.items():
            self._fill(form, name, value)
        for box in form.locator("input[type=checkbox][required]").all():
            box.check()
        form.locator("button:not([name=save])").first.click()
        self.city.settle()
        self.looks()

    def reads(self, *words: str) -> None:
        text = self.tab.locator("body").inner_text()
        for each in words:
            assert each in text, text

    def looks(self) -> None:
        """Nothing overflows, and axe-core finds no serious or critical fault; with every part unfolded, too."""
        from axe_playwright_python.sync_playwright import Axe

        self.seen += 1
        self.tab.screenshot(path=self.shots / f"{self.seen:02d}.png", full_page=True)
        width = self.tab.viewport_size["width"]
        self.tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert self.tab.evaluate("document.documentElement.scrollWidth") <= width, self.tab.url
        found = Axe().run(self.tab).response["violations"]
        grave = [each for each in found if each["impact"] in ("serious", "critical")]
        assert grave == [], [(each["id"], [node["html"] for node in each["nodes"]]) for each in grave]

    def _fill(self, form: Any, name: str, value: str | list[str]) -> None:
        field = form.locator(f"[name={name}]")
        if isinstance(value, list) or field.first.get_attribute("type") == "radio":
            for each in value if isinstance(value, list) else [value]:
                form.locator(f"[name={name}][value={each}]").check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


@pytest.fixture(params=[PHONE, DESK])
def reader(browser: Any, served: tuple[City, str], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="zh-CN")
    yield Reader(context.new_page(), *served, tmp_path)
    context.close()


def test_a_handler_signs_asks_for_time_and_replies_a_leader_approves(reader: Reader) -> None:
    city, letter = reader.city, reader.city.hand_in(**COMPLAINT)

    reader.goes(city.link("handler", letter, HOUSING))
    reader.reads(letter.number, "签收")
    reader.sends("SignFor")
    reader.follows("继续办理")
    reader.sends("RequestExtension", days="2", reason="需等待检测机构出具报告。")

    reader.goes(city.link("deputy", letter, HOUSING))
    reader.reads("延期", "需等待检测机构出具报告。")
    reader.sends("GrantExtension")

    reader.goes(city.link("handler", letter, HOUSING))
    reader.sends("SubmitReply")  # nothing is written: what is missing is said, and nothing is sent
    reader.reads("请先改正以下问题")
    reader.sends("SubmitReply", **REPLY, solved="solved")

    reader.goes(city.link("deputy", letter, HOUSING))
    reader.reads(REPLY["part_text"])
    reader.sends("ApproveReply")
    assert city.stage(letter) == "reviewing"


def test_the_centre_judges_a_letter_and_sends_a_reply_back_at_its_desk(reader: Reader) -> None:
    city, letter = reader.city, reader.city.hand_in(**PUZZLE)
    address = city.mailbox("centre")
    reader.goes("/desk")
    reader.tab.locator("[name=address]").fill(address)
    if reader.tab.locator("select[name=programme]").count():
        reader.tab.locator("select[name=programme]").select_option(PROGRAMME)
    reader.tab.locator("main button").first.click()
    reader.looks()
    reader.goes(city.sign_in_link(address))
    reader.tab.locator("main button").first.click()
    reader.looks()

    reader.goes("/desk/queues")
    reader.follows(letter.number)
    reader.sends("Accept", kind="help", category="housing", unit=HOUSING)
    assert city.stage(letter) == "handling"
    for who, command, values in (
        ("handler", "SignFor", {}),
        ("handler", "SubmitReply", REPLY),
        ("deputy", "ApproveReply", {}),
    ):
        city.does(who, letter, command, HOUSING, **values)

    reader.goes(f"/desk/cases/{letter.number}")
    reader.reads(REPLY["part_text"])
    reader.sends("SendBack", grounds=["vague"], reason="请写明整改的时间。")
    assert city.stage(letter) == "handling"
    reader.goes(f"/desk/search?number={letter.number}")
    reader.reads(letter.number)
