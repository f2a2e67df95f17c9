import { nearest } from './element-access';

/** A number of any length, and the screen: the button stays on it. */
const margin = 8;

const style = `
  :host { all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important;
    width: 0 !important; height: 0 !important; overflow: visible !important; color-scheme: light dark !important; }
  :host(:not(:popover-open)) { display: none !important; }
  button { all: unset; position: fixed; box-sizing: border-box; display: flex; align-items: center; gap: 6px; max-width: 320px;
    min-height: 28px; padding: 4px 10px 4px 8px; border-radius: 14px; cursor: pointer;
    font: 500 13px/1.4 system-ui, sans-serif; white-space: nowrap; color: light-dark(#fff, #06261c);
    background: light-dark(#0b6b4f, #5fd3ac); box-shadow: 0 1px 3px rgb(0 0 0 / 30%), 0 4px 12px rgb(0 0 0 / 20%); }
  button:hover { background: light-dark(#09563f, #7fe0bf); }
  button:focus-visible { outline: 2px solid light-dark(#0b6b4f, #5fd3ac); outline-offset: 2px; }
  svg { flex: none; width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 2;
    stroke-linecap: round; stroke-linejoin: round; }
  span { overflow: hidden; text-overflow: ellipsis; }
  @media (forced-colors: active) { button { border: 1px solid ButtonText; } }
`;
/** A receiver; lucide's, as on every other screen. */
const receiver =
  'M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384';

/**
 * The one button over a page. It is in a closed shadow root and in the top layer: the page can neither see into it,
 * nor press it, nor cover it, and none of its own elements is moved by it.
 */
export class CallButton {
  private readonly host = document.createElement('div');
  private readonly button = document.createElement('button');
  private readonly text = document.createElement('span');

  /** @param press a person has pressed it */
  constructor(press: () => void, signal: AbortSignal) {
    const root = this.host.attachShadow({ mode: 'closed', delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    root.append(this.button);
    this.button.type = 'button';
    this.button.append(icon(), this.text);
    this.button.setAttribute('aria-keyshortcuts', 'Alt+Shift+N');
    this.host.popover = 'manual';
    this.button.addEventListener('click', (event) => event.isTrusted && press());
    // Pressing it leaves the selection and the focus in the page.
    this.button.addEventListener('pointerdown', (event) => event.preventDefault());
    this.button.addEventListener('mousedown', (event) => event.preventDefault());
    signal.addEventListener('abort', () => this.host.remove());
  }

  get isShown(): boolean {
    return this.host.isConnected && this.host.matches(':popover-open');
  }

  get hasFocus(): boolean {
    return this.isShown && this.host.matches(':focus-within');
  }

  /** @param name what it does, with the number in it @param place where the number is */
  show(name: string, place: DOMRect, near: Node): void {
    const layer = layerOf(near);
    // Moving it closes it; so it is moved only when a dialog of the page has come or gone.
    if (this.host.parentNode !== layer) layer.append(this.host);
    this.text.textContent = name;
    this.button.title = name;
    if (!this.isShown) this.host.showPopover();
    this.place(place);
  }

  focus(): void {
    this.button.focus();
  }

  hide(): void {
    if (this.isShown) this.host.hidePopover();
  }

  /** Whether this is the host, as the page and its events see it. */
  is(target: EventTarget | undefined | null): boolean {
    return target === this.host;
  }

  /** @param number where that is */
  place(number: DOMRect): void {
    const { width, height } = this.button.getBoundingClientRect();
    const above = number.top - height - 2;
    const top = above >= margin ? above : number.bottom + 2;
    const left = Math.min(Math.max(number.left, margin), innerWidth - width - margin);
    this.button.style.top = `${Math.max(top, 0)}px`;
    this.button.style.left = `${Math.max(left, 0)}px`;
  }
}

function icon(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', receiver);
  svg.append(path);
  return svg;
}

/** At the end of the document, or of the modal dialog that alone can be reached while it is open. */
function layerOf(node: Node): Element {
  const element = node instanceof Element ? node : node.parentElement;
  return (element && nearest(element, 'dialog:modal')) ?? document.documentElement;
}
