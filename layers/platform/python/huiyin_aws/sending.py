"""Sending: one SMS or one mail out of the door, through the adapter that the deployment chose.

What ends before the message has left us whole (nobody answers, the name is not found, the handshake fails) is a refusal
like a provider's no: it may be sent again. What ends after that is uncertain, and is not.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError

from huiyin_aws.clients import client, error_code
from huiyin_aws.settings import Sending, sending

if TYPE_CHECKING:
    from smtplib import SMTP  # who sends mail pays for the import

TIMEOUT_SECONDS = 10
HOME = "+86"  # where a number is dialled that does not say
_MOBILE, _ABROAD = re.compile(r"(?:(?:\+|00)?86)?(1[3-9]\d{9})"), re.compile(r"\+(?!86)[1-9]\d{6,14}")


class SendingRefusedError(RuntimeError):
    """The provider said no, or was never reached: the message has certainly not gone out. It names the provider's code,
    never an address.
    """


def send_sms(number: str, text: str) -> None:
    _SMS[sending().sms](sending(), number, text)


def send_mail(address: str, subject: str, body: str) -> None:
    _MAIL[sending().mail](sending(), address, subject, body)


def takes_sms(number: str) -> bool:
    """A mobile number at home, or one that names another country: no SMS reaches a landline."""
    plain = _plain(number)
    return bool(_MOBILE.fullmatch(plain) or _ABROAD.fullmatch(plain))


def e164(number: str) -> str:
    """A number as SNS takes it (E.164), however it is written: +8613900000000 for 139 0000 0000."""
    plain = _plain(number)
    if mobile := _MOBILE.fullmatch(plain):
        return f"{HOME}{mobile[1]}"
    return plain if plain.startswith("+") else f"{HOME}{plain}"


def _plain(number: str) -> str:
    digits = "".join(c for c in number if c.isascii() and c.isdigit())
    return f"+{digits}" if number.strip().startswith("+") else digits


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
    from email.message import EmailMessage
    from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = how.sender, address, subject
    mail.set_content(body)
    with closing(_mail_server(how.smtp_host)) as server:
        try:
            server.send_message(mail)
        except (SMTPResponseException, SMTPRecipientsRefused) as error:
            raise SendingRefusedError(f"the mail server refused: {type(error).__name__}") from None
        with suppress(SMTPException, OSError):  # the mail is taken, however they part
            server.quit()


def _mail_server(host: str) -> "SMTP":
    import smtplib
    import ssl

    try:
        server = smtplib.SMTP(host, timeout=TIMEOUT_SECONDS)
        try:
            server.starttls(context=ssl.create_default_context())  # smtplib's own default believes any certificate
        except BaseException:
            server.close()
            raise
    except OSError as error:  # an SMTPException is one, too
        raise SendingRefusedError(f"the mail server cannot be reached: {type(error).__name__}") from None
    return server


def _gateway(how: Sending, payload: dict[str, str]) -> None:
    """POST to a provider's HTTPS gateway; a 3xx or 4xx is a refusal, as is 503 (not now); another 5xx is uncertain."""
    if not how.gateway_url.startswith("https://"):
        raise SendingRefusedError("GATEWAY_URL must be an https:// address")
    request = Request(how.gateway_url, json.dumps(payload).encode(), {"content-type": "application/json"})
    try:
        # A redirect would turn the message into a mere visit somewhere: it is answered as an error instead.
        with build_opener(_NoRedirects).open(request, timeout=TIMEOUT_SECONDS):
            pass
    except HTTPError as error:
        if 300 <= error.code < 500 or error.code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise SendingRefusedError(f"the gateway refused: {error.code}") from None
        raise RuntimeError(f"the gateway failed: {error.code}") from None
    except URLError as error:  # urllib says so of what ends before the request is out; of an answer that fails, never
        raise SendingRefusedError(f"the gateway cannot be reached: {type(error.reason).__name__}") from None


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@contextmanager
def _refusals() -> Iterator[None]:
    """What AWS answers with an error it has not sent, nor what it was never asked; the answer may quote the address, so
    only its code goes on.
    """
    try:
        yield
    except ClientError as error:
        raise SendingRefusedError(f"the provider refused: {error_code(error)}") from None
    except (EndpointConnectionError, ConnectTimeoutError, ProxyConnectionError) as error:
        raise SendingRefusedError(f"the provider cannot be reached: {type(error).__name__}") from None


def _http_sms(how: Sending, number: str, text: str) -> None:
    _gateway(how, {"channel": "sms", "from": how.sms_sender, "to": number, "text": text})


def _http_mail(how: Sending, address: str, subject: str, body: str) -> None:
    _gateway(how, {"channel": "mail", "from": how.sender, "to": address, "subject": subject, "text": body})


_SMS: dict[str, Callable[[Sending, str, str], None]] = {"sns": _sns, "http": _http_sms}
_MAIL: dict[str, Callable[[Sending, str, str, str], None]] = {"ses": _ses, "smtp": _smtp, "http": _http_mail}
