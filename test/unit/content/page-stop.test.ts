import { isStopped } from '../../../src/content/page-stop';
import { stopOrder } from '../../../src/contract/page-order';

const site = 'https://a.example/*';

it('stops the finder that is meant, on the site that is meant', () => {
  const order = stopOrder('link', site);
  expect(isStopped(order, 'link', 'https://a.example')).toBe(true);
  expect(isStopped(order, 'number', 'https://a.example')).toBe(false);
  expect(isStopped(order, 'link', 'https://b.example')).toBe(false);
});

it.each([
  undefined,
  null,
  'stop',
  { stop: 'link', site },
  { ...stopOrder('link', site), to: 'background' },
  { ...stopOrder('link', site), site: 7 },
  { ...stopOrder('link', site), site: '' },
])('%j stops nothing', (message) => {
  expect(isStopped(message, 'link', 'https://a.example')).toBe(false);
});
