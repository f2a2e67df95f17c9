// A conference that the gateway holds: everyone in it hears everyone else, and who is in it is told (RFC 4575).
import { decodePcmu, encodePcmu, FRAME_MS, FRAME_SAMPLES, sineFrame } from './audio';
import type { EndpointCall } from './endpoint-call';
import type { Leg } from './leg';
import type { Told } from './notifier';
import { ReceivedAudio } from './received-audio';

/** Frames that wait to be mixed; more only make what is heard late. */
const mostWaiting = 5;

/** Somebody in the room: at the far end of a leg, or a phone of the gateway's own with a tone for a voice. */
interface Member {
  number: string;
  leg: Leg | undefined;
  /** What they say in the next 20 ms. */
  speak(): Int16Array | undefined;
  hear(frame: Buffer): void;
  received: ReceivedAudio;
}

export class ConferenceRoom {
  private members: Member[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly number: string,
    private readonly onChanged: () => void,
  ) {}

  /** Who is in it. */
  get people(): readonly Pick<Member, 'number' | 'leg' | 'received'>[] {
    return this.members;
  }

  /** Whoever is at the far end of this leg, until it ends. */
  addLeg(leg: Leg, { media }: EndpointCall): void {
    const waiting: Int16Array[] = [];
    media.onSound = (payload) => {
      waiting.push(decodePcmu(payload));
      waiting.splice(0, waiting.length - mostWaiting);
    };
    const hear = (frame: Buffer) => media.say(frame);
    this.add({ number: leg.user, leg, hear, speak: () => waiting.shift(), received: media.received });
  }

  /** A phone of the gateway's own. */
  addPhone(number: string, hertz: number): void {
    const received = new ReceivedAudio();
    let samples = 0;
    const speak = () => {
      const frame = sineFrame(hertz, samples);
      samples += FRAME_SAMPLES;
      return frame;
    };
    this.add({ number, leg: undefined, speak, hear: (frame) => received.add(frame), received });
  }

  /** False where nobody of that number is in it. */
  remove(number: string): boolean {
    const leaving = this.members.find((member) => member.number === number);
    if (!leaving) return false;
    if (leaving.leg) leaving.leg.hangUp();
    else this.leave(leaving);
    return true;
  }

  legEnded(leg: Leg): void {
    for (const member of this.members) if (member.leg === leg) this.leave(member);
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.members = [];
  }

  /** As whoever subscribes to its state is told. */
  told(version = 0): Told {
    const users = this.members.map(
      ({ number }) =>
        `<user entity="sip:${number}@localhost" state="full"><endpoint entity="sip:${number}@localhost"><status>connected</status></endpoint></user>`,
    );
    return {
      contentType: 'application/conference-info+xml',
      body: `<?xml version="1.0"?>\r\n<conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:${this.number}@localhost" state="full" version="${version}"><users state="full">${users.join('')}</users></conference-info>`,
    };
  }

  private add(member: Member): void {
    this.members.push(member);
    this.timer ??= setInterval(() => this.mix(), FRAME_MS);
    this.onChanged();
  }

  private leave(member: Member): void {
    this.members = this.members.filter((other) => other !== member);
    // Nobody stays alone.
    const [last] = this.members;
    if (last && !last.leg && this.members.length === 1) this.members = [];
    if (this.members.length === 0) this.close();
    this.onChanged();
  }

  private mix(): void {
    const said = this.members.map((member) => ({ member, frame: member.speak() }));
    for (const { member } of said) {
      const sum = new Int32Array(FRAME_SAMPLES);
      for (const { member: other, frame } of said)
        if (other !== member)
          for (const [at, sample] of (frame ?? []).entries()) sum[at] = (sum[at] ?? 0) + sample;
      member.hear(encodePcmu(Int16Array.from(sum, (value) => Math.max(-32_768, Math.min(32_767, value)))));
    }
  }
}
