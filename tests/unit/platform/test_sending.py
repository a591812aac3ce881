"""One message out of the door: numbers as the provider takes them, and refusals that name no address."""

import smtplib
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from email.message import Message
from urllib.error import HTTPError
from urllib.request import OpenerDirector

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

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
        ("86 139 0000 0000", "+8613900000000"),
        ("0086 139 0000 0000", "+8613900000000"),
    ],
)
def test_a_number_is_sent_in_the_international_form(written, sent):
    assert sending.e164(written) == sent


@pytest.mark.parametrize(
    ("number", "takes"),
    [
        ("13900000000", True),
        ("+86 199-0000-0000", True),
        ("86 139 0000 0000", True),
        ("+852 9000 0000", True),
        ("0557-3021234", False),
        ("0557 3021234转8", False),
        ("+86 557 3021234", False),
        ("3021234", False),
        ("12900000000", False),
        ("139000000001", False),
        ("12345", False),
        ("", False),
    ],
)
def test_an_sms_reaches_mobile_numbers_and_no_landline(number, takes):
    assert sending.takes_sms(number) is takes


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


@contextmanager
def _a_server(*, says: bytes = b"") -> Iterator[int]:
    """Somebody who takes one connection on this machine, says something, and hangs up; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                caller, _ = server.accept()
                with caller:
                    caller.sendall(says)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        server.close()
        thread.join()


def _nobody() -> int:
    """A port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _how(port: int, host: str = "127.0.0.1") -> Sending:
    return Sending("http", "smtp", "a@b.cn", "", f"https://{host}:{port}", f"{host}:{port}", "https://x.cn")


@pytest.mark.parametrize("send", [sending._http_sms, sending._smtp])
def test_what_never_left_is_a_refusal_and_may_be_sent_again(send, monkeypatch):
    words = ("text",) if send is sending._http_sms else ("subject", "body")
    with pytest.raises(sending.SendingRefusedError, match="cannot be reached"):
        send(_how(_nobody()), "somebody", *words)
    with _a_server() as port, pytest.raises(sending.SendingRefusedError, match="cannot be reached"):
        send(_how(port), "somebody", *words)  # it hangs up before anything is said

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(sending.SendingRefusedError, match="cannot be reached: gaierror"):
        send(_how(25, "no-such-host.invalid"), "somebody", *words)


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="https://sns.example"),
        ConnectTimeoutError(endpoint_url="https://sns.example"),
    ],
)
def test_a_provider_that_was_never_reached_has_sent_nothing(error):
    with pytest.raises(sending.SendingRefusedError, match="cannot be reached"), sending._refusals():
        raise error


def test_where_the_answer_fails_to_come_it_may_have_been_sent():
    late = ReadTimeoutError(endpoint_url="https://sns.example")
    with pytest.raises(ReadTimeoutError), sending._refusals():
        raise late


@pytest.mark.parametrize(
    ("code", "refused"), [(302, True), (400, True), (429, True), (503, True), (500, False), (502, False)]
)
def test_a_gateway_says_by_its_code_whether_it_has_sent(code, refused, monkeypatch):
    def answers(*_: object, **__: object) -> None:
        raise HTTPError("https://gateway.example", code, "", Message(), None)

    monkeypatch.setattr(OpenerDirector, "open", answers)
    with pytest.raises(RuntimeError) as caught:
        sending._http_sms(_how(443), "13900000000", "text")
    assert isinstance(caught.value, sending.SendingRefusedError) is refused


class _MailServer(threading.Thread):
    """A mail server that takes one mail; what it `says` to a command stands in for its usual answer."""

    def __init__(self, says: Mapping[str, str]) -> None:
        super().__init__()
        self.says, self.server = says, socket.create_server(("127.0.0.1", 0))

    def run(self) -> None:
        caller, _ = self.server.accept()
        with caller, caller.makefile("rwb", buffering=0) as line:
            line.write(b"220 ready\r\n")
            while heard := line.readline().decode():
                command = heard[:4].strip().upper()
                usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 ok")
                line.write(f"{self.says.get(command, usual)}\r\n".encode())
                if command == "DATA":
                    while line.readline() not in (b".\r\n", b""):
                        pass
                    line.write(f"{self.says.get('.', '250 taken')}\r\n".encode())
        self.server.close()


@pytest.mark.parametrize(
    ("says", "refused"),
    [({}, False), ({"QUIT": "421 too late"}, False), ({"RCPT": "550 no"}, True), ({".": "554"}, True)],
)
def test_a_mail_that_was_taken_is_sent_however_they_part(says, refused, monkeypatch):
    monkeypatch.setattr(smtplib.SMTP, "starttls", lambda server, **_: server.ehlo())
    server = _MailServer(says)
    server.start()
    with pytest.raises(sending.SendingRefusedError) if refused else nullcontext():
        sending._smtp(_how(server.server.getsockname()[1]), "someone@example.org", "subject", "body")
    server.join()
