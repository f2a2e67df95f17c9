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

/** What is known of whoever has one of these numbers, the first that the gateway knows; while it is on the screen. */
export function useAvailability(numbers: readonly string[]): ColleagueState | undefined {
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

function stateOf(numbers: readonly string[]): ColleagueState | undefined {
  const { availability = {} } = snapshot.peek() ?? {};
  // A number is any text: also the name of what every object has.
  const known = numbers.find((number) => Object.hasOwn(availability, number));
  return known === undefined ? undefined : availability[known];
}

/** A row is drawn again only where something is new of it. */
function unlessSame(before: ColleagueState | undefined, now: ColleagueState | undefined) {
  return before?.state === now?.state && before?.canPickUp === now?.canPickUp ? before : now;
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
