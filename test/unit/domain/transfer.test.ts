import fc from 'fast-check';
import { parseReferEvent, readNotice, statusOfFragment } from '../../../src/domain/sipfrag';
import { isUnderWay, newTransfer, type TransferNews, transferAfter } from '../../../src/domain/transfer';

describe('a fragment of a SIP message', () => {
  it.each([
    ['SIP/2.0 180 Ringing', 180],
    ['SIP/2.0 200 OK\r\nTo: <sip:207@example.com>\r\n', 200],
    ['sip/2.0 486\r\n', 486],
    ['\r\n  SIP/2.0 603 Decline', 603],
    ['SIP/2.0\t404\tNot Found', 404],
    ['', undefined],
    ['SIP/2.0 OK', undefined],
    ['SIP/2.0 99 Less', undefined],
    ['SIP/2.0 1800 More', undefined],
    ['SIP/2.0 700 Beyond', undefined],
    ['INVITE sip:207@example.com SIP/2.0', undefined],
    ['HTTP/1.1 200 OK', undefined],
  ])('%j tells %s', (body, status) => {
    expect(statusOfFragment(body)).toBe(status);
  });

  it('is one final word or not', () => {
    expect(readNotice('active;expires=60', 'SIP/2.0 180 Ringing')).toEqual({ status: 180, over: false });
    expect(readNotice('active', 'SIP/2.0 200 OK')).toEqual({ status: 200, over: true });
    expect(readNotice(' Terminated ; reason=timeout', '')).toEqual({ status: undefined, over: true });
    expect(readNotice('terminated-not', '')).toEqual({ status: undefined, over: false });
  });

  it('never throws, and never makes up a status', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (state, body) => {
        const { status } = readNotice(state, body);
        expect(status === undefined || (status >= 100 && status < 700)).toBe(true);
      }),
    );
  });
});

it('the event of a NOTIFY says which REFER it is about', () => {
  expect(parseReferEvent('refer')).toEqual({ sequence: undefined });
  expect(parseReferEvent(' Refer ; x=1; ID = 42')).toEqual({ sequence: 42 });
  expect(parseReferEvent('refer;id=none')).toEqual({ sequence: undefined });
  expect(parseReferEvent('referral')).toBeUndefined();
  expect(parseReferEvent(undefined)).toBeUndefined();
});

it('a transfer goes forwards only, whatever is heard of it, and its end is its end', () => {
  const order = ['asked', 'under-way', 'ringing', 'done', 'failed'];
  const status = fc.option(fc.integer({ min: 100, max: 699 }), { nil: undefined });
  const news: fc.Arbitrary<TransferNews> = fc.oneof(
    fc.constant({ type: 'taken' as const }),
    fc.constant({ type: 'no-word' as const }),
    fc.integer({ min: 300, max: 699 }).map((refusal) => ({ type: 'refused' as const, status: refusal })),
    fc.record({ type: fc.constant('notice' as const), status, over: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(news), (all) => {
      let transfer = newTransfer({ number: '207', name: '' }, 0);
      all.forEach((each, at) => {
        const next = transferAfter(transfer, each, at);
        if (!next) return;
        expect(isUnderWay(transfer)).toBe(true);
        expect(order.indexOf(next.state)).toBeGreaterThanOrEqual(order.indexOf(transfer.state));
        expect(next.failure !== undefined).toBe(next.state === 'failed');
        expect(next.until).toBeGreaterThanOrEqual(transfer.until);
        transfer = next;
      });
      if (all.some((each) => each.type === 'notice' && each.status !== undefined && each.status >= 200))
        expect(isUnderWay(transfer)).toBe(false);
    }),
  );
});
