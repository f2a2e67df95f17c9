import type { LiveCall, Outgoing } from './call';
import type { Talking } from './talking';
import { isUnderWay } from './transfer';

/** Whether its other side may be sent to somebody else: of a call for help nobody is sent away, nor of a conference. */
export function mayBeTransferred(call: LiveCall): call is Talking {
  return (
    call.state === 'talking' &&
    !call.emergency &&
    !call.joined &&
    !call.conference &&
    !isUnderWay(call.transfer)
  );
}

/** Whether that can be asked for now; an interruption passes. */
export function isTransferable(call: LiveCall): call is Talking {
  return mayBeTransferred(call) && !call.interrupted;
}

/** Whether it rings at somebody whom the other side of another call may call itself, instead of us. */
export function ringsOut(call: LiveCall): call is Outgoing {
  return (call.state === 'calling' || call.state === 'ringing') && !call.emergency && !call.postDial;
}

/** The calls of ours whose other side may take over this one. */
export function transferTargets(call: Talking, calls: readonly LiveCall[]): Talking[] {
  return calls.filter(mayBeTransferred).filter(({ id }) => id !== call.id);
}
