import type { BaresipControl } from './baresip-control';

/**
 * baresip 1.0.0 restarts its player on a hold and leaves aubridge's source on the old device, so an echo phone
 * stays mute after the first hold. Once the call is two-way again, both get a fresh device of one name.
 */
export function keepEchoAlive({ onEvent, run }: BaresipControl): void {
  let devices = 0;
  let established = false;

  async function rejoin(): Promise<void> {
    if (!(await run('audio_debug')).includes('dir=sendrecv')) return;
    devices += 1;
    await run('auplay', `aubridge,loop${devices}`);
    await run('ausrc', `aubridge,loop${devices}`);
  }

  onEvent(({ type }) => {
    if (type === 'CALL_ESTABLISHED') established = true;
    if (type === 'CALL_CLOSED') established = false;
    // The call, or the phone, may end while this is under way; then there is nothing to repair.
    if (type === 'CALL_REMOTE_SDP' && established) rejoin().catch(() => undefined);
  });
}
