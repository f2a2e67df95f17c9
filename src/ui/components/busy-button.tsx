import type { ComponentProps } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface BusyButtonProps extends Omit<ComponentProps<'button'>, 'ref' | 'type' | 'disabled'> {
  /** What it does is under way: it cannot be pressed meanwhile. */
  busy: boolean;
}

/** A button that stays while it works. Chrome takes the focus from what is disabled; this one has it back afterwards. */
export function BusyButton({ busy, ...attributes }: BusyButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  // Here and in no effect: once it is disabled, the focus is gone.
  if (busy) hadFocus.current ||= document.activeElement === button.current;
  useLayoutEffect(() => {
    if (busy) return;
    // Whoever has gone on elsewhere is not called back.
    if (hadFocus.current && document.activeElement === document.body) button.current?.focus();
    hadFocus.current = false;
  }, [busy]);
  return <button type="button" ref={button} disabled={busy} {...attributes} />;
}
