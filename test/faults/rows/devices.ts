import { waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { askDirectly } from '../../e2e/screen-probes';
import { waitUntil } from '../../gateway/real/wait-until';
import { allowMicrophone, forgetSpeaker, plugIn, speakers, unplugMicrophone } from '../devices';
import type { DemoRow } from '../fault-row';
import { patience } from '../stage';

const asked = { launch: { grantMicrophone: false } };

/** Microphones and speakers that are not there, or not any more. */
export const deviceRows: DemoRow[] = [
  {
    name: 'the microphone is denied',
    gateway: 'demo',
    needs: asked,
    before: 'idle',
    outcome: 'recovers',
    says: ['error_microphone_denied'],
    async cause(stage) {
      await stage.dial('601');
      await stage.hasSaid('error_microphone_denied');
      await waitForNoButton(stage.phone, 'hang_up');
      expect(stage.messages({ method: 'INVITE' })).toEqual([]);
    },
  },
  {
    name: 'the microphone is taken away, and allowed again',
    gateway: 'demo',
    needs: asked,
    before: 'idle',
    outcome: 'survives',
    async cause(stage) {
      await allowMicrophone(stage.browser, true);
      await stage.startCall();
      await allowMicrophone(stage.browser, false);
      await stage.hasSaid('microphone_denied');
      await waitForTone(await stage.browser.offscreen(), 440, patience);
      await allowMicrophone(stage.browser, true);
      stage.faultIsOver();
    },
  },
  {
    name: 'the microphone is unplugged, and plugged in again',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    says: ['microphone_missing'],
    async cause(stage) {
      const offscreen = await stage.browser.offscreen();
      await unplugMicrophone(offscreen);
      await stage.hasSaid('microphone_missing');
      await waitForTone(offscreen, 440, patience);
      await plugIn(offscreen);
      stage.faultIsOver();
    },
  },
  {
    name: 'the speaker is gone',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      const offscreen = await stage.browser.offscreen();
      const [speaker] = await speakers(offscreen);
      await askDirectly(stage.phone, 'save-settings', { speakerId: speaker });
      const sink = () =>
        offscreen.$eval('audio[data-session]', (audio) => (audio as HTMLAudioElement).sinkId);
      await waitUntil('the sound at the chosen speaker', async () => (await sink()) === speaker);
      await forgetSpeaker(offscreen, speaker ?? '');
      await waitUntil('the sound at the default speaker', async () => (await sink()) === '');
      await waitForButton(stage.phone, 'hold');
    },
  },
];
