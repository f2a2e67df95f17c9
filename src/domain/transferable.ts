import type { LiveCall, Outgoing } from './call';
import type { Talking } from './talking';
import { isUnderWay } from './transfer';

/** Whether its other side may be sent to somebody else now: of a call for help nobody is sent away, nor of a conference. */
export function isTransferable(call: LiveCall): call is Talking {
  return (
    call.state === 'talking' &&
    !call.emergency &&
    !call.joined &&
    !call.conference &&
    !call.interrupted &&
    !isUnderWay(call.transfer)
  );
}

/** Whether it rings at somebody whom the other side of another call may call itself, instead of us. */
export function ringsOut(call: LiveCall): call is Outgoing {
  return (call.state === 'calling' || call.state === 'ringing') && !call.emergency && !call.postDial;
}

/** The calls of ours whose other side may take over this one. */
export function transferTargets(call: Talking, calls: readonly LiveCall[]): Talking[] {
  return calls.filter(isTransferable).filter(({ id }) => id !== call.id);
}
