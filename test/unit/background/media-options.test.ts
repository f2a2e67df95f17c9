import { mediaOptions } from '../../../src/background/media-options';
import type { AudioCodec } from '../../../src/contract/media-session';
import { defaultFeatures } from '../../../src/domain/profile-features';
import { profileOf } from '../../fakes/profiles';

const named = { host: 'stun.example.net', port: 3479 };

describe('the STUN server', () => {
  it.each([
    ['the profile has none and the gateway names none', {}, undefined, []],
    ['only the gateway names one', {}, named, ['stun:stun.example.net:3479']],
    ['only the profile has one', { STUNHost: 'a.example' }, undefined, ['stun:a.example:3478']],
    ['both do', { STUNHost: 'a.example', STUNPort: '5000' }, named, ['stun:a.example:5000']],
    ['its address is IPv6', {}, { host: '[2001:db8::1]', port: 3478 }, ['stun:[2001:db8::1]:3478']],
  ])('where %s', (_case, settings, stun, urls) => {
    expect(mediaOptions(profileOf(settings), stun).iceServers.flatMap((server) => server.urls)).toEqual(urls);
  });
});

it('names a TURN server by both transports, with its credentials, behind the STUN server', () => {
  const profile = profileOf({
    STUNHost: 'a.example',
    TURNHost: 'b.example',
    TURNUser: 'ringtab',
    TURNPassword: 'planted',
    ICEPolicy: 'relay',
  });
  expect(mediaOptions(profile)).toEqual({
    iceServers: [
      { urls: ['stun:a.example:3478'] },
      {
        urls: ['turn:b.example:3478?transport=udp', 'turn:b.example:3478?transport=tcp'],
        username: 'ringtab',
        credential: 'planted',
      },
    ],
    relayOnly: true,
  });
});

describe('codecs', () => {
  const refused = (codecs: Partial<ReturnType<typeof defaultFeatures>['codecs']>) => {
    const features = defaultFeatures();
    return mediaOptions({
      ...profileOf(),
      features: { ...features, codecs: { ...features.codecs, ...codecs } },
    }).refusedCodecs;
  };

  it.each<[Parameters<typeof refused>[0], AudioCodec[] | undefined]>([
    [{}, undefined],
    [{ opus: false }, ['opus']],
    [{ g711a: false }, ['pcma']],
    [{ g711u: false, g722: false }, ['g722', 'pcmu']],
  ])('of a settings file with %j: %j are refused', (codecs, names) => {
    expect(refused(codecs)).toEqual(names);
  });

  it.each<[string | undefined, AudioCodec[] | undefined, AudioCodec[] | undefined]>([
    [undefined, undefined, undefined],
    ['g722, opus', ['g722', 'opus'], ['pcma', 'pcmu']],
    ['g711u,g711a,g722,opus', ['pcmu', 'pcma', 'g722', 'opus'], undefined],
    ['nothing good', undefined, undefined],
  ])('of a profile that says %s: in the order %j, without %j', (written, codecOrder, refusedCodecs) => {
    const options = mediaOptions(profileOf(written === undefined ? {} : { Codecs: written }));
    expect([options.codecOrder, options.refusedCodecs]).toEqual([codecOrder, refusedCodecs]);
  });
});
