import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../contract/snapshot';
import { snapshot } from './background-link';

/** What the phone is now; renders again at each change. */
export function useSnapshot(): Snapshot | undefined {
  const [value, setValue] = useState(() => snapshot.peek());
  useEffect(() => snapshot.subscribe(setValue), []);
  return value;
}
