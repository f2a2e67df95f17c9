import { incomingInvite, inDialogAnswered } from '../../fakes/far-requests';
import { soundDescription, unencryptedDescription } from '../../fakes/sound-description';
import { agreeable, answerWith, WholePhone } from '../../fakes/whole-phone';

let phone: WholePhone;
const settled = () => jest.advanceTimersByTimeAsync(20);

beforeEach(async () => {
  phone = await WholePhone.signedIn();
});
afterEach(() => phone.close());

it('an offer of sound in the clear is refused with 488, and the user is told', async () => {
  const mark = phone.gateway.requests.length;
  phone.receives(incomingInvite('plain', { sdp: unencryptedDescription }));
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
  phone.receives(incomingInvite('plain', { sdp: soundDescription }));
  await settled();
  await phone.taken[0]?.answer();
  const accepted = phone.gateway.requests.find(({ text }) => text.startsWith('SIP/2.0 200'));
  phone.receives(inDialogAnswered(accepted, 'ACK'));
  await settled();
  const mark = phone.gateway.requests.length;
  phone.receives(inDialogAnswered(accepted, 'INVITE', { number: 2, sdp: unencryptedDescription }));
  await settled();
  expect(phone.sentSince(mark).map(({ text }) => text.slice(0, 11))).toContain('SIP/2.0 488');
  expect(phone.ends).toEqual([]);
  phone.receives(inDialogAnswered(accepted, 'BYE', { number: 3 }));
  await settled();
  expect(phone.ends).toEqual([{ reason: 'other-hung-up', status: undefined }]);
});
