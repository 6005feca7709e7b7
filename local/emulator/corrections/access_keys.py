"""Access keys as on AWS: a user has two at most, deletes its own alone, and is authorised with its path.

1.5.33 makes any number of keys for a user, deletes a key under the name of any user, and authorises calls on a user
without its path, so that a role for the users below one path could not be tried.
"""

from urllib.parse import parse_qs

from ministack.core import iam_actions
from ministack.services import iam

KEYS_PER_USER = 2


def _refuse_third(create):
    def create_access_key(params):
        user = iam._p(params, "UserName")
        if sum(key["UserName"] == user for key in iam._access_keys.values()) < KEYS_PER_USER:
            return create(params)
        return iam._error(409, "LimitExceeded", f"Cannot exceed quota for AccessKeysPerUser: {KEYS_PER_USER}")

    return create_access_key


def _own_alone(delete):
    def delete_access_key(params):
        key_id, user = iam._p(params, "AccessKeyId"), iam._p(params, "UserName")
        key = iam._access_keys.get(key_id)
        if key is None or not user or key["UserName"] == user:
            return delete(params)
        return iam._error(404, "NoSuchEntity", f"The Access Key with id {key_id} cannot be found.")

    return delete_access_key


def _user_arn(body, query):
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    (name,) = (query.get("UserName") or parse_qs(text).get("UserName") or [""])[:1]
    return (iam._users.get(name) or {}).get("Arn")


def apply():
    for action, correct in (("CreateAccessKey", _refuse_third), ("DeleteAccessKey", _own_alone)):
        iam._IAM_HANDLERS[action] = correct(iam._IAM_HANDLERS[action])
    resource_arn = iam_actions.extract_resource_arn

    def with_path(service, method, path, headers, body, query, region, account):
        found = _user_arn(body, query) if service == "iam" else None
        return found or resource_arn(service, method, path, headers, body, query, region, account)

    iam_actions.extract_resource_arn = with_path
