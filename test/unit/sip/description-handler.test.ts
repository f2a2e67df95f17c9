import type { MediaSession } from '../../../src/contract/media-session';
import { DescriptionHandler, isHold } from '../../../src/sip/description-handler';

const offer = ({ address = '192.0.2.1', head = '', audio = '' }) =>
  ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 't=0 0', head, 'm=audio 9 UDP/TLS/RTP/SAVPF 0']
    .concat([`c=IN IP4 ${address}`, audio, ''])
    .filter((line, i, all) => line !== '' || i === all.length - 1)
    .join('\r\n');

describe('an offer', () => {
  it.each([
    ['sendonly', offer({ audio: 'a=sendonly' })],
    ['inactive', offer({ audio: 'a=inactive' })],
    ['sendonly for the whole session', offer({ head: 'a=sendonly' })],
    ['the old address 0.0.0.0', offer({ address: '0.0.0.0' })],
  ])('of %s is a hold', (_what, sdp) => expect(isHold(sdp)).toBe(true));

  it.each([
    ['no direction', offer({})],
    ['sendrecv', offer({ audio: 'a=sendrecv' })],
    ['recvonly', offer({ audio: 'a=recvonly' })],
    ['its own direction before that of the session', offer({ head: 'a=inactive', audio: 'a=sendrecv' })],
    ['0.0.0.0 with ICE for the stream', offer({ address: '0.0.0.0', audio: 'a=ice-ufrag:abcd' })],
    ['0.0.0.0 with ICE for the session', offer({ address: '0.0.0.0', head: 'a=ice-ufrag:abcd' })],
    ['no sound', 'v=0\r\n'],
    ['nonsense', 'nonsense'],
  ])('of %s is none', (_what, sdp) => expect(isHold(sdp)).toBe(false));
});

it('lets no offer leave once the call has ended', async () => {
  let offer = (_sdp: string) => {};
  const createOffer = () =>
    new Promise<string>((resolve) => {
      offer = resolve;
    });
  const description = new DescriptionHandler(
    { createOffer } as Partial<MediaSession> as MediaSession,
    { onHeldByOther() {}, onRefused() {} },
    true,
  );
  const leaves = description.getDescription();
  offer('v=0');
  await expect(leaves).resolves.toEqual({ body: 'v=0', contentType: 'application/sdp' });
  const late = description.getDescription();
  description.end();
  offer('v=0');
  await expect(late).rejects.toThrow('over');
});

describe('an answer that cannot be used', () => {
  const plain = 'v=0\r\nm=audio 4000 RTP/AVP 0\r\n';
  const done: string[] = [];

  async function answered(stands: boolean): Promise<DescriptionHandler> {
    done.length = 0;
    const media = {
      createOffer: async () => 'v=0',
      acceptAnswer: async () => void done.push('answer'),
      rollback: async () => void done.push('rollback'),
    } as Partial<MediaSession> as MediaSession;
    const description = new DescriptionHandler(media, { onHeldByOther() {}, onRefused() {} }, stands);
    await description.getDescription();
    await description.setDescription(plain);
    return description;
  }

  it('leaves a call that stands as it was, and is told once', async () => {
    const description = await answered(true);
    expect(done).toEqual(['rollback']);
    expect(description.wasAnswerRefused()).toBe(true);
    expect(description.wasAnswerRefused()).toBe(false);
    await expect(description.getDescription()).resolves.toMatchObject({ body: 'v=0' });
  });

  it('ends one that is only being made', async () => {
    await expect(answered(false)).rejects.toThrow('encrypt');
    expect(done).toEqual([]);
  });
});
