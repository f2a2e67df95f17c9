import { useLayoutEffect } from 'preact/hooks';
import type { Tab } from './components/tab-bar';
import { pressShortcut } from './shortcuts';
import type { TypedKeys } from './typed-keys';

interface PhoneKeys {
  typedKeys: TypedKeys;
  onTab: (tab: Tab) => void;
  onHelp: () => void;
}

/** Keys that work wherever the focus is; with Alt also in a text field. Their list is the help. */
export function usePhoneKeys({ typedKeys, onTab, onHelp }: PhoneKeys): void {
  // With the first picture, not a frame after it: a key that is pressed at once counts too.
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        document.querySelector('dialog[open]')
      ) {
        return;
      }
      if (event.altKey ? pressLetter(event) : typeAnywhere(event)) event.preventDefault();
    }

    function pressLetter({ code, key }: KeyboardEvent): boolean {
      // With Option a Mac's key is the letter it writes; the code is the place of the key.
      const letter = /^[a-z]$/i.test(key) ? key.toUpperCase() : code.replace('Key', '');
      if (letter === 'N') onTab('keypad');
      else if (letter === 'C') onTab('calls');
      else if (letter === 'P') onTab('contacts');
      else return pressShortcut(`Alt+${letter}`);
      return true;
    }

    function typeAnywhere({ key, target }: KeyboardEvent): boolean {
      // No number has a '?' in it; a text may have.
      if (key === '?' && isEmptyField(target)) {
        onHelp();
        return true;
      }
      if (isField(target)) return false;
      // Enter on a button presses that button.
      if (key === 'Enter' && target instanceof HTMLButtonElement) return false;
      return typedKeys.type(key);
    }

    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

/** True outside of fields as well. */
function isEmptyField(target: EventTarget | null): boolean {
  return (
    !isField(target) ||
    (target instanceof HTMLInputElement && target.inputMode === 'tel' && target.value === '')
  );
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
