import type { FakeRequest } from '../../fakes/fake-gateway-socket';
import { incomingInvite, inDialogAnswered } from '../../fakes/far-requests';
import { soundDescription as sdp } from '../../fakes/sound-description';
import { WholePhone } from '../../fakes/whole-phone';

let desk: WholePhone;
const settled = () => jest.advanceTimersByTimeAsync(10);

beforeEach(async () => {
  desk = await WholePhone.signedIn();
});
afterEach(() => desk.close());

const ringing = () => desk.gateway.requests.findLast(({ text }) => text.startsWith('SIP/2.0 180'));
const finalAnswers = () =>
  desk.gateway.requests
    .filter(({ text }) => /^SIP\/2\.0 [2-6]/.test(text))
    .map((answer: FakeRequest) => `${answer.text.split(' ')[1]} ${answer.header('CSeq').split(' ')[1]}`);

it('a caller who hangs up while it rings, instead of cancelling, makes it stop (RFC 3261 section 15)', async () => {
  desk.receives(incomingInvite('early', { sdp }));
  await settled();
  desk.receives(inDialogAnswered(ringing(), 'BYE', { number: 2 }));
  await settled();
  expect(finalAnswers()).toEqual(['200 BYE', '487 INVITE']);
  expect(desk.ends).toEqual([{ reason: 'caller-gave-up', status: undefined }]);
  await jest.advanceTimersByTimeAsync(33_000);
  expect(desk.leftovers()).toEqual({ dialogs: 0, clients: 0, servers: 0, sessions: 0 });
});

it('one who does so in the moment of our answer ends the call', async () => {
  desk.receives(incomingInvite('early', { sdp }));
  await settled();
  const [call] = desk.taken;
  const answering = call?.answer().catch(() => undefined);
  desk.receives(inDialogAnswered(ringing(), 'BYE', { number: 2 }));
  await Promise.all([answering, settled()]);
  expect(finalAnswers()).toEqual(['200 BYE', '487 INVITE']);
  expect(desk.ends).toEqual([{ reason: 'caller-gave-up', status: undefined }]);
});

it('one who does so without having acknowledged our answer hears nothing more of it', async () => {
  desk.receives(incomingInvite('early', { sdp }));
  await settled();
  await desk.taken[0]?.answer();
  desk.receives(inDialogAnswered(ringing(), 'BYE', { number: 2 }));
  await settled();
  expect(finalAnswers()).toEqual(['200 INVITE', '200 BYE']);
  await jest.advanceTimersByTimeAsync(33_000);
  expect(finalAnswers()).toEqual(['200 INVITE', '200 BYE']);
  expect(desk.methods).not.toContain('BYE');
  expect(desk.leftovers()).toEqual({ dialogs: 0, clients: 0, servers: 0, sessions: 0 });
});

describe('a caller who hangs up after our answer, and says that another phone has the call,', () => {
  const reason = 'Reason: SIP;cause=200;text="Call completed elsewhere"';
  const answered = async () => {
    desk.receives(incomingInvite('early', { sdp }));
    await settled();
    await desk.taken[0]?.answer();
    desk.receives(inDialogAnswered(ringing(), 'ACK'));
    await settled();
  };
  const hangsUp = async () => {
    desk.receives(inDialogAnswered(ringing(), 'BYE', { number: 2, headers: [reason] }));
    await settled();
  };

  it('is believed at once: two phones have answered', async () => {
    await answered();
    await hangsUp();
    expect(desk.ends).toEqual([{ reason: 'answered-elsewhere', status: undefined }]);
  });

  it('has hung up where we have talked', async () => {
    await answered();
    await jest.advanceTimersByTimeAsync(10_000);
    await hangsUp();
    expect(desk.ends).toEqual([{ reason: 'other-hung-up', status: undefined }]);
  });
});

it('one whose call another phone has taken is said to be', async () => {
  desk.receives(incomingInvite('early', { sdp }));
  await settled();
  const reason = 'Reason: SIP;cause=200;text="Call completed elsewhere"';
  desk.receives(inDialogAnswered(ringing(), 'BYE', { number: 2, headers: [reason] }));
  await settled();
  expect(desk.ends).toEqual([{ reason: 'answered-elsewhere', status: undefined }]);
});
