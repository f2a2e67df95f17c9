import type { Snapshot } from '../contract/snapshot';
import { type CommandedIntent, commanded, isCallCommand } from '../domain/call-commands';

/**
 * Keys that work whatever is in front, as Chrome knows them (chrome.commands): people choose them on a page of Chrome's.
 * To be called at the top of the worker, so that a key wakes it.
 *
 * @param ready the snapshot, once what was kept has been brought back
 */
export function listenToCommands(
  ready: () => Promise<Snapshot>,
  carryOut: (wanted: CommandedIntent) => void,
): void {
  chrome.commands.onCommand.addListener((name) => {
    if (!isCallCommand(name)) return;
    void ready().then(({ calls }) => {
      const wanted = commanded(name, calls);
      if (wanted) carryOut(wanted);
    });
  });
}
