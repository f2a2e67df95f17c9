// The first lines of what a phone says to its gateway.
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { waitUntil } from '../gateway/real/wait-until';

declare global {
  var sentLines: string[] | undefined;
}

/** From now on they are noted, those of before forgotten. */
export async function noteSentLines(browser: RingtabBrowser): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate(() => {
    const isNoted = globalThis.sentLines !== undefined;
    globalThis.sentLines = [];
    if (isNoted) return;
    const { prototype } = WebSocket;
    const send: (data: string) => void = prototype.send;
    prototype.send = function (this: WebSocket, data: string) {
      globalThis.sentLines?.push(data.split('\r\n', 1)[0] ?? '');
      send.call(this, data);
    } as typeof prototype.send;
  });
}

/** Waits until a line has been sent that begins so. */
export async function hasSent(browser: RingtabBrowser, beginning: string): Promise<void> {
  const worker = await browser.worker();
  let lines: string[] = [];
  await waitUntil(`“${beginning}” to be sent`, async () => {
    lines = await worker.evaluate(() => globalThis.sentLines ?? []);
    return lines.some((line) => line.startsWith(beginning));
  }).catch((error) => {
    throw new Error(`${error}; sent: ${lines.join(' | ')}`);
  });
}
