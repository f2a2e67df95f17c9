import { type Referral, Registerer, SessionState, UserAgent } from 'sip.js';
import { type DemoGateway, startDemoGateway } from './gateway';
import { mediaOf, TestPhone } from './test-phone';

jest.setTimeout(90_000);

const near = (measured: number | undefined, hertz: number) =>
  measured !== undefined && Math.abs(measured - hertz) <= 10;

let gateway: DemoGateway;
let phones: TestPhone[];

const signIn = async (user: string, settings?: Parameters<typeof TestPhone.signIn>[2]) => {
  const phone = await TestPhone.signIn(gateway, user, settings);
  phones.push(phone);
  return phone;
};

beforeEach(async () => {
  gateway = await startDemoGateway({ callBackDelayMs: 50, lostSocketMs: 1500 });
  phones = [];
});

afterEach(async () => {
  await Promise.all(phones.map((phone) => phone.stop().catch(() => undefined)));
  await gateway.close();
});

describe('sign-in', () => {
  it('challenges, registers, and forgets on sign-out', async () => {
    const phone = await signIn('201');
    expect(gateway.registrations()).toMatchObject([{ user: '201', expires: 600 }]);
    await phone.registerer.unregister();
    await gateway.until('unregistered', () => gateway.registrations().length === 0);
  });

  it('challenges a wrong password again', async () => {
    const phone = await TestPhone.connect(gateway, '201', { password: 'wrong' });
    phones.push(phone);
    expect(await phone.register()).toBe(401);
    expect(gateway.registrations()).toEqual([]);
  });

  it('does not know a stranger', async () => {
    const phone = await TestPhone.connect(gateway, '299');
    phones.push(phone);
    expect(await phone.register()).toBe(404);
  });

  it('keeps one binding for one instance, and none for a closed socket', async () => {
    const instanceId = '2f7e6d1c-57a5-4a0c-8f3e-3c3c5b0e7a11';
    const options = { instanceId, instanceIdAlwaysAdded: true };
    await signIn('201', { options });
    await signIn('201', { options });
    expect(gateway.registrations()).toHaveLength(1);
    expect(gateway.registrations()[0]?.instanceId).toContain(instanceId);
    gateway.script.drop('terminate');
    await gateway.until('binding removed', () => gateway.registrations().length === 0);
    await gateway.until('both notice', () => phones.every(({ agent }) => !agent.isConnected()));
  });

  it('removes all bindings for a star', async () => {
    const phone = await signIn('201');
    await signIn('201');
    expect(gateway.registrations()).toHaveLength(2);
    await phone.registerer.unregister({ all: true });
    await gateway.until('all unregistered', () => gateway.registrations().length === 0);
  });

  it('tells a nonce that is too old from a wrong password', async () => {
    const phone = await signIn('201');
    gateway.script.rotateNonce();
    expect(await phone.register()).toBe(200);
    expect(gateway.messages.some(({ status, text }) => status === 401 && text.includes('stale=true'))).toBe(
      true,
    );
  });

  it('answers 423 below the minimum', async () => {
    gateway.script.minExpires(900);
    const phone = await TestPhone.connect(gateway, '201');
    phones.push(phone);
    // sip.js raises its expiry to Min-Expires and tries again.
    void phone.register();
    await gateway.until('registered for the minimum', () => gateway.registrations()[0]?.expires === 900);
    expect(gateway.messages.some(({ status }) => status === 423)).toBe(true);
  });
});

