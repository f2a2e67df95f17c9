// What a desk phone at the other end of a call hears and gets.
import type { DeskPhone } from '../../gateway/real/desk-phone';
import { waitUntil } from '../../gateway/real/wait-until';

/** Only before the first hold of a call; see `DeskPhone.heard`. */
export async function hears(phone: DeskPhone, hertz: number, timeoutMs = 30_000): Promise<void> {
  const probe = async () => {
    const tone = await phone.heard();
    return tone !== undefined && Math.abs(tone.hz - hertz) <= hertz * 0.03 && tone.purity > 0.5;
  };
  await waitUntil(`${hertz} Hz at desk phone ${phone.user}`, probe, { timeoutMs });
}

/** Packets that come in soon; ten may still have been under way before. */
export async function receives(phone: DeskPhone): Promise<void> {
  const before = await phone.packetsReceived();
  await waitUntil(
    `packets at desk phone ${phone.user}`,
    async () => (await phone.packetsReceived()) > before + 10,
  );
}

/** Waits until packets have stopped coming in: none for the time of ten. */
export async function receivesNoMore(phone: DeskPhone): Promise<void> {
  let before = -1;
  const probe = async () => {
    const now = await phone.packetsReceived();
    const none = now === before;
    before = now;
    return none;
  };
  await waitUntil(`no packets at desk phone ${phone.user}`, probe, { everyMs: 200 });
}

/** Waits until the phone is told this direction of sound. */
export async function isTold(phone: DeskPhone, direction: 'sendrecv' | 'recvonly'): Promise<void> {
  await waitUntil(`${direction} at desk phone ${phone.user}`, async () =>
    (await phone.run('audio_debug')).includes(`dir=${direction}`),
  );
}

/** Waits until what the phone sends and what it gets is of this codec, as baresip names it. */
export async function talksBy(phone: DeskPhone, codec: string): Promise<void> {
  await waitUntil(`${codec} at desk phone ${phone.user}`, async () => {
    const audio = await phone.run('audio_debug');
    return [`encode: ${codec} `, `decode: ${codec} `].every((way) => audio.includes(way));
  });
}
