import { clickOn, press, textOf, waitForStatus } from '../../../scripts/screens';
import type { MessageKey } from '../../../src/ui/messages';
import { draftOf, numbered } from '../../fakes/contacts';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { dialogInfo, presence, type ToldDialog } from '../../gateway/demo/states';
import { TestPhone } from '../../gateway/demo/test-phone';
import { waitUntil } from '../../gateway/real/wait-until';
import { altKey } from '../call-keys';
import { openContacts } from '../contacts-screen';
import { Desk } from '../desk';
import { askDirectly, currentSnapshot, patience, polling } from '../screen-probes';
import { talking } from '../talking';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let desk: Desk;
let colleague: TestPhone;

beforeAll(async () => {
  gateway = await startDemoGateway();
  gateway.script.serve('dialog', (target) => dialogInfo(target, []));
  desk = await Desk.open({ gateway });
  colleague = await TestPhone.signIn(gateway, '202');
  const people = [
    draftOf({ firstName: 'Ben', lastName: 'Okafor', numbers: numbered('202'), favourite: true }),
    draftOf({ firstName: 'Chloé', lastName: 'Dubois', numbers: numbered('+33 1 45 55 12 34', '203') }),
    draftOf({ firstName: 'Far', lastName: 'Away', numbers: numbered('+49 30 123456') }),
  ];
  for (const contact of people) await askDirectly(desk.phone, 'save-contact', { contact });
  await openContacts(desk.phone);
});
afterAll(async () => {
  await colleague?.stop();
  await desk?.close();
  await gateway?.close();
});

/** Waits until each row says so of its contact; undefined for no word. */
async function rowsSay(wanted: Record<string, MessageKey | undefined>): Promise<void> {
  const words = await Promise.all(
    Object.entries(wanted).map(async ([name, key]) => [name, key ? await textOf(desk.phone, key) : '']),
  );
  await desk.phone
    .waitForFunction(
      (all) =>
        all.every(([name, word]) =>
          [...document.querySelectorAll('.contact-row')].some(
            (row) =>
              row.textContent?.includes(name ?? '') &&
              (row.querySelector('.availability')?.textContent ?? '') === word,
          ),
        ),
      { timeout: patience, polling },
      words,
    )
    .catch(async () => {
      const rows = await desk.phone.$$eval('.contact-row', (all) => all.map((row) => row.textContent));
      throw new Error(`Wanted ${JSON.stringify(words)}, saw ${JSON.stringify(rows)}.`);
    });
}

/** Beside the user's own number. */
const watched = () =>
  gateway
    .watchers('dialog')
    .map(({ target }) => target)
    .filter((target) => target !== '201');

const tell = (dialogs: ToldDialog[], version?: number) =>
  gateway.tell(
    'dialog',
    '202',
    dialogInfo('202', dialogs, version === undefined ? {} : { version, state: 'partial' }),
  );

it('colleagues on screen are watched, others are not', async () => {
  await rowsSay({ Ben: 'availability_free', Chloé: 'availability_free', Far: undefined });
  expect(watched().sort()).toEqual(['202', '203']);
});

it('rings, talks and is free again: as a word that a screen reader hears too', async () => {
  tell([{ state: 'early', direction: 'recipient' }]);
  await rowsSay({ Ben: 'availability_ringing', Chloé: 'availability_free' });
  tell([{ state: 'confirmed', direction: 'recipient' }]);
  await rowsSay({ Ben: 'availability_busy' });
  const described = await desk.phone.$$eval('.contact-row', (rows) => {
    const ids = rows[0]?.querySelector('.row-main')?.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
  });
  expect(described).toContain(await textOf(desk.phone, 'availability_busy'));
  tell([]);
  await rowsSay({ Ben: 'availability_free' });
});

it('documents that say what has changed are followed; where one is missing, all is asked for', async () => {
  gateway.script.serve('dialog', (target) =>
    dialogInfo(target, [{ id: 'x', state: 'confirmed' }], { version: 9 }),
  );
  tell([{ id: 'a', state: 'early' }], 1);
  await rowsSay({ Ben: 'availability_ringing' });
  // The second is missing; what the gateway tells when asked is another thing.
  tell([{ id: 'a', state: 'terminated' }], 3);
  await rowsSay({ Ben: 'availability_busy' });
});

it('what is no such document changes nothing', async () => {
  for (const body of [
    '<!DOCTYPE d [<!ENTITY a "b">]><dialog-info/>',
    '<dialog-info',
    '\u0000',
    '<presence/>',
  ])
    gateway.tell('dialog', '202', { contentType: 'application/dialog-info+xml', body });
  gateway.tell('dialog', '203', dialogInfo('203', [{ state: 'early' }]));
  await rowsSay({ Ben: 'availability_busy', Chloé: 'availability_ringing' });
});

