import { existsSync } from 'node:fs';
import puppeteer, { type Page } from 'puppeteer-core';
import type { DeskPhone } from './desk-phone';
import { realGatewayMissing } from './missing';
import { isPortFree } from './ports';
import { openSipSocket } from './sip-socket';
import { type RealGateway, startRealGateway } from './start-real-gateway';
import { waitUntil } from './wait-until';

const missing = realGatewayMissing();
const describeReal = missing.length === 0 ? describe : describe.skip;
const NAME = missing.length === 0 ? 'the real gateway' : `the real gateway (missing: ${missing.join(', ')})`;

jest.setTimeout(90_000);

describeReal(NAME, () => {
  let gateway: RealGateway;
  let tone: DeskPhone;
  let echo: DeskPhone;
  let plain: DeskPhone;

  beforeAll(async () => {
    gateway = await startRealGateway();
    [tone, echo, plain] = await Promise.all([
      gateway.startPhone({ user: '207', kind: 'tone' }),
      gateway.startPhone({ user: '208', kind: 'echo' }),
      gateway.startPhone({ user: '209', kind: 'plain' }),
    ]);
  });
  afterAll(() => gateway?.stop());

  async function nothingLeft(): Promise<void> {
    await waitUntil('the gateway to forget the call', async () => {
      const { dialogs, mediaCalls } = await gateway.activeCalls();
      return dialogs.length + mediaCalls.length === 0;
    });
  }

  async function receivesSoon(phone: DeskPhone): Promise<boolean> {
    const before = await phone.packetsReceived();
    // Ten packets: some may still have been under way when the call was held.
    const more = async () => (await phone.packetsReceived()) > before + 10;
    return waitUntil('packets', more, { timeoutMs: 1000 }).catch(() => false);
  }

  it('lists the desk phones that registered', async () => {
    const users = (await gateway.registrations()).map(({ user }) => user);
    expect(users.sort()).toEqual(['207', '208', '209']);
  });

  it('lets two desk phones talk, and forgets the call', async () => {
    await plain.dial('207');
    await plain.waitFor('CALL_ESTABLISHED');
    const { dialogs, mediaCalls } = await gateway.activeCalls();
    expect(dialogs).toMatchObject([
      { from: 'sip:209@localhost', to: 'sip:207@localhost', state: 'confirmed' },
    ]);
    expect(mediaCalls).toEqual([dialogs[0]?.callId]);
    const [atPlain, atTone] = await Promise.all([plain.heard(), tone.heard()]);
    expect(atPlain?.hz).toBe(440);
    expect(atTone?.hz).toBe(660);
    await plain.hangUp();
    await tone.waitFor('CALL_CLOSED');
    await nothingLeft();
  });

  it('reports the digits that the far end received', async () => {
    await plain.dial('207');
    await plain.waitFor('CALL_ESTABLISHED');
    await plain.sendDigits('1590*#');
    await waitUntil('six digits', () => tone.digits().length >= 6);
    expect(tone.digits()).toBe('1590*#');
    await plain.hangUp();
    await nothingLeft();
  });

  it('echoes', async () => {
    await plain.dial('208');
    await plain.waitFor('CALL_ESTABLISHED');
    await waitUntil('the echo', async () => (await plain.heard())?.hz === 660);
    await plain.hangUp();
    await nothingLeft();
  });

  it('echoes again after a hold', async () => {
    await plain.dial('208');
    await plain.waitFor('CALL_ESTABLISHED');
    await plain.hold();
    expect(await receivesSoon(plain)).toBe(false);
    await plain.resume();
    expect(await receivesSoon(plain)).toBe(true);
    await plain.hangUp();
    await nothingLeft();
  });

  it('rings a plain phone until it answers, which then holds and resumes', async () => {
    await echo.dial('209');
    const { peeruri } = await plain.waitFor('CALL_INCOMING');
    expect(peeruri).toBe('sip:208@localhost');
    expect((await gateway.activeCalls()).dialogs).toMatchObject([{ state: 'early' }]);
    await plain.answer();
    await plain.waitFor('CALL_ESTABLISHED');
    await plain.hold();
    expect(await receivesSoon(plain)).toBe(false);
    await plain.resume();
    expect(await receivesSoon(plain)).toBe(true);
    await echo.hangUp();
    await plain.waitFor('CALL_CLOSED');
    await nothingLeft();
  });

  it.each([
    ['9486', '486 Busy Here'],
    ['9503', '503 Service Unavailable'],
    ['9603', '603 Decline'],
    ['9404', '404 Not Found'],
    ['555', '404 Not Found'],
    ['203', '480 Temporarily Unavailable'],
  ])('answers a call to %s with %s', async (number, reason) => {
    await plain.dial(number);
    expect((await plain.waitFor('CALL_CLOSED')).param).toBe(reason);
    await nothingLeft();
  });

  it('registers a WebSocket client by digest and answers its keep-alive', async () => {
    const client = await openSipSocket(gateway.wssUrl, gateway.caPem);
    const challenge = await client.register('201');
    expect(challenge).toMatch(/^SIP\/2\.0 401 /);
    expect(await client.register('201', { challenge, password: 'wrong' })).toMatch(/^SIP\/2\.0 401 /);
    expect(await client.register('201', { challenge })).toMatch(/^SIP\/2\.0 200 /);
    expect(await client.register('299')).toMatch(/^SIP\/2\.0 404 /);
    const [registered] = (await gateway.registrations()).filter(({ user }) => user === '201');
    expect(registered?.received).toMatch(/transport=ws$/);
    client.send('\r\n\r\n');
    await client.waitFor(/^\r\n$/);
    await client.close();
    await waitUntil('the registration to go with its socket', async () =>
      (await gateway.registrations()).every(({ user }) => user !== '201'),
    );
  });

  it('offers a WebSocket client media it can use: DTLS, ICE, one port', async () => {
    const client = await openSipSocket(gateway.wssUrl, gateway.caPem);
    await client.register('201', { challenge: await client.register('201') });
    await plain.dial('201');
    const invite = await client.waitFor(/^INVITE /);
    expect(invite).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVPF /m);
    expect(invite).toMatch(/^a=fingerprint:/m);
    expect(invite).toMatch(/^a=candidate:/m);
    expect(invite).toMatch(/^a=rtcp-mux/m);
    client.reply(invite, '180 Ringing');
    await plain.waitFor('CALL_RINGING');
    await plain.hangUp();
    client.reply(await client.waitFor(/^CANCEL /), '200 OK');
    client.reply(invite, '487 Request Terminated');
    await nothingLeft();
    await client.close();
  });

  it('keeps a frozen gateway silent until it is resumed, and comes back after a restart', async () => {
    const client = await openSipSocket(gateway.wssUrl, gateway.caPem);
    gateway.freeze();
    await expect(gateway.registrations()).rejects.toThrow();
    gateway.resume();
    expect(await client.register('201')).toMatch(/^SIP\/2\.0 401 /);
    await gateway.restart();
    expect(await gateway.registrations()).toEqual([]);
    const again = await openSipSocket(gateway.wssUrl, gateway.caPem);
    expect(await again.register('201')).toMatch(/^SIP\/2\.0 401 /);
    await again.close();
  });

  const CHROMIUM = '/usr/bin/chromium';
  const itInChromium = existsSync(CHROMIUM) ? it : it.skip;

  async function inChromium<T>(home: string, use: (page: Page) => Promise<T>): Promise<T> {
    const browser = await puppeteer.launch({
      executablePath: CHROMIUM,
      headless: true,
      pipe: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      env: { ...process.env, HOME: home },
    });
    try {
      return await use(await browser.newPage());
    } finally {
      await browser.close();
    }
  }

  const opensSocket = (page: Page) =>
    page.evaluate(
      (url) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(url, 'sip');
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        }),
      gateway.wssUrl,
    );

  const firstRelayCandidate = (page: Page) =>
    page.evaluate(
      ({ url: urls, username, credential }) =>
        new Promise<string | undefined>((resolve) => {
          const iceServers = [{ urls, username, credential }];
          const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
          connection.onicecandidate = ({ candidate }) => resolve(candidate?.type ?? undefined);
          connection.addTransceiver('audio');
          connection.createOffer().then((offer) => connection.setLocalDescription(offer));
        }),
      gateway.turn,
    );

  itInChromium('is trusted by Chromium in its own home and refused in another', async () => {
    expect(await inChromium(gateway.nssHome, opensSocket)).toBe(true);
    expect(await inChromium(gateway.directory, opensSocket)).toBe(false);
  });

  itInChromium('relays media for Chromium', async () => {
    expect(await inChromium(gateway.nssHome, firstRelayCandidate)).toBe('relay');
  });

  it('runs beside a second gateway on other ports', async () => {
    const second = await startRealGateway();
    expect(second.wssPort).not.toBe(gateway.wssPort);
    await second.startPhone({ user: '207', kind: 'tone' });
    expect(await second.registrations()).toHaveLength(1);
    await second.stop();
  });

  it('leaves no port and no file when stopped', async () => {
    await gateway.stop();
    const ports = [gateway.wssPort, gateway.sipPort, gateway.stun.port];
    expect(await Promise.all(ports.map(isPortFree))).toEqual([true, true, true]);
    expect(existsSync(gateway.directory)).toBe(false);
  });
});
