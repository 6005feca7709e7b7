import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { mailFromDomainOf, sendingRecords } from '../mail-setup/dns-records.ts';
import { MailDns } from './mail-dns.ts';

export interface SendingIdentityProps {
  readonly settings: Settings;
}

/** The domain that mail is sent from with its DNS records, and the configuration set that lets it travel over TLS only. */
export class SendingIdentity extends Construct {
  readonly configurationSet: ConfigurationSet;
  /** A sender needs both: on AWS the configuration set is a resource of the call as well. */
  readonly sendingArns: readonly string[];

  constructor(scope: Construct, id: string, { settings }: SendingIdentityProps) {
    super(scope, id);
    const { prefix, mailDomain, hostedZones: zones } = settings;
    const name = `${prefix}-mail`;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: name,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(mailDomain),
      mailFromDomain: mailFromDomainOf(settings),
    });
    new MailDns(this, 'Dns', { zones, records: sendingRecords(settings, Stack.of(this).region, identity.dkimRecords) });
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    this.sendingArns = [arn('identity', mailDomain), arn('configuration-set', name)];
  }
}
