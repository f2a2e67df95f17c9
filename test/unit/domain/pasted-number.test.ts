import fc from 'fast-check';
import { applyDialRules } from '../../../src/domain/dial-rules';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { pastedNumbers } from '../../../src/domain/pasted-number';

describe('a text that was pasted', () => {
  it.each([
    ['+49 30 1234-567', ['+49 30 1234-567']],
    ['  303 555 1234\n', ['303 555 1234']],
    ['Tel.: +33 1 45 55 12 34', ['+33 1 45 55 12 34']],
    ['Téléphone : 01 45 55 12 34', ['01 45 55 12 34']],
    ['\u202A+1\u00A0(303)\u202F555\u20111234\u202C', ['+1 (303) 555-1234']],
    ['+1\u200B303\u200B5551234', ['+13035551234']],
    ['٠٣٠ ١٢٣٤٥٦٧', ['030 1234567']],
    ['＋４９ ３０ １２３４５６７', ['+49 30 1234567']],
    ['tel:+1-303-555-1234', ['tel:+1-303-555-1234']],
    ['sip:ann@example.com', ['sip:ann@example.com']],
    ['ann@example.com', ['ann@example.com']],
    ['201', ['201']],
    ['*70#', ['*70#']],
    ['1-800-FLOWERS', ['1-800-FLOWERS']],
    ['reception', ['reception']],
    ['+1 303 555 1234,,34#', ['+1 303 555 1234,,34#']],
    ['Office: 303-555-1234 x 22', ['303-555-1234 x 22']],
    ['+44 (0)20 7946 0000', ['+44 (0)20 7946 0000']],
    ['030 / 1234567', ['030 / 1234567']],
    ['Tel. 06131 / 12 34 - 0', ['06131 / 12 34 - 0']],
    ['0049 6131 / 1234567', ['0049 6131 / 1234567']],
    ['+49 30 / 1234567', ['+49 30 / 1234567']],
    ['', []],
    [' \u200B\n', []],
  ])('%j: %j', (text, numbers) => {
    expect(pastedNumbers(text)).toEqual(numbers);
  });

  it.each([
    ['Office +1 303 555 1234\nMobile +1 720 555 4321', ['+1 303 555 1234', '+1 720 555 4321']],
    ['+33 1 45 55 12 34 / +33 6 12 34 56 78', ['+33 1 45 55 12 34', '+33 6 12 34 56 78']],
    ['030 / 1234567 / 040 / 7654321', ['030 / 1234567', '040 / 7654321']],
    ['303-555-1234 / 720-555-4321', ['303-555-1234', '720-555-4321']],
    ['+49 30 1234567 / 7654321', ['+49 30 1234567', '7654321']],
    ['Tel. 030 1234567; Fax 030 1234568', ['030 1234567', '030 1234568']],
    ['Mon-Fri 9-17: 030 1234567 or 030 7654321', ['030 1234567', '030 7654321']],
    ['201, 202', ['201', '202']],
    ['030 1234567\t030 1234567', ['030 1234567']],
  ])('with several numbers, %j, gives the choice of them', (text, numbers) => {
    expect(pastedNumbers(text)).toEqual(numbers);
  });

  it('gives of any text at most eight, none of them empty, in no time', () => {
    const begun = performance.now();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const numbers = pastedNumbers(text);
        expect(numbers.length).toBeLessThanOrEqual(8);
        expect(numbers).not.toContain('');
      }),
    );
    for (const piece of ['1 ', '(', '1(', '1-', '+', 'x1', '1,', '1;w', ' . '])
      pastedNumbers(piece.repeat(1e6));
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  it('of any number that is pasted with words around it, dials what typing it would', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 15 });
    const number = fc.tuple(fc.boolean(), digits).map(([plus, each]) => (plus ? '+' : '') + each.join(''));
    fc.assert(
      fc.property(number, fc.constantFrom('Tel.: ', 'call ', 'Büro: ', ''), (typed, before) => {
        const [first = ''] = pastedNumbers(`${before}${typed}`);
        const dialled = (text: string) => applyDialRules(text, dialRulesOff()).dialed;
        expect(dialled(first)).toBe(dialled(typed));
      }),
    );
  });
});
