import type { Incoming, LiveCall } from './call';

/** It comes in, and wants to be noticed: not while the user talks at another device. */
export function isArriving(call: LiveCall): call is Incoming {
  return call.state === 'incoming' && !call.quiet;
}

/** Whoever is here hears it, and answers it: it does neither by itself, nor at another phone. */
export function ringsHere(call: LiveCall): call is Incoming {
  return isArriving(call) && !call.answersItself && !call.otherPhone;
}
