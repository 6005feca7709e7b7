import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface SendingIdentityProps {
  readonly prefix: string;
  readonly mailDomain: string;
}

/** The domain that mail is sent from, and the configuration set that lets it travel over TLS only. */
export class SendingIdentity extends Construct {
  readonly configurationSet: ConfigurationSet;
  /** A sender needs both: on AWS the configuration set is a resource of the call as well. */
  readonly sendingArns: readonly string[];

  constructor(scope: Construct, id: string, { prefix, mailDomain }: SendingIdentityProps) {
    super(scope, id);
    const name = `${prefix}-mail`;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: name,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    new EmailIdentity(this, 'Identity', { identity: Identity.domain(mailDomain) });
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    this.sendingArns = [arn('identity', mailDomain), arn('configuration-set', name)];
  }
}
