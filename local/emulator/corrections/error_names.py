"""A Node Lambda that throws reports the error's own name, so that Catch and Retry by name work.

1.5.33 reports `Runtime.HandlerError` for every error. The worker gets the name across in its trace, behind
a mark that is taken off again before the log is kept.
"""

import re

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

MARK = "__error_name__="
REPORT = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
NAMED_REPORT = (
    'status: "error", error: String(err.message || err), '
    f'trace: "{MARK}" + String(err.name || "Error") + "\\n" + (err.stack || "")'
)


def _named(execute_warm):
    def execute(function, event, request_id):
        result = execute_warm(function, event, request_id)
        found = re.search(MARK + r"(.*)\n?", result.get("log") or "") if result.get("error") else None
        if found:
            result["log"] = result["log"].replace(found.group(0), "", 1)
            body = result.get("body")
            if isinstance(body, dict) and body.get("errorType") == "Runtime.HandlerError":
                body["errorType"] = found.group(1)
        return result

    return execute


def apply():
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    if REPORT not in script:
        raise SystemExit("error_names.py: the Node worker of ministack does not report errors as expected.")
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(REPORT, NAMED_REPORT)
    lambda_svc._execute_function_warm = _named(lambda_svc._execute_function_warm)
