import fc from 'fast-check';
import { answerWish, callerHost } from '../../../src/sip/answer-wish';

const message = (headers: Record<string, string | string[]>) => ({
  getHeaders: (name: string) => [headers[name] ?? []].flat(),
});

describe('a caller asks to be answered', () => {
  it.each<[Record<string, string | string[]>, number | undefined]>([
    [{}, undefined],
    [{ 'Answer-Mode': 'Auto' }, 0],
    [{ 'Answer-Mode': 'auto;require' }, 0],
    [{ 'Priv-Answer-Mode': 'Auto' }, 0],
    [{ 'Answer-Mode': 'Manual' }, undefined],
    [{ 'Answer-Mode': 'Manual', 'Call-Info': '<sip:h>;answer-after=0' }, undefined],
    [{ 'Priv-Answer-Mode': 'Auto', 'Answer-Mode': 'Manual' }, 0],
    [{ 'Answer-Mode': 'Automatic' }, undefined],
    [{ 'Call-Info': '<sip:pbx>;answer-after=0' }, 0],
    [{ 'Call-Info': ['<http://h/a.png>;purpose=icon, <sip:pbx>;answer-after="7"'] }, 7],
    [{ 'Call-Info': '<sip:pbx>;answer-after=61' }, undefined],
    [{ 'Call-Info': '<sip:pbx>;answer-after=-1' }, undefined],
    [{ 'Alert-Info': '<http://www.example.com>;info=alert-autoanswer;delay=0' }, 0],
    [{ 'Alert-Info': '<http://h>;info=alert-group' }, undefined],
    [{ 'Alert-Info': '<http://h/info=alert-autoanswer>' }, undefined],
    [{ 'Answer-Mode': 'Auto', 'Call-Info': '<sip:pbx>;answer-after=3' }, 3],
  ])('%p: after %p s', (headers, seconds) => {
    expect(answerWish(message(headers))).toBe(seconds);
  });

  it('whatever they write, in no time or within a minute', () => {
    const pieces = fc.constantFrom(
      ';answer-after=',
      '0',
      '99999999999',
      '<',
      '>',
      '"',
      ',',
      'Auto',
      ';info=',
      'x',
      '=',
    );
    const text = fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (info, mode) => {
        const after = answerWish(message({ 'Call-Info': info, 'Alert-Info': info, 'Answer-Mode': mode }));
        expect(after === undefined || (after >= 0 && after <= 60)).toBe(true);
      }),
    );
  });
});

it.each<[Record<string, string>, string]>([
  [{ From: '<sip:205@PBX.example.com>;tag=1' }, 'pbx.example.com'],
  [
    { From: '<sip:205@evil.example>', 'P-Asserted-Identity': '<sip:205@pbx.example.com:5061>' },
    'pbx.example.com',
  ],
  [{ From: '<sip:205@pbx.example.com>', 'P-Asserted-Identity': '<sip:205@evil.example>' }, 'evil.example'],
  [{ From: '<sip:205@pbx.example.com>', 'P-Asserted-Identity': '<tel:205>' }, ''],
  [{ From: 'sip:205@[2001:db8::1]:5060' }, '[2001:db8::1]'],
  [{ From: '<sip:pbx.example.com>' }, 'pbx.example.com'],
  [{ From: 'nonsense' }, ''],
])('%p is vouched for by %p', (headers, host) => {
  expect(callerHost(message(headers))).toBe(host);
});