it('is told again after the death of the worker, in the dialogs of before', async () => {
  gateway.script.serve('dialog', (target) => dialogInfo(target, []));
  await desk.browser.killWorker();
  await waitForStatus(desk.phone, 'state_ready');
  await rowsSay({ Ben: 'availability_free', Chloé: 'availability_free' });
  expect(watched()).toHaveLength(2);
});

it('favourites are the first that a call can be sent to, and say whether they are free', async () => {
  await desk.openTab('keypad');
  await talking(desk);
  await altKey(desk.phone, 'KeyT');
  const first = (words: string) =>
    desk.phone.waitForFunction(
      (wanted) => document.querySelector('.transfer .suggestion')?.textContent?.startsWith(wanted),
      { timeout: patience, polling },
      words,
    );
  const [free, ringing] = await Promise.all(
    (['availability_free', 'availability_ringing'] as const).map((key) => textOf(desk.phone, key)),
  );
  await first(`Ben Okafor${free}`);
  tell([{ state: 'early', direction: 'recipient' }]);
  await first(`Ben Okafor${ringing}`);
  await desk.phone.keyboard.type('203');
  await first(`Chloé Dubois${free}`);
  tell([]);
  await desk.phone.keyboard.press('Escape');
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isQuiet();
  await openContacts(desk.phone);
});

describe('a call that rings at a colleague', () => {
  /** A call of the gateway's own phone to 202, and what whoever watches 202 is told of it. */
  async function rings() {
    const before = colleague.invitations.length;
    const call = gateway.call({ to: '202', from: { number: '601', name: 'Grace Kim' }, media: 'tone' });
    const leg = await gateway.until('a call that rings at 202', () =>
      gateway.calls().find((each) => each.user === '202' && each.state === 'ringing'),
    );
    const invitation = await gateway.until('an invitation', () => colleague.invitations[before]);
    tell([
      {
        state: 'early',
        direction: 'recipient',
        callId: leg.callId,
        localTag: leg.remoteTag ?? '',
        remoteTag: leg.localTag,
        remote: `sip:601@${gateway.address}`,
      },
    ]);
    await rowsSay({ Ben: 'availability_ringing' });
    return { call, invitation };
  }
  const openBen = async () => {
    await clickOn(desk.phone, '.contact-row .row-main');
    await desk.phone.waitForSelector('.contact-card');
  };
  const pickUp = async () => {
    await desk.phone.waitForSelector('[aria-keyshortcuts="Alt+B"]');
    await desk.phone.keyboard.down('Alt');
    await desk.phone.keyboard.press('b');
    await desk.phone.keyboard.up('Alt');
  };

  it('is picked up by one key: it rings there no more, and the caller is heard here', async () => {
    const { call, invitation } = await rings();
    await openBen();
    await pickUp();
    const leg = await desk.farEnd.called('601');
    const [, replaces = ''] = /^Replaces: (.*)$/im.exec(leg.invite.message.data) ?? [];
    expect(replaces).toContain(';early-only');
    await call.ended;
    await waitUntil('no ringing at 202', async () => invitation.state === 'Terminated');
    await desk.farEnd.stillReceives(leg);
    await waitUntil('a call with 601', async () => {
      const [call, another] = (await currentSnapshot(desk.phone)).calls;
      return call?.state === 'talking' && call.party.number === '601' && another === undefined;
    });
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isQuiet();
  });

  it('is not when somebody was quicker, and a sentence says so', async () => {
    await press(desk.phone, 'contact_back');
    const { call } = await rings();
    await openBen();
    await desk.phone.waitForSelector('[aria-keyshortcuts="Alt+B"]');
    call.hangUp();
    await call.ended;
    await pickUp();
    await desk.sees('end_not_picked_up');
    tell([]);
    await desk.phone.waitForSelector('[aria-keyshortcuts="Alt+B"]', { hidden: true });
    const answer = await askDirectly(desk.phone, 'pick-up', { number: '202' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'nothing-to-pick-up' } });
    await press(desk.phone, 'contact_back');
  });
});

it('a gateway that tells presence instead is asked for that', async () => {
  gateway.script.serve('dialog', undefined);
  gateway.script.serve('presence', (target) =>
    presence(target, 'open', target === '203' ? 'meeting' : undefined),
  );
  gateway.forgetWatchers();
  gateway.script.drop('terminate', '201');
  await waitForStatus(desk.phone, 'state_ready');
  await rowsSay({ Ben: 'availability_free', Chloé: 'availability_busy' });
  gateway.tell('presence', '202', presence('202', 'closed'));
  await rowsSay({ Ben: 'availability_offline' });
});
