import { TypedKeys } from '../../../src/ui/typed-keys';

describe('keys typed anywhere', () => {
  it('go to the keypad, and to the tone keys while those are open', () => {
    const keys = new TypedKeys();
    const heard: string[] = [];
    const stopKeypad = keys.take('keypad', {
      digit: (key) => heard.push(`keypad ${key}`),
      enter: () => heard.push('call'),
    });
    const stopTones = keys.take('tones', { digit: (key) => heard.push(`tones ${key}`) });
    keys.take('keypad', { digit: (key) => heard.push(`keypad ${key}`), enter: () => heard.push('call') });
    stopKeypad();
    expect([keys.type('1'), keys.type('Enter')]).toEqual([true, false]);
    stopTones();
    expect([keys.type('#'), keys.type('Enter'), keys.type('a')]).toEqual([true, true, false]);
    expect(heard).toEqual(['tones 1', 'keypad #', 'call']);
  });

  it('are left alone when nobody wants them', () => expect(new TypedKeys().type('1')).toBe(false));
});
