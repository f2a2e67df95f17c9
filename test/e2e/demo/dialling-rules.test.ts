import type { Page } from 'puppeteer-core';
import { clickOn, control, fill, polling, press, textOf, waitForStatus } from '../../../scripts/screens';
import type { MessageKey } from '../../../src/ui/messages';
import { denver } from '../../fakes/profiles';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { currentSnapshot, patience, screenText } from '../screen-probes';

jest.setTimeout(90_000);

let desk: Desk;
let settings: Page;

beforeAll(async () => {
  desk = await Desk.open({ profile: { DialRule: true, ...denver } });
  settings = await desk.browser.openScreen('settings', { width: 900, height: 900 });
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

/** The administrator sends another profile for the same system; the phone follows. */
async function bring(profile: Record<string, unknown>, mode: 'off' | 'user'): Promise<void> {
  await desk.installation.useProfile({ Address: desk.gateway.url, ...profile });
  await waitUntil(`dial rules ${mode}`, async () => {
    const { dialRuleMode, registration } = await currentSnapshot(desk.phone);
    return dialRuleMode === mode && registration.state === 'ready';
  });
  await waitForStatus(desk.phone, 'state_ready');
}

/** Types a number once the one before has gone, and waits until the keypad says that this will be dialled. */
async function previews(number: string, dialled: string): Promise<void> {
  await desk.phone.waitForFunction(() => document.querySelector<HTMLInputElement>('.number')?.value === '', {
    polling,
  });
  await desk.type(number);
  await desk.phone
    .waitForFunction(
      (wanted) => document.querySelector('.dialled-number')?.textContent === wanted,
      { timeout: patience, polling },
      dialled,
    )
    .catch(async () => {
      throw new Error(`Wanted to dial ${dialled}, saw “${await screenText(desk.phone)}”.`);
    });
}

/** The number in the Request-URI of the call that this places. */
async function reached(place: () => Promise<unknown>): Promise<string | undefined> {
  const mark = desk.farEnd.mark();
  await place();
  const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
  return /^INVITE sip:([^@]*)@/.exec(invite.text)?.[1];
}

const call = () => press(desk.phone, 'call');

async function shown(key: MessageKey): Promise<{ value: string; disabled: boolean }> {
  const field = await settings.waitForSelector(await control(settings, 'textbox', key));
  if (!field) throw new Error(`There is no field ${key}.`);
  return field.evaluate((input) => ({
    value: (input as HTMLInputElement).value,
    disabled: (input as HTMLInputElement).matches(':disabled'),
  }));
}

/** Writes a dial rule and leaves the field. */
async function write(key: MessageKey, text: string): Promise<void> {
  await fill(settings, key, text);
  await settings.keyboard.press('Tab');
}

const ownRules = async () => (await currentSnapshot(settings)).settings.dialRules;

describe('with the rules of the profile', () => {
  it('the number on the keypad is the one that reaches the gateway, and the call says so', async () => {
    desk.gateway.script.behave('912125550100', { does: 'ring' });
    await previews('(212) 555-0100', '912125550100');
    expect(await reached(call)).toBe('912125550100');
    await desk.seesWords(await textOf(desk.phone, 'dialled_as', '912125550100'));
    expect(await desk.phone.$eval('.call-name', ({ textContent }) => textContent)).toBe('(212) 555-0100');
  });

  it('one call goes past them, and the next one does not', async () => {
    await previews('2125550100', '912125550100');
    await press(desk.phone, 'dial_as_typed');
    expect(await reached(call)).toBe('2125550100');
    await desk.tidy();
    await previews('2125550100', '912125550100');
    expect(await reached(call)).toBe('912125550100');
  });

  it('tones behind the number are sent when the user says so', async () => {
    desk.gateway.script.behave('1600', { does: 'answer', media: 'echo' });
    await desk.type('1600w42');
    await call();
    const leg = await desk.farEnd.called('1600');
    const send = await textOf(desk.phone, 'post_dial_send', '42');
    await clickOn(desk.phone, `::-p-aria([name="${send}"][role="button"])`);
    await desk.gateway.until('42 at the far end', () => leg.dtmf === '42');
    await desk.phone.waitForSelector('.call-send', { hidden: true });
  });

  it('they are shown locked in the settings, and tell what becomes of a number', async () => {
    expect(await shown('dial_rule_outside_prefix')).toEqual({ value: '9', disabled: true });
    expect(await shown('dial_rule_city_codes')).toEqual({ value: '303, 720', disabled: true });
    const lock = await settings.$eval('#dialling .lock-note', ({ textContent }) => textContent);
    expect(lock).toBe(await textOf(settings, 'locked_by_profile'));
    await fill(settings, 'dial_try', '+1 303 555 1234');
    await settings.waitForFunction(
      () => document.querySelector('#dialling .dialled-number')?.textContent === '95551234',
      { polling },
    );
    const steps = await settings.$$eval('.dial-step-fits', (fitting) =>
      fitting.map((step) => [
        step.querySelector('.dial-step-number')?.textContent,
        step.querySelector('b')?.textContent,
      ]),
    );
    expect(steps).toEqual([
      ['1', '+13035551234'],
      ['4', '3035551234'],
      ['N2', '95551234'],
    ]);
  });
});

describe('with rules of one’s own', () => {
  beforeAll(() => bring({ DialRule: false }, 'user'));

  it('there are none until they are switched on and filled in; then they hold for the next call', async () => {
    await desk.type('2125550100');
    expect(await reached(call)).toBe('2125550100');
    await clickOn(settings, await control(settings, 'checkbox', 'dialling_own'));
    await write('dial_rule_outside_prefix', '8');
    await write('dial_rule_long_distance_prefix', '1');
    await write('dial_rule_national_lengths', '10');
    await waitUntil('the rules kept', async () => (await ownRules()).nationalLengths[0] === 10);
    expect(await ownRules()).toMatchObject({ mode: 'user', outsidePrefix: '8', longDistancePrefix: '1' });
    await desk.tidy();
    await previews('2125550100', '812125550100');
    expect(await reached(call)).toBe('812125550100');
  });

  it('what cannot be read stays in its field with a sentence and is not kept', async () => {
    const before = await ownRules();
    await write('dial_rule_outside_prefix', 'nine');
    await settings.waitForSelector('.dial-wrong');
    const sentence = await settings.$eval('.dial-wrong', ({ textContent }) => textContent);
    expect(sentence).toBe(await textOf(settings, 'dial_wrong_digits', '9'));
    expect(await shown('dial_rule_outside_prefix')).toEqual({ value: 'nine', disabled: false });
    await write('dial_rule_country_code', '44');
    await waitUntil('the country kept', async () => (await ownRules()).countryCode === '44');
    expect(await ownRules()).toEqual({ ...before, countryCode: '44' });
    expect((await shown('dial_rule_outside_prefix')).value).toBe('nine');
    await write('dial_rule_outside_prefix', '7');
    await settings.waitForSelector('.dial-wrong', { hidden: true });
    await waitUntil('the prefix kept', async () => (await ownRules()).outsidePrefix === '7');
  });

  it('switched off, numbers are dialled as typed, and the rules are still there', async () => {
    await clickOn(settings, await control(settings, 'checkbox', 'dialling_own'));
    await settings.waitForSelector('.dial-rule', { hidden: true });
    await desk.type('2125550100');
    expect(await reached(call)).toBe('2125550100');
    expect(await ownRules()).toMatchObject({ mode: 'off', outsidePrefix: '7', countryCode: '44' });
  });
});

describe('without rules in the profile', () => {
  beforeAll(() => bring({}, 'off'));

  it('the settings say so', async () => {
    const sentence = await textOf(settings, 'dialling_off');
    await settings.waitForFunction(
      (wanted) => document.querySelector('#dialling')?.textContent?.includes(wanted),
      { polling },
      sentence,
    );
    expect(await settings.$('.dial-rule')).toBeNull();
  });
});
