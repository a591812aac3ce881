"""Tables, keys, secrets and buckets."""

import json
import string

from huiyin_local.cloud.stack import ACCOUNT, REGION, Made, Stack

from .workshop import Maker, Properties, Workshop, only


def table(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    dynamodb, name = shop.client("dynamodb"), properties.get("TableName") or stack.physical_name(logical_id)
    asked = only(properties, "AttributeDefinitions", "KeySchema", "BillingMode", "LocalSecondaryIndexes")
    asked |= only(properties, "GlobalSecondaryIndexes", "ProvisionedThroughput")
    if stream := properties.get("StreamSpecification"):
        asked["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": stream["StreamViewType"]}
    if encryption := properties.get("SSESpecification"):
        asked["SSESpecification"] = {
            "Enabled": encryption.get("SSEEnabled", False),
            **only(encryption, "SSEType", "KMSMasterKeyId"),
        }
    made = dynamodb.create_table(TableName=name, **asked)["TableDescription"]
    if expiry := properties.get("TimeToLiveSpecification"):
        # Expiry is recorded, not carried out: AWS may take two days for it, so code must never rely on it.
        dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    if recovery := properties.get("PointInTimeRecoverySpecification"):
        dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
    return Made(name, {"Arn": made["TableArn"], "StreamArn": made.get("LatestStreamArn")})


def kms_key(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    key = shop.client("kms").create_key(Description=properties.get("Description", logical_id))["KeyMetadata"]
    if properties.get("EnableKeyRotation"):
        shop.client("kms").enable_key_rotation(KeyId=key["KeyId"])
    return Made(key["KeyId"], {"Arn": key["Arn"], "KeyId": key["KeyId"]})


def kms_alias(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    shop.client("kms").create_alias(AliasName=properties["AliasName"], TargetKeyId=properties["TargetKeyId"])
    return Made(properties["AliasName"])


def secret(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("Name") or stack.physical_name(logical_id)
    text = properties.get("SecretString")
    if text is None:
        text = _generated(shop, name, properties.get("GenerateSecretString") or {})
    made = shop.client("secretsmanager").create_secret(Name=name, SecretString=text)
    return Made(made["ARN"], {"Id": made["ARN"]})


def _generated(shop: Workshop, name: str, rules: Properties) -> str:
    alphabet = string.ascii_letters + string.digits + ("" if rules.get("ExcludePunctuation") else "-_.!")
    alphabet = "".join(letter for letter in alphabet if letter not in rules.get("ExcludeCharacters", ""))
    text = shop.secret_text(name, int(rules.get("PasswordLength", 32)), alphabet)
    if "GenerateStringKey" not in rules:
        return text
    return json.dumps(json.loads(rules.get("SecretStringTemplate", "{}")) | {rules["GenerateStringKey"]: text})


def bucket(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("BucketName") or f"{stack.physical_name(logical_id)}-{ACCOUNT}".lower()
    shop.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    if told := (properties.get("NotificationConfiguration") or {}).get("EventBridgeConfiguration"):
        assert told["EventBridgeEnabled"], "a bucket that tells nobody needs no configuration"
        to_the_bus: Properties = {"EventBridgeConfiguration": {}}
        shop.client("s3").put_bucket_notification_configuration(Bucket=name, NotificationConfiguration=to_the_bus)
    host = "s3.amazonaws.com"
    attributes = {"Arn": f"arn:aws:s3:::{name}", "DomainName": f"{name}.{host}", "RegionalDomainName": f"{name}.{host}"}
    return Made(name, attributes)


MAKERS: dict[str, Maker] = {
    "AWS::DynamoDB::Table": table,
    "AWS::KMS::Key": kms_key,
    "AWS::KMS::Alias": kms_alias,
    "AWS::SecretsManager::Secret": secret,
    "AWS::S3::Bucket": bucket,
}
