import { type Lamps, noLamps } from '../../../src/domain/headset';
import { Headsets } from '../../../src/media/headsets';
import { hookBit, lampBits, usualHeadset } from '../../fakes/fake-hid';
import { silentLogger } from '../../fakes/silent-logger';

class FakeDevice extends EventTarget {
  opened = false;
  /** What other programs may do to it. */
  broken = false;
  readonly sent: number[] = [];

  constructor(readonly collections = usualHeadset) {
    super();
  }

  async open(): Promise<void> {
    if (this.broken) throw new Error('in use');
    this.opened = true;
  }

  async close(): Promise<void> {
    this.opened = false;
  }

  async sendReport(_id: number, data: Uint8Array): Promise<void> {
    if (this.broken) throw new Error('gone');
    this.sent.push(data[0] ?? 0);
  }

  send(bits: number): void {
    const report = { reportId: 2, data: new DataView(new Uint8Array([bits]).buffer) };
    this.dispatchEvent(Object.assign(new Event('inputreport'), report));
  }
}

const ring: Lamps = { ...noLamps, ring: true };
const talk: Lamps = { ...noLamps, offHook: true };

let plugged: FakeDevice[];
let hid: EventTarget;
let wishes: string[];
let headsets: Headsets;

beforeEach(() => {
  plugged = [];
  wishes = [];
  hid = Object.assign(new EventTarget(), { getDevices: async () => plugged });
  Object.defineProperty(globalThis, 'navigator', { value: { hid }, configurable: true });
  headsets = new Headsets((wish) => wishes.push(wish), silentLogger);
});

const settled = () => new Promise(setImmediate);

async function start(...devices: FakeDevice[]): Promise<void> {
  plugged = devices;
  headsets.start();
  await settled();
}

function tell(type: 'connect' | 'disconnect', device: FakeDevice): Promise<unknown> {
  hid.dispatchEvent(Object.assign(new Event(type), { device }));
  return settled();
}

it('opens what is plugged in, shows it the phone as it is, and hears its buttons', async () => {
  const device = new FakeDevice();
  headsets.show(ring);
  await start(device);
  expect(device.sent).toEqual([lampBits.ring]);
  device.send(hookBit);
  expect(wishes).toEqual(['answer']);
  headsets.show(talk);
  await settled();
  expect(device.sent.at(-1)).toBe(lampBits.offHook);
});

it('shows the phone as it is again whenever its buttons have moved: the headset may think otherwise', async () => {
  const device = new FakeDevice();
  await start(device);
  device.send(hookBit);
  await settled();
  expect(device.sent).toEqual([0, 0]);
  device.send(hookBit);
  await settled();
  expect(device.sent).toEqual([0, 0]);
});

it('opens one that is plugged in later, and once only', async () => {
  const device = new FakeDevice();
  await start();
  await tell('connect', device);
  await tell('connect', device);
  plugged = [device];
  await headsets.renew();
  headsets.show(ring);
  device.send(hookBit);
  expect(wishes).toEqual(['answer']);
});

it('hears nothing more of one that is pulled out, or no longer allowed', async () => {
  const [out, forgotten] = [new FakeDevice(), new FakeDevice()];
  await start(out, forgotten);
  await tell('disconnect', out);
  plugged = [];
  await headsets.renew();
  await settled();
  headsets.show(ring);
  for (const device of [out, forgotten]) device.send(hookBit);
  expect(wishes).toEqual([]);
  expect([out.opened, forgotten.opened]).toEqual([false, false]);
});

it('leaves a device without buttons alone', async () => {
  const device = new FakeDevice([]);
  await start(device);
  expect(device.opened).toBe(false);
});

it('lets all of them follow, though one cannot be opened and one fails', async () => {
  const [taken, failing, good] = [new FakeDevice(), new FakeDevice(), new FakeDevice()];
  taken.broken = true;
  await start(taken, failing, good);
  failing.broken = true;
  headsets.show(ring);
  await settled();
  failing.broken = false;
  headsets.show(talk);
  await settled();
  expect(good.sent.slice(1)).toEqual([lampBits.ring, lampBits.offHook]);
  expect(failing.sent.at(-1)).toBe(lampBits.offHook);
});

it('does without where the browser has no WebHID', async () => {
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  headsets.start();
  headsets.show(ring);
  await settled();
  expect(wishes).toEqual([]);
});
