"""Sending: one SMS or one mail out of the door, through the adapter that the deployment chose."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from botocore.exceptions import ClientError

from huiyin_aws.clients import client, error_code
from huiyin_aws.settings import Sending, sending

TIMEOUT_SECONDS = 10
HOME = "+86"  # where a number is dialled that does not say


class SendingRefusedError(RuntimeError):
    """The provider said no: the message has certainly not gone out. It names the provider's code, never an address."""


def send_sms(number: str, text: str) -> None:
    _SMS[sending().sms](sending(), number, text)


def send_mail(address: str, subject: str, body: str) -> None:
    _MAIL[sending().mail](sending(), address, subject, body)


def e164(number: str) -> str:
    """A number as SNS takes it (E.164), however it is written: +8613900000000 for 139 0000 0000."""
    digits = "".join(c for c in number if c.isdigit())
    return f"+{digits}" if number.strip().startswith("+") else f"{HOME}{digits}"


def _sns(how: Sending, number: str, text: str) -> None:
    attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    if how.sms_sender:
        attributes["AWS.SNS.SMS.SenderID"] = {"DataType": "String", "StringValue": how.sms_sender}
    with _refusals():
        client("sns").publish(PhoneNumber=e164(number), Message=text, MessageAttributes=attributes)


def _ses(how: Sending, address: str, subject: str, body: str) -> None:
    text = {"Subject": {"Data": subject, "Charset": "UTF-8"}, "Body": {"Text": {"Data": body, "Charset": "UTF-8"}}}
    with _refusals():
        client("ses").send_email(Source=how.sender, Destination={"ToAddresses": [address]}, Message=text)


def _smtp(how: Sending, address: str, subject: str, body: str) -> None:
    import smtplib
    import ssl
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = how.sender, address, subject
    mail.set_content(body)
    try:
        with smtplib.SMTP(how.smtp_host, timeout=TIMEOUT_SECONDS) as server:
            server.starttls(context=ssl.create_default_context())  # smtplib's own default believes any certificate
            server.send_message(mail)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ConnectionRefusedError) as error:
        raise SendingRefusedError(f"the mail server refused: {type(error).__name__}") from None


def _gateway(how: Sending, payload: dict[str, str]) -> None:
    """POST to a provider's HTTPS gateway; a 3xx or 4xx is a refusal, a 5xx leaves it uncertain."""
    if not how.gateway_url.startswith("https://"):
        raise SendingRefusedError("GATEWAY_URL must be an https:// address")
    request = Request(how.gateway_url, json.dumps(payload).encode(), {"content-type": "application/json"})
    try:
        # A redirect would turn the message into a mere visit somewhere: it is answered as an error instead.
        with build_opener(_NoRedirects).open(request, timeout=TIMEOUT_SECONDS):
            pass
    except HTTPError as error:
        if 300 <= error.code < 500:
            raise SendingRefusedError(f"the gateway refused: {error.code}") from None
        raise RuntimeError(f"the gateway failed: {error.code}") from None


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@contextmanager
def _refusals() -> Iterator[None]:
    """What AWS answers with an error it has not sent; the answer may quote the address, so only its code goes on."""
    try:
        yield
    except ClientError as error:
        raise SendingRefusedError(f"the provider refused: {error_code(error)}") from None


def _http_sms(how: Sending, number: str, text: str) -> None:
    _gateway(how, {"channel": "sms", "from": how.sms_sender, "to": number, "text": text})


def _http_mail(how: Sending, address: str, subject: str, body: str) -> None:
    _gateway(how, {"channel": "mail", "from": how.sender, "to": address, "subject": subject, "text": body})


_SMS: dict[str, Callable[[Sending, str, str], None]] = {"sns": _sns, "http": _http_sms}
_MAIL: dict[str, Callable[[Sending, str, str, str], None]] = {"ses": _ses, "smtp": _smtp, "http": _http_mail}
