"""Resource types that change nothing on one machine, each with the reason."""

from huiyin_local.cloud.stack import ACCOUNT, REGION, Made, Stack

from .workshop import Maker, Properties, Workshop

_NOBODY_CHECKS = "permissions are not checked on one machine; the policy checks of the deployment hold them"
_NOBODY_WATCHES = "nobody watches metrics and logs on one machine; the cloud keeps the functions' log lines itself"
_NO_QUOTA = "one machine has no quota to share out; keys are checked by the gateway"
_NO_EDGE = "there is no edge in front of one machine"

REASONS = {
    "AWS::IAM::Policy": _NOBODY_CHECKS,
    "AWS::IAM::ManagedPolicy": _NOBODY_CHECKS,
    "AWS::KMS::ResourcePolicy": _NOBODY_CHECKS,
    "AWS::Lambda::Permission": _NOBODY_CHECKS,
    "AWS::Lambda::EventInvokeConfig": "asynchronous invocations are tried again by Lambda's default rules",
    "AWS::S3::BucketPolicy": _NOBODY_CHECKS,
    "AWS::SNS::TopicPolicy": _NOBODY_CHECKS,
    "AWS::SQS::QueuePolicy": _NOBODY_CHECKS,
    "AWS::SecretsManager::ResourcePolicy": _NOBODY_CHECKS,
    "AWS::Events::EventBusPolicy": _NOBODY_CHECKS,
    "AWS::CloudWatch::Alarm": _NOBODY_WATCHES,
    "AWS::CloudWatch::CompositeAlarm": _NOBODY_WATCHES,
    "AWS::CloudWatch::Dashboard": _NOBODY_WATCHES,
    "AWS::Logs::LogGroup": _NOBODY_WATCHES,
    "AWS::Logs::MetricFilter": _NOBODY_WATCHES,
    "AWS::ApiGateway::Account": _NOBODY_WATCHES,
    "AWS::ApiGateway::GatewayResponse": "the local gateway words its own refusals",
    "AWS::ApiGateway::UsagePlan": _NO_QUOTA,
    "AWS::ApiGateway::UsagePlanKey": _NO_QUOTA,
    "AWS::WAFv2::WebACL": _NO_EDGE,
    "AWS::WAFv2::WebACLAssociation": _NO_EDGE,
    "AWS::Scheduler::ScheduleGroup": "schedules need no group to fire",
    "AWS::SSM::Parameter": "nothing reads parameters at run time",
}


def _maker(resource_type: str) -> Maker:
    service, kind = resource_type.split("::")[1:]

    def record(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
        name = next((str(properties[key]) for key in ("LogGroupName", "Name") if key in properties), None)
        name = name or stack.physical_name(logical_id)
        shop.without_effect[f"{stack.name}/{logical_id}"] = REASONS[resource_type]
        return Made(name, {"Arn": f"arn:aws:{service.lower()}:{REGION}:{ACCOUNT}:{kind.lower()}/{name}", "Id": name})

    return record


MAKERS: dict[str, Maker] = {resource_type: _maker(resource_type) for resource_type in REASONS}
