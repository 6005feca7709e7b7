"""Resources under AUTH=true: what 1.5.33 authorises on `*`, although AWS asks for a resource.

Loopback HTTP counts as secure transport (policies with `enforceSSL` deny everything otherwise), sending mail
is authorised on the identity of its sender, a session on the instance that it opens (not on its document).
"""

import re
from urllib.parse import unquote_plus

from ministack import app
from ministack.core import iam_actions


def _sender_identity(text):
    found = re.search(r'"FromEmailAddress"\s*:\s*"([^"]+)"', text) or re.search(r"(?:^|&)Source=([^&]+)", text)
    return unquote_plus(found.group(1)).rstrip(">").rsplit("@", 1)[-1] if found else None


def _session_instance(headers, text):
    if not str(headers.get("x-amz-target", "")).endswith(".StartSession"):
        return None
    found = re.search(r'"Target"\s*:\s*"([^"]+)"', text)
    return found.group(1) if found else None


def _resource(service, headers, body, scope):
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    if service == "ses" and _sender_identity(text):
        return f"arn:aws:ses:{scope}:identity/{_sender_identity(text)}"
    if service == "ssm" and _session_instance(headers, text):
        return f"arn:aws:ec2:{scope}:instance/{_session_instance(headers, text)}"
    return "*"


def apply():
    resource_arn, pin_origin = iam_actions.extract_resource_arn, app.pin_request_origin

    def with_resource(service, method, path, headers, body, query, region, account):
        arn = resource_arn(service, method, path, headers, body, query, region, account)
        return arn if arn != "*" else _resource(service, headers, body, f"{region}:{account}")

    iam_actions.extract_resource_arn = with_resource
    app.pin_request_origin = lambda address, _secure: pin_origin(address, True)
