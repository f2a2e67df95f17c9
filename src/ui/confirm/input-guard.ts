/** What of an event decides whether it counts. */
export interface GuardedInput {
  type: string;
  key?: string;
  repeat?: boolean;
  /** Of a click: 0 when a key or a screen reader has made it. */
  detail?: number;
}

/** Milliseconds. */
export const calmTime = 500;

/**
 * Lets nothing through that may have been meant for the page behind: not before the window has stood still in front
 * for a while, with its number, and nobody has clicked or typed into it during that time. So neither a double click
 * nor a key that is pressed again and again, or held, ever lands on a button.
 */
export class InputGuard {
  private since: number;
  private readonly keysDown = new Set<string>();
  private pointerDown = false;

  /** @param now milliseconds of a clock that is never set */
  constructor(private readonly now: () => number) {
    this.since = now();
  }

  /** The window has come to the front, or shows another number. */
  restart(): void {
    this.since = this.now();
    this.keysDown.clear();
    this.pointerDown = false;
  }

  get isCalm(): boolean {
    return this.now() - this.since >= calmTime;
  }

  allows({ type, key = '', repeat = false, detail = 0 }: GuardedInput): boolean {
    switch (type) {
      case 'keydown':
        return this.keyPressed(key, repeat);
      case 'keyup':
        return this.keysDown.delete(key);
      case 'pointerdown':
      case 'mousedown':
        this.pointerDown = this.isCalm;
        if (!this.pointerDown) this.restart();
        return this.pointerDown;
      case 'click':
        return this.isCalm && (detail === 0 || this.pointerDown);
      default:
        return this.isCalm;
    }
  }

  private keyPressed(key: string, repeat: boolean): boolean {
    if (repeat) return this.keysDown.has(key) && key !== 'Enter' && key !== ' ';
    if (!this.isCalm) {
      this.restart();
      return false;
    }
    this.keysDown.add(key);
    return true;
  }
}

const guarded = [
  'keydown',
  'keypress',
  'keyup',
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'auxclick',
  'dblclick',
  'contextmenu',
  'drop',
  'submit',
] as const;

/** Puts the guard in front of everything else that listens in this window; before anything is on it. */
export function guardInput(guard: InputGuard): void {
  for (const type of guarded) {
    window.addEventListener(
      type,
      (event) => {
        if (guard.allows(event as unknown as GuardedInput)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true, passive: false },
    );
  }
  const restart = () => guard.restart();
  for (const type of ['focus', 'pageshow', 'resize'] as const) window.addEventListener(type, restart);
  document.addEventListener('visibilitychange', restart);
}
