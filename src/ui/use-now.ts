import { useEffect, useState } from 'preact/hooks';

type Watcher = (now: number) => void;

const watchers = new Set<Watcher>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  const now = Date.now();
  for (const watcher of watchers) watcher(now);
}

/** All clocks of a screen go together: two countdowns to one moment must not differ. */
function watch(watcher: Watcher): () => void {
  watchers.add(watcher);
  timer ??= setInterval(tick, 1000);
  tick();
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in milliseconds since the epoch, once a second while `running`. */
export function useNow(running = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (running) return watch(setNow);
    return undefined;
  }, [running]);
  return now;
}
