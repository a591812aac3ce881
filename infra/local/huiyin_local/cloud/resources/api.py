"""REST APIs and the keys that open them."""

import string

from huiyin_local.cloud.stack import ACCOUNT, REGION, Made, Stack

from .workshop import Maker, Properties, Workshop


def rest_api(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = stack.physical_name(logical_id)
    shop.gateway.serve(properties["Body"], properties.get("BinaryMediaTypes") or [])
    return Made(name, {"RootResourceId": f"{name}-root", "RestApiId": name})


def deployment(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = stack.physical_name(logical_id)
    return Made(name, {"DeploymentId": name})


def stage(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    shop.gateway.stage = properties["StageName"]
    return Made(properties["StageName"])


def api_key(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("Name") or stack.physical_name(logical_id)
    letters = string.ascii_letters + string.digits
    if properties.get("Enabled", True):
        shop.gateway.api_keys[name] = properties.get("Value") or shop.secret_text(f"api-key/{name}", 40, letters)
    return Made(name, {"APIKeyId": name, "Arn": f"arn:aws:apigateway:{REGION}:{ACCOUNT}:/apikeys/{name}"})


MAKERS: dict[str, Maker] = {
    "AWS::ApiGateway::RestApi": rest_api,
    "AWS::ApiGateway::Deployment": deployment,
    "AWS::ApiGateway::Stage": stage,
    "AWS::ApiGateway::ApiKey": api_key,
}
