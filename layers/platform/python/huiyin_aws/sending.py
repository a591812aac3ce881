"""Sending: one SMS or one mail out of the door, through the adapter that the deployment chose."""

import json
from collections.abc import Callable
from urllib.request import Request, urlopen

from huiyin_aws.clients import client
from huiyin_aws.settings import Sending, sending

TIMEOUT_SECONDS = 10


class SendingRefusedError(RuntimeError):
    """The provider said no before taking the message: it has certainly not gone out."""


def send_sms(number: str, text: str) -> None:
    _SMS[sending().sms](sending(), number, text)


def send_mail(address: str, subject: str, body: str) -> None:
    _MAIL[sending().mail](sending(), address, subject, body)


def _sns(how: Sending, number: str, text: str) -> None:
    attributes = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
    if how.sms_sender:
        attributes["AWS.SNS.SMS.SenderID"] = {"DataType": "String", "StringValue": how.sms_sender}
    client("sns").publish(PhoneNumber=number, Message=text, MessageAttributes=attributes)


def _ses(how: Sending, address: str, subject: str, body: str) -> None:
    client("ses").send_email(
        Source=how.sender,
        Destination={"ToAddresses": [address]},
        Message={
            "Subject": {"Data": subject, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": body, "Charset": "UTF-8"}},
        },
    )


def _smtp(how: Sending, address: str, subject: str, body: str) -> None:
    import smtplib
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = how.sender, address, subject
    mail.set_content(body)
    with smtplib.SMTP(how.smtp_host, timeout=TIMEOUT_SECONDS) as server:
        server.starttls()
        server.send_message(mail)


def _gateway(how: Sending, payload: dict[str, str]) -> None:
    """POST to a provider's HTTPS gateway; any answer but 2xx raises `urllib.error.HTTPError`."""
    if not how.gateway_url.startswith("https://"):
        raise SendingRefusedError("GATEWAY_URL must be an https:// address")
    request = Request(how.gateway_url, json.dumps(payload).encode(), {"content-type": "application/json"})
    with urlopen(request, timeout=TIMEOUT_SECONDS):
        pass


def _http_sms(how: Sending, number: str, text: str) -> None:
    _gateway(how, {"channel": "sms", "from": how.sms_sender, "to": number, "text": text})


def _http_mail(how: Sending, address: str, subject: str, body: str) -> None:
    _gateway(how, {"channel": "mail", "from": how.sender, "to": address, "subject": subject, "text": body})


_SMS: dict[str, Callable[[Sending, str, str], None]] = {"sns": _sns, "http": _http_sms}
_MAIL: dict[str, Callable[[Sending, str, str, str], None]] = {"ses": _ses, "smtp": _smtp, "http": _http_mail}
