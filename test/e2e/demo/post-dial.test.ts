import { dial, press, waitForButton, waitForStatus } from '../../../scripts/screens';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog, newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { askDirectly, currentSnapshot } from '../screen-probes';

jest.setTimeout(90_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

const hears = (leg: IncomingLeg, digits: string) =>
  desk.gateway
    .until(`${digits} at the far end`, () => leg.dtmf === digits)
    .catch((error) => {
      throw new Error(`${error}; heard ${leg.dtmf}`);
    });

/** What the snapshot says is still to be played. */
async function left(): Promise<string | undefined> {
  const [call] = (await currentSnapshot(desk.phone)).calls;
  return call?.state === 'talking' ? call.postDialLeft : undefined;
}

/** Waits until so much of it is. */
async function isLeft(wanted: string): Promise<void> {
  await waitUntil(`“${wanted}” left`, async () => (await left()) === wanted);
}

async function goOn(): Promise<void> {
  const [call] = (await currentSnapshot(desk.phone)).calls;
  expect(await askDirectly(desk.phone, 'continue-post-dial', { callId: call?.id })).toEqual({ ok: true });
}

describe('digits behind the number', () => {
  it('are heard after the answer, with their pauses; w waits for the user', async () => {
    await dial(desk.phone, '600,,12w3');
    const leg = await desk.farEnd.called('600');
    const answeredAt = Date.now();
    await hears(leg, '12');
    expect(Date.now() - answeredAt).toBeGreaterThan(4_000);
    await isLeft('w3');
    await goOn();
    await hears(leg, '123');
    await isLeft('');
    expect(await callLog(desk.phone)).toEqual([]);
    await press(desk.phone, 'hang_up');
    await desk.sees('end_hung_up');
    await desk.farEnd.isOver(leg);
    await newestCallIs(desk.phone, {
      typed: '600,,12w3',
      called: '600',
      party: expect.objectContaining({ number: '600' }),
    });
  });

  it('go by INFO where the far end takes no telephone-events', async () => {
    desk.gateway.script.telephoneEvent(false);
    await dial(desk.phone, '600,12#');
    await hears(await desk.farEnd.called('600'), '12#');
  });

  it('wait while the call is held', async () => {
    await dial(desk.phone, '600w12');
    const leg = await desk.farEnd.called('600');
    await press(desk.phone, 'hold');
    await desk.farEnd.isTold(leg, 'sendonly');
    await waitForButton(desk.phone, 'resume');
    await goOn();
    await isLeft('12');
    // Longer than the first of them would have waited for its turn.
    await desk.gateway.until('two seconds of hold', since(2_000));
    expect(leg.dtmf).toBe('');
    await press(desk.phone, 'resume');
    await hears(leg, '12');
  });
});

describe('the worker dies', () => {
  it('in a pause, and the digits are heard once', async () => {
    await dial(desk.phone, '600,12');
    const leg = await desk.farEnd.called('600');
    await waitForButton(desk.phone, 'hold');
    await desk.browser.killWorker();
    await hears(leg, '12');
    await isLeft('');
  });

  it('between two digits, and none is lost or heard twice', async () => {
    await dial(desk.phone, '600,1234567890');
    const leg = await desk.farEnd.called('600');
    await desk.gateway.until('a few digits', () => leg.dtmf.length >= 3);
    await desk.browser.killWorker();
    await hears(leg, '1234567890');
  });

  it('while digits wait for the user, and they still do', async () => {
    await dial(desk.phone, '600w12');
    const leg = await desk.farEnd.called('600');
    await waitForButton(desk.phone, 'hold');
    await desk.browser.killWorker();
    await isLeft('w12');
    await waitForStatus(desk.phone, 'state_ready');
    // Longer than the first of them would have waited for its turn.
    await desk.gateway.until('a second', since(1_000));
    expect([leg.dtmf, await left()]).toEqual(['', 'w12']);
    await goOn();
    await hears(leg, '12');
  });
});

function since(milliseconds: number): () => boolean {
  const begun = Date.now();
  return () => Date.now() - begun > milliseconds;
}
