import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { polling } from '../../../scripts/screens';
import { quickest } from '../quickest';
import { reflexiveAddress, StunServer } from '../stun-server';
import { bundle, launchChromium, makeFolder, microphoneTone, servePage } from './media-browser';
import type { MediaPage } from './media-page';

declare const media: MediaPage;

/** A busy machine is slower than the rule: times may be this many times longer. */
const margin = 2.5;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let served: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await makeFolder();
  const script = join(folder.path, 'page.js');
  await bundle('test/e2e/demo/media-page.ts', script);
  served = await servePage(script);
  browser = await launchChromium(folder.path);
});

afterAll(async () => {
  await browser?.close();
  served?.close();
  await folder?.remove();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => 'media' in globalThis, { polling });
});

afterEach(() => page.close());

const until = (condition: () => unknown) => page.waitForFunction(condition, { polling: 20, timeout: 30_000 });
const hearsMicrophone = (id: string) =>
  page.waitForFunction((who, tone) => media.hears(who, tone), { polling: 20 }, id, microphoneTone);

jest.setTimeout(90_000);

it('a codec that is refused is in no offer and in no answer, though the other side would take it', async () => {
  const listed = await page.evaluate(async () => {
    await Promise.all([
      media.open('a', { iceServers: [], relayOnly: false, refusedCodecs: ['pcma', 'g722'] }),
      media.open('b', { iceServers: [], relayOnly: false, refusedCodecs: ['opus'] }),
    ]);
    const offer = await media.calls.createOffer('a', {});
    await media.calls.acceptOffer('b', offer);
    const answer = await media.calls.createAnswer('b');
    await media.calls.acceptAnswer('a', answer, {});
    return [offer, answer].map((sdp) =>
      [...sdp.matchAll(/^a=rtpmap:\d+ ([^/]+)/gm)].map(([, name]) => name ?? ''),
    );
  });
  const [offered, answered] = listed;
  expect(offered).toEqual(expect.arrayContaining(['opus', 'red', 'PCMU', 'telephone-event']));
  expect(offered).toEqual(expect.not.arrayContaining(['PCMA']));
  expect(offered).toEqual(expect.not.arrayContaining(['G722']));
  expect(answered).toEqual(['PCMU', 'CN', 'telephone-event', 'telephone-event']);
});

it('codecs are offered in the order of the profile, and the first one carries the sound to the other side', async () => {
  const carried = await page.evaluate(async () => {
    const options = { iceServers: [], relayOnly: false };
    await media.open('a', { ...options, codecOrder: ['pcma', 'g722', 'opus'] });
    await media.open('b', options);
    await media.calls.startMicrophone('a');
    const offer = await media.calls.createOffer('a', {});
    await media.calls.acceptOffer('b', offer);
    const answer = await media.calls.createAnswer('b');
    await media.calls.acceptAnswer('a', answer, {});
    return offer;
  });
  const payloads = /^m=audio \d+ \S+ (\d+) (\d+) (\d+)/m.exec(carried)?.slice(1) ?? [];
  const names = payloads.map((payload) => new RegExp(`^a=rtpmap:${payload} ([^/]+)`, 'm').exec(carried)?.[1]);
  expect(names).toEqual(['PCMA', 'G722', 'opus']);
  await hearsMicrophone('b');
  const sample = await page.waitForFunction(
    () => media.events.find((event) => event.type === 'quality' && event.sessionId === 'b'),
    { polling: 50, timeout: 30_000 },
  );
  expect(await sample.jsonValue()).toMatchObject({ sample: { codec: 'pcma' } });
  // What is said into the microphone is measured before it leaves.
  await until(() =>
    media.events.some(
      (event) =>
        event.type === 'quality' &&
        event.sessionId === 'a' &&
        event.sample.microphone?.clipped === 0 &&
        event.sample.microphone.level > 0.01,
    ),
  );
});

