import { readIntent, sendIntent } from '../../../src/contract/messenger';

function answering(answer: unknown): void {
  // As Chrome does: only what JSON can carry crosses.
  const crossed = answer === undefined ? undefined : JSON.parse(JSON.stringify(answer));
  Object.assign(globalThis, { chrome: { runtime: { sendMessage: () => Promise.resolve(crossed) } } });
}

describe('an intent on its way to the worker', () => {
  it('is read with its arguments checked', () => {
    const message = { to: 'background', intent: 'dial', args: { number: '600' } };
    expect(readIntent(message)).toEqual({ intent: 'dial', args: { number: '600' } });
  });

  it.each([
    ['another address', { to: 'offscreen', intent: 'dial', args: { number: '600' } }],
    ['an unknown intent', { to: 'background', intent: 'format-disk', args: {} }],
    ['a wrong argument', { to: 'background', intent: 'dial', args: { number: 600 } }],
    [
      'tones that are none',
      { to: 'background', intent: 'send-tones', args: { callId: 'a', tones: 'hello' } },
    ],
    ['no object', 'dial'],
  ])('is refused with %s', (_what, message) => {
    expect(() => readIntent(message)).toThrow(expect.objectContaining({ code: 'not-allowed' }));
  });

  it('does not repeat a password that does not fit', () => {
    const args = { profileId: 'p', user: '', password: 'hunter2', staySignedIn: false };
    expect(() => readIntent({ to: 'background', intent: 'sign-in', args })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('the answer to an intent', () => {
  it('may be nothing, which does not survive the crossing', async () => {
    answering({ ok: true, value: undefined });
    await expect(sendIntent('sign-out', {})).resolves.toBeUndefined();
  });

  it('is the error that the worker threw', async () => {
    answering({ ok: false, error: { code: 'no-number', message: 'nothing to dial' } });
    await expect(sendIntent('dial', { number: '' })).rejects.toMatchObject({ code: 'no-number' });
  });

  it.each([[undefined], [{ ok: 'yes' }], [{ ok: false, error: { code: 'nonsense', message: '' } }]])(
    'is unexpected when it is %p',
    async (answer) => {
      answering(answer);
      await expect(sendIntent('dial', { number: '1' })).rejects.toMatchObject({ code: 'unexpected' });
    },
  );
});
