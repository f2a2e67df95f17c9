import type { RealRow } from '../fault-row';

/** What can happen to the sound alone. */
export const mediaRows: RealRow[] = [
  {
    name: 'rtpengine is killed, and started again',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      await stage.desk.gateway.media.kill();
      await stage.desk.gateway.media.start();
    },
  },
  {
    name: 'rtpengine is killed and stays away',
    gateway: 'real',
    before: 'in a call',
    outcome: { ends: 'media-failed' },
    alone: true,
    async cause(stage) {
      await stage.desk.gateway.media.kill();
      await stage.hasSaid('end_media_failed');
      stage.faultIsOver();
      // Only to be asked what it holds.
      await stage.desk.gateway.media.start();
    },
  },
];
