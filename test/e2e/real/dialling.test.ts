import { dial, fill, press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import { askDirectly, currentSnapshot } from '../screen-probes';
import { StunServer } from '../stun-server';
import { describeReal } from './describe-real';
import { RealDesk } from './real-desk';

jest.setTimeout(90_000);

const tone = '207';
const opusTone = '206';

describeReal('Ringtab at the real gateway', () => {
  let stun: StunServer;
  let desk: RealDesk;

  beforeAll(async () => {
    stun = await StunServer.open();
    stun.speak();
    desk = await RealDesk.open({
      gateway: { namedStun: `127.0.0.1:${stun.port}` },
      phones: [
        { user: tone, kind: 'tone' },
        { user: opusTone, kind: 'tone', codecs: 'opus/48000/2' },
      ],
    });
    await desk.signIn();
  });
  afterAll(async () => {
    await desk?.close();
    stun?.close();
  });
  afterEach(() => desk.isQuiet());

  async function hangUp(number: string): Promise<void> {
    await press(desk.window, 'hang_up');
    await desk.deskPhone(number).waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');
  }

  it('asks the STUN server that the gateway names', async () => {
    await fill(desk.window, 'number_to_call', tone);
    await waitUntil('a question to the STUN server', async () => stun.requests > 0);
  });

  it.each([
    ['RFC 4733, beside G.711', tone],
    ['INFO, beside Opus', opusTone],
  ])('plays the digits behind a number by %s, and waits for the user', async (_way, number) => {
    const phone = desk.deskPhone(number);
    const before = phone.digits();
    const heard = () => phone.digits().slice(before.length);
    await dial(desk.window, `${number},15w*9#`);
    await phone.waitFor('CALL_ESTABLISHED');
    await waitUntil('two digits', async () => heard() === '15');
    const call = await waitUntil('digits that wait', async () => {
      const [waiting] = (await currentSnapshot(desk.window)).calls;
      return waiting?.state === 'talking' && waiting.postDialLeft === 'w*9#' && waiting;
    });
    await askDirectly(desk.window, 'continue-post-dial', { callId: call.id });
    await waitUntil('the rest', async () => heard() === '15*9#');
    await hangUp(number);
  });

  it('plays the rest of them after the death of the worker', async () => {
    const phone = desk.deskPhone(tone);
    const before = phone.digits();
    const heard = () => phone.digits().slice(before.length);
    await dial(desk.window, `${tone},1234567890`);
    await phone.waitFor('CALL_ESTABLISHED');
    await waitUntil('a few digits', async () => heard().length >= 3);
    await desk.killWorker();
    await waitUntil('all ten digits', async () => heard().length >= 10);
    expect(heard()).toBe('1234567890');
    await waitForStatus(desk.window, 'state_ready');
    await waitForButton(desk.window, 'hold');
    await hangUp(tone);
  });
});
