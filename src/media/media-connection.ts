import type { MediaOptions } from '../contract/media-session';
import { CandidateGathering } from './candidate-gathering';

/** A peer connection and the watch over its candidates; it belongs to no call yet. */
export interface MediaConnection {
  peer: RTCPeerConnection;
  gathering: CandidateGathering;
}

/**
 * It begins to gather at once: the pool serves whoever needs candidates first, our offer or our answer.
 *
 * No 'max-bundle': Chrome then refuses descriptions without a BUNDLE group, which gateways send, and one
 * stream of sound has nothing to bundle.
 */
export function openConnection(options: MediaOptions): MediaConnection {
  const peer = new RTCPeerConnection({
    iceServers: options.iceServers,
    iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
    rtcpMuxPolicy: 'require',
    iceCandidatePoolSize: 1,
  });
  return { peer, gathering: new CandidateGathering(peer, options.relayOnly) };
}

export function closeConnection({ peer, gathering }: MediaConnection): void {
  gathering.close();
  peer.close();
}
