import { SessionState } from 'sip.js';
import { RTCDtlsTransport } from 'werift';
import { WebSocket } from 'ws';
import { type DemoGateway, startDemoGateway } from './gateway';
import { mediaOf, TestPhone } from './test-phone';

jest.setTimeout(90_000);

const near = (measured: number | undefined, hertz: number) =>
  measured !== undefined && Math.abs(measured - hertz) <= 10;

let gateway: DemoGateway;
let phone: TestPhone;

beforeEach(async () => {
  gateway = await startDemoGateway();
  phone = await TestPhone.signIn(gateway, '201');
});

afterEach(async () => {
  await gateway.script.reset();
  await phone.stop().catch(() => undefined);
  await gateway.close();
});

const optionsRequest = [
  'OPTIONS sip:demo.ringtab SIP/2.0',
  'Via: SIP/2.0/WS client.invalid;branch=z9hG4bKoptions;rport',
  'From: <sip:201@demo.ringtab>;tag=1',
  'To: <sip:demo.ringtab>',
  'Call-ID: options-1',
  'CSeq: 1 OPTIONS',
  'Max-Forwards: 70',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

const openSocket = () => new WebSocket(gateway.url, 'sip');

describe('answers', () => {
  it('486 once, and the real thing afterwards', async () => {
    const headers = [['Retry-After', '5']] as const;
    gateway.script.answer(
      { method: 'INVITE', number: '600', times: 1 },
      { status: 486, reason: 'Busy', headers },
    );
    const refused = await phone.call('600');
    await gateway.until('486', () => refused.statuses.includes(486));
    expect(gateway.messages.find(({ status }) => status === 486)?.text).toContain('Retry-After: 5');
    await phone.answered('600');
  });

  it('as long as the rule stands', async () => {
    const remove = gateway.script.answer({ method: 'REGISTER', user: '201' }, { status: 503 });
    expect(await phone.register()).toBe(503);
    expect(await phone.register()).toBe(503);
    remove();
    expect(await phone.register()).toBe(200);
  });

  it('later', async () => {
    gateway.script.delay({ method: 'REGISTER', times: 1 }, 150);
    const before = Date.now();
    expect(await phone.register()).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(145);
  });
});

describe('calls', () => {
  it('ring until the test answers', async () => {
    gateway.script.behave('700', { does: 'ring' });
    const call = await phone.call('700');
    await gateway.until('it rings', () => call.statuses.includes(180));
    await gateway.calls()[0]?.answer();
    await gateway.until('answered', () => call.session.state === SessionState.Established);
  });

  it('play early media, then refuse', async () => {
    gateway.script.behave('701', { does: 'early-media', next: { afterMs: 50, status: 486 } });
    const call = await phone.call('701');
    await gateway.until('486', () => call.statuses.includes(486));
    expect(call.statuses).toContain(183);
    expect(gateway.messages.find(({ status }) => status === 183)?.text).toContain('m=audio');
  });

  it('come in from anybody, with any headers, and are cancelled', async () => {
    const placed = gateway.call({
      to: '201',
      from: { number: '+33123456789', name: 'Zoë "Z" Dupont' },
      headers: {
        Diversion: '<sip:209@demo.ringtab>;reason=no-answer',
        'Alert-Info': '<urn:alert:source:external>',
      },
    });
    const invitation = await phone.incoming();
    expect(invitation.remoteIdentity.uri.user).toBe('+33123456789');
    expect(invitation.remoteIdentity.displayName).toContain('Dupont');
    expect(invitation.request.getHeader('Diversion')).toContain('209');
    await gateway.until('it rings', () => placed.state === 'ringing');
    placed.cancel('SIP;cause=200;text="Call completed elsewhere"');
    await gateway.until('cancelled', () => invitation.state === SessionState.Terminated);
    await expect(placed.answered).rejects.toThrow('487');
    expect(await placed.ended).toMatchObject({ status: 487 });
  });

  it('are held, resumed and ended from the far side', async () => {
    const placed = gateway.call({ to: '201', from: { number: '5551234' }, media: 'echo' });
    const invitation = await phone.incoming();
    await invitation.accept();
    const leg = await placed.answered;
    await gateway.until('440 Hz come back', () => near(mediaOf(invitation).received.frequency(), 440));
    await placed.hold('inactive');
    expect(leg.remoteDirection).toBe('inactive');
    await gateway.until('silence', () => mediaOf(invitation).received.rms() === 0);
    await placed.resume();
    await gateway.until('sound again', () => near(mediaOf(invitation).received.frequency(), 440));
    placed.hangUp();
    await gateway.until('ended', () => invitation.state === SessionState.Terminated);
    expect(await placed.ended).toMatchObject({ by: 'gateway' });
  });

  it('to a user who is not there fail', async () => {
    await expect(gateway.call({ to: '209', from: { number: '1' } }).answered).rejects.toThrow('480');
  });
});

it('a phone that never answers an INVITE is given up after a cancel', async () => {
  const impatient = await startDemoGateway({ requestTimeoutMs: 100 });
  const deaf = await TestPhone.signIn(impatient, '201');
  impatient.script.goSilent(true, '201');
  const placed = impatient.call({ to: '201', from: { number: '1' } });
  await impatient.until('the call leaves', () => impatient.calls().length === 1);
  placed.cancel();
  await expect(placed.answered).rejects.toThrow('408');
  expect(impatient.calls()).toEqual([]);
  impatient.script.goSilent(false, '201');
  await deaf.stop();
  await impatient.close();
});

it('speaks wss with a key and certificate', async () => {
  const { privateKey, certPem } = await RTCDtlsTransport.SetupCertificate();
  const secure = await startDemoGateway({ tls: { key: privateKey, cert: certPem } });
  expect(secure.url).toMatch(/^wss:/);
  const socket = new WebSocket(secure.url, 'sip', { rejectUnauthorized: false });
  await secure.until('connected', () => socket.readyState === socket.OPEN);
  socket.close();
  await secure.close();
});

describe('the connection', () => {
  it.each([
    [1000, 1000],
    [1011, 1011],
    ['terminate', 1006],
  ] as const)('drops with %s, seen as %i', async (how, seen) => {
    const socket = openSocket();
    let code: number | undefined;
    socket.on('close', (closeCode) => {
      code = closeCode;
    });
    await gateway.until(
      'connected',
      () => gateway.connectionCount() === 2 && socket.readyState === socket.OPEN,
    );
    gateway.script.drop(how);
    await gateway.until('closed', () => code === seen);
    await gateway.until('the phone sees it', () => !phone.agent.isConnected());
  });

  it('answers CRLF and pings, unless it is told not to', async () => {
    const socket = openSocket();
    const seen: string[] = [];
    socket.on('message', (data) => seen.push(JSON.stringify(data.toString())));
    socket.on('pong', () => seen.push('pong'));
    await gateway.until('connected', () => socket.readyState === socket.OPEN);
    socket.send('\r\n\r\n');
    socket.ping();
    await gateway.until('both answered', () => seen.includes('"\\r\\n"') && seen.includes('pong'));
    gateway.script.keepAlive({ crlf: false });
    seen.length = 0;
    socket.send('\r\n\r\n');
    socket.ping();
    await gateway.until('the ping is answered', () => seen.includes('pong'));
    expect(seen).toEqual(['pong']);
    socket.close();
  });

  it('goes silent: it takes messages and answers nothing', async () => {
    const socket = openSocket();
    let heard = 0;
    socket.on('message', () => heard++);
    socket.on('pong', () => heard++);
    await gateway.until('connected', () => socket.readyState === socket.OPEN);
    gateway.script.goSilent();
    const before = gateway.messages.length;
    socket.ping();
    socket.send('\r\n\r\n');
    socket.send(optionsRequest);
    await gateway.until('both arrived', () => gateway.messages.length === before + 2);
    expect(gateway.messages.at(-1)).toMatchObject({ direction: 'in', method: 'OPTIONS' });
    gateway.script.goSilent(false);
    socket.send(optionsRequest);
    await gateway.until('only the last one is answered', () => heard === 1);
    socket.close();
  });

  it.each(['http', 'port'] as const)('refuses newcomers by %s, and takes them again', async (how) => {
    await gateway.script.refuseConnections(how);
    const refused = openSocket();
    let failed = false;
    refused.on('error', () => {
      failed = true;
    });
    await gateway.until('refused', () => failed);
    expect(phone.agent.isConnected()).toBe(true);
    await gateway.script.acceptConnections();
    const socket = openSocket();
    await gateway.until('accepted', () => socket.readyState === socket.OPEN);
    socket.close();
  });

  it('sends anything, and takes anything', async () => {
    const socket = openSocket();
    await gateway.until('connected', () => socket.readyState === socket.OPEN);
    socket.send('INVITE tel:+33 SIP/2.0\r\nnonsense\r\n\r\n');
    await gateway.until('recorded as malformed', () => gateway.messages.at(-1)?.kind === 'malformed');
    gateway.script.sendRaw('201', 'HELLO sip:201@x SIP/2.0\r\n\r\n');
    expect(gateway.messages.at(-1)?.text).toContain('HELLO');
    expect(await phone.register()).toBe(200);
    socket.close();
  });
});
