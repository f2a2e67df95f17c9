import { clickOn, dial, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { MediaEndpoint } from '../../gateway/demo/media-endpoint';
import { clicksAreNoted, lastClick } from '../clicks';
import { Desk, margin } from '../desk';
import { ownHertz } from '../installation';
import { reflexiveAddress, StunServer } from '../stun-server';

jest.setTimeout(90_000);

let stun: StunServer;
let desk: Desk;

beforeAll(async () => {
  stun = await StunServer.open();
  desk = await Desk.open({ profile: { STUNHost: '127.0.0.1', STUNPort: String(stun.port) } });
  await clicksAreNoted(desk.phone);
});
afterAll(async () => {
  await desk?.close();
  stun?.close();
});
beforeEach(() => stun.goSilent());
afterEach(() => desk.tidy());

const ufragOf = (message: string) => /^a=ice-ufrag:(\S+)/m.exec(message)?.[1];

/** Places a call by a click, three times; the quickest, because a busy machine only ever adds to it. */
async function quickestInvite(what: string, click: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const mark = desk.farEnd.mark();
    await click();
    const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
    times.push(invite.at - (await lastClick(desk.phone)));
    await waitForButton(desk.phone, 'hold');
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isQuiet();
    await waitForNoButton(desk.phone, 'hang_up');
  }
  console.log(`figure: click to INVITE, ${what}: ${times.join(', ')} ms`);
  return Math.min(...times);
}

describe('where the STUN server never answers', () => {
  it('the INVITE of a number that was typed leaves within 150 ms of the click', async () => {
    const ms = await quickestInvite('number typed, STUN silent', async () => {
      const asked = stun.requests;
      await desk.type('600');
      await desk.gateway.until('a question to the STUN server', () => stun.requests > asked);
      await press(desk.phone, 'call');
    });
    expect(ms).toBeLessThan(150 * margin);
  });

  it('so does that of a call from the list, for which nothing was prepared', async () => {
    await desk.openTab('calls');
    const again = `::-p-aria([name="${await textOf(desk.phone, 'call_back', '600')}"][role="button"])`;
    const ms = await quickestInvite('nothing prepared, STUN silent', () => clickOn(desk.phone, again));
    expect(ms).toBeLessThan(150 * margin);
  });

  it('the call has sound both ways', async () => {
    await dial(desk.phone, '600');
    await desk.farEnd.hears(await desk.farEnd.called('600'), ownHertz);
    await waitForTone(await desk.browser.offscreen(), ownHertz);
  });
});

describe('candidates that come late', () => {
  it('go out in a plain re-INVITE with the same ufrag, once the call is answered', async () => {
    desk.gateway.script.behave('704', { does: 'nothing' });
    const mark = desk.farEnd.mark();
    await dial(desk.phone, '704');
    const leg = await desk.farEnd.called('704', 'trying');
    const first = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
    expect(first.text).not.toContain(reflexiveAddress);
    // Chrome gathers no more once it has found a way, so here it finds none.
    const media = new MediaEndpoint();
    const answer = await media.answer(leg.offer ?? '');
    leg.accept({ body: answer.replace(/^a=ice-pwd:.*$/m, `a=ice-pwd:${'x'.repeat(22)}`) });
    await waitForButton(desk.phone, 'hold');
    const answered = desk.farEnd.mark();
    stun.speak();
    const reinvite = await desk.farEnd.message(answered, { method: 'INVITE', direction: 'in' });
    expect(reinvite.text).toContain(reflexiveAddress);
    expect(ufragOf(reinvite.text)).toBe(ufragOf(first.text));
    expect(reinvite.text).toMatch(/^To:.*;tag=/m);
    await media.close();
  });

  it('wait for the answer when they come before it', async () => {
    desk.gateway.script.behave('700', { does: 'ring' });
    const mark = desk.farEnd.mark();
    const asked = stun.requests;
    await dial(desk.phone, '700');
    const leg = await desk.farEnd.called('700', 'ringing');
    await desk.gateway.until('a question to the STUN server', () => stun.requests > asked);
    stun.speak();
    await desk.sees('call_ringing');
    expect(desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' })).toHaveLength(2);
    const answered = desk.farEnd.mark();
    await leg.answer();
    const reinvite = await desk.farEnd.message(answered, { method: 'INVITE', direction: 'in' });
    expect(reinvite.text).toContain(reflexiveAddress);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
  });

  it('need no re-INVITE when the first description has them', async () => {
    stun.speak();
    await desk.type('600');
    await desk.whenPrepared(reflexiveAddress);
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'call');
    const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
    expect(invite.text).toContain(reflexiveAddress);
    await desk.farEnd.hears(await desk.farEnd.called('600'), ownHertz);
    // The INVITE, and once more with credentials.
    expect(desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' })).toHaveLength(2);
  });
});
