import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from './cloud.ts';

/** Debian's package; without a browser this file says that it skips. */
const executablePath = '/usr/bin/chromium';
let cloud: Cloud;
const person = (id: string) => cloud.person(id);
const passwordOf = (id: string): string => cloud.settings.users.find((user) => user.id === id)?.password ?? '';

/** A request of Ana's that waits for level 1, and the link that Bruno was mailed. */
const asked = async () => {
  const window = { start: new Date(), end: new Date(Date.now() + 9 * 60_000) };
  const { body } = await person('ana').post('/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'Batch 4711 is <b>stuck</b>',
    reason: 'Incident',
    window,
  });
  const letter = await person('bruno').mailAbout(body.request.id);
  const link = /http\S+\/decide\/\S+/.exec(letter.text)?.[0] ?? '';
  return { id: body.request.id as string, link };
};

const stateOf = async (id: string) => (await person('bruno').get(`/requests/${id}`)).body;

const signIn = async (page: Page, link: string, id: string) => {
  await page.goto(link);
  await page.fill('input[name=username]', id);
  await page.fill('input[name=password]', passwordOf(id));
  await page.click('button[type=submit]');
  await page.waitForURL(/\/decide\//);
};

describe.skipIf(!existsSync(executablePath))('the link of a mail (skipped where there is no /usr/bin/chromium)', () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    cloud = await startCloud();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await cloud.stop();
  });
  const aPage = async (viewport = { width: 390, height: 844 }) => {
    context = await browser.newContext({ viewport });
    return context.newPage();
  };

  it.each([
    ['bruno', 'pt', 'Sua aprovação está registrada.'],
    ['carla', 'en', 'Your approval is recorded.'],
  ])(
    'leads %s on a phone, in %s, through the sign-in to a decision with a shorter window',
    async (name, language, told) => {
      const { id, link } = await asked();
      const page = await aPage();
      await signIn(page, link, name);

      const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([]);
      expect(wide).toBe(false);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await page.textContent('dl')).toContain('Batch 4711 is <b>stuck</b>');

      const until = await page.inputValue('input[name=end]');
      await page.fill(
        'input[name=end]',
        until.replace(/\d$/, (digit) => String(Math.max(0, Number(digit) - 1))),
      );
      await page.fill('textarea[name=comment]', 'One minute less will do');
      await page.click('button[value=approve]');
      await page.waitForSelector('[role=status]');

      expect(await page.textContent('[role=status]')).toBe(told);
      expect(await stateOf(id)).toMatchObject({ request: { state: 'pending', level: 2 } });
    },
  );

  it('E-13: changes nothing for a scanner that runs scripts, follows every link and reads every page', async () => {
    const { id, link } = await asked();
    const before = await stateOf(id);
    const page = await aPage({ width: 1200, height: 900 });
    const seen = new Set<string>();
    const queue = [link];
    for (let next = queue.shift(); next !== undefined && seen.size < 30; next = queue.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      await page.goto(next).catch(() => undefined);
      queue.push(
        ...(await page.$$eval('a[href]', (links) => links.map((each) => (each as { href?: string }).href ?? ''))),
      );
    }
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await fetch(link, { method, headers: { purpose: 'prefetch' } });

    expect(seen.size).toBeGreaterThan(0);
    expect(await stateOf(id)).toEqual(before);
  });

  it('changes nothing for the same scanner in the browser of somebody who is signed in', async () => {
    const { id, link } = await asked();
    const page = await aPage();
    await signIn(page, link, 'bruno');
    const before = await stateOf(id);

    for (let times = 0; times < 5; times += 1) await page.goto(link);

    expect(await stateOf(id)).toEqual(before);
  });

  it('takes no form without the mark of the sign-in, and shows another person nothing', async () => {
    const { id, link } = await asked();
    const page = await aPage();
    await signIn(page, link, 'bruno');
    const form = { decision: 'approve', windowVersion: '1', start: '', end: '', comment: '' };

    const forged = await page.request.post(link, { form, headers: { origin: new URL(link).origin } });
    const stranger = await aPage();
    await signIn(stranger, link, 'dora'); // of level 2, which is not open yet

    expect(forged.status()).toBe(403);
    expect(await stateOf(id)).toMatchObject({ request: { state: 'pending', level: 1 } });
    expect(await stranger.textContent('h1')).toBe('There is no such request for you');
  });
});
