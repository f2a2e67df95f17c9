import { clickOn, dial, fill, press, textOf, waitForButton } from '../../../scripts/screens';
import { denver } from '../../fakes/profiles';
import { Desk } from '../desk';
import { askDirectly, currentSnapshot } from '../screen-probes';

jest.setTimeout(90_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open({ profile: { DialRule: true, ...denver } });
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

/** The number in the Request-URI of the next call, which nobody answers. */
async function reached(call: () => Promise<unknown>): Promise<string | undefined> {
  const mark = desk.farEnd.mark();
  await call();
  const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
  return /^INVITE sip:([^@]*)@/.exec(invite.text)?.[1];
}

describe('a number that was typed', () => {
  it.each([
    ['303-555-1234', '95551234'],
    ['(212) 555-0100', '912125550100'],
    ['+44 20 7946 0000', '9011442079460000'],
    ['1234', '1234'],
    ['*70#', '*70%23'],
    ['911', '911'],
    ['9911', '9911'],
  ])('%s reaches the gateway as %s', async (typed, called) => {
    expect(await reached(() => dial(desk.phone, typed))).toBe(called);
  });

  it('reaches it as typed when that is asked for', async () => {
    const args = { number: '2125550100', asTyped: true };
    expect(await reached(() => askDirectly(desk.phone, 'dial', args))).toBe('2125550100');
  });
});

describe('calling again', () => {
  const callBack = async (party: string) => {
    await desk.openTab('calls');
    await clickOn(desk.phone, `::-p-aria([name="${await textOf(desk.phone, 'call_back', party)}"])`);
  };

  it('from the list of calls dials the same, by the same rules', async () => {
    await reached(() => dial(desk.phone, '(720) 555-4321'));
    await desk.tidy();
    expect(await reached(() => callBack('(720)\u00A0555-4321'))).toBe('95554321');
  });

  it('from the list of calls is as typed where it was', async () => {
    await reached(() => askDirectly(desk.phone, 'dial', { number: '7205550000', asTyped: true }));
    await desk.tidy();
    expect(await reached(() => callBack('7205550000'))).toBe('7205550000');
  });

  it('at once, from the sentence about its end', async () => {
    desk.gateway.script.behave('912125550199', { does: 'status', status: 486 });
    await dial(desk.phone, '212 555 0199');
    await desk.sees('end_busy');
    expect(await reached(() => press(desk.phone, 'call_again'))).toBe('912125550199');
  });

  it('whoever has called goes by the rules', async () => {
    const call = desk.gateway.call({ to: '201', from: { number: '+13035550177' }, media: 'tone' });
    await waitForButton(desk.phone, 'decline');
    await press(desk.phone, 'decline');
    await call.ended;
    expect(await reached(() => callBack('+13035550177'))).toBe('95550177');
  });
});

describe('an emergency call', () => {
  it('is placed at once when the gateway is away and back', async () => {
    desk.gateway.script.behave('911', { does: 'ring' });
    await desk.gateway.script.refuseConnections('port');
    desk.gateway.script.drop();
    await desk.gateway.until('a lost connection', () => desk.gateway.connectionCount() === 0);
    await fill(desk.phone, 'number_to_call', '911');
    await desk.gateway.script.acceptConnections();
    expect(await reached(() => press(desk.phone, 'call'))).toBe('911');
    await desk.farEnd.called('911', 'ringing');
  });
});

describe('the snapshot', () => {
  it('says whose rules apply, signed in and signed out', async () => {
    const { dialRuleMode, dialRules } = await currentSnapshot(desk.phone);
    expect([dialRuleMode, dialRules.outsidePrefix]).toEqual(['profile', '9']);
    await askDirectly(desk.phone, 'sign-out');
    const out = await currentSnapshot(desk.phone);
    expect([out.identity, out.dialRuleMode, out.dialRules.outsidePrefix]).toEqual([
      undefined,
      'profile',
      '9',
    ]);
  });
});
