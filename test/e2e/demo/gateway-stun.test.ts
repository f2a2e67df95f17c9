import { press, waitForStatus } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Desk } from '../desk';
import { reflexiveAddress, StunServer } from '../stun-server';

jest.setTimeout(90_000);

let stun: StunServer;
let gateway: DemoGateway;
let desk: Desk;

beforeAll(async () => {
  [stun, gateway] = await Promise.all([StunServer.open(), startDemoGateway()]);
  stun.speak();
  gateway.script.nameStun(`127.0.0.1:${stun.port}`);
  desk = await Desk.open({ gateway });
});
afterAll(async () => {
  await desk?.close();
  await gateway?.close();
  stun?.close();
});

async function isAskedWhileTyping(): Promise<void> {
  const before = stun.requests;
  await desk.type('600');
  await gateway.until('a question to the STUN server', () => stun.requests > before);
}

it('the STUN server that the gateway names is asked, and what it says is in the INVITE', async () => {
  await isAskedWhileTyping();
  await desk.whenPrepared(reflexiveAddress);
  const mark = desk.farEnd.mark();
  await press(desk.phone, 'call');
  const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
  expect(invite.text).toContain(reflexiveAddress);
  await desk.farEnd.called('600');
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isQuiet();
});

it('is still known to the next worker, before that has registered', async () => {
  const unregister = gateway.script.ignore({ method: 'REGISTER' });
  await desk.browser.killWorker();
  // A screen sees that its worker is gone, and wakes the next.
  await waitForStatus(desk.phone, 'state_reconnecting');
  await isAskedWhileTyping();
  unregister();
  await waitForStatus(desk.phone, 'state_ready');
});