describe('sound between two sessions', () => {
  beforeEach(() => page.evaluate(() => media.connect('a', 'b')));

  it('carries each microphone to the other side, and reports the connection', async () => {
    await hearsMicrophone('a');
    await hearsMicrophone('b');
    await until(() => media.events.some((e) => e.type === 'connection' && e.state === 'connected'));
    expect(await page.evaluate(() => media.element('b')?.paused)).toBe(false);
  });

  it('is silent both ways while one side holds, and comes back', async () => {
    await hearsMicrophone('b');
    await page.evaluate(async () => {
      await media.calls.setDirection('a', 'sendonly');
      await media.negotiate('a', 'b');
    });
    await until(() => media.hearsNothing('b'));
    expect(await page.evaluate(() => media.element('a')?.muted)).toBe(true);
    await page.evaluate(async () => {
      await media.calls.setDirection('a', 'sendrecv');
      await media.negotiate('a', 'b');
    });
    await hearsMicrophone('b');
    await hearsMicrophone('a');
  });

  it('is silent while muted, also when a hold ends meanwhile', async () => {
    await hearsMicrophone('b');
    await page.evaluate(async () => {
      await media.calls.setMuted('a', true);
      await media.calls.setDirection('a', 'sendonly');
      await media.calls.setDirection('a', 'sendrecv');
    });
    await until(() => media.hearsNothing('b'));
    await page.evaluate(() => media.calls.setMuted('a', false));
    await hearsMicrophone('b');
  });

  it('carries tones, even from a muted microphone', async () => {
    await hearsMicrophone('b');
    await page.evaluate(() => media.calls.setMuted('a', true));
    await until(() => media.hearsNothing('b'));
    // Listened for before they are sent: they are over in a second.
    const heard = until(() => media.hears('b', 770, 1336));
    expect(await page.evaluate(() => media.calls.sendTones('a', '55555'))).toBe(true);
    await heard;
  });

  it('takes no tones where the far end does not', async () => {
    const taken = await page.evaluate(async () => {
      const offer = await media.calls.createOffer('b', {});
      const plain = offer.replace(/^a=rtpmap:\d+ telephone-event.*\r\n/gm, '');
      await media.calls.acceptOffer('a', plain);
      await media.calls.acceptAnswer('b', await media.calls.createAnswer('a'), {});
      return media.calls.sendTones('a', '1');
    });
    expect(taken).toBe(false);
  });

  it('goes on through an ICE restart by the far end', async () => {
    await hearsMicrophone('a');
    await page.evaluate(() => media.negotiate('b', 'a', { iceRestart: true }));
    await hearsMicrophone('a');
    await hearsMicrophone('b');
  });

  it('gives way to the far end when both offer at once', async () => {
    await page.evaluate(async () => {
      await media.calls.createOffer('a', {});
      await media.negotiate('b', 'a');
    });
    await hearsMicrophone('a');
    await hearsMicrophone('b');
  });

  it('goes on after an offer that the far end refused', async () => {
    await page.evaluate(async () => {
      await media.calls.createOffer('a', { iceRestart: true });
      await media.calls.rollback('a');
    });
    await hearsMicrophone('b');
    await page.evaluate(() => media.negotiate('a', 'b'));
    await hearsMicrophone('b');
  });

  it('ends at close, and every call on it fails from then on', async () => {
    await page.evaluate(() => media.calls.close('a'));
    expect(await page.evaluate(() => media.element('a'))).toBeNull();
    expect(await page.evaluate(() => media.failure(() => media.calls.createOffer('a', {})))).toBe(
      'media-failed',
    );
  });
});

describe('answers', () => {
  /** Of a session that was not there before: two that live at once would both try to reach the first. */
  const answerOf = (id: string) =>
    page.evaluate(async (who) => {
      await Promise.all([media.open(who), media.element('a') ?? media.open('a')]);
      await Promise.all(['a', who].map((each) => media.calls.startMicrophone(each)));
      await media.calls.acceptOffer(who, await offered());
      return media.calls.createAnswer(who);

      async function offered(): Promise<string> {
        const kept = globalThis as { offer?: string };
        kept.offer ??= await media.calls.createOffer('a', {});
        return kept.offer;
      }
    }, id);

  it('may come early and again, the same', async () => {
    const early = await answerOf('b');
    await page.evaluate(async (sdp) => {
      await media.calls.acceptAnswer('a', sdp, { provisional: true });
      await media.calls.acceptAnswer('a', sdp, { provisional: true });
      await media.calls.acceptAnswer('a', sdp, {});
      await media.calls.acceptAnswer('a', sdp, {});
      await media.calls.acceptAnswer('a', sdp, { provisional: true });
    }, early);
    await hearsMicrophone('a');
  });

  it('may come early, and finally from another machine', async () => {
    const early = await answerOf('b');
    await page.evaluate((sdp) => media.calls.acceptAnswer('a', sdp, { provisional: true }), early);
    await hearsMicrophone('a');
    const final = await answerOf('c');
    await page.evaluate(async (sdp) => {
      await media.calls.acceptAnswer('a', sdp, {});
      await media.calls.close('b');
    }, final);
    await hearsMicrophone('c');
  });

  it('fail when they refuse the sound', async () => {
    const refused = (await answerOf('b')).replace(/^m=audio \d+/m, 'm=audio 0');
    const code = await page.evaluate(
      (sdp) => media.failure(() => media.calls.acceptAnswer('a', sdp, {})),
      refused,
    );
    expect(code).toBe('media-failed');
  });
});

