import { dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { GatewayInUse } from '../../../src/domain/failover';
import type { DeskPhone } from '../../gateway/real/desk-phone';
import { type RealGateway, startRealGateway } from '../../gateway/real/start-real-gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { ownHertz } from '../installation';
import { askDirectly, chooseFromMenu, currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';
import { hears } from './far-ends';
import { RealDesk, toneHertz, user } from './real-desk';

jest.setTimeout(240_000);

const tone = '207';
/** Two tries, a question and a registration, on a busy machine. */
const patience = 60_000;

describeReal('Ringtab between two real gateways', () => {
  let desk: RealDesk;
  let secondary: RealGateway;
  let phoneThere: DeskPhone;

  beforeAll(async () => {
    secondary = await startRealGateway();
    desk = await RealDesk.open({
      phones: [{ user: tone, kind: 'tone' }],
      gateway: { alsoTrusted: [secondary.caPem] },
    });
    phoneThere = await secondary.startPhone({ user: tone, kind: 'tone' });
    await desk.signIn();
    await desk.useProfile({ AutoFailover: true, SecondaryAddress: secondary.address });
  });

  afterAll(async () => {
    await desk?.close();
    await secondary?.stop();
  });

  const registeredAt = async (gateway: RealGateway) =>
    (await gateway.registrations()).filter((each) => each.user === user);

  async function registeredOnlyAt(gateway: RealGateway, other: RealGateway): Promise<void> {
    await waitUntil('the registration', async () => (await registeredAt(gateway)).length === 1);
    await waitUntil('no other', async () => (await registeredAt(other)).length === 0);
  }

  async function serves(gateway: GatewayInUse): Promise<void> {
    await waitUntil(
      `${gateway} serving`,
      async () => {
        const { registration, gatewayInUse } = await currentSnapshot(desk.window);
        return registration.state === 'ready' && gatewayInUse === gateway;
      },
      { timeoutMs: patience },
    );
  }

  /** Both ways, with sound at both ends. */
  async function callsWork(phone: DeskPhone): Promise<void> {
    const offscreen = () => desk.browser.offscreen();
    await dial(desk.window, tone);
    await phone.waitFor('CALL_ESTABLISHED');
    await waitForTone(await offscreen(), toneHertz);
    await hears(phone, ownHertz);
    await press(desk.window, 'hang_up');
    await phone.waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');

    const from = phone.events.length;
    await phone.dial(user);
    await waitForButton(desk.window, 'answer');
    await press(desk.window, 'answer');
    await phone.waitFor('CALL_ESTABLISHED', { from });
    await waitForTone(await offscreen(), toneHertz);
    await press(desk.window, 'hang_up');
    await phone.waitFor('CALL_CLOSED', { from });
    await waitForNoButton(desk.window, 'hang_up');
  }

  async function goBack(): Promise<void> {
    await chooseFromMenu(desk.window, 'menu_try_primary');
    await serves('primary');
    await registeredOnlyAt(desk.gateway, secondary);
  }

  it('the primary is stopped: calls and is called at the secondary, and goes back', async () => {
    await registeredOnlyAt(desk.gateway, secondary);
    await desk.gateway.kill();
    const begun = performance.now();
    await serves('secondary');
    console.log(
      `figure: Kamailio stopped: at the second one after ${Math.round(performance.now() - begun)} ms`,
    );
    expect(await registeredAt(secondary)).toHaveLength(1);
    await callsWork(phoneThere);
    await desk.gateway.restart();
    await goBack();
  });

  it('the primary is frozen: at the secondary after two tries; once it thaws nothing is left there', async () => {
    desk.gateway.freeze();
    const begun = performance.now();
    await askDirectly(desk.window, 'try-now');
    await serves('secondary');
    console.log(
      `figure: Kamailio frozen: at the second one ${Math.round(performance.now() - begun)} ms after the first try began`,
    );
    await callsWork(phoneThere);
    desk.gateway.resume();
    await registeredOnlyAt(secondary, desk.gateway);
    await goBack();
  });
});
