"""Each mapping reads its DynamoDB stream by itself, and fills a batch with what its filter lets through.

1.5.33 serves all mappings in one thread, so that a function which takes its time holds up every other, and counts what a
filter leaves out as part of the batch.
"""

import threading

from ministack.services import dynamodb, lambda_svc

READ_AT_ONCE = 1000  # what a shard gives in one call
_reader = threading.local()  # .entry: the mapping that this thread reads for, with its account and region
_wakes = {}  # mapping -> the event that wakes its reader


def _is_of_table(mapping):
    source = mapping.get("EventSourceArn", "")
    return ":dynamodb:" in source and "/stream/" in source


def _read(poll, entry, wake):
    _reader.entry = entry
    while True:
        wake.wait()
        wake.clear()
        try:
            while poll():
                pass
        except Exception:
            lambda_svc.logger.exception("the reader of the mapping %s goes on", entry[2]["UUID"])


def _wake_readers(poll):
    """Takes the place of the pass over all mappings: tells each one's own thread to look, and waits for none."""

    def wake_readers():
        for entry in list(lambda_svc._iter_all_esms()):
            mapping = entry[2]
            if not _is_of_table(mapping):
                continue
            if mapping["UUID"] not in _wakes:
                wake = _wakes[mapping["UUID"]] = threading.Event()
                threading.Thread(target=_read, args=(poll, entry, wake), daemon=True).start()
            _wakes[mapping["UUID"]].set()
        return False

    return wake_readers


def _only_own(iterate):
    def own():
        entry = getattr(_reader, "entry", None)
        if entry is None:
            return iterate()
        return [each for each in iterate() if each[2]["UUID"] == entry[2]["UUID"]]

    return own


def _fill(records_since):
    def fill(table, position, limit, **where):
        entry = getattr(_reader, "entry", None)
        if entry is None:
            return records_since(table, position, limit, **where)
        records = records_since(table, position, READ_AT_ONCE, **where)
        let_through = 0
        for index, record in enumerate(records):
            let_through += len(lambda_svc._apply_filter_criteria([record], entry[2]))
            if let_through == limit:
                return records[: index + 1]
        return records

    return fill


def apply():
    lambda_svc._poll_dynamodb_streams = _wake_readers(lambda_svc._poll_dynamodb_streams)
    lambda_svc._iter_all_esms = _only_own(lambda_svc._iter_all_esms)
    dynamodb.stream_records_since = _fill(dynamodb.stream_records_since)
