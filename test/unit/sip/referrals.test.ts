import fc from 'fast-check';
import type { TransferNews } from '../../../src/domain/transfer';
import type { CallSession } from '../../../src/sip/call-session';
import type { ReferredTo } from '../../../src/sip/refer-to';
import { type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { inDialogOf } from '../../fakes/far-requests';
import { agreeable, ownMedia, WholePhone } from '../../fakes/whole-phone';

let phone: WholePhone;
let call: CallSession;
let heard: TransferNews[];
let number: number;

const settled = () => jest.advanceTimersByTimeAsync(10);

beforeEach(async () => {
  phone = await WholePhone.signedIn();
  number = 0;
  heard = [];
  call = phone.call();
  if (call.delegate) call.delegate.onTransferNews = (news) => void heard.push(news);
  await call.invite();
  await settled();
});
afterEach(() => phone.close());

const sent = (method: string) => phone.gateway.requests.filter((request) => request.method === method);

async function refer(answer = '202 Accepted'): Promise<FakeRequest | undefined> {
  phone.answer = (request) => (request.method === 'REFER' ? respond(request, answer) : agreeable(request));
  call.refer(phone.phone.referTo('207'));
  await settled();
  return sent('REFER').at(-1);
}

async function notified(headers: readonly string[], body = ''): Promise<void> {
  const [invite] = sent('INVITE');
  if (!invite) throw new Error('no call');
  number++;
  const request = inDialogOf(invite, 'NOTIFY', {
    number,
    headers: [...headers, 'Content-Type: message/sipfrag'],
  });
  phone.receives(request.replace('Content-Length: 0', `Content-Length: ${body.length}`) + body);
  await settled();
}

const active = ['Event: refer', 'Subscription-State: active;expires=60'];
const terminated = ['Event: refer', 'Subscription-State: terminated;reason=noresource'];

describe('a REFER of ours', () => {
  it('names in the dialog of the call who is to be called, and by whom', async () => {
    const request = await refer();
    expect(request?.header('Refer-To')).toBe('<sip:207@example.com>');
    expect(request?.header('Referred-By')).toBe('<sip:201@example.com>');
    expect(request?.header('Call-ID')).toBe(sent('INVITE')[0]?.header('Call-ID'));
    expect(request?.header('To')).toContain('tag=gateway');
    expect(request?.header('Contact')).not.toBe('');
    expect(heard).toEqual([{ type: 'taken' }]);
  });

  it('names the dialog whose place is to be taken, as its far end knows it', async () => {
    const saved = call.saved();
    expect(call.referTo({ number: '600', name: 'Ann "A" \\' })).toBe(
      `"Ann \\"A\\" \\\\" <${saved?.remoteTarget}?Replaces=${encodeURIComponent(
        `${saved?.callId};to-tag=${saved?.remoteTag};from-tag=${saved?.localTag}`,
      )}>`,
    );
  });

  it('that is refused is told so', async () => {
    await refer('603 Decline');
    expect(heard).toEqual([{ type: 'refused', status: 603 }]);
  });

  it('in a dialog that the far end does not have ends the call', async () => {
    await refer('481 Call Does Not Exist');
    await settled();
    expect(phone.ends).toMatchObject([{ reason: 'call-gone' }]);
  });

  it.each([
    ['is sent again with credentials, and the next request has a higher number', true],
    ['has a number of its own while its repetition with credentials is not answered', false],
  ])('%s', async (_, isAnswered) => {
    const challenge = 'Proxy-Authenticate: Digest realm="example.com", nonce="n", algorithm=MD5';
    phone.answer = (request) => {
      const isAsked = ['INVITE', 'REFER'].includes(request.method);
      if (isAsked && request.header('Proxy-Authorization') === '')
        return respond(request, '407 Proxy Authentication Required', challenge);
      return request.method === 'REFER' && !isAnswered ? undefined : agreeable(request);
    };
    const mark = phone.gateway.requests.length;
    call = phone.call();
    await call.invite();
    await settled();
    call.refer(phone.phone.referTo('207'));
    await settled();
    void call.end('hung-up', 480);
    await settled();
    const numbers = phone
      .sentSince(mark)
      .filter(({ method }) => ['REFER', 'BYE'].includes(method))
      .map((request) => Number(request.header('CSeq').split(' ')[0]));
    expect(numbers).toHaveLength(3);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  });

  it('over a socket that is gone says nothing of what has become of it', async () => {
    phone.answer = (request) => (request.method === 'REFER' ? undefined : agreeable(request));
    call.refer(phone.phone.referTo('207'));
    await settled();
    phone.gateway.openSockets[0]?.drop();
    await settled();
    expect(heard).toEqual([]);
  });
});

describe('a NOTIFY', () => {
  it('tells what comes of it, and is answered', async () => {
    await refer();
    await notified(active, 'SIP/2.0 100 Trying\r\n');
    await notified(active, 'SIP/2.0 180 Ringing\r\n');
    await notified(terminated, 'SIP/2.0 200 OK\r\n');
    expect(heard.slice(1)).toEqual([
      { type: 'notice', status: 100, over: false },
      { type: 'notice', status: 180, over: false },
      { type: 'notice', status: 200, over: true },
    ]);
    expect(phone.methods.filter((method) => method === 'SIP/2.0').length).toBeGreaterThanOrEqual(3);
  });

  it('may come before the REFER is answered', async () => {
    phone.answer = (request) => (request.method === 'REFER' ? undefined : agreeable(request));
    call.refer(phone.phone.referTo('207'));
    await settled();
    await notified(active, 'SIP/2.0 180 Ringing\r\n');
    expect(heard).toEqual([{ type: 'notice', status: 180, over: false }]);
  });

  it('about an earlier REFER, or about something else, is answered and no more', async () => {
    await refer();
    await notified(['Event: refer;id=1', active[1] ?? ''], 'SIP/2.0 486 Busy Here\r\n');
    await notified(['Event: message-summary', active[1] ?? ''], 'SIP/2.0 486 Busy Here\r\n');
    expect(heard).toEqual([{ type: 'taken' }]);
    expect(phone.gateway.requests.filter(({ text }) => text.startsWith('SIP/2.0 200'))).not.toEqual([]);
  });

  it('with anything at all in it leaves the call standing', async () => {
    await refer();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, ' ')),
        fc.string({ maxLength: 60, unit: 'grapheme-ascii' }),
        async (event, body) => {
          await notified([`Event: refer;${event}`, 'Subscription-State: active'], body);
        },
      ),
      { numRuns: 50 },
    );
    expect(phone.ends).toEqual([]);
    expect(phone.leftovers().dialogs).toBe(1);
  });
});