describe('services', () => {
  it('600 returns the caller its own voice', async () => {
    const phone = await signIn('201');
    const call = await phone.answered('600');
    await gateway.until('440 Hz come back', () => near(call.media.received.frequency(), 440));
    const [leg] = gateway.calls();
    expect(leg).toMatchObject({ state: 'established', user: '201', number: '600' });
    expect(near(leg?.receivedFrequency(), 440)).toBe(true);
    await call.session.bye();
    await gateway.until('no call is left', () => gateway.calls().length === 0);
  });

  it('601 sends a tone', async () => {
    const phone = await signIn('201', { playing: 'none' });
    const call = await phone.answered('601');
    await gateway.until('the tone is heard', () => near(call.media.received.frequency(), 440));
  });

  it('602 confirms, hangs up and calls back', async () => {
    const phone = await signIn('201', { playing: 'none' });
    const call = await phone.answered('602');
    await gateway.until('the confirmation is heard', () => near(call.media.received.frequency(), 880));
    await gateway.until('602 hangs up', () => call.session.state === SessionState.Terminated);
    const back = await phone.incoming();
    expect(back.remoteIdentity.uri.user).toBe('602');
    await back.accept();
    await gateway.until('the tone is heard', () => near(mediaOf(back).received.frequency(), 440));
  });

  it('records keys by RFC 4733 and by INFO', async () => {
    const phone = await signIn('201');
    const call = await phone.answered('600');
    await call.media.whenConnected(3000);
    for (const key of '123#') await call.media.sendDigit(key);
    await gateway.until('keys arrive', () => gateway.calls()[0]?.dtmf === '123#');
    const body = {
      contentDisposition: 'render',
      contentType: 'application/dtmf-relay',
      content: 'Signal=5\r\nDuration=100',
    };
    await call.session.info({ requestOptions: { body } });
    await gateway.until('the key of the INFO', () => gateway.calls()[0]?.dtmf === '123#5');
  });

  it('can do without telephone-event', async () => {
    gateway.script.telephoneEvent(false);
    const phone = await signIn('201');
    await phone.answered('600');
    const answer = gateway.messages.find(({ status, method }) => status === 200 && method === 'INVITE');
    expect(answer?.text).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n');
    expect(answer?.text).not.toContain('telephone-event');
  });

  it.each([
    ['9486', 486],
    ['9503', 503],
    ['9603', 603],
    ['777', 404],
    ['205', 480],
  ])('%s is answered %i', async (number, status) => {
    const phone = await signIn('201');
    const call = await phone.call(number);
    await gateway.until('the answer', () => call.statuses.includes(status));
    expect(gateway.calls()).toEqual([]);
  });
});

describe('calls between users', () => {
  it('carry the caller, extra headers, media, hold and hang-up', async () => {
    const caller = await signIn('201');
    const called = await signIn('202', { toneHertz: 700 });
    const extraHeaders = ['User-to-User: 48656c6c6f;encoding=hex', 'X-Note: déjà vu'];
    const call = await caller.call('202', { extraHeaders });
    const invitation = await called.incoming();
    expect(invitation.remoteIdentity).toMatchObject({ displayName: 'Amélie Martin' });
    expect(invitation.request.getHeader('User-to-User')).toBe('48656c6c6f;encoding=hex');
    expect(invitation.request.getHeader('X-Note')).toBe('déjà vu');
    await gateway.until('it rings', () => call.statuses.includes(180));
    await invitation.accept();
    await gateway.until('caller hears called', () => near(call.media.received.frequency(), 700));
    await gateway.until('called hears caller', () => near(mediaOf(invitation).received.frequency(), 440));
    expect(gateway.calls()).toHaveLength(2);

    call.media.direction = 'sendonly';
    await call.session.invite();
    await gateway.until('hold arrives', () =>
      gateway.calls().some((leg) => leg.remoteDirection === 'sendonly'),
    );
    await invitation.info({
      requestOptions: {
        body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: 'Signal=7' },
      },
    });
    await gateway.until('key recorded', () => gateway.calls().some((leg) => leg.dtmf === '7'));

    await invitation.bye();
    await gateway.until('the other side ends too', () => call.session.state === SessionState.Terminated);
    await gateway.until('no call is left', () => gateway.calls().length === 0);
  });

  it('ring every phone of a user, and tell the others who answered', async () => {
    const caller = await signIn('201');
    const desk = await signIn('202');
    const mobile = await signIn('202');
    const call = await caller.call('202');
    const other = await mobile.incoming();
    await (await desk.incoming()).accept();
    await gateway.until('answered', () => call.session.state === SessionState.Established);
    await gateway.until('the other stops ringing', () => other.state === SessionState.Terminated);
    const cancel = gateway.messages.find(({ method, kind }) => method === 'CANCEL' && kind === 'request');
    expect(cancel?.text).toContain('Reason: SIP;cause=200;text="Call completed elsewhere"');
    await gateway.until('two legs are left', () => gateway.calls().length === 2);
  });

  it('go on ringing when one phone declines, and tell the caller when all have', async () => {
    const caller = await signIn('201');
    const desk = await signIn('202');
    const mobile = await signIn('202');
    const call = await caller.call('202');
    const [first, second] = await Promise.all([desk.incoming(), mobile.incoming()]);
    await first.reject({ statusCode: 486 });
    await gateway.until('one is left', () => gateway.calls().length === 2);
    expect(second.state).toBe(SessionState.Initial);
    await second.reject({ statusCode: 480 });
    await gateway.until('busy', () => call.statuses.includes(486));
  });

  it('are cancelled by the caller', async () => {
    const caller = await signIn('201');
    const called = await signIn('202');
    const call = await caller.call('202');
    const invitation = await called.incoming();
    await gateway.until('it rings', () => call.statuses.includes(180));
    await call.session.cancel();
    await gateway.until('called sees it', () => invitation.state === SessionState.Terminated);
    await gateway.until('487', () => call.statuses.includes(487));
    await gateway.until('no call is left', () => gateway.calls().length === 0);
  });
});

