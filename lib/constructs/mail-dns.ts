import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import { Construct, type IDependable } from 'constructs';
import type { DnsRecord } from '../mail-setup/dns-records.ts';
import { type ZoneSetting, zoneOf } from '../mail-setup/hosted-zones.ts';

export interface MailDnsProps {
  readonly records: readonly DnsRecord[];
  readonly zones: readonly ZoneSetting[];
}

const ttl = '300';

/** DNS records of mail: made in the zone that their domain lies in; where none is given, an output says each of them. */
export class MailDns extends Construct {
  readonly #made = new Map<string, CfnRecordSet>();

  constructor(scope: Construct, id: string, { records, zones }: MailDnsProps) {
    super(scope, id);
    for (const record of records) {
      const zone = zoneOf(record.domain, zones);
      if (zone === undefined) this.#output(record);
      else this.#made.set(record.id, this.#make(record, zone));
    }
  }

  /** Threats.md E-20: the record is made after these and deleted before them, so that no MX leads to nobody. */
  makeAfter(recordId: string, ...others: readonly IDependable[]): void {
    this.#made.get(recordId)?.node.addDependency(...others);
  }

  #make({ id, name, type, value }: DnsRecord, zone: ZoneSetting): CfnRecordSet {
    const resourceRecords = [type === 'TXT' ? `"${value}"` : value];
    return new CfnRecordSet(this, id, { hostedZoneId: zone.id, name, type, ttl, resourceRecords });
  }

  #output({ id, name, type, value }: DnsRecord): void {
    const stack = Stack.of(this);
    new CfnOutput(stack, id, { value: `${name} ${type} ${value}`, description: 'A DNS record to publish' });
  }
}
