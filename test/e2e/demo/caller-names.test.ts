import type { Page } from 'puppeteer-core';
import {
  clickOn,
  dial,
  polling,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
} from '../../../scripts/screens';
import type { IntentArgs, IntentName, IntentResult } from '../../../src/contract/protocol';
import { draftOf, numbered } from '../../fakes/contacts';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { screenText, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let installation: Installation;
let phone: Page;

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start()]);
  phone = await installation.signedIn(gateway.url, '201', 'demo-201');
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
});

/** As a screen sends it. */
async function intent<N extends IntentName>(name: N, args: IntentArgs<N>): Promise<IntentResult<N>> {
  const message = { to: 'background', intent: name, args };
  const answer = await phone.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
  expect(answer).toMatchObject({ ok: true });
  return answer.value;
}

it('names callers by the directory, keeps the name that came, and follows a change', async () => {
  const contact = draftOf({ firstName: 'Élodie', lastName: 'Durand', numbers: numbered('205') });
  const { id } = await intent('save-contact', { contact });
  const call = gateway.call({ to: '201', from: { number: '205', name: 'Elena Petrova' }, media: 'tone' });
  await waitForButton(phone, 'answer');
  await waitForWords(phone, 'Élodie Durand');
  await phone.waitForFunction(() => document.title.includes('Élodie Durand'), { polling });
  await press(phone, 'answer');
  await call.answered;
  await waitForButton(phone, 'hold');
  await intent('save-contact', { id, contact: { ...contact, lastName: 'Martin' } });
  await waitForWords(phone, 'Élodie Martin');
  await press(phone, 'hang_up');
  await waitForNoButton(phone, 'hang_up');
  await phone.waitForFunction(() => !document.title.includes('Élodie'), { polling });
  await clickOn(phone, '#tab-calls');
  await waitForWords(phone, 'Élodie Martin');
  expect(await screenText(phone)).not.toContain('Elena Petrova');
  await clickOn(phone, '.row .row-more');
  await waitForWords(phone, await textOf(phone, 'detail_received_name'));
  expect(await screenText(phone)).toContain('Elena Petrova');
  await press(phone, 'close');
});

it('names whom one calls, also where that call is over at once', async () => {
  await intent('save-contact', { contact: draftOf({ company: 'Busy Bees', numbers: numbered('9486') }) });
  await clickOn(phone, '#tab-keypad');
  await dial(phone, '9486');
  await waitForWords(phone, await textOf(phone, 'end_busy'));
  await waitForWords(phone, 'Busy Bees');
  await clickOn(phone, '#tab-calls');
  await phone.waitForFunction(() => document.querySelector('.row-name')?.textContent === 'Busy Bees', {
    polling,
  });
});
