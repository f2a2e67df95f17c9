import { useEffect, useState } from 'preact/hooks';
import type { ColleagueState } from '../../contract/snapshot';
import { snapshot, watchNumbers } from '../background-link';

/** Milliseconds in which rows come and go while somebody scrolls. */
const settling = 150;
/** Numbers that are asked for; the worker watches no more colleagues than it can. */
const most = 100;

const shown = new Map<symbol, readonly string[]>();
let telling: ReturnType<typeof setTimeout> | undefined;
let told = '';

/** What is known of a colleague, by one of the numbers. */
export type KnownColleague = ColleagueState & { number: string };

/**
 * What is known of whoever has these numbers, while they are on the screen: the first at which a call can be picked
 * up, or else the first that the gateway knows.
 */
export function useAvailability(numbers: readonly string[]): KnownColleague | undefined {
  const key = JSON.stringify(numbers);
  const [state, setState] = useState(() => stateOf(numbers));
  useEffect(() => {
    const place = Symbol('shown');
    shown.set(place, numbers);
    tellSoon();
    const follow = () => setState((before) => unlessSame(before, stateOf(numbers)));
    follow();
    const unsubscribe = snapshot.subscribe(follow);
    return () => {
      unsubscribe();
      shown.delete(place);
      tellSoon();
    };
  }, [key]);
  return state;
}

function stateOf(numbers: readonly string[]): KnownColleague | undefined {
  const { availability = {} } = snapshot.peek() ?? {};
  const known = numbers.flatMap((number) => {
    // A number is any text: also the name of what every object has.
    const state = Object.hasOwn(availability, number) ? availability[number] : undefined;
    return state ? [{ ...state, number }] : [];
  });
  return known.find(({ canPickUp }) => canPickUp) ?? known[0];
}

/** A row is drawn again only where something is new of it. */
function unlessSame(before: KnownColleague | undefined, now: KnownColleague | undefined) {
  const keys = ['number', 'state', 'canPickUp'] as const;
  return keys.every((key) => before?.[key] === now?.[key]) ? before : now;
}

function tellSoon(): void {
  if (telling !== undefined) return;
  telling = setTimeout(() => {
    telling = undefined;
    const numbers = [...new Set([...shown.values()].flat())].slice(0, most);
    const text = JSON.stringify(numbers);
    if (text === told) return;
    told = text;
    watchNumbers(numbers);
  }, settling);
}
