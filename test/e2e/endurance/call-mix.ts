// Calls of every kind, one after the other, as fast as phone and gateway allow.
import type { IntentName } from '../../../src/contract/protocol';
import type { LiveCall } from '../../../src/domain/call';
import type { PlacedCall } from '../../gateway/demo/placed-call';
import { waitUntil } from '../../gateway/real/wait-until';
import type { Desk } from '../desk';
import { askDirectly, currentSnapshot } from '../screen-probes';
import { kindsOfSeveral } from './several-calls-mix';

/** Where the gateway holds conferences. */
const conference = '690';

/** Places, takes and ends calls at one desk. Each kind ends with no call at either end. */
export class CallMix {
  readonly kinds: Readonly<Record<string, () => Promise<void>>>;

  constructor(readonly desk: Desk) {
    this.kinds = { ...this.kindsOfOne, ...kindsOfSeveral(this) };
    desk.gateway.script.behave('705', { does: 'early-media', next: { afterMs: 100, status: 486 } });
  }

  private readonly kindsOfOne: Readonly<Record<string, () => Promise<void>>> = {
    'answered, hung up here': async () => {
      const { id } = await this.talking('600');
      await this.ask('hang-up', { callId: id });
    },
    'answered, hung up there': async () => {
      const { leg } = await this.talking('601');
      leg.hangUp();
    },
    'held and taken back': async () => {
      const { id, leg } = await this.talking('600');
      await this.ask('set-hold', { callId: id, held: true });
      await this.desk.farEnd.isTold(leg, 'sendonly');
      await this.ask('set-hold', { callId: id, held: false });
      await this.ask('hang-up', { callId: id });
    },
    'hung up while on hold': async () => {
      const { id } = await this.talking('601');
      await this.ask('set-hold', { callId: id, held: true });
      await this.ask('hang-up', { callId: id });
    },
    'muted, with tones': async () => {
      const { id, leg } = await this.talking('600');
      await this.ask('set-mute', { callId: id, muted: true });
      await this.ask('send-tones', { callId: id, tones: '12' });
      await this.desk.gateway.until('tones at the far end', () => leg.dtmf === '12');
      await this.ask('hang-up', { callId: id });
    },
    'cancelled while it rings': async () => {
      const id = await this.dial('603');
      await this.desk.farEnd.called('603', 'ringing');
      await this.ask('hang-up', { callId: id });
    },
    'cancelled at once': async () => {
      const id = await this.dial('603');
      await this.ask('hang-up', { callId: id });
    },
    'refused there': async () => void (await this.dial('9486')),
    'heard early, then refused': async () => void (await this.dial('705')),
    'came in, hung up here': async () => {
      const { id, call } = await this.comesIn();
      await this.ask('answer', { callId: id });
      await call.answered;
      await this.ask('hang-up', { callId: id });
    },
    'came in, hung up there': async () => {
      const { id, call } = await this.comesIn();
      await this.ask('answer', { callId: id });
      await call.answered;
      await this.isTalking(id);
      call.hangUp();
    },
    'came in, held there': async () => {
      const { id, call } = await this.comesIn();
      await this.ask('answer', { callId: id });
      await call.hold();
      await call.resume();
      await this.ask('hang-up', { callId: id });
    },
    'came in, declined': async () => {
      const { id, call } = await this.comesIn();
      await this.ask('decline', { callId: id });
      await call.ended;
    },
    'came in, the caller gave up': async () => {
      const { call } = await this.comesIn();
      call.cancel();
    },
    'two at once': async () => {
      const first = await this.talking('600');
      const second = await this.talking('601');
      await this.ask('hang-up', { callId: first.id });
      await this.ask('hang-up', { callId: second.id });
    },
    'joined in a conference that is mixed here, of which one leaves': async () => {
      this.desk.gateway.script.behave(conference, { does: 'status', status: 480 });
      const first = await this.talking('600');
      const second = await this.talking('601');
      await this.ask('join-calls', { callId: second.id, withId: first.id });
      await this.ask('set-silenced', { callId: first.id, silenced: true });
      second.leg.hangUp();
      await this.ask('end-conference', { callId: first.id });
      this.desk.gateway.script.behave(conference, undefined);
    },
    'by the keys of the screen': async () => {
      // Not by controls looked for by name: the page keeps each that was ever found.
      const { keyboard } = this.desk.phone;
      await keyboard.type('600');
      await keyboard.press('Enter');
      const { id } = await this.callThat(({ state }) => state === 'talking');
      // The screen has the call a moment after the worker, and until then maybe the one before.
      await waitUntil('a call that is hung up by its key', async () => {
        await keyboard.down('Alt');
        await keyboard.press('x');
        await keyboard.up('Alt');
        return (await currentSnapshot(this.desk.phone)).calls.every((call) => call.id !== id);
      });
    },
    'over two sockets': async () => {
      const { id } = await this.talking('600');
      const worker = await this.desk.browser.worker();
      await worker.evaluate(() => {
        self.dispatchEvent(new Event('offline'));
        self.dispatchEvent(new Event('online'));
      });
      await waitUntil('a call that goes on over the new socket', async () => {
        const { calls, registration } = await currentSnapshot(this.desk.phone);
        const call = calls.find((each) => each.id === id);
        return registration.state === 'ready' && call?.state === 'talking' && !call.interrupted;
      });
      await this.ask('hang-up', { callId: id });
    },
  };

  /** One call, or two where the kind has two, from its beginning until nothing is left of it. */
  async place(kind: string): Promise<void> {
    await this.kinds[kind]?.();
    await this.desk.farEnd.isQuiet();
    await waitUntil(
      'no call on the screen',
      async () => (await currentSnapshot(this.desk.phone)).calls.length === 0,
    );
  }

  async talking(number: string) {
    const id = await this.dial(number);
    const leg = await this.desk.farEnd.called(number);
    await this.isTalking(id);
    return { id, leg };
  }

  async dial(number: string): Promise<string> {
    const { callId } = (await this.ask('dial', { number })) as { callId: string };
    return callId;
  }

  async comesIn(): Promise<{ id: string; call: PlacedCall }> {
    const { gateway } = this.desk;
    await gateway.until('a phone to be called', () => gateway.registrations().length === 1);
    const call = gateway.call({ to: '201', from: { number: '207', name: 'Grace' }, media: 'tone' });
    const { id } = await this.callThat((each) => each.state === 'incoming');
    await gateway.until('a call that rings', () => call.state === 'ringing');
    return { id, call };
  }

  isTalking(id: string): Promise<LiveCall> {
    return this.callThat((each) => each.id === id && each.state === 'talking');
  }

  callThat(is: (call: LiveCall) => boolean): Promise<LiveCall> {
    return waitUntil('a call', async () => (await currentSnapshot(this.desk.phone)).calls.find(is));
  }

  async ask(intent: IntentName, args: object): Promise<unknown> {
    const answer = await askDirectly(this.desk.phone, intent, args);
    if (!answer.ok) throw new Error(`${intent} was refused: ${answer.error.code} ${answer.error.message}`);
    return answer.value;
  }
}
