import { explainDialling } from '../../../src/domain/dial-rules';
import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { dialledDifferently, dialWords, previewDialling, spelled } from '../../../src/ui/dial-words';
import { americanRules } from '../../fakes/dialling-states';
import { inCall } from '../../fakes/snapshots';
import { speak } from '../../fakes/spoken-texts';

const chromeBefore = globalThis.chrome;
afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

const britishRules: DialRules = {
  ...dialRulesOff(),
  mode: 'profile',
  outsidePrefix: '9',
  countryCode: '44',
  cityCodes: ['116'],
  longDistancePrefix: '0',
  internationalPrefix: '00',
  extensionLengths: [3, 4],
  nationalLengths: [9, 10],
  removeAreaCode: true,
  applyToPlusNumber: true,
};

const words = (typed: string, rules = americanRules) => dialWords(explainDialling(typed, rules));

describe('a dialled number in English', () => {
  beforeEach(() => speak('en'));

  it.each([
    ['(212) 555-0100', 'National call: 9 for an outside line, 1 for long distance'],
    ['1-212-555-0100', 'National call: 9 for an outside line, 1 for long distance'],
    ['555-1234', 'Local call: 9 for an outside line'],
    ['303-555-1234', 'Local call: 9 for an outside line, without area code 303'],
    ['+1 303 555 1234', 'Local call: 9 for an outside line, without country code 1 and area code 303'],
    ['+44 20 7946 0000', 'International call: 9 for an outside line, 011 for another country'],
    ['1234', 'Internal call'],
    ['538-1234', 'Internal call: without system prefix 538'],
    ['+1 303-538-1234', 'Internal call: without country code 1, area code 303, and system prefix 538'],
    ['411', 'Outside call: 9 for an outside line'],
    ['*17', 'Feature code, dialled as typed'],
    ['anna@example.com', 'SIP address, called as it stands'],
    ['anna', 'A name, called as it stands'],
    ['( )', 'There is nothing to dial in this.'],
    ['911', 'Emergency number, dialled exactly as typed. This phone may not know where you are.'],
    ['9911', 'Emergency number, dialled exactly as typed. This phone may not know where you are.'],
  ])('%s: %s', (typed, sentence) => expect(words(typed)).toBe(sentence));

  it('is only named where there are no rules', () => {
    expect(words('2125550100', dialRulesOff())).toBe('');
    expect(words('+442079460000', dialRulesOff())).toBe('International call');
    expect(words('112', dialRulesOff())).toMatch(/^Emergency number/);
  });

  it('says which leading 0 was left out', () => {
    expect(words('+44 (0)116 496 0123', britishRules)).toBe(
      'Local call: 9 for an outside line, without the leading 0, country code 44, and area code 116',
    );
    expect(words('00 44 20 7946 0000', britishRules)).toBe(
      'National call: 9 for an outside line, 0 for long distance, without international prefix 00 and country code 44',
    );
  });
});

describe('a dialled number in French', () => {
  beforeEach(() => speak('fr'));

  it.each([
    ['(212) 555-0100', 'Appel national\u00a0: 9\u00a0pour la ligne extérieure, 1\u00a0pour le national'],
    [
      '+44 20 7946 0000',
      'Appel international\u00a0: 9\u00a0pour la ligne extérieure, 011\u00a0pour l’étranger',
    ],
    [
      '+1 303 555 1234',
      'Appel local\u00a0: 9\u00a0pour la ligne extérieure, sans l’indicatif de pays 1 et l’indicatif régional 303',
    ],
    ['538-1234', 'Appel interne\u00a0: sans le préfixe du système 538'],
    ['411', 'Appel extérieur\u00a0: 9\u00a0pour la ligne extérieure'],
    ['1234', 'Appel interne'],
    [
      '911',
      'Numéro d’urgence, composé exactement tel que saisi. Ce téléphone ne sait peut\u2011être pas où vous êtes.',
    ],
  ])('%s: %s', (typed, sentence) => expect(words(typed)).toBe(sentence));
});

describe('the preview of a call', () => {
  const preview = (typed: string, asTyped = false, rules = americanRules) => {
    const { explanation, rulesMatter, differs } = previewDialling(typed, rules, asTyped);
    return [explanation.dialed, rulesMatter, differs];
  };

  it.each([
    ['2125550100', ['912125550100', true, true]],
    ['(303) 555-1234', ['95551234', true, true]],
    ['1234', ['1234', false, false]],
    ['12-34', ['1234', false, false]],
    ['912125550100', ['912125550100', false, false]],
    ['1234,5', ['1234', false, true]],
    ['911', ['911', false, false]],
    ['sip:anna-b@example.com', ['sip:anna-b@example.com', false, false]],
    ['anna@example.com', ['sip:anna@example.com', false, false]],
  ])('%s', (typed, wanted) => expect(preview(typed)).toEqual(wanted));

  it('is what was typed when the rules are passed over, and they can be used again', () => {
    expect(preview('(212) 555-0100', true)).toEqual(['2125550100', true, false]);
    expect(preview('1-800-FLOWERS', true)).toEqual(['18003569377', true, true]);
  });

  it('shows what letters become without rules, too', () => {
    expect(preview('1-800-FLOWERS', false, dialRulesOff())).toEqual(['18003569377', false, true]);
  });
});

describe('what was sent to the gateway', () => {
  const call = (typed: string, called: string, party = { number: typed, name: '' }) =>
    dialledDifferently(inCall(0, 'calling', { typed, called, party }));

  it('is told where it is not what was typed', () => {
    expect(call('(212) 555-0100', '912125550100')).toBe('912125550100');
    expect(call('2125550100', '912125550100', { number: '+12125550100', name: 'Anna' })).toBe('912125550100');
  });

  it('is not told again where it is', () => {
    expect(call('(212) 555-0100', '2125550100')).toBeUndefined();
    expect(call('212,,34', '212', { number: '212', name: '' })).toBeUndefined();
    expect(call('anna@example.com', 'sip:anna@example.com')).toBeUndefined();
  });

  it('has no place in an incoming call', () => {
    expect(dialledDifferently(inCall(0, 'incoming', { called: '201', typed: '5' }))).toBeUndefined();
  });
});

describe('a number to be said aloud', () => {
  it.each([
    ['912125550100', '9 1 2 1 2 5 5 5 0 1 0 0'],
    ['+44', '+ 4 4'],
    ['sip:anna@example.com', 'sip:anna@example.com'],
  ])('%s: %s', (number, said) => expect(spelled(number)).toBe(said));
});
