// Calls that are sent on, swapped, or come in while somebody talks.
import { waitUntil } from '../../gateway/real/wait-until';
import { currentSnapshot } from '../screen-probes';
import type { CallMix } from './call-mix';

/** Numbers of people at the gateway. */
const [other, ringing] = ['714', '715'];

export function kindsOfSeveral(mix: CallMix): Readonly<Record<string, () => Promise<void>>> {
  const { desk } = mix;
  desk.gateway.script.behave(other, { does: 'answer', media: 'tone', toneHertz: 523 });
  desk.gateway.script.behave(ringing, { does: 'ring', next: { afterMs: 100, status: 200 } });

  async function isOver(id: string): Promise<void> {
    await waitUntil('the end of a call', async () => {
      const { calls } = await currentSnapshot(desk.phone);
      return calls.every((call) => call.id !== id);
    });
  }

  /** A call from elsewhere while another one is heard. */
  async function waiting() {
    const first = await mix.talking('600');
    return { first, second: await mix.comesIn() };
  }

  return {
    'transferred once it rang there': async () => {
      const { id } = await mix.talking('600');
      await mix.ask('transfer', { callId: id, number: ringing });
      await isOver(id);
    },
    'transferred to nobody': async () => {
      const { id } = await mix.talking('600');
      await mix.ask('transfer', { callId: id, number: '9486' });
      await mix.callThat((call) => call.state === 'talking' && call.transfer?.state === 'failed');
      await mix.ask('transfer-seen', { callId: id });
      await mix.ask('hang-up', { callId: id });
    },
    'transferred to a second call': async () => {
      const first = await mix.talking('600');
      const second = await mix.talking('601');
      await mix.ask('transfer-to-call', { callId: second.id, otherId: first.id });
      await Promise.all([isOver(first.id), isOver(second.id)]);
    },
    'sent to somebody else by the other side': async () => {
      const { id, leg } = await mix.talking('600');
      await leg.request('REFER', { headers: [['Refer-To', `<sip:${other}@${desk.gateway.address}>`]] });
      await mix.callThat((call) => call.state === 'talking' && call.referral?.state === 'asked');
      await mix.ask('follow-referral', { callId: id });
      await desk.farEnd.called(other);
      await desk.farEnd.isOver(leg);
      await mix.ask('hang-up', { callId: id });
    },
    'not to be sent to somebody else': async () => {
      const { id, leg } = await mix.talking('600');
      await leg.request('REFER', { headers: [['Refer-To', `<sip:${other}@${desk.gateway.address}>`]] });
      await mix.callThat((call) => call.state === 'talking' && call.referral?.state === 'asked');
      await mix.ask('refuse-referral', { callId: id });
      await mix.ask('hang-up', { callId: id });
    },
    'joined in a conference that the gateway holds': async () => {
      const first = await mix.talking('600');
      const second = await mix.talking('601');
      await mix.ask('join-calls', { callId: second.id, withId: first.id });
      await Promise.all([isOver(first.id), isOver(second.id)]);
      const { id } = await mix.callThat((call) => call.conference === true);
      await mix.ask('hang-up', { callId: id });
      await desk.farEnd.isQuiet();
      desk.gateway.room('690').close();
    },
    'swapped there and back': async () => {
      const first = await mix.talking('600');
      const second = await mix.talking('601');
      for (const { id, leg } of [first, second]) {
        await mix.ask('set-hold', { callId: id, held: false });
        await desk.farEnd.isTold(leg, 'sendrecv');
      }
      await mix.ask('hang-up', { callId: first.id });
      await mix.ask('hang-up', { callId: second.id });
    },
    'waits, and is answered': async () => {
      const { first, second } = await waiting();
      await mix.ask('answer', { callId: second.id });
      await second.call.answered;
      await desk.farEnd.isTold(first.leg, 'sendonly');
      second.call.hangUp();
      await isOver(second.id);
      await mix.ask('hang-up', { callId: first.id });
    },
    'waits, and takes the place of the first': async () => {
      const { first, second } = await waiting();
      await mix.ask('answer', { callId: second.id, endOthers: true });
      await second.call.answered;
      await isOver(first.id);
      await mix.ask('hang-up', { callId: second.id });
    },
    'waits, and is declined': async () => {
      const { first, second } = await waiting();
      await mix.ask('decline', { callId: second.id });
      await second.call.ended;
      await mix.ask('hang-up', { callId: first.id });
    },
  };
}
