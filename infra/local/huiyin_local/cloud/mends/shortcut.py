"""DynamoDB is asked without a wire between: nine of ten calls are its, and most of their time went into pretending one.

botocore still checks and writes down each request, moto still reads it, answers it and writes down the answer or the
error, and botocore reads that. Left out is what lies between: a signature that nobody checks, the address, the HTTP
request that is taken apart again, and the question whether to try again, which an emulator never gives a reason for.
"""

from types import SimpleNamespace
from typing import Any

from botocore.endpoint import Endpoint
from moto.core.parse import PROTOCOL_PARSERS
from moto.dynamodb.responses import DynamoHandler

from huiyin_local.cloud.isolation import Patches
from huiyin_local.cloud.stack import ACCOUNT, REGION

REFUSED = 300


def install(patches: Patches) -> None:
    """Requests to DynamoDB take the short way; all others go as they are shipped."""

    def make_request(endpoint: Endpoint, operation: Any, request: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        if operation.service_model.service_name != "dynamodb":
            answer: tuple[Any, dict[str, Any]] = as_shipped(endpoint, operation, request)
            return answer
        status, headers, body = _Handler(operation, request).call_action()
        told = {"status_code": int(headers.get("status", status)), "headers": headers, "body": body.encode()}
        parser = endpoint._response_parser_factory.create_parser(operation.service_model.resolved_protocol)
        read = parser.parse(told, operation.output_shape)
        if told["status_code"] >= REFUSED:
            endpoint._add_modeled_error_fields(told, read, operation, parser)
        return SimpleNamespace(status_code=told["status_code"]), read

    as_shipped = patches.replace(Endpoint, "make_request", make_request)


class _Handler(DynamoHandler):
    """One request, as moto has it once it was taken off the wire."""

    def __init__(self, operation: Any, request: dict[str, Any]) -> None:
        super().__init__()
        self.headers = request["headers"]
        self.querystring: dict[str, Any] = {}
        self.uri_match: dict[str, Any] = {}
        self.response_headers = {"server": "amazon.com"}
        self.region, self.current_account = REGION, ACCOUNT
        parser = PROTOCOL_PARSERS[operation.service_model.resolved_protocol]
        sent: Any = {"method": "POST", "values": {}, "url_path": "/", "url_params": {}}
        sent |= {"headers": self.headers, "body": request["body"]}
        self.params = parser(operation, map_type=self.PROTOCOL_PARSER_MAP_TYPE).parse(sent)
