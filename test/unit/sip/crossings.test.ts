import type { CallSession } from '../../../src/sip/call-session';
import { keepInvite } from '../../../src/sip/orphans';
import type { SavedDialog } from '../../../src/sip/saved-dialog';
import { type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { incomingInvite, inDialogAnswered, inDialogOf } from '../../fakes/far-requests';
import { soundDescription } from '../../fakes/sound-description';
import { agreeable, answerWith, ownMedia, WholePhone } from '../../fakes/whole-phone';

const contact = 'Contact: <sip:600@gateway.example.com>';
const challenge = [
  '407 Proxy Authentication Required',
  'Proxy-Authenticate: Digest realm="demo", nonce="n1", algorithm=MD5',
] as const;

let desk: WholePhone;

beforeEach(async () => {
  desk = await WholePhone.signedIn();
});
afterEach(() => desk.close());

const settled = () => jest.advanceTimersByTimeAsync(10);
/** Answers INVITEs so, everything else as usual. */
const toInvites = (answer: (request: FakeRequest) => string | undefined) => {
  desk.answer = (request) => (request.method === 'INVITE' ? answer(request) : agreeable(request));
};
const ringing = (request: FakeRequest) => respond(request, '180 Ringing', contact);
const invites = () => desk.gateway.requests.filter(({ method }) => method === 'INVITE');
/** What has left, but for registering. */
const sent = () => desk.methods.filter((method) => method !== 'REGISTER');

function lastInvite(): FakeRequest {
  const invite = invites().at(-1);
  if (!invite) throw new Error('no INVITE');
  return invite;
}

async function dialled(): Promise<CallSession> {
  const call = desk.call();
  await call.invite();
  await settled();
  return call;
}

async function talking(): Promise<{ call: CallSession; saved: SavedDialog }> {
  toInvites((request) => answerWith(request, soundDescription));
  const call = await dialled();
  const saved = call.saved();
  if (!saved) throw new Error('not established');
  return { call, saved };
}

/** Time enough for every timer of RFC 3261, and then nothing of any call is left in sip.js. */
async function nothingIsLeft(): Promise<void> {
  await jest.advanceTimersByTimeAsync(33_000);
  expect(desk.leftovers()).toEqual({ dialogs: 0, clients: 0, servers: 0, sessions: 0 });
}

/** The gateway drops the socket, and the phone comes back over another one. */
async function anotherSocket(): Promise<void> {
  desk.gateway.openSockets[0]?.drop();
  await settled();
  await jest.advanceTimersByTimeAsync(8_000);
  expect(desk.gateway.openSockets).toHaveLength(1);
}

async function receives(text: string): Promise<void> {
  desk.receives(text);
  await settled();
}

describe('a call that was given up', () => {
  it('before the gateway asks for credentials does not leave a second time', async () => {
    toInvites(() => undefined);
    const call = await dialled();
    const ending = call.end('cancelled', 480);
    await receives(respond(lastInvite(), ...challenge));
    expect(sent()).toEqual(['INVITE', 'ACK']);
    await expect(ending).resolves.toBe(true);
    expect(desk.ends).toEqual([{ reason: 'cancelled', status: undefined }]);
    await nothingIsLeft();
  });

  it('after 100, before the gateway asks for credentials, is cancelled, and does not leave a second time', async () => {
    toInvites((request) => respond(request, '100 Trying'));
    const call = await dialled();
    void call.end('cancelled', 480);
    await receives(respond(lastInvite(), ...challenge));
    expect(sent()).toEqual(['INVITE', 'CANCEL', 'ACK']);
    await nothingIsLeft();
  });

  it('and is answered all the same gets ACK and BYE', async () => {
    toInvites(ringing);
    const call = await dialled();
    const ending = call.end('cancelled', 480);
    await receives(answerWith(lastInvite(), soundDescription));
    expect(sent()).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    await expect(ending).resolves.toBe(true);
    await nothingIsLeft();
  });

  it('and is never answered, not even by 487, is over after 32 s', async () => {
    toInvites(ringing);
    const call = await dialled();
    const ending = call.end('cancelled', 480);
    await nothingIsLeft();
    await expect(ending).resolves.toBe(false);
    expect(desk.ends).toHaveLength(1);
  });

  it('over a socket that goes before the CANCEL is answered ends here, and is known not to be told', async () => {
    toInvites(ringing);
    const call = await dialled();
    const ending = call.end('cancelled', 480);
    await settled();
    await anotherSocket();
    await expect(ending).resolves.toBe(false);
    await nothingIsLeft();
  });
});

describe('a call of an earlier worker, or of a lost socket', () => {
  async function abandoned(answer = ringing): Promise<FakeRequest> {
    toInvites(answer);
    const call = await dialled();
    const invite = lastInvite();
    desk.gateway.openSockets[0]?.drop();
    await call.forget('network-lost');
    await jest.advanceTimersByTimeAsync(8_000);
    const told = desk.phone.abandon(keepInvite(invite.text), 'outgoing');
    await settled();
    await expect(told).resolves.toBe(true);
    const cancel = desk.gateway.requests.at(-1);
    expect(cancel?.text.split(' ')[1]).toBe(invite.text.split(' ')[1]);
    for (const name of ['Via', 'From', 'To', 'Call-ID'])
      expect(cancel?.header(name)).toBe(invite.header(name));
    expect(cancel?.header('CSeq')).toBe(invite.header('CSeq').replace('INVITE', 'CANCEL'));
    return invite;
  }

  it('is cancelled over the new socket, and its 487 is acknowledged', async () => {
    const invite = await abandoned();
    await receives(respond(invite, '487 Request Terminated'));
    expect(sent()).toEqual(['INVITE', 'CANCEL', 'ACK']);
    const ack = desk.gateway.requests.at(-1);
    expect(ack?.header('Via')).toBe(invite.header('Via'));
    expect(ack?.header('CSeq')).toBe('1 ACK');
    expect(ack?.header('To')).toContain('tag=gateway');
    await nothingIsLeft();
  });

  it('that left a second time, with credentials, is cancelled under its second number', async () => {
    const invite = await abandoned((request) =>
      request.header('Proxy-Authorization') ? ringing(request) : respond(request, ...challenge),
    );
    expect(invite.header('CSeq')).toBe('2 INVITE');
    await receives(respond(invite, '487 Request Terminated'));
    expect(sent()).toEqual(['INVITE', 'ACK', 'INVITE', 'CANCEL', 'ACK']);
    await nothingIsLeft();
  });

  it('that was answered as the CANCEL crossed gets ACK and BYE', async () => {
    const invite = await abandoned();
    await receives(
      answerWith(invite, soundDescription).replace(
        contact,
        `${contact}\r\nRecord-Route: <sip:edge.example.com;lr>`,
      ),
    );
    expect(sent()).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    const [ack, bye] = desk.gateway.requests.slice(-2);
    expect(ack?.header('CSeq')).toBe('1 ACK');
    for (const request of [ack, bye]) {
      expect(request?.text.split(' ')[1]).toBe('sip:600@gateway.example.com');
      expect(request?.header('Route')).toBe('<sip:edge.example.com;lr>');
      expect(request?.header('To')).toContain('tag=gateway');
      expect(request?.header('From')).toBe(invite.header('From'));
    }
    await nothingIsLeft();
  });

  it('whose 200 is repeated is acknowledged each time', async () => {
    const invite = await abandoned();
    await receives(answerWith(invite, soundDescription));
    await receives(answerWith(invite, soundDescription));
    expect(sent().filter((method) => method === 'ACK')).toHaveLength(2);
    await nothingIsLeft();
  });

  it('whose 200 has no tag, or comes a hundred times, wears nobody out', async () => {
    const invite = await abandoned();
    await receives(answerWith(invite, soundDescription).replace(';tag=gateway', ''));
    expect(sent()).toEqual(['INVITE', 'CANCEL']);
    for (let each = 0; each < 100; each++) {
      desk.receives(answerWith(invite, soundDescription).replace(';tag=gateway', `;tag=g${each}`));
    }
    await settled();
    expect(sent().length).toBeLessThan(50);
    await nothingIsLeft();
  }, 30_000);
});

describe('an INVITE that forked', () => {
  it('keeps the first that answers; each other gets ACK and BYE', async () => {
    const { call } = await talking();
    const second = answerWith(lastInvite(), soundDescription).replace(';tag=gateway', ';tag=other');
    await receives(second);
    expect(sent()).toEqual(['INVITE', 'ACK', 'ACK', 'BYE']);
    const bye = desk.gateway.requests.at(-1);
    expect(bye?.header('To')).toContain('tag=other');
    expect(desk.ends).toEqual([]);
    expect(call.saved()?.remoteTag).toBe('gateway');
    void call.end('hung-up', 480);
    await settled();
    expect(desk.gateway.requests.at(-1)?.header('To')).toContain('tag=gateway');
    await nothingIsLeft();
  });

  it('and is answered a second time when sip.js has long forgotten it', async () => {
    const { call } = await talking();
    const invite = lastInvite();
    await jest.advanceTimersByTimeAsync(40_000);
    await receives(answerWith(invite, soundDescription).replace(';tag=gateway', ';tag=other'));
    expect(sent().slice(-2)).toEqual(['ACK', 'BYE']);
    expect(desk.ends).toEqual([]);
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });
});

describe('a socket that is lost', () => {
  it.each([
    ['before 100', () => undefined],
    ['after 100', (request: FakeRequest) => respond(request, '100 Trying')],
    ['between 180 and 200', ringing],
  ])('%s ends a call of ours', async (_when, answer) => {
    toInvites(answer);
    await dialled();
    desk.gateway.openSockets[0]?.drop();
    await settled();
    expect(desk.ends).toEqual([{ reason: 'network-lost', status: undefined }]);
    await nothingIsLeft();
  });

  it('between 200 and ACK leaves the call standing: its ACK leaves over the new one', async () => {
    let taken = () => {};
    const slow = { ...ownMedia, acceptAnswer: () => new Promise<void>((resolve) => (taken = resolve)) };
    toInvites((request) => answerWith(request, soundDescription));
    const call = desk.follow(desk.phone.call('600', slow));
    await call.invite();
    await settled();
    expect(sent()).toEqual(['INVITE']);
    expect(call.isAnswered).toBe(true);
    call.connectionLost();
    desk.gateway.openSockets[0]?.drop();
    await settled();
    taken();
    await settled();
    expect(call.saved()).toBeDefined();
    await jest.advanceTimersByTimeAsync(8_000);
    slow.acceptAnswer = () => Promise.resolve();
    await expect(call.reinvite()).resolves.toBe(true);
    expect(sent()).toEqual(['INVITE', 'ACK', 'INVITE', 'ACK']);
    const acks = desk.gateway.requests.filter(({ method }) => method === 'ACK');
    expect(acks[0]?.header('CSeq')).toBe('1 ACK');
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });

  it('after the 200 of the gateway, which repeats it, has it acknowledged once more', async () => {
    const { call } = await talking();
    const invite = lastInvite();
    await anotherSocket();
    await receives(answerWith(invite, soundDescription));
    expect(sent()).toEqual(['INVITE', 'ACK', 'ACK']);
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });

  it('during a BYE has it sent again', async () => {
    const { call, saved } = await talking();
    desk.answer = (request) => (request.method === 'BYE' ? undefined : agreeable(request));
    const ending = call.end('hung-up', 480);
    await settled();
    await anotherSocket();
    await expect(ending).resolves.toBe(false);
    desk.answer = agreeable;
    await expect(Promise.all([desk.phone.hangUp(saved), settled()])).resolves.toEqual([true, undefined]);
    const byes = desk.gateway.requests.filter(({ method }) => method === 'BYE');
    expect(byes).toHaveLength(2);
    const [first = 0, second = 0] = byes.map((bye) => Number.parseInt(bye.header('CSeq'), 10));
    expect(second).toBeGreaterThan(first);
    await nothingIsLeft();
  });

  it('before our answer was acknowledged has it repeated over the new one, and only then a re-INVITE', async () => {
    await receives(incomingInvite('new', { sdp: soundDescription }));
    const [call] = desk.taken;
    if (!call) throw new Error('no call');
    await Promise.all([call.answer(), settled()]);
    call.connectionLost();
    await anotherSocket();
    const mark = desk.gateway.requests.length;
    const repaired = call.reinvite();
    await settled();
    expect(desk.sentSince(mark).map(({ method }) => method)).toEqual(['SIP/2.0']);
    const answer = desk.sentSince(mark)[0];
    await receives(inDialogAnswered(answer, 'ACK'));
    await jest.advanceTimersByTimeAsync(4_000);
    await expect(repaired).resolves.toBe(true);
    expect(invites()).toHaveLength(1);
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });
});

it('a BYE behind tones that the gateway wants credentials for has a number of its own', async () => {
  desk.answer = (request) => {
    const isAsked = request.method === 'INVITE' || request.method === 'INFO';
    if (isAsked && request.header('Proxy-Authorization') === '') return respond(request, ...challenge);
    return agreeable(request);
  };
  const call = desk.follow(desk.phone.call('600', { ...ownMedia, sendTones: async () => false }));
  await call.invite();
  await settled();
  await call.sendTones('1');
  await settled();
  void call.end('hung-up', 480);
  await settled();
  const numbers = desk.gateway.requests
    .filter(({ method }) => method === 'INFO' || method === 'BYE')
    .map((request) => Number.parseInt(request.header('CSeq'), 10));
  expect(numbers).toEqual([3, 4, 5]);
});

describe('a re-INVITE', () => {
  it.each([
    ['a redirection', '302 Moved Temporarily'],
    ['403', '403 Forbidden'],
    ['488', '488 Not Acceptable Here'],
    ['603', '603 Decline'],
  ])('that is answered by %s changes nothing, and the next one leaves', async (_what, status) => {
    const { call } = await talking();
    toInvites((request) => respond(request, status));
    const first = call.reinvite();
    await settled();
    await expect(first).resolves.toBe(false);
    toInvites((request) => answerWith(request, soundDescription));
    const second = call.reinvite();
    await settled();
    await expect(second).resolves.toBe(true);
    expect(desk.ends).toEqual([]);
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });

  it.each([
    ['481 Call/Transaction Does Not Exist', 'call-gone'],
    ['408 Request Timeout', 'other-silent'],
  ])('that is answered %s ends the call', async (status, reason) => {
    const { call } = await talking();
    toInvites((request) => respond(request, status));
    const done = call.reinvite();
    await settled();
    await expect(done).resolves.toBe(false);
    expect(desk.ends).toEqual([{ reason, status: undefined }]);
    expect(sent().at(-1)).toBe('BYE');
    await nothingIsLeft();
  });

  it('that nobody answers ends the call after 32 s', async () => {
    const { call } = await talking();
    toInvites(() => undefined);
    void call.reinvite();
    await jest.advanceTimersByTimeAsync(31_000);
    expect(desk.ends).toEqual([]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(desk.ends).toEqual([{ reason: 'gateway-silent', status: undefined }]);
    await nothingIsLeft();
  });

  describe('that is told 100, and nothing more,', () => {
    it('is cancelled after 32 s: the call goes on as it was, and the next one leaves', async () => {
      const { call } = await talking();
      toInvites((request) => respond(request, '100 Trying'));
      const first = call.setHold(true);
      await jest.advanceTimersByTimeAsync(31_900);
      expect(sent()).not.toContain('CANCEL');
      await jest.advanceTimersByTimeAsync(200);
      expect(sent()).toContain('CANCEL');
      await receives(respond(lastInvite(), '487 Request Terminated'));
      await expect(first).resolves.toBe(false);
      toInvites((request) => answerWith(request, soundDescription));
      const second = call.setHold(true);
      await settled();
      await expect(second).resolves.toBe(true);
      expect(desk.ends).toEqual([]);
      void call.end('hung-up', 480);
      await nothingIsLeft();
    });

    it('not even to its CANCEL, is refused from here', async () => {
      const { call } = await talking();
      toInvites((request) => respond(request, '100 Trying'));
      const first = call.reinvite();
      await jest.advanceTimersByTimeAsync(36_100);
      await expect(first).resolves.toBe(false);
      toInvites((request) => answerWith(request, soundDescription));
      const second = call.reinvite();
      await settled();
      await expect(second).resolves.toBe(true);
      expect(desk.ends).toEqual([]);
      void call.end('hung-up', 480);
      await nothingIsLeft();
    });

    it('has had its answer in time: there is nothing to cancel', async () => {
      const { call } = await talking();
      toInvites((request) => respond(request, '100 Trying'));
      const first = call.reinvite();
      await jest.advanceTimersByTimeAsync(31_000);
      await receives(answerWith(lastInvite(), soundDescription));
      await expect(first).resolves.toBe(true);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(sent()).not.toContain('CANCEL');
      void call.end('hung-up', 480);
      await nothingIsLeft();
    });
  });

  it.each([
    ['500 Server Internal Error', ['Retry-After: 5'], 5_000],
    ['503 Service Unavailable', ['Retry-After: 3'], 3_000],
    // Ours: 2.1 to 4 s; chance is 0.5.
    ['491 Request Pending', [], 3_050],
    ['500 Server Internal Error', [], 3_050],
  ])('that is answered %s %j leaves again after %d ms', async (status, headers, pause) => {
    const { call } = await talking();
    toInvites((request) => respond(request, status, ...headers));
    const done = call.reinvite();
    await settled();
    toInvites((request) => answerWith(request, soundDescription));
    const before = invites().length;
    await jest.advanceTimersByTimeAsync(pause - 100);
    expect(invites()).toHaveLength(before);
    await jest.advanceTimersByTimeAsync(200);
    expect(invites()).toHaveLength(before + 1);
    await expect(done).resolves.toBe(true);
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });

  it('crossing one of the far end waits its shorter time in a call that they began (RFC 3261 section 14.1)', async () => {
    const { call, saved } = await talking();
    await call.forget('hung-up');
    const resumed = desk.follow(desk.phone.resume({ ...saved, ownsCallId: false }, ownMedia));
    toInvites((request) => respond(request, '491 Request Pending'));
    const done = resumed.reinvite();
    await settled();
    toInvites((request) => answerWith(request, soundDescription));
    await jest.advanceTimersByTimeAsync(1_100);
    await expect(done).resolves.toBe(true);
    void resumed.end('hung-up', 480);
    await nothingIsLeft();
  });
});

describe('a call that was resumed', () => {
  async function resumed(): Promise<{ call: CallSession; invite: FakeRequest }> {
    const { call, saved } = await talking();
    const invite = lastInvite();
    await call.forget('hung-up');
    desk.ends.length = 0;
    return { call: desk.follow(desk.phone.resume(saved, ownMedia)), invite };
  }
  const answersTo = (method: string) =>
    desk.gateway.requests
      .filter(({ text }) => text.startsWith('SIP/2.0') && text.includes(` ${method}\r\n`))
      .map(({ text }) => text.split(' ')[1]);

  it('ends by the BYE of the far end; the same BYE again, or another, gets 481', async () => {
    const { invite } = await resumed();
    await receives(inDialogOf(invite, 'BYE'));
    expect(desk.ends).toEqual([{ reason: 'other-hung-up', status: undefined }]);
    await receives(inDialogOf(invite, 'BYE'));
    await receives(inDialogOf(invite, 'BYE', { number: 2 }));
    // A WebSocket loses nothing, so the transaction is over with its answer (RFC 3261 section 17.2.2).
    expect(answersTo('BYE')).toEqual(['200', '481', '481']);
    await nothingIsLeft();
  });

  it('is over by the worker’s death where its media cannot go on from what the far end answers, and by no death later', async () => {
    const { call, saved } = await talking();
    await call.forget('hung-up');
    for (const [agreed, reason] of [
      [false, 'phone-restarted'],
      [true, 'other'],
    ] as const) {
      desk.ends.length = 0;
      const media = { ...ownMedia };
      const again = desk.follow(desk.phone.resume(saved, media));
      if (agreed) {
        const repaired = again.reinvite();
        await settled();
        await expect(repaired).resolves.toBe(true);
      }
      media.acceptAnswer = () => Promise.reject(new Error('another DTLS role'));
      media.rollback = () => Promise.reject(new Error('no way back'));
      void again.reinvite();
      await settled();
      expect(desk.ends).toEqual([{ reason, status: undefined }]);
      expect(sent().at(-1)).toBe('BYE');
      await nothingIsLeft();
    }
  });

  it('answers 481 to requests of a dialog that is not its own, and goes on', async () => {
    const { call, invite } = await resumed();
    for (const method of ['BYE', 'INFO', 'INVITE', 'UPDATE']) {
      await receives(inDialogOf(invite, method).replace(/tag=gateway/, 'tag=stranger'));
      expect(answersTo(method)).toEqual(['481']);
    }
    expect(desk.ends).toEqual([]);
    void call.end('hung-up', 480);
    await nothingIsLeft();
  });
});

it('an INVITE that nobody answers, not even by 100, is the gateway’s silence, not the far end’s', async () => {
  toInvites(() => undefined);
  await dialled();
  await nothingIsLeft();
  expect(desk.ends).toEqual([{ reason: 'gateway-silent', status: undefined }]);
});

it.each([
  ['another realm', 'elsewhere', 'password-not-given'],
  ['the same realm again', 'demo', 'not-allowed'],
])(
  'a proxy that, given the password, asks for %s (%s) ends the call with %s',
  async (_what, realm, reason) => {
    toInvites((request) => {
      const asked = request.header('Proxy-Authorization') ? realm : 'demo';
      return respond(
        request,
        '407 Proxy Authentication Required',
        `Proxy-Authenticate: Digest realm="${asked}", nonce="n1", algorithm=MD5`,
      );
    });
    await dialled();
    expect(invites()).toHaveLength(2);
    expect(desk.ends).toEqual([{ reason, status: 407 }]);
    await nothingIsLeft();
  },
);
