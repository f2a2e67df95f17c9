// Microphone and speaker of a call that go and come back; what headless Chromium cannot unplug is replaced.
import type { Page } from 'puppeteer-core';
import { waitForButton } from '../../../scripts/screens';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(30_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
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
