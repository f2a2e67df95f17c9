import type { MediaReply, MediaRequest } from '../../../src/contract/media-protocol';
import { WorkerLink } from '../../../src/media/worker-link';
import { type FakePort, installFakeRuntime } from '../../fakes/fake-runtime-port';

const event: MediaReply = { type: 'event', event: { type: 'late-candidates', sessionId: 'a' } };
const request: MediaRequest<'has'> = { type: 'request', id: 7, call: 'has', args: ['a'] };

let ports: FakePort[];
let needed: boolean;
let lost: jest.Mock;
let link: WorkerLink;
let finish: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  ports = installFakeRuntime();
  needed = true;
  lost = jest.fn();
  link = new WorkerLink({
    answer: ({ id }) =>
      new Promise((done) => {
        finish = () => done({ type: 'result', id, value: true });
      }),
    isNeeded: () => needed,
    onLost: lost,
  });
  link.connect();
});

afterEach(() => jest.useRealTimers());

function lastPort(): FakePort {
  const port = ports.at(-1);
  if (!port) throw new Error('never connected');
  return port;
}

async function dieAfter(milliseconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(milliseconds);
  lastPort().die();
}

it('connects again the moment a worker dies, as long as there are calls', async () => {
  for (let deaths = 1; deaths <= 5; deaths++) {
    await dieAfter(30_000);
    expect(ports).toHaveLength(deaths + 1);
    expect(lost).toHaveBeenCalledTimes(deaths);
  }
  expect(lastPort().name).toBe('media');
});

it('waits longer and longer for a worker that dies at its start', async () => {
  const waits: number[] = [];
  for (let deaths = 0; deaths < 8; deaths++) {
    const before = ports.length;
    lastPort().die();
    let waited = 0;
    for (; ports.length === before; waited += 100) await jest.advanceTimersByTimeAsync(100);
    waits.push(waited);
  }
  expect(waits).toEqual([100, 200, 400, 800, 800, 800, 800, 800]);
});

it('connects only once more without calls', async () => {
  needed = false;
  await dieAfter(30_000);
  expect(ports).toHaveLength(2);
  await dieAfter(30_000);
  expect(ports).toHaveLength(2);
});

it('connects once more without calls after each worker that asked for something', async () => {
  needed = false;
  await dieAfter(30_000);
  lastPort().receive(request);
  await dieAfter(30_000);
  expect(ports).toHaveLength(3);
});

it('keeps events while there is no worker', async () => {
  await dieAfter(0);
  link.send(event);
  await jest.advanceTimersByTimeAsync(100);
  expect(ports).toHaveLength(2);
  expect(lastPort().posted).toEqual([event]);
});

it('answers on the port that asked, and never a successor of the worker that asked', async () => {
  const first = lastPort();
  first.receive(request);
  await dieAfter(30_000);
  finish();
  await jest.advanceTimersByTimeAsync(0);
  expect(first.posted).toEqual([]);
  expect(lastPort().posted).toEqual([]);
  lastPort().receive(request);
  finish();
  await jest.advanceTimersByTimeAsync(0);
  expect(lastPort().posted).toEqual([{ type: 'result', id: 7, value: true }]);
});
