import { send } from '../../../src/ui/background-link';

const died = new Error('The message channel closed before a response was received');

function worker(...answers: (Error | object)[]): jest.Mock {
  const sendMessage = jest.fn(() => {
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  Object.assign(globalThis, { chrome: { runtime: { sendMessage } } });
  return sendMessage;
}

const hold = { callId: 'a', held: true };

describe('an intent that the worker dies over', () => {
  it('is asked again when asking twice asks for nothing more', async () => {
    const sendMessage = worker(died, { ok: true });
    await expect(send('set-hold', hold)).resolves.toBeUndefined();
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });

  it('is not asked again when that would be a second call', async () => {
    const sendMessage = worker(died, { ok: true, value: { callId: 'b' } });
    await expect(send('dial', { number: '600' })).rejects.toMatchObject({ code: 'unexpected' });
    expect(sendMessage).toHaveBeenCalledTimes(1);
  });

  it('is not asked again when the worker has answered that it is not possible', async () => {
    const sendMessage = worker({ ok: false, error: { code: 'not-possible-now', message: '' } }, { ok: true });
    await expect(send('set-hold', hold)).rejects.toMatchObject({ code: 'not-possible-now' });
    expect(sendMessage).toHaveBeenCalledTimes(1);
  });

  it('fails when the next worker dies over it too', async () => {
    worker(died, died);
    await expect(send('set-hold', hold)).rejects.toMatchObject({ code: 'unexpected' });
  });
});
