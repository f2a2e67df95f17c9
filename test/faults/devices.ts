// Devices that come and go: Chromium's fake ones always stay, so their going is simulated in the offscreen document.
import type { CDPSession, Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';

/** Chrome forgets what a session has decided when that ends. */
const deciding = new WeakMap<RingtabBrowser, CDPSession>();

/** What a person decides in Chrome's settings, or at the lock beside the address. */
export async function allowMicrophone(browser: RingtabBrowser, allowed: boolean): Promise<void> {
  const session = deciding.get(browser) ?? (await browser.browser.target().createCDPSession());
  deciding.set(browser, session);
  await session.send('Browser.setPermission', {
    permission: { name: 'microphone' },
    setting: allowed ? 'granted' : 'denied',
    origin: browser.url(''),
  });
}

/** The live track of the microphone ends as that of a device does that was pulled out, and there is no other. */
export async function unplugMicrophone(offscreen: Page): Promise<void> {
  const prototype = await offscreen.evaluateHandle(() => MediaStreamTrack.prototype);
  const tracks = await offscreen.queryObjects(prototype);
  await offscreen.evaluate(
    (all) => {
      const { mediaDevices } = navigator;
      const real = {
        getUserMedia: mediaDevices.getUserMedia.bind(mediaDevices),
        enumerateDevices: mediaDevices.enumerateDevices.bind(mediaDevices),
      };
      Object.assign(globalThis, { realDevices: real });
      Object.assign(mediaDevices, {
        getUserMedia: () => Promise.reject(new DOMException('Requested device not found', 'NotFoundError')),
        enumerateDevices: async () =>
          (await real.enumerateDevices()).filter(({ kind }) => kind !== 'audioinput'),
      });
      for (const track of all) {
        if (track.readyState !== 'live' || !track.getSettings().groupId) continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    tracks as never as MediaStreamTrack[],
  );
  await Promise.all([prototype.dispose(), tracks.dispose()]);
}

/** The devices of before are there again. */
export async function plugIn(offscreen: Page): Promise<void> {
  await offscreen.evaluate(() => {
    const { realDevices } = globalThis as unknown as { realDevices: object };
    Object.assign(navigator.mediaDevices, realDevices);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
}

/** The ids of those that can be chosen. */
export function speakers(offscreen: Page): Promise<string[]> {
  return offscreen.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices
      .filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default' && deviceId !== '')
      .map(({ deviceId }) => deviceId);
  });
}

/** This speaker is pulled out: it is not in the list any more, and nothing can be sent there. */
export async function forgetSpeaker(offscreen: Page, id: string): Promise<void> {
  await offscreen.evaluate((gone) => {
    const { mediaDevices } = navigator;
    const enumerate = mediaDevices.enumerateDevices.bind(mediaDevices);
    Object.assign(mediaDevices, {
      enumerateDevices: async () => (await enumerate()).filter(({ deviceId }) => deviceId !== gone),
    });
    const { prototype } = HTMLMediaElement;
    const setSinkId: (sinkId: string) => Promise<void> = prototype.setSinkId;
    prototype.setSinkId = function (this: HTMLMediaElement, sinkId: string) {
      if (sinkId !== gone) return setSinkId.call(this, sinkId);
      return Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
    } as typeof prototype.setSinkId;
    mediaDevices.dispatchEvent(new Event('devicechange'));
  }, id);
}
