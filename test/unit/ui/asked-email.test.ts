import { forgetAskedEmail, keepAskedEmail, takeAskedEmail } from '../../../src/ui/asked-email';

const noon = new Date(2026, 10, 21, 12).getTime();

beforeEach(() => {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  Object.assign(globalThis, { localStorage });
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
});

describe('the e-mail address that Chrome is being asked about', () => {
  it('is there for the next screen, once', () => {
    keepAskedEmail('name@company.com', noon);
    expect(takeAskedEmail(noon + 30_000)).toBe('name@company.com');
    expect(takeAskedEmail(noon + 30_000)).toBeUndefined();
  });

  it('is not there once it has been answered, nor when nobody asked', () => {
    expect(takeAskedEmail(noon)).toBeUndefined();
    keepAskedEmail('name@company.com', noon);
    forgetAskedEmail();
    expect(takeAskedEmail(noon)).toBeUndefined();
  });

  it('is not there for who comes back much later', () => {
    keepAskedEmail('name@company.com', noon);
    expect(takeAskedEmail(noon + 11 * 60_000)).toBeUndefined();
    expect(takeAskedEmail(noon)).toBeUndefined();
  });
});
