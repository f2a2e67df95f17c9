import type { Page } from 'puppeteer-core';
import { dial, signIn, waitForButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { FarEnd } from '../far-end';
import { Installation, ownHertz } from '../installation';
import { askDirectly } from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let installation: Installation;
let phone: Page;

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start()]);
  phone = await installation.openPhone();
  const file = `SET SIP_CONTROLLER_LIST "${gateway.address};transport=ws"
SET ENABLE_OPUS 0
SET ENABLE_G722 0
SET ENABLE_G711A 0
`;
  await expect(askDirectly(phone, 'load-profiles', { text: file })).resolves.toMatchObject({
    ok: true,
    value: { accepted: 1 },
  });
  await signIn(phone, '201', 'demo-201');
});
afterAll(async () => {
  await installation?.close();
  await gateway?.close();
});

it('the codecs that a settings file switches off are in no offer, and the others carry the call', async () => {
  const farEnd = new FarEnd(gateway);
  const mark = farEnd.mark();
  await dial(phone, '600');
  const invite = await farEnd.message(mark, { method: 'INVITE', direction: 'in' });
  const codecs = [...invite.text.matchAll(/^a=rtpmap:\d+ (\S+)/gm)].map(([, codec]) => codec);
  expect(codecs.sort()).toEqual(['CN/8000', 'PCMU/8000', 'telephone-event/48000', 'telephone-event/8000']);
  await waitForButton(phone, 'hold');
  await farEnd.hears(await farEnd.called('600'), ownHertz);
  await waitForTone(await installation.browser.offscreen(), ownHertz);
});
