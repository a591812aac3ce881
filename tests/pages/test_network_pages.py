"""The pages of the network: who may enter gets forms, contacts are masked, what came late says so."""

import re

import pytest

from huiyin_local.people import forms
from network_builders import list_page, report_page, unit_page, unit_page_with_errors


def words(html: str) -> str:
    return forms.read(html).words


@pytest.mark.clause("GX-13")
def test_a_unit_is_shown_with_what_came_late_and_no_contact_whole():
    told = words(unit_page())
    for expected in ("空缺", "由 住建厅分管负责人 代行", "原经办人", "Entered late", "GX-13", "扫描件"):
        assert expected in told
    assert not re.search(r"1300000000\d", told)
    assert "ann@example.gov.cn" not in told


def test_who_only_looks_on_gets_no_form():
    assert "<form" in unit_page()
    assert 'name="command"' not in unit_page(may_enter=False)


def test_a_form_that_came_back_stands_open_with_its_error_and_what_was_written():
    html = unit_page_with_errors()
    assert '<a href="#NamePerson-since">' in html
    assert re.search(r'<input type="date" id="NamePerson-since"[^>]* value="昨天"[^>]* aria-invalid="true"', html)
    assert html.count("<details open>") == 1
    assert len(re.findall(r'id="([^"]+)"', html)) == len(set(re.findall(r'id="([^"]+)"', html)))


def test_only_the_centre_takes_lists_out_and_in():
    assert "registry/list/xlsx" in list_page()
    assert "registry/list" not in list_page(whole=False)
    assert "已并入 housing" in words(list_page())


def test_a_report_names_row_column_and_what_to_do():
    told = words(report_page())
    assert "第 3 行" in told
    assert "phone：应为电话号码" in told
    assert "第 4 行" not in told
