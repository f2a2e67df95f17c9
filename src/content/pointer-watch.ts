import type { CallOffer } from './call-offer';
import type { NumberIndex } from './number-index';

const everyMs = 50;

export interface PointerWatchOptions {
  index: NumberIndex;
  offer: CallOffer;
  signal: AbortSignal;
}

/** Offers the number that the pointer is on. */
export function watchPointer({ index, offer, signal }: PointerWatchOptions): void {
  let looked = 0;
  let late: ReturnType<typeof setTimeout> | undefined;
  const look = (event: PointerEvent, path: EventTarget[]) => {
    const [target] = path;
    if (offer.isButton(target)) return offer.stay();
    const roots = path.filter((each) => each instanceof ShadowRoot);
    const found =
      target instanceof Element ? offer.numberAt(target, event.clientX, event.clientY, roots) : undefined;
    if (found) offer.offer(found);
    else offer.leave();
  };
  const moved = (event: PointerEvent) => {
    if (!event.isTrusted || event.pointerType === 'touch' || event.buttons !== 0) return;
    if (index.isEmpty) return;
    const path = event.composedPath();
    clearTimeout(late);
    const wait = looked + everyMs - event.timeStamp;
    if (wait <= 0) {
      looked = event.timeStamp;
      look(event, path);
    } else late = setTimeout(() => look(event, path), wait);
  };
  // A finger does not hover: a tap on a number offers it.
  const tapped = (event: PointerEvent) => {
    if (event.isTrusted && event.pointerType === 'touch' && !index.isEmpty) look(event, event.composedPath());
  };
  window.addEventListener('pointermove', moved, { capture: true, passive: true, signal });
  window.addEventListener('pointerup', tapped, { capture: true, passive: true, signal });
  document.addEventListener('pointerleave', () => offer.leave(), { signal });
  signal.addEventListener('abort', () => clearTimeout(late));
}
