import fc from 'fast-check';
import { parseMessageSummary } from '../../../src/domain/message-summary';

const lines = (...all: string[]) => all.join('\r\n');

describe('a message summary (RFC 3842)', () => {
  it('says how many are new, old and urgent, and where they are heard', () => {
    const body = lines(
      'Messages-Waiting: yes',
      'Message-Account: sip:alice@vmail.example.com',
      'Voice-Message: 4/8 (1/2)',
      'Fax-Message: 1/0',
    );
    expect(parseMessageSummary(body)).toEqual({
      waiting: true,
      account: 'sip:alice@vmail.example.com',
      voice: { fresh: 4, old: 8, urgent: 1 },
    });
  });

  it.each([
    ['no message', 'Messages-Waiting: no\r\nVoice-Message: 0/3 (0/0)', false, 0],
    ['LF alone, odd case, odd spaces', 'messages-waiting :YES\nVOICE-MESSAGE:2/0(0/0)', true, 2],
    ['counts alone', 'Voice-Message: 1/0', true, 1],
    ['a fax alone', 'Messages-Waiting: yes\r\nVoice-Message: 0/0\r\nFax-Message: 1/0', false, 0],
    [
      'single messages after an empty line',
      'Messages-Waiting: yes\r\nVoice-Message: 1/0\r\n\r\nVoice-Message: 9/9',
      true,
      1,
    ],
    ['more than there can be', 'Voice-Message: 999999999/0', true, 99_999],
    ['urgent ones that are not new', 'Voice-Message: 1/0 (7/0)', true, 1],
  ])('is read tolerantly: %s', (_what, body, waiting, fresh) => {
    expect(parseMessageSummary(body)).toMatchObject({ waiting, voice: { fresh } });
  });

  it('may say only that something waits, or that nothing does', () => {
    expect(parseMessageSummary('Messages-Waiting: yes')).toEqual({ waiting: true });
    expect(parseMessageSummary('Messages-Waiting: no\r\nVoice-Message: many')).toEqual({ waiting: false });
  });

  it.each(['', 'hello', 'Messages-Waiting: perhaps', 'Fax-Message: 1/0', '<xml/>', 'Voice-Message: -1/2'])(
    'is none: %j',
    (body) => {
      expect(parseMessageSummary(body)).toBeUndefined();
    },
  );

  it.each(['javascript:alert(1)', 'https://example.com', 'alice', 'sip:a b', `sip:${'a'.repeat(300)}`])(
    'takes no account that cannot be called: %s',
    (account) => {
      expect(parseMessageSummary(`Messages-Waiting: yes\r\nMessage-Account: ${account}`)).toMatchObject({
        account: undefined,
      });
    },
  );

  it('is read whatever stands there, and never counts less than nothing', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('Messages-Waiting:', 'yes', 'no', 'Voice-Message:', '1/2', '(3/4)', '\r\n', '\n', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const summary = parseMessageSummary(pieces.join(''));
        if (!summary?.voice) return;
        const { fresh, old, urgent } = summary.voice;
        expect(Math.min(fresh, old, urgent)).toBeGreaterThanOrEqual(0);
        expect(urgent).toBeLessThanOrEqual(fresh);
        expect(summary.waiting).toBe(fresh > 0);
      }),
      { numRuns: 2_000 },
    );
  });
});
