// Microphone and speaker of a call that go and come back; what headless Chromium cannot unplug is replaced.
import type { Page } from 'puppeteer-core';
import { waitForButton, waitForNoButton } from '../../../scripts/screens';
import { Desk } from '../desk';
import { mediaOf } from '../far-end';
import { GapMeter } from '../gap-meter';
import { ownHertz } from '../installation';
import { quickest } from '../quickest';
import { askDirectly, currentSnapshot, patience, sentence, waitForNoWords } from '../screen-probes';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(90_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

/** The other side is heard, and the call is as it was. */
async function goesOn(): Promise<void> {
  await toneIsHeard(desk);
  await waitForButton(desk.phone, 'hold');
}

/** Whether Chrome's own list of devices is what the page sees; else it is as if these kinds were unplugged. */
function unplug(offscreen: Page, ...kinds: MediaDeviceKind[]): Promise<void> {
  return offscreen.evaluate((gone) => {
    const devices = navigator.mediaDevices;
    const { prototype } = MediaDevices;
    const missing = () => Promise.reject(new DOMException('no device', 'NotFoundError'));
    Object.assign(devices, {
      enumerateDevices: async () =>
        (await prototype.enumerateDevices.call(devices)).filter(({ kind }) => !gone.includes(kind)),
      getUserMedia: gone.includes('audioinput')
        ? missing
        : (constraints: MediaStreamConstraints) => prototype.getUserMedia.call(devices, constraints),
    });
    devices.dispatchEvent(new Event('devicechange'));
  }, kinds);
}

/** The track of the microphone ends, as it does when the device is pulled out. */
function endTrack(offscreen: Page): Promise<void> {
  return offscreen.evaluate(() => {
    for (const track of globalThis.openedTracks ?? []) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
}

declare global {
  var openedTracks: MediaStreamTrack[] | undefined;
  /** What the phone has played last of its own. */
  var played: GainNode | undefined;
  /** Samples of the other side played so far (8,000 a second), and the longest time in milliseconds without any. */
  var watch: { samples: number; grewAt: number; longest: number; on: boolean } | undefined;
}

/** Notes the tracks of microphones that are opened from now on. */
function noteTracks(offscreen: Page): Promise<void> {
  return offscreen.evaluate(() => {
    const tracks: MediaStreamTrack[] = [];
    globalThis.openedTracks = tracks;
    const { prototype } = MediaDevices;
    const open = prototype.getUserMedia;
    prototype.getUserMedia = async function (this: MediaDevices, constraints) {
      const stream = await open.call(this, constraints);
      tracks.push(...stream.getAudioTracks());
      return stream;
    };
  });
}

it('a microphone that is pulled out is missed on screen, and taken up again when it is plugged in', async () => {
  await desk.type('601');
  const offscreen = await desk.browser.offscreen();
  await noteTracks(offscreen);
  const leg = await talking(desk);
  await unplug(offscreen, 'audioinput');
  await endTrack(offscreen);
  await desk.sees('microphone_missing');
  await desk.farEnd.hearsSilence(leg);
  await goesOn();
  await unplug(offscreen);
  await desk.farEnd.hears(leg, ownHertz);
  await desk.seesNoMore('microphone_missing');
});

const headsetHertz = 880;

/** Another microphone, which plays a tone of its own, is plugged in, or pulled out. */
function plugHeadset(offscreen: Page, plugged: boolean): Promise<void> {
  return offscreen.evaluate(
    (isThere, frequency) => {
      const devices = navigator.mediaDevices;
      const { prototype } = MediaDevices;
      const headset = { kind: 'audioinput', deviceId: 'headset', groupId: 'headset', label: 'Jabra Link' };
      const openHeadset = () => {
        const context = new AudioContext();
        const outlet = context.createMediaStreamDestination();
        const source = new OscillatorNode(context, { frequency });
        source.connect(new GainNode(context, { gain: 0.4 })).connect(outlet);
        source.start();
        globalThis.openedTracks = outlet.stream.getAudioTracks();
        return outlet.stream;
      };
      Object.assign(devices, {
        enumerateDevices: async () => [
          ...(await prototype.enumerateDevices.call(devices)),
          ...(isThere ? [headset] : []),
        ],
        getUserMedia: async (constraints: MediaStreamConstraints) =>
          isThere && JSON.stringify(constraints).includes('"headset"')
            ? openHeadset()
            : prototype.getUserMedia.call(devices, constraints),
      });
      devices.dispatchEvent(new Event('devicechange'));
    },
    plugged,
    headsetHertz,
  );
}

it('a headset that is pulled out is stood in for, which is said, and is spoken into again once it is back', async () => {
  const leg = await talking(desk);
  const offscreen = await desk.browser.offscreen();
  await plugHeadset(offscreen, true);
  await askDirectly(desk.phone, 'save-settings', { microphoneId: 'headset' });
  await desk.farEnd.hears(leg, headsetHertz);
  await plugHeadset(offscreen, false);
  await endTrack(offscreen);
  await desk.farEnd.hears(leg, ownHertz);
  // Chromium's own fake devices do not say which of them is the default.
  const words = await sentence(desk.phone, 'microphone_stand_in');
  await desk.seesWords(words);
  await goesOn();
  await plugHeadset(offscreen, true);
  await desk.farEnd.hears(leg, headsetHertz);
  await waitForNoWords(desk.phone, words);
  await askDirectly(desk.phone, 'save-settings', { microphoneId: '' });
  await desk.farEnd.hears(leg, ownHertz);
  expect((await currentSnapshot(desk.phone)).standInMicrophone).toBeUndefined();
});

it('a speaker that is pulled out is replaced by the default one, which is said until it is back', async () => {
  await talking(desk);
  const offscreen = await desk.browser.offscreen();
  await desk.phone.evaluate(async () => {
    const [speaker] = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind, deviceId }) => kind === 'audiooutput' && !['', 'default', 'communications'].includes(deviceId),
    );
    await chrome.runtime.sendMessage({
      to: 'background',
      intent: 'save-settings',
      args: { speakerId: speaker?.deviceId ?? 'no such speaker' },
    });
  });
  await offscreen.evaluate(() => {
    const { prototype } = HTMLMediaElement;
    const real = prototype.setSinkId;
    Object.assign(globalThis, { realSetSinkId: real });
    prototype.setSinkId = function (this: HTMLMediaElement, id: string) {
      return id ? Promise.reject(new DOMException('gone', 'NotFoundError')) : real.call(this, id);
    };
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await desk.sees('speaker_missing');
  await goesOn();
  await offscreen.evaluate(() => {
    HTMLMediaElement.prototype.setSinkId = (
      globalThis as unknown as { realSetSinkId: typeof HTMLMediaElement.prototype.setSinkId }
    ).realSetSinkId;
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await desk.seesNoMore('speaker_missing');
  await goesOn();
});

/** Milliseconds of silence that somebody notices when the microphone is changed. */
const noticed = 200;

it('another microphone is spoken into without a gap, and the one before is let go', async () => {
  const leg = await talking(desk);
  const offscreen = await desk.browser.offscreen();
  const others = await offscreen.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices())
      .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default')
      .map(({ deviceId }) => deviceId),
  );
  expect(others.length).toBeGreaterThan(1);
  const longest = await quickest(noticed, async () => {
    const gaps = GapMeter.ofSound(leg);
    for (const microphoneId of [...others, '']) {
      expect(await askDirectly(desk.phone, 'save-settings', { microphoneId })).toMatchObject({ ok: true });
      const { received } = mediaOf(leg);
      const before = received.packets;
      await desk.gateway.until('a second of sound', () => received.packets > before + 50);
    }
    return gaps.stop();
  });
  console.log(`figure: microphone changed in a call: longest silence at the far end ${longest} ms`);
  expect(longest).toBeLessThan(noticed);
  await desk.farEnd.hears(leg, ownHertz);
});

/** Watches how much of the other side Chrome has played; the speaker asks for it 100 times a second. */
async function watchPlayed(offscreen: Page): Promise<void> {
  await offscreen.evaluate(async () => {
    const { prototype } = RTCPeerConnection;
    const { getStats } = prototype;
    // The phone itself asks four times a second.
    const peer = await new Promise<RTCPeerConnection>((resolve) => {
      prototype.getStats = function (this: RTCPeerConnection, ...of: []) {
        resolve(this);
        return getStats.apply(this, of);
      };
    });
    prototype.getStats = getStats;
    const watch = { samples: 0, grewAt: performance.now(), longest: 0, on: true };
    globalThis.watch = watch;
    const look = async () => {
      let samples = 0;
      (await peer.getStats()).forEach((stats: RTCInboundRtpStreamStats) => {
        if (stats.type === 'inbound-rtp') samples = stats.totalSamplesReceived ?? 0;
      });
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.grewAt);
      if (samples > watch.samples) Object.assign(watch, { samples, grewAt: now });
      if (watch.on) setTimeout(look, 10);
    };
    await look();
  });
}

it('the other side is heard on another speaker without a gap', async () => {
  await talking(desk);
  const offscreen = await desk.browser.offscreen();
  const others = await offscreen.evaluate(async () =>
    (await navigator.mediaDevices.enumerateDevices())
      .filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default')
      .map(({ deviceId }) => deviceId),
  );
  expect(others.length).toBeGreaterThan(1);
  const longest = await quickest(noticed, async () => {
    await watchPlayed(offscreen);
    for (const speakerId of [...others.slice(0, 2), '']) {
      expect(await askDirectly(desk.phone, 'save-settings', { speakerId })).toMatchObject({ ok: true });
      const before = await offscreen.evaluate(() => globalThis.watch?.samples ?? 0);
      await offscreen.waitForFunction(
        (sinkId, samples) =>
          document.querySelector('audio')?.sinkId === sinkId &&
          (globalThis.watch?.samples ?? 0) > samples + 4_000,
        { polling: 30, timeout: patience },
        speakerId,
        before,
      );
    }
    return offscreen.evaluate(() => {
      const { watch } = globalThis;
      if (watch) watch.on = false;
      return Math.round(watch?.longest ?? Number.POSITIVE_INFINITY);
    });
  });
  console.log(`figure: speaker changed in a call: nothing asked for at the worst for ${longest} ms`);
  expect(longest).toBeLessThan(noticed);
  await goesOn();
});

it('noise suppression is switched off and on in a call: the far end hears the difference', async () => {
  const leg = await talking(desk);
  const { received } = mediaOf(leg);
  // Chrome takes a steady tone for noise.
  await desk.gateway.until('a suppressed tone', () => received.rms() < 0.1);
  const gaps = GapMeter.ofSound(leg);
  await askDirectly(desk.phone, 'save-settings', { noiseSuppression: false });
  await desk.gateway.until('the whole tone', () => received.rms() > 0.15);
  console.log(`figure: noise suppression off in a call: longest silence at the far end ${gaps.stop()} ms`);
  await askDirectly(desk.phone, 'save-settings', { noiseSuppression: true });
  await desk.gateway.until('a suppressed tone again', () => received.rms() < 0.1);
});

it('the phone rings on the device for ringing, as loud as chosen, and calls sound on theirs', async () => {
  await desk.type('601');
  const offscreen = await desk.browser.offscreen();
  const ringerId = await offscreen.evaluate(async () => {
    const outputs = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind, deviceId }) => kind === 'audiooutput' && !['', 'default', 'communications'].includes(deviceId),
    );
    const connect = AudioNode.prototype.connect as (...args: unknown[]) => unknown;
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
      if (this instanceof GainNode && args[0] instanceof AudioDestinationNode) globalThis.played = this;
      return connect.apply(this, args);
    } as typeof AudioNode.prototype.connect;
    return outputs.at(-1)?.deviceId ?? '';
  });
  expect(ringerId).not.toBe('');
  await askDirectly(desk.phone, 'save-settings', { ringerId, speakerId: '', ringVolume: 0.5 });
  const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
  await waitForButton(desk.phone, 'answer');
  // Ears hear by ratio: half of the slider is a quarter of the sound.
  await offscreen.waitForFunction(
    (wanted) => {
      const { gain, context } = globalThis.played ?? {};
      const { sinkId } = (context ?? {}) as { sinkId?: string };
      return sinkId === wanted && context?.state === 'running' && gain?.value === 0.25;
    },
    { polling: 30, timeout: patience },
    ringerId,
  );
  expect(new Set(await offscreen.$$eval('audio', (all) => all.map(({ sinkId }) => sinkId)))).toEqual(
    new Set(['']),
  );
  call.hangUp();
  await waitForNoButton(desk.phone, 'answer');
  await askDirectly(desk.phone, 'save-settings', { ringerId: '', ringVolume: 0.7 });
});
