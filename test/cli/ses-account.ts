import {
  DescribeActiveReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';

const domains = ['countersign.example.com', 'reply.example.com'];

export const activeRuleSet = (name: string, rule = 'countersign-reply', Enabled = true) => ({
  Metadata: { Name: name, CreatedTimestamp: new Date('2026-11-01T00:00:00Z') },
  Rules: [{ Name: rule, Enabled }],
});

const byDomain = <T>(of: (domain: string) => T): Record<string, T> =>
  Object.fromEntries(domains.map((domain) => [domain, of(domain)]));

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
  ses.on(GetSendQuotaCommand).resolves({ Max24HourSend: 50_000, MaxSendRate: 14 });
  return ses;
};
