import { mailFromDomainOf } from '../../lib/mail-setup/dns-records.ts';
import { receiptNames } from '../../lib/mail-setup/receipt-names.ts';
import { receivesMail, receivingRegionFix } from '../../lib/mail-setup/receiving-regions.ts';
import type { SesState } from './ask-ses.ts';
import { type Finding, well } from './finding.ts';
import type { MailSettings } from './read-mail-settings.ts';

const compare = (check: string, [found, expected]: readonly [string | undefined, string], fix: string): Finding => {
  if (found === expected) return well(check, found, expected);
  return { check, status: found === undefined ? 'missing' : 'wrong', found: found ?? 'nothing', expected, fix };
};

/** Whether SES receives in the Region; no question where nothing is received. */
export const checkRegion = ({ settings, region }: MailSettings): Finding[] => {
  const { replyDomain, otherReceivingRegions } = settings;
  if (replyDomain === undefined) return [];
  const found = receivesMail(region, otherReceivingRegions) ? 'receives mail' : 'not known to receive mail';
  return [compare(`Region ${region}`, [found, 'receives mail'], receivingRegionFix)];
};

/** The sandbox, and whether SES sends for the account at all. */
export const checkSending = ({ region }: MailSettings, { account }: SesState): Finding[] => {
  const { production, sending, daily } = account;
  const limits = daily < 0 ? 'without a daily limit' : `${daily} mails a day`;
  const place = `SES console in ${region}, Account dashboard`;
  return [
    production
      ? well('SES production access', limits, 'granted')
      : {
          check: 'SES production access',
          status: 'missing',
          found: `the sandbox: ${limits}`,
          expected: 'granted',
          fix: `ask for it (${place}): until then only verified addresses get mail`,
        },
    compare('SES sending', [sending ? 'on' : 'paused', 'on'], `see why, and ask AWS for a review (${place})`),
  ];
};

/** Whether SES takes mails as fast as we are told to send them; else each is refused a few times first. */
export const checkSendRate = ({ settings: { mailsPerSecond } }: MailSettings, { account }: SesState): Finding => {
  const check = 'SES sending rate';
  const found = `${account.rate} mails a second`;
  const expected = `at least the ${mailsPerSecond} of mailsPerSecond`;
  if (account.rate >= mailsPerSecond) return well(check, found, expected);
  return { check, status: 'wrong', found, expected, fix: `set mailsPerSecond to ${account.rate}, or ask SES for more` };
};

/** Before the deploy: whether our rule will be in the active rule set (threats.md E-19). */
export const checkRuleSetBefore = ({ settings }: MailSettings, { active }: SesState): Finding[] => {
  if (settings.replyDomain === undefined) return [];
  const { ruleSetName } = receiptNames(settings);
  const check = 'active receipt rule set';
  const free = settings.receiptRuleSet === undefined && active === undefined;
  if (free) return [well(check, 'none', `none, or ${ruleSetName}`)];
  const fix =
    active === undefined
      ? `activate ${ruleSetName}, or leave receiptRuleSet out`
      : `set receiptRuleSet to ${active.name}: it gets our rule and is never displaced`;
  return [compare(check, [active?.name, ruleSetName], fix)];
};

/** After the deploy: whether our rule is in the active rule set and enabled (threats.md E-19). */
export const checkRuleSet = ({ settings }: MailSettings, { active }: SesState): Finding[] => {
  if (settings.replyDomain === undefined) return [];
  const { ruleSetName, ruleName } = receiptNames(settings);
  const activate = `activate ${ruleSetName}, or set receiptRuleSet to the active one and deploy`;
  const set = compare('active receipt rule set', [active?.name, ruleSetName], activate);
  const rule = active?.rules.find((each) => each === ruleName);
  const enable = `deploy the mail stack, or enable ${ruleName} in the active rule set`;
  return [set, compare('enabled receipt rule', [rule, ruleName], enable)];
};

const checkIdentity = (domain: string, { identities }: SesState): Finding[] => {
  const { verification, dkim } = identities.get(domain) ?? {};
  const fix = `deploy, publish the DKIM records of ${domain} ("countersign dns"), and wait for SES: up to 72 hours`;
  return [
    compare(`SES identity ${domain}`, [verification, 'Success'], fix),
    compare(`SES DKIM of ${domain}`, [dkim, 'Success'], fix),
  ];
};

/** After the deploy: what SES itself has seen of the domains' records. */
export const checkIdentities = ({ settings }: MailSettings, state: SesState): Finding[] => {
  const { mailDomain, replyDomain } = settings;
  const wanted = mailFromDomainOf(settings);
  const { mailFromDomain, mailFrom } = state.identities.get(mailDomain) ?? {};
  return [
    ...checkIdentity(mailDomain, state),
    compare('SES MAIL FROM domain', [mailFromDomain, wanted], 'deploy: the stack sets it'),
    compare('SES MAIL FROM status', [mailFrom, 'Success'], `publish the MX and the SPF record of ${wanted}`),
    ...(replyDomain === undefined ? [] : checkIdentity(replyDomain, state)),
  ];
};
