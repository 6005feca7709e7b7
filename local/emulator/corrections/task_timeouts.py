"""`TimeoutSecondsPath` of a Task state is obeyed (1.5.33 ignores it and waits 99,999 s)."""

import json

from ministack.services import stepfunctions as sfn


def apply():
    execute_task = sfn._execute_task

    def with_timeout_path(state, raw_input, execution, context):
        path = state.get("TimeoutSecondsPath")
        if path:
            seconds = sfn._resolve_path_or_ctx(path, sfn._apply_input_path(state, raw_input, context), context)
            if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds <= 0:
                raise sfn._ExecutionError(
                    "States.Runtime",
                    f"TimeoutSecondsPath {path} must be a positive whole number, got {json.dumps(seconds)}",
                )
            state = {**state, "TimeoutSeconds": seconds}
        return execute_task(state, raw_input, execution, context)

    sfn._execute_task = with_timeout_path