describe('offers of the far end', () => {
  const offerOf = (kinds: string[]) =>
    page.evaluate(async (wanted) => {
      const peer = new RTCPeerConnection();
      for (const kind of wanted) peer.addTransceiver(kind);
      await peer.setLocalDescription();
      return peer.localDescription?.sdp ?? '';
    }, kinds);

  it.each([[['audio', 'video']], [['video', 'audio']]])('with %j get their video refused', async (kinds) => {
    const offer = await offerOf(kinds);
    const answer = await page.evaluate(async (sdp) => {
      await media.open('a');
      await media.calls.acceptOffer('a', sdp);
      return media.calls.createAnswer('a');
    }, offer);
    expect(answer).toMatch(/^m=video 0 /m);
    expect(answer).toMatch(/^m=audio [1-9]/m);
  });

  it('without sound fail', async () => {
    const offer = await offerOf(['video']);
    const code = await page.evaluate(async (sdp) => {
      await media.open('a');
      return media.failure(() => media.calls.acceptOffer('a', sdp));
    }, offer);
    expect(code).toBe('media-failed');
  });

  it('need no BUNDLE group', async () => {
    const offer = (await offerOf(['audio'])).replace(/^a=group:BUNDLE.*\r\n/m, '');
    const answer = await page.evaluate(async (sdp) => {
      await media.open('a');
      await media.calls.acceptOffer('a', sdp);
      return media.calls.createAnswer('a');
    }, offer);
    expect(answer).toMatch(/^m=audio [1-9]/m);
  });

  it('are taken by a session that had prepared an offer of its own', async () => {
    await page.evaluate(async () => {
      await media.calls.prepare({ iceServers: [], relayOnly: false });
      await Promise.all([media.open('a'), media.open('b')]);
      await media.calls.startMicrophone('b');
      await media.negotiate('b', 'a');
    });
    const heardOrCut = (tone: number) => media.hears('a', tone) || media.isCut('a');
    await page.waitForFunction(heardOrCut, { polling: 20 }, microphoneTone);
    // Rarely Chrome finds no candidate for a connection that was begun while another one closed. The worker
    // restarts ICE then, as it does for every connection that is not found.
    await page.evaluate(async () => {
      if (media.isCut('a')) await media.negotiate('a', 'b', { iceRestart: true });
    });
    await hearsMicrophone('a');
  });
});

describe('candidates', () => {
  let offers = 0;
  const offerTime = (url: string, relayOnly = false) =>
    page.evaluate(
      async (server, relay, id) => {
        const options = { iceServers: [{ urls: [server] }], relayOnly: relay };
        const start = performance.now();
        await media.open(id, options);
        const sdp = await media.calls.createOffer(id, {});
        return { time: performance.now() - start, candidates: sdp.match(/^a=candidate/gm)?.length ?? 0 };
      },
      url,
      relayOnly,
      `offers ${offers++}`,
    );

  it('are not waited for when the STUN server never answers', async () => {
    const limit = 150 * margin;
    const ms = await quickest(limit, async () => {
      const silent = await StunServer.open();
      const { time, candidates } = await offerTime(silent.url);
      silent.close();
      expect(candidates).toBeGreaterThan(0);
      return time;
    });
    expect(ms).toBeLessThan(limit);
  });

  it('are there already when the call was prepared', async () => {
    const limit = 50 * margin;
    const ms = await quickest(limit, async () => {
      const silent = await StunServer.open();
      await page.evaluate(
        (server) => media.calls.prepare({ iceServers: [{ urls: [server] }], relayOnly: false }),
        silent.url,
      );
      await silent.asked;
      const { time, candidates } = await offerTime(silent.url);
      silent.close();
      expect(candidates).toBeGreaterThan(0);
      return time;
    });
    expect(ms).toBeLessThan(limit);
  });

  it('by relay are waited for 2 seconds', async () => {
    const silent = await StunServer.open();
    const { time, candidates } = await offerTime(silent.url, true);
    silent.close();
    expect(candidates).toBe(0);
    expect(time).toBeGreaterThan(1990);
    expect(time).toBeLessThan(2000 * margin);
  });

  it('that come late are reported, and the next offer of the same generation carries them', async () => {
    const slow = await StunServer.open();
    const first = await page.evaluate(async (url) => {
      await media.open('a', { iceServers: [{ urls: [url] }], relayOnly: false });
      return media.calls.createOffer('a', {});
    }, slow.url);
    expect(first).not.toContain(reflexiveAddress);
    slow.speak();
    await until(() => media.events.some(({ type }) => type === 'late-candidates'));
    expect(await page.evaluate(() => media.calls.hasUnsentCandidates('a'))).toBe(true);
    const second = await page.evaluate(() => media.calls.createOffer('a', {}));
    slow.close();
    expect(second).toContain(reflexiveAddress);
    expect(/a=ice-ufrag:.*/.exec(second)?.[0]).toBe(/a=ice-ufrag:.*/.exec(first)?.[0]);
    expect(await page.evaluate(() => media.calls.hasUnsentCandidates('a'))).toBe(false);
  });
});

describe('device tests', () => {
  it('show that the microphone hears', async () => {
    const test = await page.evaluateHandle(() => media.openMicrophoneTest({ microphoneId: '' }));
    await page.waitForFunction(({ level }) => level() > 0.3, { polling: 20 }, test);
    await page.evaluate((opened) => opened.close(), test);
  });

  it('play a short sound to its end', async () => {
    const seconds = await page.evaluate(async () => {
      const start = performance.now();
      await media.playSpeakerTest('no such device');
      return (performance.now() - start) / 1000;
    });
    expect(seconds).toBeGreaterThan(1.4);
  });
});
