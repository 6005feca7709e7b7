"""Session Manager's StartSession, TerminateSession and DescribeSessions, which 1.5.33 lacks.

They keep the life of a session, so that the application can open, list and end one. No bytes are carried:
nothing listens at the stream's address.
"""

import json
import re
import time

from ministack.core.iam_evaluator import request_caller_arn
from ministack.services import ssm

TARGET = re.compile(r"^(m?i-[0-9a-f]{8,17}|ecs:.+)$")
FILTERS = {"Target": "Target", "SessionId": "SessionId", "Owner": "Owner"}
_sessions = {}


def _start(data, owner):
    target = data.get("Target", "")
    if not TARGET.match(target):
        return ssm.error_response_json("TargetNotConnected", f"{target} is not connected.", 400)
    session_id = f"local-{ssm.new_uuid().replace('-', '')[:17]}"
    _sessions[session_id] = {
        "SessionId": session_id,
        "Target": target,
        "Status": "Connected",
        "StartDate": time.time(),
        "Owner": owner,
        "DocumentName": data.get("DocumentName", "SSM-SessionManagerRunShell"),
        "Reason": data.get("Reason", ""),
    }
    stream = f"ws://127.0.0.1/sessions/{session_id}"
    return ssm.json_response({"SessionId": session_id, "TokenValue": ssm.new_uuid(), "StreamUrl": stream})


def _terminate(data, _owner):
    session = _sessions.get(data.get("SessionId"))
    if session and session["Status"] == "Connected":
        session.update(Status="Terminated", EndDate=time.time())
    return ssm.json_response({"SessionId": data.get("SessionId")})


def _describe(data, _owner):
    wanted = {FILTERS[f["key"]]: f["value"] for f in data.get("Filters", []) if f.get("key") in FILTERS}
    active = data.get("State") == "Active"
    found = [
        session
        for session in _sessions.values()
        if (session["Status"] == "Connected") == active and wanted.items() <= session.items()
    ]
    return ssm.json_response({"Sessions": found})


ACTIONS = {"StartSession": _start, "TerminateSession": _terminate, "DescribeSessions": _describe}


def apply():
    handle_request = ssm.handle_request

    async def handle(method, path, headers, body, query):
        action = ACTIONS.get(headers.get("x-amz-target", "").rsplit(".", 1)[-1])
        if action is None:
            return await handle_request(method, path, headers, body, query)
        return action(json.loads(body or "{}"), request_caller_arn(headers, query))

    ssm.handle_request = handle
