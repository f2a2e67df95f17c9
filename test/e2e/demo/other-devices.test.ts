import { press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import type { Leg } from '../../gateway/demo/leg';
import { dialogInfo, registrationInfo, type ToldDialog } from '../../gateway/demo/states';
import { TestPhone } from '../../gateway/demo/test-phone';
import { waitUntil } from '../../gateway/real/wait-until';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { listenToSounds, waitForNoSound, waitForSound } from '../phone-sounds';
import { askDirectly, chooseFromMenu, currentSnapshot, sentence } from '../screen-probes';
import { talking } from '../talking';

jest.setTimeout(150_000);

const ringHertz = [494, 659, 831, 988];
const grace = { number: '207', name: 'Grace Kim' };

let gateway: DemoGateway;
let desk: Desk;
/** Another device of the same user. */
let other: TestPhone;

/** What the gateway knows of 201: a test says it, as every gateway tells it in a way of its own. */
let known: ToldDialog[] = [];

function tell(dialogs: ToldDialog[]): void {
  known = dialogs;
  gateway.tell('dialog', '201', dialogInfo('201', dialogs));
}

function serve(): void {
  gateway.script.serve('dialog', () => dialogInfo('201', known));
  gateway.script.serve('reg', () => devices());
}

function devices() {
  const contacts = gateway.registrations().filter(({ user }) => user === '201');
  return registrationInfo(
    '201',
    contacts.map(({ contact }) => contact),
  );
}

beforeAll(async () => {
  gateway = await startDemoGateway();
  serve();
  desk = await Desk.open({ gateway });
  other = await TestPhone.signIn(gateway, '201', { playing: 'tone', toneHertz: 392 });
  await gateway.until('both are watched', () => gateway.watchers().length >= 2);
  gateway.tell('reg', '201', devices());
  await desk.type('6');
  await listenToSounds(await desk.browser.offscreen());
  await desk.type('');
});
afterAll(async () => {
  await other?.stop();
  await desk?.close();
  await gateway?.close();
});
afterEach(async () => {
  tell([]);
  await desk.tidy();
  serve();
  await waitForStatus(desk.phone, 'state_ready');
});

const elsewhere: ToldDialog = {
  id: 'e',
  state: 'confirmed',
  direction: 'recipient',
  callId: 'elsewhere',
  remote: 'sip:208@demo.ringtab',
};

async function pressAlt(key: 'b' | 'g'): Promise<void> {
  await desk.phone.keyboard.down('Alt');
  await desk.phone.keyboard.press(key);
  await desk.phone.keyboard.up('Alt');
}

/** The leg of a call that rings here, of those that the gateway has at once with the other device. */
function ringsHere(): Promise<Leg> {
  return gateway.until('a call that rings here', () =>
    gateway.calls().find((leg) => leg.user === '201' && leg.state === 'ringing'),
  );
}

async function missed(): Promise<number> {
  return (await currentSnapshot(desk.phone)).missedCalls;
}

describe('a call that comes while another device of the user talks', () => {
  it('is a line on the screen, and rings when that device is free', async () => {
    tell([elsewhere]);
    const call = gateway.call({ to: '201', from: grace, media: 'tone' });
    await desk.seesWords(await sentence(desk.phone, 'quiet_call', 'Grace Kim'));
    expect(await desk.notifications()).toEqual([]);
    await waitForNoSound(await desk.browser.offscreen());
    tell([]);
    await waitForButton(desk.phone, 'answer');
    await waitForSound(await desk.browser.offscreen(), ringHertz);
    await waitUntil('a notification', async () => (await desk.notifications()).length === 1);
    call.cancel();
    await call.ended;
  });

  it('can be answered', async () => {
    tell([elsewhere]);
    const call = gateway.call({ to: '201', from: grace, media: 'tone', toneHertz: 440 });
    await desk.seesWords(await sentence(desk.phone, 'quiet_call', 'Grace Kim'));
    await press(desk.phone, 'answer');
    await call.answered;
    await waitForTone(await desk.browser.offscreen(), 440);
    await press(desk.phone, 'hang_up');
    await call.ended;
  });
});

describe('a call that stops ringing without a reason', () => {
  async function stopsRinging(): Promise<string> {
    const call = gateway.call({ to: '201', from: grace, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    const { callId } = await ringsHere();
    tell([{ id: 'r', state: 'early', direction: 'recipient', callId, remote: 'sip:207@demo.ringtab' }]);
    call.cancel();
    await call.ended;
    return callId;
  }

  it('was answered elsewhere, when the gateway says so a moment later', async () => {
    const callId = await stopsRinging();
    tell([{ ...elsewhere, callId }]);
    await desk.sees('end_answered_elsewhere');
    await newestCallIs(desk.phone, { reason: 'answered-elsewhere' });
    expect(await missed()).toBe(0);
  });

  it('was missed, when nobody says anything', async () => {
    await stopsRinging();
    await waitUntil('a missed call', async () => (await missed()) === 1);
  });
});

describe('a call is moved to another device', () => {
  it('by one item, or key: it rings there and not here, and the other side goes on there', async () => {
    const leg = await talking(desk);
    const before = other.invitations.length;
    await chooseFromMenu(desk.phone, 'move_call', 'call_more');
    const invitation = await other.incoming(before);
    await desk.sees('move_ringing');
    expect((await currentSnapshot(desk.phone)).calls).toHaveLength(1);
    await invitation.accept();
    await desk.sees('end_moved');
    await desk.farEnd.isOver(leg);
    await newestCallIs(desk.phone, { called: '601', reason: 'transferred' });
  });

  it('or not, and the user still has it', async () => {
    const leg = await talking(desk);
    const before = other.invitations.length;
    await pressAlt('g');
    await (await other.incoming(before)).reject({ statusCode: 486 });
    await desk.sees('move_failed');
    await desk.farEnd.stillReceives(leg);
    await press(desk.phone, 'hang_up');
  });
});

it('where there is no other device, nothing can be moved', async () => {
  const own = gateway.registrations().find(({ user, instanceId }) => user === '201' && instanceId);
  gateway.tell('reg', '201', registrationInfo('201', [own?.contact ?? '']));
  await talking(desk);
  await press(desk.phone, 'call_more');
  await desk.phone.waitForSelector('[role="menuitem"]');
  const items = await desk.phone.$$eval('[role="menuitem"]', (all) => all.map((item) => item.textContent));
  expect(items).not.toContain(await sentence(desk.phone, 'move_call'));
  await desk.phone.keyboard.press('Escape');
  await press(desk.phone, 'hang_up');
  gateway.tell('reg', '201', devices());
});

describe('a call of another device is fetched', () => {
  /** The other device talks to 601; the gateway tells of it under these tags, and then that it was answered. */
  async function talksThere(
    tags: (leg: Leg) => Partial<ToldDialog>[],
  ): Promise<{ leg: Leg; ended: () => boolean }> {
    const call = await other.answered('601');
    const leg = await desk.farEnd.called('601');
    const common: ToldDialog = {
      id: 'f',
      state: 'early',
      direction: 'initiator',
      callId: leg.callId,
      remote: `sip:601@${gateway.address}`,
    };
    for (const one of tags(leg)) tell([{ ...common, ...one }]);
    tell([{ ...common, state: 'confirmed' }]);
    return { leg, ended: () => call.session.state === 'Terminated' };
  }
  const right = (leg: Leg) => ({ localTag: leg.remoteTag ?? '', remoteTag: leg.localTag });

  it('by one key: it is over there, and heard here', async () => {
    const { ended } = await talksThere((leg) => [right(leg)]);
    await desk.seesWords(await sentence(desk.phone, 'other_device_talks', '601'));
    const mark = desk.farEnd.mark();
    await pressAlt('b');
    await waitUntil('no call there', ended);
    const { text } = await desk.farEnd.message(mark, { method: 'INVITE' });
    expect(text).toMatch(/^Replaces: /m);
    expect(text).not.toContain('early-only');
    await waitForTone(await desk.browser.offscreen(), 440);
    await press(desk.phone, 'hang_up');
  });

  it('by the next name, where the gateway has told several', async () => {
    const { ended } = await talksThere((leg) => [right(leg), { ...right(leg), localTag: 'of-another' }]);
    await waitForButton(desk.phone, 'fetch_call');
    await press(desk.phone, 'fetch_call');
    await waitUntil('no call there', ended);
    await waitForTone(await desk.browser.offscreen(), 440);
    await press(desk.phone, 'hang_up');
  });

  it('or not, when it is over, and a sentence says so', async () => {
    const { leg } = await talksThere((one) => [{ ...right(one), localTag: 'nobody' }]);
    await waitForButton(desk.phone, 'fetch_call');
    await press(desk.phone, 'fetch_call');
    await desk.sees('end_not_fetched');
    leg.hangUp();
    tell([]);
    await waitForNoButton(desk.phone, 'fetch_call');
    await waitUntil('nothing to fetch', async () => {
      const answer = await askDirectly(desk.phone, 'fetch-call');
      return !answer.ok && answer.error.code === 'nothing-to-fetch';
    });
  });

  it('also after the death of the worker, which was not told of it', async () => {
    const { ended } = await talksThere((leg) => [right(leg)]);
    await waitForButton(desk.phone, 'fetch_call');
    await desk.browser.killWorker();
    await waitUntil('the call that the next worker was told of', async () => {
      const { registration, otherDevices } = await currentSnapshot(desk.phone);
      return registration.state === 'ready' && otherDevices?.talksTo !== undefined;
    });
    await waitForButton(desk.phone, 'fetch_call');
    await press(desk.phone, 'fetch_call');
    await waitUntil('no call there', ended);
    await press(desk.phone, 'hang_up');
  });
});
