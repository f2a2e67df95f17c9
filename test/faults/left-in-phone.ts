// What a phone still holds of calls: in the snapshot, in storage, in sip.js, in the offscreen document.
import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { currentSnapshot } from '../e2e/screen-probes';

/** One line for each thing that should not be there. */
export async function leftInPhone(browser: RingtabBrowser, phone: Page): Promise<string[]> {
  const { calls } = await currentSnapshot(phone);
  const kept = await phone.evaluate(async () => {
    const { calls = [], farewells = [] } = await chrome.storage.session.get(['calls', 'farewells']);
    return [...(calls as unknown[]), ...(farewells as unknown[])];
  });
  return [
    ...calls.map(({ id, state }) => `snapshot: call ${id} ${state}`),
    ...kept.map((call) => `storage.session: ${JSON.stringify(call)}`),
    ...(await leftInWorker(browser)),
    ...(browser.hasOffscreen() ? await leftInDocument(await browser.offscreen()) : []),
  ];
}

/** What sip.js's cores hold, found on the heap: nothing in the product has to hand them out. */
async function leftInWorker(browser: RingtabBrowser): Promise<string[]> {
  const { client } = await browser.worker();
  const prototype = await client.send('Runtime.evaluate', { expression: 'Object.prototype' });
  const { objects } = await client.send('Runtime.queryObjects', {
    prototypeObjectId: prototype.result.objectId ?? '',
    objectGroup: 'left',
  });
  const { result } = await client.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: String(describeCores),
    returnByValue: true,
  });
  await client.send('Runtime.releaseObjectGroup', { objectGroup: 'left' });
  return result.value as string[];
}

interface Core {
  dialogs: Map<string, unknown>;
  userAgentClients: Map<string, { transaction: { state: string } }>;
  userAgentServers: Map<string, { transaction: { state: string } }>;
}

/** Runs in the worker, on all its objects. */
function describeCores(this: object[]): string[] {
  // These wait only for repetitions of a message that has had its answer (RFC 3261 section 17).
  const settled = ['Accepted', 'Completed', 'Confirmed', 'Terminated'];
  const cores = this.filter(
    (each) => Object.hasOwn(each, 'userAgentClients') && Object.hasOwn(each, 'dialogs'),
  ) as Core[];
  const left = cores.length > 1 ? [`worker: ${cores.length} sip.js user agents`] : [];
  for (const { dialogs, userAgentClients, userAgentServers } of cores) {
    for (const id of dialogs.keys()) left.push(`worker: dialog ${id}`);
    for (const [id, { transaction }] of [...userAgentClients, ...userAgentServers])
      if (!settled.includes(transaction.state)) left.push(`worker: transaction ${id} ${transaction.state}`);
  }
  return left;
}

async function leftInDocument(offscreen: Page): Promise<string[]> {
  const prototypes = await offscreen.evaluateHandle(() => RTCPeerConnection.prototype);
  const peers = await offscreen.queryObjects(prototypes);
  const trackPrototype = await offscreen.evaluateHandle(() => MediaStreamTrack.prototype);
  const tracks = await offscreen.queryObjects(trackPrototype);
  const left = await offscreen.evaluate(
    (allPeers, allTracks) => [
      ...[...document.querySelectorAll<HTMLElement>('audio[data-session]')].map(
        (element) => `offscreen: media session ${element.dataset.session}`,
      ),
      // One that has no remote description is prepared for the next call.
      ...allPeers
        .filter((peer) => peer.connectionState !== 'closed' && peer.remoteDescription !== null)
        .map((peer) => `offscreen: RTCPeerConnection ${peer.connectionState}`),
      // Only a track of a device belongs to a group of devices.
      ...allTracks
        .filter((track) => track.readyState === 'live' && track.getSettings().groupId)
        .map((track) => `offscreen: microphone ${track.label}`),
    ],
    peers as never as RTCPeerConnection[],
    tracks as never as MediaStreamTrack[],
  );
  await Promise.all([prototypes, peers, trackPrototype, tracks].map((handle) => handle.dispose()));
  return left;
}
