"""One message out of the door: numbers as the provider takes them, and refusals that name no address."""

import pytest
from botocore.exceptions import ClientError

from huiyin_aws import sending
from huiyin_aws.settings import Sending


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("13900000000", "+8613900000000"),
        ("139 0000 0000", "+8613900000000"),
        ("139-0000-0000", "+8613900000000"),
        ("+85290000000", "+85290000000"),
        (" +86 139 0000 0000", "+8613900000000"),
    ],
)
def test_a_number_is_sent_in_the_international_form(written, sent):
    assert sending.e164(written) == sent


def test_a_refusal_names_the_providers_code_and_never_the_address():
    said = {"Error": {"Code": "InvalidParameter", "Message": "Reason: +8613900000000 is not valid"}}
    with pytest.raises(sending.SendingRefusedError) as caught, sending._refusals():
        raise ClientError(said, "Publish")
    assert "InvalidParameter" in str(caught.value)
    assert "139" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_gateway_must_be_reached_over_tls():
    how = Sending("http", "http", "a@example.org", "", "http://gateway.example", "", "https://example.org")
    with pytest.raises(sending.SendingRefusedError, match="https"):
        sending._http_sms(how, "13900000000", "text")
