import type { AudioCodec, MediaOptions } from '../contract/media-session';
import type { Profile } from '../domain/profile';
import { type CodecName, codecNames, type ProfileFeatures } from '../domain/profile-features';

/**
 * What the profile says about media; ICE servers as RTCPeerConnection takes them. The STUN server that the
 * gateway names counts where the profile has none.
 */
export function mediaOptions(profile: Profile, gatewayStun?: Profile['stun']): MediaOptions {
  const { stun = gatewayStun, turn } = profile;
  const refused = refusedCodecs(profile.features);
  const { codecOrder } = profile.features;
  return {
    iceServers: [
      ...(stun ? [{ urls: [`stun:${hostPort(stun)}`] }] : []),
      ...(turn
        ? [
            {
              urls: [`turn:${hostPort(turn)}?transport=udp`, `turn:${hostPort(turn)}?transport=tcp`],
              username: turn.user,
              credential: turn.password,
            },
          ]
        : []),
    ],
    relayOnly: profile.icePolicy === 'relay',
    ...(refused.length > 0 && { refusedCodecs: refused }),
    ...(codecOrder && { codecOrder: codecOrder.map((name) => mediaNames[name]) }),
  };
}

const mediaNames: Record<CodecName, AudioCodec> = {
  opus: 'opus',
  g722: 'g722',
  g711a: 'pcma',
  g711u: 'pcmu',
};

function refusedCodecs({ codecs }: ProfileFeatures): AudioCodec[] {
  return codecNames.filter((name) => !codecs[name]).map((name) => mediaNames[name]);
}

function hostPort({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}
