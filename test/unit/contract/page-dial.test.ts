import { pageDialLimit, pageDialMessage, readPageDial } from '../../../src/contract/page-dial';

const good = { number: '+1 555 1234', kind: 'number' };

describe('what a content script says', () => {
  it.each([
    ['tel:+15551234', 'link'],
    ['sip:ann@example.com', 'link'],
    ['0'.repeat(pageDialLimit), 'number'],
  ] as const)('%s is a dial', (number, kind) => {
    expect(readPageDial(pageDialMessage(number, kind))).toEqual({ number, kind });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'dial'],
    ['a list', [{ to: 'background', dial: good }]],
    ['an intent', { to: 'background', intent: 'dial', args: { number: '1' } }],
    ['an intent beside a dial', { to: 'background', dial: good, intent: 'dial', args: { number: '1' } }],
    ['a dial for somebody else', { to: 'offscreen', dial: good }],
    ['a dial for nobody', { dial: good }],
    ['no dial', { to: 'background' }],
    ['a number alone', { to: 'background', dial: '+1 555 1234' }],
    ['no number', { to: 'background', dial: { kind: 'link' } }],
    ['a number that is no text', { to: 'background', dial: { ...good, number: 5551234 } }],
    ['an empty number', { to: 'background', dial: { ...good, number: '' } }],
    ['a blank number', { to: 'background', dial: { ...good, number: ' \u00A0\n' } }],
    ['too long a number', { to: 'background', dial: { ...good, number: '0'.repeat(pageDialLimit + 1) } }],
    ['no kind', { to: 'background', dial: { number: '1' } }],
    ['another kind', { to: 'background', dial: { ...good, kind: 'confirmed' } }],
    ['the dial rules left out', { to: 'background', dial: { ...good, asTyped: true } }],
    ['a site of its own choosing', { to: 'background', dial: { ...good, origin: 'https://bank.example' } }],
  ])('%s is refused', (_what, message) => {
    expect(readPageDial(message)).toBeUndefined();
  });
});
