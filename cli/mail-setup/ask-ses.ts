import {
  DescribeActiveReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { reasonOf } from '../reason-of.ts';

/** What SES says about one domain; absent where it has not heard of it. */
export interface IdentityState {
  readonly verification: string | undefined;
  readonly dkim: string | undefined;
  readonly dkimTokens: readonly string[];
  readonly mailFromDomain: string | undefined;
  readonly mailFrom: string | undefined;
}

export interface SesState {
  readonly identities: ReadonlyMap<string, IdentityState>;
  /** The active rule set and the rules in it that are enabled; absent if none is active. */
  readonly active: { readonly name: string; readonly rules: readonly string[] } | undefined;
  readonly account: AccountState;
}

/** The account in this Region; mails to anybody but verified addresses need `production`. */
export interface AccountState {
  readonly production: boolean;
  /** AWS stops it after too many bounces or complaints. */
  readonly sending: boolean;
  /** Mails in any 24 hours, and in a second. */
  readonly daily: number;
  readonly rate: number;
}

/** The account's mail as it is, or why SES could not be asked. */
export type SesAnswer = SesState | { readonly failure: string };

const readIdentities = async (ses: SESClient, Identities: string[]): Promise<ReadonlyMap<string, IdentityState>> => {
  const verified = await ses.send(new GetIdentityVerificationAttributesCommand({ Identities }));
  const dkim = await ses.send(new GetIdentityDkimAttributesCommand({ Identities }));
  const mailFrom = await ses.send(new GetIdentityMailFromDomainAttributesCommand({ Identities }));
  return new Map(
    Identities.map((domain) => {
      const signing = dkim.DkimAttributes?.[domain];
      const envelope = mailFrom.MailFromDomainAttributes?.[domain];
      const state = {
        verification: verified.VerificationAttributes?.[domain]?.VerificationStatus,
        dkim: signing?.DkimVerificationStatus,
        dkimTokens: signing?.DkimTokens ?? [],
        mailFromDomain: envelope?.MailFromDomain,
        mailFrom: envelope?.MailFromDomainStatus,
      };
      return [domain, state];
    }),
  );
};

const readActive = async (ses: SESClient): Promise<SesState['active']> => {
  const { Metadata, Rules } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  if (Metadata?.Name === undefined) return undefined;
  const rules = (Rules ?? []).filter(({ Enabled }) => Enabled).map(({ Name }) => Name ?? '');
  return { name: Metadata.Name, rules };
};

const readAccount = async (ses: SESv2Client): Promise<AccountState> => {
  const {
    ProductionAccessEnabled = false,
    SendingEnabled = false,
    SendQuota,
  } = await ses.send(new GetAccountCommand());
  return {
    production: ProductionAccessEnabled,
    sending: SendingEnabled,
    daily: SendQuota?.Max24HourSend ?? 0,
    rate: SendQuota?.MaxSendRate ?? 0,
  };
};

/** Reads, with the caller's AWS credentials, all that the checks look at. It changes nothing. */
export const askSes = async (region: string, domains: readonly string[]): Promise<SesAnswer> => {
  const ses = new SESClient({ region });
  const sesV2 = new SESv2Client({ region }); // version 1 does not know the sandbox
  try {
    const identities = await readIdentities(ses, [...domains]);
    const active = await readActive(ses);
    return { identities, active, account: await readAccount(sesV2) };
  } catch (error) {
    return { failure: reasonOf(error) };
  } finally {
    ses.destroy();
    sesV2.destroy();
  }
};
