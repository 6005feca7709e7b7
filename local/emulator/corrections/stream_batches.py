"""DynamoDB stream to Lambda: partial batch answers, bisecting, the limit of retries and OnFailure.

1.5.33 ignores all four: one bad record blocks its stream, and `batchItemFailures` is taken for success.
Mappings without `MaximumRetryAttempts` are left to MiniStack.
"""

import threading
import time

from ministack.services import lambda_svc

_polling = threading.local()  # .active while the stream poller runs, .mapping: the one whose batch is next
RETRY_PAUSE_SECONDS = 0.2


def _first_failed(mapping, batch, result):
    """Index of the first record that is not done, or None when all are."""
    if result.get("error"):
        return 0
    body = result.get("body")
    if not isinstance(body, dict) or "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or []):
        return None
    failed = [item.get("itemIdentifier") for item in body.get("batchItemFailures") or []]
    if not failed:
        return None
    positions = [i for i, record in enumerate(batch) if record["dynamodb"]["SequenceNumber"] in failed]
    return positions[0] if positions else 0


def _deliver(execute, mapping, function, batch, retries_left):
    while batch:
        result = execute(function, {"Records": batch})
        done = _first_failed(mapping, batch, result)
        if done is None:
            return
        batch = batch[done:]
        if mapping.get("BisectBatchOnFunctionError") and len(batch) > 1:
            half = len(batch) // 2
            _deliver(execute, mapping, function, batch[:half], retries_left)
            batch = batch[half:]
            continue
        if retries_left <= 0:
            lambda_svc._send_ddb_stream_failure_record(
                mapping, function, batch, mapping["EventSourceArn"], result, "RetryAttemptsExhausted"
            )
            return
        retries_left -= 1
        time.sleep(RETRY_PAUSE_SECONDS)


def _mark_poll(poll):
    def marked():
        _polling.active = True
        try:
            return poll()
        finally:
            _polling.active, _polling.mapping = False, None

    return marked


def _mark_mapping(apply_filter):
    def marked(batch, mapping):
        _polling.mapping = mapping if getattr(_polling, "active", False) else None
        return apply_filter(batch, mapping)

    return marked


def _deliver_by_mapping(execute):
    def deliver(function, event, *args, **kwargs):
        mapping = getattr(_polling, "mapping", None)
        limit = (mapping or {}).get("MaximumRetryAttempts", -1)
        if limit is None or limit < 0:
            return execute(function, event, *args, **kwargs)
        _polling.mapping = None
        _deliver(execute, mapping, function, event["Records"], limit)
        return {"body": None}

    return deliver


def apply():
    lambda_svc._poll_dynamodb_streams = _mark_poll(lambda_svc._poll_dynamodb_streams)
    lambda_svc._apply_filter_criteria = _mark_mapping(lambda_svc._apply_filter_criteria)
    lambda_svc._execute_function = _deliver_by_mapping(lambda_svc._execute_function)
