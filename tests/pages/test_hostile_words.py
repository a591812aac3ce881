"""Whatever anybody writes, in whatever field of whatever form, is shown as words on every page that shows it."""

from dataclasses import replace

import pytest

from huiyin.rulebook import codes
from huiyin_aws.pages.forms.fields import Kind
from page_builders import EVERYBODY, lives, offers, rendered

HOSTILE = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"
RAW = ("<script>alert", "<img src=x", "</textarea><script", '"onerror')


@pytest.mark.parametrize("programme", codes())
def test_texts_of_every_form_are_shown_as_words_wherever_a_case_leads(programme):
    shown, seen = 0, set()
    for walk in lives(programme):
        hostile = {paper: _hostile(body) for paper, body in walk.texts.items()}
        for role in EVERYBODY:
            page = (walk.case.stage, walk.case.turn, walk.case.outcome, walk.case.handling, role)
            if page in seen:
                continue
            seen.add(page)
            html = rendered(replace(walk, texts=hostile), role)
            assert not any(raw in html for raw in RAW), (walk.case.stage, role)
            assert "49" not in html.partition("alert(2)")[2][:40]
            shown += "&lt;script&gt;alert(1)" in html
    assert shown


def _hostile(body):
    return {part: HOSTILE if isinstance(text, str) else text for part, text in body.items()}


@pytest.mark.parametrize("programme", codes())
def test_what_a_form_gives_back_is_given_back_as_words(programme):
    """Every field of every form, filled in with it and sent back to its writer."""
    given_back = set()
    for walk in lives(programme):
        for role in EVERYBODY:
            for form in offers(walk, role):
                if (form.command, role) in given_back:
                    continue
                given_back.add((form.command, role))
                values = {"command": [form.command]} | {field.name: [HOSTILE] for field in form.fields}
                html = rendered(walk, role, values=values, errors={})
                assert not any(raw in html for raw in RAW), (form.command, role)
                if any(field.kind in (Kind.TEXT, Kind.LINE) for field in form.fields):
                    assert "&lt;script&gt;alert(1)" in html, (form.command, role)
    assert given_back
