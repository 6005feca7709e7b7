"""An HTTP API hands a function its cookies as the list `cookies`, and no `cookie` header (payload format 2.0).

1.5.33 leaves them in the header, where a function that is right on AWS does not look.
"""

from ministack.services import lambda_svc


def _with_cookies(event):
    if not isinstance(event, dict) or event.get("version") != "2.0" or "requestContext" not in event:
        return event
    headers = dict(event.get("headers") or {})
    cookies = headers.pop("cookie", None)
    if cookies is None:
        return event
    return {**event, "headers": headers, "cookies": [cookie.strip() for cookie in cookies.split(";")]}


def apply():
    execute = lambda_svc._execute_function_with_config_scope

    def with_cookies(record, event, *others, **named):
        return execute(record, _with_cookies(event), *others, **named)

    lambda_svc._execute_function_with_config_scope = with_cookies
