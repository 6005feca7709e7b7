import {
  DescribeActiveReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { GetAccountCommand, type GetAccountCommandOutput, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';

const domains = ['countersign.example.com', 'reply.example.com'];

export const activeRuleSet = (name: string, rule = 'countersign-reply', Enabled = true) => ({
  Metadata: { Name: name, CreatedTimestamp: new Date('2026-11-01T00:00:00Z') },
  Rules: [{ Name: rule, Enabled }],
});

const byDomain = <T>(of: (domain: string) => T): Record<string, T> =>
  Object.fromEntries(domains.map((domain) => [domain, of(domain)]));

/** What version 2 of SES says of the account. */
export const anAccount = (changes: Partial<GetAccountCommandOutput> = {}): Partial<GetAccountCommandOutput> => ({
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 3 },
  ...changes,
});

/** What SES says of an account where all is well; a test then changes one answer. */
export const aWellAccount = () => {
  const ses = mockClient(SESClient);
  ses.on(GetIdentityVerificationAttributesCommand).resolves({
    VerificationAttributes: byDomain(() => ({ VerificationStatus: 'Success' as const })),
  });
  ses.on(GetIdentityDkimAttributesCommand).resolves({
    DkimAttributes: byDomain((domain) => ({
      DkimEnabled: true,
      DkimVerificationStatus: 'Success' as const,
      DkimTokens: [1, 2, 3].map((n) => `${domain[0]}${n}`),
    })),
  });
  ses.on(GetIdentityMailFromDomainAttributesCommand).resolves({
    MailFromDomainAttributes: {
      'countersign.example.com': {
        MailFromDomain: 'bounce.countersign.example.com',
        MailFromDomainStatus: 'Success',
        BehaviorOnMXFailure: 'UseDefaultValue',
      },
    },
  });
  ses.on(DescribeActiveReceiptRuleSetCommand).resolves(activeRuleSet('countersign-replies'));
  const account = mockClient(SESv2Client);
  account.on(GetAccountCommand).resolves(anAccount());
  return {
    ...{ on: ses.on.bind(ses), rejects: ses.rejects.bind(ses) },
    account,
    calls: () => [...ses.calls(), ...account.calls()],
    restore: () => {
      ses.restore();
      account.restore();
    },
  };
};
