// The computer's own network as Chrome sees it. DevTools make Chrome say so, and cut no socket.
import type { RingtabBrowser } from '../../scripts/ringtab-browser';

/** `another`: one that answers more slowly, which is all that Chrome tells a worker of another network. */
export async function ownNetwork(browser: RingtabBrowser, is: 'gone' | 'back' | 'another'): Promise<void> {
  const worker = await browser.worker();
  await worker.client.send('Network.overrideNetworkState', {
    offline: is === 'gone',
    latency: is === 'another' ? 2_000 : 0,
    downloadThroughput: is === 'another' ? 10_000 : -1,
    uploadThroughput: -1,
    ...(is === 'another' && { connectionType: 'cellular3g' }),
  });
}