describe('a REFER of the far end', () => {
  const dialog = `Replaces=${encodeURIComponent('abc@host;to-tag=1;from-tag=2')}`;
  let wishes: ReferredTo[];
  let isAsked: boolean;

  beforeEach(() => {
    wishes = [];
    isAsked = true;
    if (call.delegate) call.delegate.onReferred = (wish) => isAsked && wishes.push(wish) > 0;
  });

  /** What it is answered, and told next. */
  async function referred(
    ...headers: string[]
  ): Promise<{ status: string | undefined; told: FakeRequest[] }> {
    const [invite] = sent('INVITE');
    if (!invite) throw new Error('no call');
    const mark = phone.gateway.requests.length;
    phone.receives(inDialogOf(invite, 'REFER', { number: ++number, headers }));
    await settled();
    const since = phone.sentSince(mark);
    const answer = since.find(({ text }) => text.startsWith('SIP/2.0'));
    return {
      status: /^SIP\/2\.0 (\d+)/.exec(answer?.text ?? '')?.[1],
      told: since.filter(({ method }) => method === 'NOTIFY'),
    };
  }

  it('is brought before the user, and its sender is told that it waits', async () => {
    const { status, told } = await referred(
      'Refer-To: "Anna" <sip:207@example.com>',
      'Referred-By: <sip:600@example.com>',
    );
    expect(status).toBe('202');
    expect(wishes).toEqual([
      {
        to: { number: '207', name: 'Anna' },
        target: 'sip:207@example.com',
        by: '<sip:600@example.com>',
        sequence: 1,
      },
    ]);
    expect(told).toHaveLength(1);
    expect(told[0]?.header('Event')).toBe('refer;id=1');
    expect(told[0]?.header('Subscription-State')).toMatch(/^pending/);
    expect(told[0]?.text).toMatch(/\r\n\r\nSIP\/2\.0 100 /);
    call.tellReferrer(1, 603);
    await settled();
    const last = sent('NOTIFY').at(-1);
    expect(last?.header('Subscription-State')).toBe('terminated;reason=rejected');
    expect(last?.text).toMatch(/\r\n\r\nSIP\/2\.0 603 Decline\r\n$/);
  });

  it('may name the call whose place is to be taken', async () => {
    const replaces = 'abc@host;to-tag=1;from-tag=2';
    await referred(`Refer-To: <sip:207@example.com?Replaces=${encodeURIComponent(replaces)}>`);
    const [wish] = wishes;
    expect(wish).toMatchObject({ target: 'sip:207@example.com', replaces });
    if (!wish) throw new Error('no wish');
    await phone.phone.follow({ ...wish, state: 'asked', until: 0 }, ownMedia).invite();
    await settled();
    const invite = sent('INVITE').at(-1);
    expect(invite?.text).toMatch(/^INVITE sip:207@example\.com SIP/);
    expect(invite?.header('Replaces')).toBe(replaces);
    expect(invite?.header('Require')).toBe('replaces');
  });

  it.each([
    [`"203" <sip:9a59ea643619@b.invalid;transport=ws?${dialog}>`, { number: '203', name: '' }],
    [`"Anna" <sip:9a59ea643619@b.invalid?${dialog}>`, { number: '', name: 'Anna' }],
    ['"Anna" <sip:premium@b.example>', { number: 'premium', name: 'Anna' }],
    ['"Anna" <sip:203@a.example>', { number: '203', name: 'Anna' }],
    ['<sip:anna@a.example>', { number: 'anna', name: '' }],
  ])('says who %s is', async (referTo, to) => {
    await referred(`Refer-To: ${referTo}`);
    expect(wishes.map((wish) => wish.to)).toEqual([to]);
  });

  it('may name a telephone number', async () => {
    await referred('Refer-To: <tel:+49301234>');
    expect(wishes).toMatchObject([{ to: { number: '+49301234' } }]);
  });

  it.each([
    ['nobody', [], '4\\d\\d'],
    ['two', ['Refer-To: <sip:1@a.example>', 'Refer-To: <sip:2@a.example>'], '400'],
    ['what cannot be read', ['Refer-To: <<>>'], '400'],
    ['a web page', ['Refer-To: <https://a.example/>'], '4\\d\\d'],
    ['another method', ['Refer-To: <sip:1@a.example;method=BYE>'], '603'],
    ['a dialog that cannot be read', ['Refer-To: <sip:1@a.example?Replaces=nonsense>'], '400'],
    ['a dialog that is badly written', ['Refer-To: <sip:1@a.example?Replaces=%E0%A4%A>'], '400'],
  ])('that names %s is refused, and nobody is asked', async (_what, headers, status) => {
    const answer = await referred(...headers);
    expect(answer.status).toMatch(new RegExp(`^${status}$`));
    expect(answer.told).toEqual([]);
    expect(wishes).toEqual([]);
    expect(phone.ends).toEqual([]);
  });

  it('is refused where the user is not asked', async () => {
    isAsked = false;
    expect((await referred('Refer-To: <sip:207@example.com>')).status).toBe('603');
  });
});
