import type { CallSession } from '../../../src/sip/call-session';
import type { FakeRequest } from '../../fakes/fake-gateway-socket';
import { ourContact, ourHost } from '../../fakes/phone-at-gateway';
import { soundDescription } from '../../fakes/sound-description';
import { agreeable, WholePhone } from '../../fakes/whole-phone';

/** Milliseconds of the phone's own clock that pass between two messages: a flood is another test's matter. */
const pause = 300;

/** A phone that talks, and has another call on its way, for messages to be thrown at. */
export class BatteredPhone {
  private count = 0;
  private readonly faults: unknown[] = [];
  private readonly note = (fault: unknown) => void this.faults.push(fault);

  private constructor(
    private readonly phone: WholePhone,
    private talking: FakeRequest,
    private waiting: FakeRequest,
  ) {
    process.on('unhandledRejection', this.note);
  }

  static async open(): Promise<BatteredPhone> {
    const phone = new WholePhone();
    await phone.phone.binding.start();
    const talking = await place(phone, agreeable);
    const waiting = await place(phone, (request) =>
      request.method === 'INVITE' ? undefined : agreeable(request),
    );
    return new BatteredPhone(phone, talking, waiting);
  }

  /** Throws what the phone has thrown. */
  async receive(text: string): Promise<void> {
    jest.setSystemTime(Date.now() + pause);
    this.phone.receives(this.addressed(text));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    this.check();
  }

  /** The phone has survived: whatever is left runs out without harm, it registers, calls and is called. */
  async prove(): Promise<void> {
    const { phone } = this;
    phone.answer = agreeable;
    await jest.advanceTimersByTimeAsync(400_000);
    await settled();
    this.check();
    // A gateway may send a phone away for good: then somebody signs in again.
    void phone.phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(1_000);
    const mark = phone.gateway.requests.length;
    const call = phone.call();
    await call.invite();
    await jest.advanceTimersByTimeAsync(50);
    await call.end('hung-up', 480);
    await jest.advanceTimersByTimeAsync(50);
    const sent = phone.sentSince(mark).map(({ method }) => method);
    if (sent.join() !== 'INVITE,ACK,BYE') throw new Error(`a call became ${sent.join() || 'nothing'}`);
    await this.proveItRings();
    this.check();
  }

  async close(): Promise<void> {
    const closing = this.phone.phone.close();
    await jest.advanceTimersByTimeAsync(40_000);
    await closing;
    await jest.advanceTimersByTimeAsync(400_000);
    await settled();
    this.check();
    process.off('unhandledRejection', this.note);
  }

  private async proveItRings(): Promise<void> {
    const before = this.phone.taken.at(-1);
    this.phone.receives(this.addressed(invite));
    await jest.advanceTimersByTimeAsync(50);
    const ringing = this.phone.taken.at(-1);
    if (!ringing || ringing === before) throw new Error('a call does not ring');
    await ringing.end('declined', 486);
    await jest.advanceTimersByTimeAsync(50);
  }

  private check(): void {
    const [fault] = this.faults.splice(0);
    if (fault !== undefined) throw fault;
  }

  /** What is left open in the text, by the one call or the other. */
  private addressed(text: string): string {
    this.count += 1;
    const { talking, waiting, count } = this;
    const about = count % 2 ? waiting : talking;
    const values: Record<string, string> = {
      us: `sip:${ourContact}@${ourHost};transport=ws`,
      'our-host': ourHost,
      'our-branch': /branch=([^;]+)/.exec(about.header('Via'))?.[1] ?? '',
      'our-tag': /tag=(.+)/.exec(about.header('From'))?.[1] ?? '',
      'call-id': about.header('Call-ID'),
      'our-from': about.header('From'),
      'our-to': about.header('To'),
      'our-cseq': about.header('CSeq'),
      n: `${count}-${Date.now()}`,
    };
    return text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole);
  }
}

const invite = [
  'INVITE {us} SIP/2.0',
  'Via: SIP/2.0/WSS far.example.com;branch=z9hG4bKproof{n}',
  'From: <sip:207@example.com>;tag=proof{n}',
  'To: <sip:201@example.com>',
  'Call-ID: proof{n}',
  'CSeq: 1 INVITE',
  'Contact: <sip:207@far.example.com>',
  'Content-Type: application/sdp',
  `Content-Length: ${soundDescription.length}`,
  '',
  soundDescription,
].join('\r\n');

/** Rejections that nobody has taken are told at the next turn of the real clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function place(phone: WholePhone, answer: typeof phone.answer): Promise<FakeRequest> {
  phone.answer = answer;
  const call: CallSession = phone.call();
  await call.invite();
  await jest.advanceTimersByTimeAsync(20);
  const sent = phone.gateway.requests.findLast(({ method }) => method === 'INVITE');
  if (!sent) throw new Error('no INVITE');
  return sent;
}
