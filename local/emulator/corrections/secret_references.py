"""`Ref` of a secret in a template is its ARN, as on AWS (1.5.33: its name), so that CDK's grants match."""

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners


def _name_of(physical_id):
    for name, secret in secretsmanager._secrets.items():
        if secret.get("ARN") == physical_id:
            return name
    return physical_id


def apply():
    handler = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handler["create"], handler["update"], handler["delete"]

    def create_by_arn(logical_id, properties, stack):
        _, attributes = create(logical_id, properties, stack)
        return attributes["Arn"], attributes

    def update_by_arn(physical_id, old, new, stack, logical_id=None):
        _, attributes = update(_name_of(physical_id), old, new, stack, logical_id)
        return attributes["Arn"], attributes

    def delete_by_arn(physical_id, properties):
        return delete(_name_of(physical_id), properties)

    handler.update(create=create_by_arn, update=update_by_arn, delete=delete_by_arn)
