"""A cut of power: the emulator and all that it runs die at a chosen call, and what AWS would have kept is kept.

1.5.33 writes its state only when it is stopped in peace, so a kill loses every table. Here the order for a cut is
a file that names the call: `{"call": "TransactWriteItems", "by": "submit-request", "when": "before"}`, or `"after"`:
done, and its answer lost. At that call a copy of the process keeps its state on disk, the stream records and the mails
that SES has taken included, and every process of the emulator gets SIGKILL. Calls to the tables come one after another,
so no write is kept half. The next start hands the mails over and goes on with the rotations.

Other than on AWS no start brings back executions that ran (they are FAILED), sessions, and calls of Lambda that wait.
"""

import json
import os
import signal
import threading
from pathlib import Path
from urllib.parse import parse_qs

from ministack.core import persistence
from ministack.core.iam_evaluator import request_caller_arn
from ministack.services import dynamodb, secretsmanager, ses, stepfunctions

from . import pending_tasks, rotation

STATE = Path(persistence.STATE_DIR)
ORDER = STATE.parent / "power-cut.json"
KEPT = STATE.parent / "kept.json"  # written last; lists the services whose state could not be written
STREAMS, TOKENS, MAILS = "stream_records", "task_tokens", "accepted_mails"
ROTATIONS_GO_ON_SECONDS = 1  # by then everything else is back
_accepted = []  # mails that SES took and that are not handed over yet


def _keep():
    from ministack import app

    persistence.PERSIST_STATE = True
    states = {key: get_state() for key, get_state in app._build_persistence_save_dict().items()}
    states[STREAMS] = {"records": dynamodb._stream_records, "trimmed": dynamodb._stream_trimmed}
    states[TOKENS] = pending_tasks._machines  # so that a late answer is refused as late, not as somebody else's
    states[MAILS] = list(_accepted)
    for service, state in states.items():
        persistence.save_state(service, state)
    lost = [service for service in states if not (STATE / f"{service}.json").exists()]
    aside = KEPT.with_suffix(".new")
    aside.write_text(json.dumps(lost))
    aside.rename(KEPT)


def _cut():
    ORDER.unlink()
    copy = os.fork()
    if copy == 0:
        os.setpgid(0, 0)
        try:
            _keep()
        finally:
            os._exit(0)
    os.setpgid(copy, copy)  # both do: whoever is first takes it out of the group that is killed
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _action(headers, body):
    target = headers.get("x-amz-target")
    if target:
        return target.rsplit(".", 1)[-1]
    return parse_qs(bytes(body or b"").decode("utf-8", "replace")).get("Action", [""])[0]


def _is_ordered(when, call, caller):
    if not ORDER.exists():
        return False
    order = json.loads(ORDER.read_text())
    return (order["when"], order["call"]) == (when, call) and order["by"] in caller


def _dying(handle_request):
    async def handle(method, path, headers, body, query):
        call, caller = _action(headers, body), request_caller_arn(headers, query)
        if _is_ordered("before", call, caller):
            _cut()
        answer = await handle_request(method, path, headers, body, query)
        if _is_ordered("after", call, caller):
            _cut()
        return answer

    return handle


def _bring_back_streams(load_tables):
    def load(data):
        load_tables(data)
        kept = persistence.load_state(STREAMS) or {}
        dynamodb._stream_records.update(kept.get("records", {}))
        dynamodb._stream_trimmed.update(kept.get("trimmed", {}))

    return load


def _bring_back_tokens(load_executions):
    def load(data):
        load_executions(data)
        pending_tasks._machines.update(persistence.load_state(TOKENS) or {})

    return load


def _remember_mail(relay):
    def remembering(source, to, message):
        _accepted.append([source, to, message])
        relay(source, to, message)

    return remembering


def _forget_mail(send):
    def forgetting(source, to, message, host, port):
        send(source, to, message, host, port)
        _accepted.remove([source, to, message])

    return forgetting


def _bring_back_mails(load_identities):
    def load(data):
        load_identities(data)
        for mail in persistence.load_state(MAILS) or []:
            ses._smtp_relay(*mail)

    return load


def _go_on_rotating(load_secrets):
    def load(data):
        load_secrets(data)
        threading.Timer(ROTATIONS_GO_ON_SECONDS, rotation.resume).start()

    return load


def apply():
    for service in (dynamodb, ses, stepfunctions, secretsmanager):
        service.handle_request = _dying(service.handle_request)
    dynamodb.load_persisted_state = _bring_back_streams(dynamodb.load_persisted_state)
    stepfunctions.load_persisted_state = _bring_back_tokens(stepfunctions.load_persisted_state)
    secretsmanager.load_persisted_state = _go_on_rotating(secretsmanager.load_persisted_state)
    ses.load_persisted_state = _bring_back_mails(ses.load_persisted_state)
    ses._smtp_relay, ses._smtp_send = _remember_mail(ses._smtp_relay), _forget_mail(ses._smtp_send)
