"""An execution ends once and takes its pending tasks with it.

1.5.33 leaves the token of a stopped execution open, lets a task that fails late overwrite ABORTED with
FAILED, and ignores the machine's own `TimeoutSeconds`.
"""

import contextvars
import json
import threading

from ministack.services import stepfunctions as sfn

from .pending_tasks import release_tokens


def _stop_releases(stop_execution):
    def stop(data):
        answer = stop_execution(data)
        if answer[0] == 200:
            release_tokens(data.get("executionArn"))
        return answer

    return stop


def _fail_once(fail_execution):
    def fail(execution, error, cause):
        if execution["status"] == "RUNNING":
            fail_execution(execution, error, cause)

    return fail


def _expire(execution):
    if execution["status"] == "RUNNING":
        execution["status"], execution["stopDate"] = "TIMED_OUT", sfn.now_iso()
        sfn._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {}})
        sfn._emit_execution_status_event(execution)
        release_tokens(execution["executionArn"])


def _machine_limit(execution):
    machine = sfn._state_machines.get(execution["stateMachineArn"]) if execution else None
    limit = json.loads(machine["definition"]).get("TimeoutSeconds") if machine else None
    return limit if isinstance(limit, (int, float)) else None


def _run_with_limit(run_execution):
    def run(execution_arn):
        execution = sfn._executions.get(execution_arn)
        limit = _machine_limit(execution)
        if limit is None:
            return run_execution(execution_arn)
        in_this_account = contextvars.copy_context().run
        timer = threading.Timer(min(limit, threading.TIMEOUT_MAX), in_this_account, (_expire, execution))
        timer.daemon = True
        timer.start()
        try:
            return run_execution(execution_arn)
        finally:
            timer.cancel()

    return run


def apply():
    sfn._stop_execution = _stop_releases(sfn._stop_execution)
    sfn._fail_execution = _fail_once(sfn._fail_execution)
    sfn._run_execution = _run_with_limit(sfn._run_execution)
