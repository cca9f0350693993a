import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const canRun = existsSync(chromiumPath);
if (!canRun) {
  console.warn(`\n*** SKIPPED: the browser test. ${chromiumPath} is missing: apt-get install chromium ***\n`);
}
const screenshots = join(import.meta.dirname, '../test-results/screenshots');

// In CI the browser is not optional: without it these tests fail.
describe.skipIf(!canRun && !process.env['CI'])('in a real browser', () => {
  let browser: Browser;
  let system: LocalSystem;
  let dataFolder: string;

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'tarotchat-browser-'));
    await mkdir(screenshots, { recursive: true });
    system = await startLocalSystem({ dataFolder });
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const openPage = async (options: Parameters<Browser['newContext']>[0]): Promise<Page> => {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${system.origin}/login_test.html`);
    return page;
  };

  const logInAs = async (page: Page, name: string): Promise<void> => {
    await page.getByTestId('login').click();
    await page.getByRole('textbox').fill(name);
    await page.keyboard.press('Enter');
    await page.getByTestId('question').waitFor();
  };

  /** How far the page itself can be scrolled: not at all, only the conversation in it can. */
  const overflow = (page: Page) =>
    page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { width: scrollWidth - window.innerWidth, height: scrollHeight - window.innerHeight };
    });

  const settled = (page: Page) => page.locator('[data-testid=reading][data-status=completed]').last().waitFor();

  test('a person logs in, asks, sees the cards and the growing reading, and finds it after a reload', async () => {
    const page = await openPage({ locale: 'ko-KR', viewport: { width: 1280, height: 860 } });
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.getByTestId('login').waitFor();
    await page.screenshot({ path: join(screenshots, '1-welcome.png') });
    await logInAs(page, '민아');
    await page.screenshot({ path: join(screenshots, '2-ask.png') });

    await page.getByTestId('spread-three-cards').click();
    await page.getByTestId('question').fill('올해는 어떤 해가 될까요?');
    await page.getByTestId('send').click();
    await page.getByTestId('card').nth(2).waitFor();
    const text = page.getByTestId('reading-text').last();
    await expect.poll(() => text.textContent(), { timeout: 20_000 }).toMatch(/\S+ \S+/);
    const early = (await text.textContent())?.length ?? 0;
    await page.screenshot({ path: join(screenshots, '3-writing.png') });
    await settled(page);
    const whole = await text.textContent();
    expect(await overflow(page)).toEqual({ width: 0, height: 0 });
    await page.screenshot({ path: join(screenshots, '4-completed.png') });

    expect(whole?.length ?? 0).toBeGreaterThan(early);
    expect(await page.getByTestId('card').count()).toBe(3);

    await page.reload();
    await page.getByTestId('session-item').first().click();
    await page.getByTestId('reading-text').last().waitFor();
    expect(await page.getByTestId('reading-text').last().textContent()).toBe(whole);
    expect(problems.filter((text) => !text.includes('401'))).toEqual([]);
    await page.context().close();
  });

  test('data survives a restart of the system', async () => {
    const port = Number(new URL(system.origin).port);
    await system.stop();
    system = await startLocalSystem({ dataFolder, port });

    const page = await openPage({ locale: 'ko-KR' });
    await logInAs(page, '민아');

    await page.getByTestId('session-item').filter({ hasText: '올해는 어떤 해가 될까요?' }).waitFor();
    await page.context().close();
  });

  test('everything can be done with the keyboard, in English, on a phone', async () => {
    const page = await openPage({
      locale: 'en-US',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.getByTestId('login').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').fill('Alex');
    await page.keyboard.press('Enter');
    await page.getByTestId('question').waitFor();

    await page.getByTestId('spread-celtic-cross').focus();
    await page.keyboard.press('Space');
    await page.getByTestId('question').focus();
    await page.keyboard.type('What should I let go of?');
    await page.keyboard.press('Enter');
    await page.getByTestId('card').nth(9).waitFor();
    await settled(page);
    await page.screenshot({ path: join(screenshots, '5-phone-celtic-cross.png') });

    expect(await page.getByTestId('card').count()).toBe(10);
    expect(await page.getByTestId('reading-text').last().textContent()).toMatch(/[a-z]{3}/);
    expect(await overflow(page)).toEqual({ width: 0, height: 0 });
    await page.context().close();
  });

  test('a session is deleted, and a person who logs out is at the start again', async () => {
    const page = await openPage({ locale: 'en-US', viewport: { width: 1280, height: 860 } });
    await logInAs(page, 'Sam');
    await page.getByTestId('spread-one-card').click();
    await page.getByTestId('question').fill('Delete me.');
    await page.getByTestId('send').click();
    await settled(page);

    await page.getByTestId('session-item').first().hover();
    await page.getByTestId('delete-session').first().click();
    await page.getByTestId('confirm-delete').click();
    await expect.poll(() => page.getByTestId('session-item').count(), { timeout: 10_000 }).toBe(0);
    await page.getByTestId('logout').click();

    await page.getByTestId('login').waitFor();
    await page.reload();
    await page.getByTestId('login').waitFor();
    await page.context().close();
  });
});
