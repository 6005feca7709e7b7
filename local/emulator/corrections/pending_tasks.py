"""Tasks that wait for a token end as on AWS.

1.5.33 ignores a Lambda that throws before anyone could answer its token, lets the last of several answers
win, and leaves the token of a stopped execution open.
"""

import threading

from ministack.services import stepfunctions as sfn

_running = threading.local()  # .execution: the execution this thread walks; .token: the task it is calling
_owners = {}  # pending token -> ARN of its execution
_machines = {}  # token, pending or not any more -> ARN of its state machine
_answering = threading.Lock()


def fail_token(token, error, cause):
    """Ends the wait for this token with an error, unless it was answered before."""
    with _answering:
        task = sfn._task_tokens.get(token)
        if task is not None and not task["event"].is_set():
            task["error"] = {"Error": error, "Cause": cause}
            task["event"].set()


def release_tokens(execution_arn):
    """Ends all waits of an execution that is over, so that late answers are refused."""
    for token, owner in list(_owners.items()):
        if owner == execution_arn:
            fail_token(token, "States.Aborted", "")


def machine_of(token):
    """ARN of the state machine that gave out this token; None for a token of nobody."""
    return _machines.get(token)


def _first_answer_wins(answer):
    def first(data):
        with _answering:
            task = sfn._task_tokens.get(data.get("taskToken"))
            if task is None or task["event"].is_set():
                return sfn.error_response_json(
                    "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", 400
                )
            return answer(data)

    return first


def _remember_execution(execute_task):
    def remembering(state, raw_input, execution, context):
        _running.execution = execution["executionArn"] if execution else None
        return execute_task(state, raw_input, execution, context)

    return remembering


def _remember_token(invoke_with_callback):
    def remembering(resource, payload, token, state):
        execution = getattr(_running, "execution", None) or ""
        _running.token, _owners[token] = token, execution
        _machines[token] = execution.rpartition(":")[0].replace(":execution:", ":stateMachine:")
        try:
            return invoke_with_callback(resource, payload, token, state)
        finally:
            _running.token = None
            _owners.pop(token, None)

    return remembering


def _throwing_fails_task(call_lambda):
    def call(function, event):
        try:
            return call_lambda(function, event)
        except sfn._ExecutionError as error:
            fail_token(getattr(_running, "token", None), error.error, error.cause)
            raise

    return call


def apply():
    sfn._execute_task = _remember_execution(sfn._execute_task)
    sfn._invoke_with_callback = _remember_token(sfn._invoke_with_callback)
    sfn._call_lambda = _throwing_fails_task(sfn._call_lambda)
    sfn._send_task_success = _first_answer_wins(sfn._send_task_success)
    sfn._send_task_failure = _first_answer_wins(sfn._send_task_failure)
