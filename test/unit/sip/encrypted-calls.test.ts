import { soundDescription, unencryptedDescription } from '../../fakes/sound-description';
import { agreeable, answerWith, ourContact, ourHost, WholePhone } from '../../fakes/whole-phone';

let phone: WholePhone;
const settled = () => jest.advanceTimersByTimeAsync(20);

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  phone = new WholePhone();
  await phone.phone.binding.start();
});
afterEach(async () => {
  const closing = phone.phone.close();
  await jest.advanceTimersByTimeAsync(3_000);
  await closing;
  jest.useRealTimers();
});

const invite = (sdp: string, ...more: string[]) =>
  [
    `INVITE sip:${ourContact}@${ourHost} SIP/2.0`,
    'Via: SIP/2.0/WSS gateway.example.com;branch=z9hG4bKinvite',
    'From: <sip:207@example.com>;tag=far',
    'To: <sip:201@example.com>',
    'Call-ID: plain',
    'CSeq: 1 INVITE',
    'Contact: <sip:207@gateway.example.com>',
    ...more,
    'Content-Type: application/sdp',
    `Content-Length: ${sdp.length}`,
    '',
    sdp,
  ].join('\r\n');

it('an offer of sound in the clear is refused with 488, and the user is told', async () => {
  const mark = phone.gateway.requests.length;
  phone.receives(invite(unencryptedDescription));
  await settled();
  expect(phone.sentSince(mark).map(({ text }) => text.split('\r\n', 1)[0])).toEqual([
    'SIP/2.0 100 Trying',
    'SIP/2.0 180 Ringing',
    'SIP/2.0 488 Not Acceptable Here',
  ]);
  expect(phone.ends).toEqual([{ reason: 'not-encrypted', status: undefined }]);
});

it('an answer of sound in the clear ends the call by BYE, and the user is told', async () => {
  phone.answer = (request) =>
    request.method === 'INVITE' ? answerWith(request, unencryptedDescription) : agreeable(request);
  await phone.call().invite();
  await settled();
  expect(phone.methods.slice(1)).toEqual(['INVITE', 'ACK', 'BYE']);
  expect(phone.ends).toEqual([{ reason: 'not-encrypted', status: undefined }]);
});

it('a call that stands refuses to go on in the clear, and goes on as it was', async () => {
  phone.receives(invite(soundDescription));
  await settled();
  await phone.taken[0]?.answer();
  const accepted = phone.gateway.requests.find(({ text }) => text.startsWith('SIP/2.0 200'));
  const tag = /^To: .*;tag=(\S+)/m.exec(accepted?.text ?? '')?.[1];
  const inCall = (method: string, number: number, sdp: string) =>
    invite(sdp)
      .replaceAll('INVITE', method)
      .replace('CSeq: 1', `CSeq: ${number}`)
      .replace('z9hG4bKinvite', `z9hG4bK${method}${number}`)
      .replace('To: <sip:201@example.com>', `To: <sip:201@example.com>;tag=${tag}`);
  phone.receives(inCall('ACK', 1, ''));
  await settled();
  const mark = phone.gateway.requests.length;
  phone.receives(inCall('INVITE', 2, unencryptedDescription));
  await settled();
  expect(phone.sentSince(mark).map(({ text }) => text.slice(0, 11))).toContain('SIP/2.0 488');
  expect(phone.ends).toEqual([]);
  phone.receives(inCall('BYE', 3, ''));
  await settled();
  expect(phone.ends).toEqual([{ reason: 'other-hung-up', status: undefined }]);
});
