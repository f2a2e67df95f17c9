import type { MediaOptions } from '../contract/media-session';
import { CandidateGathering } from './candidate-gathering';
import { allowedCodecs } from './codecs';

/** A peer connection and the watch over its candidates; it belongs to no call yet. */
export interface MediaConnection {
  peer: RTCPeerConnection;
  gathering: CandidateGathering;
  /** Nothing else may be listed in its descriptions; undefined when everything may. */
  codecs: RTCRtpCodec[] | undefined;
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
  return {
    peer,
    gathering: new CandidateGathering(peer, options.relayOnly),
    codecs: allowedCodecs(options),
  };
}

/** Milliseconds to wait for a connection that is being made. */
const connectLimit = 5_000;

/** Settled once sound can flow, or will not in a while. Never rejects. */
export function connected(peer: RTCPeerConnection): Promise<void> {
  return new Promise((settled) => {
    const finish = () => {
      clearTimeout(timer);
      peer.removeEventListener('connectionstatechange', look);
      settled();
    };
    const look = () => {
      if (['connected', 'failed', 'closed'].includes(peer.connectionState)) finish();
    };
    const timer = setTimeout(finish, connectLimit);
    peer.addEventListener('connectionstatechange', look);
    look();
  });
}

/** Milliseconds that a connection nobody uses any more may go on gathering. */
const gatheringLimit = 1_000;

export function closeConnection({ peer, gathering }: MediaConnection): void {
  gathering.close();
  closePeer(peer);
}

/**
 * Chrome never lets go of a connection that is closed when its gathering has ended but the event that tells so
 * is still to come: one that gathers is closed after that event.
 */
export function closePeer(peer: RTCPeerConnection): void {
  const gathers = () => peer.iceGatheringState === 'gathering';
  if (!gathers()) {
    peer.close();
    return;
  }
  const timer = setTimeout(() => peer.close(), gatheringLimit);
  peer.addEventListener('icegatheringstatechange', () => {
    if (gathers()) return;
    clearTimeout(timer);
    peer.close();
  });
}
