import { refusalFor, withWayHere } from '../../../src/sip/redirection';
import { incomingInvite } from '../../fakes/far-requests';
import { soundDescription as sdp } from '../../fakes/sound-description';
import { WholePhone } from '../../fakes/whole-phone';

const message = (headers: Record<string, string | string[]>) => ({
  getHeaders: (name: string) => [headers[name] ?? []].flat(),
});

describe('a redirection of a call that others have sent here', () => {
  const at = { user: '201', domain: 'pbx.example.com' };
  const refusal = refusalFor({ to: '207', why: 'unconditional' }, at);
  const [contact, ours] = refusal.headers;
  const earlier = [
    '<sip:9@h>;reason=unconditional',
    '"Sales, main" <sip:300@h>;reason=no-answer;privacy=full',
  ];
  const history = '<sip:300@h>;index=1, <sip:201@h>;index=1.1;mp=1, <sip:201@192.0.2.5>;index=1.1.1;rc=1.1';

  it('tells of us above those before us, as they were', () => {
    expect(withWayHere(refusal, message({ Diversion: earlier }))).toEqual([
      contact,
      ours,
      ...earlier.map((value) => `Diversion: ${value}`),
    ]);
  });

  it('gives the history back to who wants it, and says what was mapped', () => {
    const asked = { Supported: ['timer', 'replaces, histinfo'], 'History-Info': history };
    expect(withWayHere(refusal, message(asked))).toEqual([
      `${contact};mp=1.1.1`,
      ours,
      `History-Info: ${history}`,
    ]);
    expect(withWayHere(refusal, message({ ...asked, Supported: 'timer' }))).toEqual(refusal.headers);
  });

  it('is as it was without any, where it has no end, and where nobody is sent anywhere', () => {
    expect(withWayHere(refusal, message({}))).toEqual(refusal.headers);
    const endless = Array(200).fill(earlier[0]);
    expect(withWayHere(refusal, message({ Diversion: endless }))).toEqual(refusal.headers);
    expect(withWayHere({ status: 486, headers: [] }, message({ Diversion: earlier }))).toEqual([]);
  });
});

it('a redirection says where to, who sends it and why', () => {
  const at = { user: '201', domain: 'pbx.example.com' };
  expect(refusalFor({ status: 603 }, at)).toEqual({ status: 603, headers: [] });
  expect(refusalFor({ to: '+49#1', why: 'no-answer' }, at)).toEqual({
    status: 302,
    headers: [
      'Contact: <sip:+49%231@pbx.example.com>',
      'Diversion: <sip:201@pbx.example.com>;reason=no-answer',
    ],
  });
});

describe('over the whole of sip.js', () => {
  const headers = ['Diversion: <sip:300@example.com>;reason=no-answer'];
  const ours = 'Diversion: <sip:201@example.com>;reason=user-busy';
  let desk: WholePhone;

  beforeEach(async () => {
    desk = await WholePhone.signedIn();
  });
  afterEach(() => desk.close());

  const settled = () => jest.advanceTimersByTimeAsync(10);
  const told = () => desk.gateway.requests.findLast(({ text }) => text.startsWith('SIP/2.0 302'))?.text;
  const both = `${ours}\r\n${headers[0]}\r\n`;

  it('a call is sent on at once with all who have sent it here', async () => {
    desk.taker = (invite) => invite.reject(302, ['Contact: <sip:207@example.com>', ours]);
    desk.receives(incomingInvite('one', { sdp, headers }));
    await settled();
    expect(told()).toContain(both);
  });

  it('and so is one that rings', async () => {
    desk.receives(incomingInvite('one', { sdp, headers }));
    await settled();
    expect(desk.incoming[0]?.sentOnBy).toEqual(['300']);
    void desk.taken[0]?.end('forwarded', 302, ['Contact: <sip:207@example.com>', ours]);
    await settled();
    expect(told()).toContain(both);
  });
});