describe('transfer', () => {
  it('blind: the REFER reaches the other side, which calls the new target', async () => {
    const caller = await signIn('201');
    const called = await signIn('202');
    const call = await caller.call('202');
    const invitation = await called.incoming();
    await invitation.accept();
    await gateway.until('answered', () => call.session.state === SessionState.Established);
    const target = UserAgent.makeURI('sip:601@demo.ringtab');
    if (!target) throw new Error('no URI');
    const referred = new Promise<Referral>((resolve) => {
      call.session.delegate = { onRefer: resolve };
    });
    await invitation.refer(target);
    expect((await referred).referTo.uri.user).toBe('601');
  });

  it('attended: the new caller replaces the old at the same phone', async () => {
    const transferor = await signIn('201');
    const target = await signIn('202', { toneHertz: 700 });
    const newcomer = await signIn('203');
    const call = await transferor.call('202');
    const first = await target.incoming();
    await first.accept();
    await gateway.until('answered', () => call.session.state === SessionState.Established);
    const { callId, localTag, remoteTag } = call.session.dialog ?? {};
    const extraHeaders = [`Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`];
    const taken = await newcomer.call('202', { extraHeaders });
    const second = await target.incoming(1);
    expect(second.request.getHeader('Replaces')).toContain(first.dialog?.callId);
    await second.accept();
    await gateway.until('they hear each other', () => near(taken.media.received.frequency(), 700));
    await first.bye();
    await gateway.until('the transferor is out', () => call.session.state === SessionState.Terminated);
    expect(gateway.calls()).toHaveLength(2);
  });
});

describe('a socket that is lost', () => {
  it('leaves the dialog, which a re-INVITE over a new socket repairs', async () => {
    const phone = await signIn('201');
    const call = await phone.answered('600');
    gateway.script.drop('terminate');
    await gateway.until('socket gone', () => gateway.connectionCount() === 0 && !phone.agent.isConnected());
    await phone.agent.reconnect();
    await call.session.invite();
    await gateway.until('the re-INVITE is answered', () => {
      const answers = gateway.messages.filter(({ status, method }) => status === 200 && method === 'INVITE');
      return answers.length === 2;
    });
    const [leg] = gateway.calls();
    expect(leg?.state).toBe('established');
    leg?.hangUp();
    await gateway.until(
      'the BYE comes over the new socket',
      () => call.session.state === SessionState.Terminated,
    );
  });

  it('ends the leg when nobody comes back', async () => {
    const phone = await signIn('201');
    await phone.answered('600');
    gateway.script.drop(1011);
    await gateway.until('leg ended', () => gateway.calls().length === 0);
    expect(gateway.endedCalls()[0]?.end).toEqual({ by: 'lost' });
  });

  it('lets a CANCEL over a new socket end a call that still rings', async () => {
    const phone = await signIn('201');
    const call = await phone.call('603');
    await gateway.until('it rings', () => call.statuses.includes(180));
    gateway.script.drop(1001);
    await gateway.until('socket gone', () => gateway.connectionCount() === 0 && !phone.agent.isConnected());
    await phone.agent.reconnect();
    await call.session.cancel();
    await gateway.until('487', () => call.statuses.includes(487));
    expect(gateway.calls()).toEqual([]);
  });
});

it('registers anew on a new registerer without doubling the instance', async () => {
  const phone = await signIn('201');
  const again = new Registerer(phone.agent, { expires: 300 });
  await again.register();
  await gateway.until('the new expiry', () => gateway.registrations()[0]?.expires === 300);
  expect(gateway.registrations()).toHaveLength(1);
});
