"""Resources under AUTH=true: what 1.5.33 authorises on `*`, although AWS asks for a resource.

Loopback HTTP counts as secure transport (policies with `enforceSSL` deny everything otherwise), sending mail
is authorised on the identity of its sender, a session on the node that it opens (not on its document) and, at its
end, on itself; the answer to a task on the state machine that asks. Every node of the local cloud carries the tag
`countersign` = `sessions`, which conditions on `ssm:resourceTag/` see.
"""

import re
from urllib.parse import unquote_plus

from ministack import app
from ministack.core import iam_actions, iam_evaluator

from .pending_tasks import machine_of


TAGS_OF_NODES = {"ssm:resourcetag/countersign": "sessions"}


def _sender_identity(text):
    found = re.search(r'"FromEmailAddress"\s*:\s*"([^"]+)"', text) or re.search(r"(?:^|&)Source=([^&]+)", text)
    return unquote_plus(found.group(1)).rstrip(">").rsplit("@", 1)[-1] if found else None


def _field(text, name):
    found = re.search(rf'"{name}"\s*:\s*"([^"]+)"', text)
    return found.group(1) if found else None


def _node(target, scope):
    if target.startswith("mi-"):
        return f"arn:aws:ssm:{scope}:managed-instance/{target}"
    return f"arn:aws:ec2:{scope}:instance/{target}"


def _resource(service, headers, body, scope):
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    action = str(headers.get("x-amz-target", "")).rpartition(".")[2]
    if service == "ses" and _sender_identity(text):
        return f"arn:aws:ses:{scope}:identity/{_sender_identity(text)}"
    if action == "StartSession" and _field(text, "Target"):
        return _node(_field(text, "Target"), scope)
    if action == "TerminateSession" and _field(text, "SessionId"):
        return f"arn:aws:ssm:{scope}:session/{_field(text, 'SessionId')}"
    if action.startswith("SendTask") and machine_of(_field(text, "taskToken")):
        return machine_of(_field(text, "taskToken"))
    return "*"


def apply():
    resource_arn, pin_origin = iam_actions.extract_resource_arn, app.pin_request_origin
    resolve_key = iam_evaluator._resolve_condition_key

    def with_resource(service, method, path, headers, body, query, region, account):
        arn = resource_arn(service, method, path, headers, body, query, region, account)
        return arn if arn != "*" else _resource(service, headers, body, f"{region}:{account}")

    iam_actions.extract_resource_arn = with_resource
    iam_evaluator._resolve_condition_key = lambda key, ctx: resolve_key(key, ctx) or TAGS_OF_NODES.get(key.lower())
    app.pin_request_origin = lambda address, _secure: pin_origin(address, True)
