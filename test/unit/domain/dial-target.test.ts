import { dialTarget } from '../../../src/domain/dial-target';

describe('what was typed', () => {
  it.each([
    ['600', { type: 'number', number: '600' }],
    [' (212) 555-0100 ', { type: 'number', number: '2125550100' }],
    ['+44 20 7946 0000', { type: 'number', number: '+442079460000' }],
    ['*70#', { type: 'number', number: '*70#' }],
    ['tel:600', { type: 'number', number: '600' }],
    ['alice', { type: 'number', number: 'alice' }],
    ['amélie.martin', { type: 'number', number: 'amélie.martin' }],
    ['sip:bob@example.com', { type: 'uri', uri: 'sip:bob@example.com' }],
    ['bob@example.com', { type: 'uri', uri: 'sip:bob@example.com' }],
  ])('%p is called as %p', (typed, target) => {
    expect(dialTarget(typed)).toEqual(target);
  });

  it.each(['', '   ', '-', '()', '<script>', 'two words'])('%p cannot be called', (typed) => {
    expect(dialTarget(typed)).toBeUndefined();
  });
});
