"""Session Manager's StartSession, TerminateSession, DescribeSessions and GetConnectionStatus, which 1.5.33 lacks.

They keep the life of a session, so that the application can open, list and end one. A session with a host and
a port is port forwarding: its bytes are carried by a relay on loopback, whose address is the stream's. AWS gives
the address of a WebSocket, which only its own client speaks; that is the one difference.
"""

import json
import re
import time

from ministack.core.iam_evaluator import request_caller_arn
from ministack.services import ssm

from .relay import Relay

TARGET = re.compile(r"^(m?i-[0-9a-f]{8,17}|ecs:.+)$")
FILTERS = {"Target": "Target", "SessionId": "SessionId", "Owner": "Owner"}
_sessions = {}
_relays = {}


def _stream(session_id, parameters):
    """Where the bytes go: a port on loopback for port forwarding, nowhere for any other session."""
    host, port = parameters.get("host"), parameters.get("portNumber")
    if not (host and port):
        return f"ws://127.0.0.1/sessions/{session_id}"
    _relays[session_id] = Relay(host[0], int(port[0]))
    return f"tcp://127.0.0.1:{_relays[session_id].port}"


def _start(data, owner):
    target = data.get("Target", "")
    if not TARGET.match(target):
        return ssm.error_response_json("TargetNotConnected", f"{target} is not connected.", 400)
    # As on AWS: the name of the user or of the role's session comes first, and policies can name it.
    session_id = f"{owner.rsplit('/', 1)[-1].rsplit(':', 1)[-1]}-{ssm.new_uuid().replace('-', '')[:17]}"
    stream = _stream(session_id, data.get("Parameters") or {})
    _sessions[session_id] = {
        "SessionId": session_id,
        "Target": target,
        "Status": "Connected",
        "StartDate": time.time(),
        "Owner": owner,
        "DocumentName": data.get("DocumentName", "SSM-SessionManagerRunShell"),
        "Reason": data.get("Reason", ""),
    }
    return ssm.json_response({"SessionId": session_id, "TokenValue": ssm.new_uuid(), "StreamUrl": stream})


def _terminate(data, _owner):
    session = _sessions.get(data.get("SessionId"))
    if session and session["Status"] == "Connected":
        session.update(Status="Terminated", EndDate=time.time())
        if relay := _relays.pop(session["SessionId"], None):
            relay.cut()
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


def _connection_status(data, _owner):
    target = data.get("Target", "")
    return ssm.json_response({"Target": target, "Status": "connected" if TARGET.match(target) else "notconnected"})


ACTIONS = {
    "StartSession": _start,
    "TerminateSession": _terminate,
    "DescribeSessions": _describe,
    "GetConnectionStatus": _connection_status,
}


def apply():
    handle_request = ssm.handle_request

    async def handle(method, path, headers, body, query):
        action = ACTIONS.get(headers.get("x-amz-target", "").rsplit(".", 1)[-1])
        if action is None:
            return await handle_request(method, path, headers, body, query)
        return action(json.loads(body or "{}"), request_caller_arn(headers, query))

    ssm.handle_request = handle
