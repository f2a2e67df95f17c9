import { fillSignIn, press } from '../../../scripts/screens';
import type { MessageKey } from '../../../src/ui/messages';
import { Installation } from '../installation';
import { muteWebSocketServer, type OddServer, silentServer } from '../odd-servers';
import { sentence, waitForAlert, waitForWords } from '../screen-probes';

jest.setTimeout(150_000);

const installations: Installation[] = [];
const servers: OddServer[] = [];

afterAll(async () => {
  await Promise.all(installations.map((installation) => installation.close()));
  await Promise.all(servers.map((server) => server.close()));
});

/** Milliseconds until the sign-in is refused with this sentence. */
async function refused(server: OddServer, key: MessageKey): Promise<number> {
  servers.push(server);
  const installation = await Installation.start();
  installations.push(installation);
  await installation.useProfile({ Address: `ws://${server.address}` });
  const phone = await installation.openPhone();
  await fillSignIn(phone, '201', 'demo-201');
  await press(phone, 'sign_in');
  const begun = performance.now();
  await waitForWords(phone, await sentence(phone, 'signing_in_as', '201', '127.0.0.1'));
  await waitForAlert(phone, await sentence(phone, key, '127.0.0.1', '201'), 60_000);
  return Math.round(performance.now() - begun);
}

// Both wait for something that never comes, so they wait together.
it('says that a silent server cannot be reached, and that one mute on SIP is no gateway', async () => {
  const [silent, mute] = await Promise.all([
    refused(await silentServer(), 'refused_gateway_unreachable'),
    refused(await muteWebSocketServer(), 'refused_not_sip_gateway'),
  ]);
  console.log(
    `figure: a silent server is told after ${silent} ms, one that never answers SIP after ${mute} ms`,
  );
});
