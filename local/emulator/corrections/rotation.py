"""RotateSecret calls the rotation Lambda's four steps in the background, CancelRotateSecret stops them.

1.5.33 copies the old value into a new version, makes it AWSCURRENT at once and calls no Lambda. Here, as on
AWS: the token names the new version, which is AWSPENDING and empty until the Lambda fills it; AWSCURRENT
moves only when the Lambda's `finishSecret` moves it; a repeated token is the same rotation, and goes on where
a failed one stopped; another token is refused while a rotation is unfinished. A failing step is not retried
by itself.
"""

import contextvars
import json
import logging
import threading
import time

from ministack.services import lambda_svc
from ministack.services import secretsmanager as sm
from ministack.services import stepfunctions as sfn

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
PRINCIPAL = "secretsmanager.amazonaws.com"
_log = logging.getLogger("rotation")
_starting = threading.Lock()
_running = set()  # ARNs of the secrets whose rotation Lambda is being called


def _refuse(kind, message):
    return sm.error_response_json(kind, message, 400)


def _may_invoke(function_arn):
    function, _, _ = lambda_svc._get_func_record_for_ref(function_arn)
    statements = ((function or {}).get("policy") or {}).get("Statement", [])
    return any(s.get("Effect") == "Allow" and PRINCIPAL in json.dumps(s.get("Principal")) for s in statements)


def _refusal(data, secret):
    token = data.get("ClientRequestToken")
    if token is not None and not 32 <= len(token) <= 64:
        return _refuse("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.")
    function_arn = data.get("RotationLambdaARN") or secret.get("RotationLambdaARN")
    if not function_arn:
        return _refuse("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret.")
    if not _may_invoke(function_arn):
        return _refuse(
            "AccessDeniedException",
            "Secrets Manager cannot invoke the specified Lambda function. "
            f"Ensure that the function policy grants access to the principal {PRINCIPAL}.",
        )
    return None


def _configure(data, secret):
    secret["RotationEnabled"] = True
    for field in ("RotationLambdaARN", "RotationRules"):
        if data.get(field):
            secret[field] = data[field]


def _run_steps(secret, token):
    for step in STEPS:
        if not secret["RotationEnabled"]:
            return
        event = {"Step": step, "SecretId": secret["ARN"], "ClientRequestToken": token}
        try:
            sfn._call_lambda(secret["RotationLambdaARN"], event)
        except sfn._ExecutionError as error:
            _log.warning("%s of %s failed: %s", step, secret["Name"], error.error)
            return
    secret["LastRotatedDate"] = int(time.time())


def _start(secret, token):
    if secret["ARN"] in _running:
        return
    _running.add(secret["ARN"])
    in_this_account = contextvars.copy_context().run

    def run():
        try:
            in_this_account(_run_steps, secret, token)
        finally:
            _running.discard(secret["ARN"])

    threading.Thread(target=run, daemon=True).start()


def resume():
    """Goes on with every rotation that a cut of power interrupted."""
    for secret in sm._secrets.all_values():
        current, _ = sm._find_stage_version(secret, "AWSCURRENT")
        pending, _ = sm._find_stage_version(secret, "AWSPENDING")
        if secret.get("RotationEnabled") and pending not in (None, current):
            _start(secret, pending)


def _answer(secret, token):
    return sm.json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": token})


def _announce(secret, token):
    """The new version as AWS shows it before createSecret: AWSPENDING, without a value."""
    sm._remove_stage_everywhere(secret, "AWSPENDING")
    secret["Versions"][token] = {
        "SecretString": None,
        "SecretBinary": None,
        "CreatedDate": int(time.time()),
        "Stages": ["AWSPENDING"],
    }


def _rotate(data, secret):
    token = data.get("ClientRequestToken") or sm.new_uuid()
    current, _ = sm._find_stage_version(secret, "AWSCURRENT")
    pending, _ = sm._find_stage_version(secret, "AWSPENDING")
    if pending not in (None, current, token):
        _start(secret, pending)
        return _refuse(
            "InvalidRequestException", "A previous rotation isn't complete. That rotation will be reattempted."
        )
    _configure(data, secret)
    if data.get("RotateImmediately") is False:
        return _answer(secret, token)
    if token not in secret["Versions"]:
        _announce(secret, token)
        pending = token
    if pending == token != current:
        _start(secret, token)
    return _answer(secret, token)


def _rotate_secret(refuse_absent):
    def rotate(data):
        _, secret = sm._resolve(data.get("SecretId"))
        if secret is None or secret.get("DeletedDate") or sm._is_replica(secret):
            return refuse_absent(data)
        with _starting:
            return _refusal(data, secret) or _rotate(data, secret)

    return rotate


def _cancel_rotate_secret(data):
    _, secret = sm._resolve(data.get("SecretId"))
    if secret is None:
        return _refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    pending, _ = sm._find_stage_version(secret, "AWSPENDING")
    secret["RotationEnabled"] = False
    return _answer(secret, pending)


def apply():
    sm._rotate_secret = _rotate_secret(sm._rotate_secret)
    handle_request = sm.handle_request

    async def handle(method, path, headers, body, query):
        if headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
            return _cancel_rotate_secret(json.loads(body or "{}"))
        return await handle_request(method, path, headers, body, query)

    sm.handle_request = handle
