import { ClockKeeper } from '../../../src/background/clock-keeper';
import { silentLogger } from '../../fakes/silent-logger';

const hour = 3_600_000;

function watch() {
  const told: string[] = [];
  const clocks = new ClockKeeper({
    read: () => ({ wall: Date.now(), steady: performance.now() }),
    onWoke: () => told.push('woke'),
    onSetBack: (by) => told.push(`set back by ${by}`),
    log: silentLogger,
  });
  return { clocks, told };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('tells nothing while time goes by', () => {
  const { clocks, told } = watch();
  jest.advanceTimersByTime(hour);
  clocks.look();
  expect(told).toEqual([]);
});

it('tells once of a sleep, within 10 s of its end or at the first event', () => {
  const { clocks, told } = watch();
  jest.setSystemTime(Date.now() + 8 * hour);
  jest.advanceTimersByTime(10_000);
  expect(told).toEqual(['woke']);
  jest.setSystemTime(Date.now() + 8 * hour);
  clocks.look();
  clocks.look();
  jest.advanceTimersByTime(60_000);
  expect(told).toEqual(['woke', 'woke']);
});

it('tells once of a clock that was set back, and by how much', () => {
  const { told } = watch();
  jest.setSystemTime(Date.now() - hour);
  jest.advanceTimersByTime(60_000);
  expect(told).toEqual([`set back by ${hour}`]);
});
