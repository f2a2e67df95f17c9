import type { MediaOptions } from '../contract/media-session';
import type { Profile } from '../domain/profile';

/** What the profile says about media; ICE servers as RTCPeerConnection takes them. */
export function mediaOptions(profile: Profile): MediaOptions {
  const { stun, turn } = profile;
  return {
    iceServers: [
      ...(stun ? [{ urls: [`stun:${hostPort(stun)}`] }] : []),
      ...(turn
        ? [
            {
              urls: [`turn:${hostPort(turn)}?transport=udp`, `turn:${hostPort(turn)}?transport=tcp`],
              ...(turn.user !== undefined && { username: turn.user }),
              ...(turn.password !== undefined && { credential: turn.password }),
            },
          ]
        : []),
    ],
    relayOnly: profile.icePolicy === 'relay',
  };
}

function hostPort({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}
