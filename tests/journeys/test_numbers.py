"""One letter, one number."""

import pytest


@pytest.mark.clause("WB-6.1")
def test_every_letter_has_a_number_of_its_own_and_a_day_begins_at_local_midnight(city):
    first, second = city.hand_in(), city.hand_in()
    assert first.number != second.number
    assert first.number[:-7] == f"SZ{city.now:%Y%m%d}"
    city.next_working_day(0, 30)  # half past midnight in China is still yesterday in UTC
    third = city.hand_in()
    assert third.number == f"SZ{city.now:%Y%m%d}-000001"
    assert third.code != first.code
