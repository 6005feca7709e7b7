"""A secret's version never changes its value, and one without a value cannot be read, as on AWS.

1.5.33 overwrites the value of an existing version, and answers an empty value for a version that a rotation
has only announced.
"""

import json

from ministack.services import secretsmanager as sm


def is_empty(version):
    return version.get("SecretString") is None and version.get("SecretBinary") is None


def _no_empty_value(get_secret_value):
    def get(data):
        answer = get_secret_value(data)
        if answer[0] != 200 or not is_empty(json.loads(answer[2])):
            return answer
        asked = data.get("VersionId") or f"staging label: {data.get('VersionStage', 'AWSCURRENT')}"
        return sm.error_response_json(
            "ResourceNotFoundException",
            f"Secrets Manager can't find the specified secret value for {asked}",
            400,
        )

    return get


def _no_second_value(put_secret_value):
    def put(data):
        _, secret = sm._resolve(data.get("SecretId"))
        version = secret["Versions"].get(data.get("ClientRequestToken")) if secret else None
        if version is None or is_empty(version):
            return put_secret_value(data)
        if (version.get("SecretString"), version.get("SecretBinary")) != (
            data.get("SecretString"),
            data.get("SecretBinary"),
        ):
            return sm.error_response_json(
                "ResourceExistsException",
                f"You can't use ClientRequestToken {data['ClientRequestToken']} because that value is already in use "
                f"for a version of secret {secret['ARN']}.",
                400,
            )
        return sm.json_response(
            {
                "ARN": secret["ARN"],
                "Name": secret["Name"],
                "VersionId": data["ClientRequestToken"],
                "VersionStages": list(version["Stages"]),
            }
        )

    return put


def apply():
    sm._get_secret_value = _no_empty_value(sm._get_secret_value)
    sm._put_secret_value = _no_second_value(sm._put_secret_value)
