// Ringtab's screens as a person uses them: by the names of their controls, in any language.
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import type { MessageKey } from '../src/ui/messages';
import { waitUntil } from '../test/gateway/real/wait-until';

/** What a browser has been asked for: its language stays. */
const texts = new WeakMap<Browser, Map<string, string>>();

/** A text of the extension in the browser's language. */
export async function textOf(page: Page, key: MessageKey, ...values: string[]): Promise<string> {
  const known = texts.get(page.browser()) ?? new Map<string, string>();
  texts.set(page.browser(), known);
  const asked = JSON.stringify([key, values]);
  const text =
    known.get(asked) ??
    (await page.evaluate((name, filled) => chrome.i18n.getMessage(name, filled), key, values));
  known.set(asked, text);
  return text;
}

/** How long a busy machine may take to show what a rested one shows at once. */
export const patience = 30_000;

/** Milliseconds between two looks at a screen: frame by frame, one behind another would never be looked at again. */
export const polling = 50;

type Role = 'button' | 'textbox' | 'combobox' | 'checkbox' | 'status' | 'alert';

/** The selector of a control by role and name, for `page.locator` and `page.waitForSelector`. */
export async function control(page: Page, role: Role, key: MessageKey): Promise<string> {
  return `::-p-aria([name="${await textOf(page, key)}"][role="${role}"])`;
}

/** Puppeteer's older way to write a name and a role alone, for which it asks the page half as much. */
function inShort(selector: string): string {
  return selector.replace(/^::-p-aria\(\[name="([^"[\]]*)"\]\[role="(\w+)"\]\)$/, 'aria/$1[role="$2"]');
}

/**
 * What a selector finds, once it is to be seen. Puppeteer itself looks at each frame, and a look for a name costs
 * the page 8 ms: half a processor for as long as it waits.
 */
export function waitToSee(
  page: Page,
  selector: string,
  { timeout = patience, isWanted = 'visible' }: { timeout?: number; isWanted?: 'visible' | 'enabled' } = {},
): Promise<ElementHandle> {
  return waitUntil(
    `${selector} on the screen`,
    async () => {
      const found = await page.$(inShort(selector));
      if (!found) return undefined;
      const isThere =
        isWanted === 'visible'
          ? await found.isVisible()
          : await found.evaluate(
              (each) =>
                each.ariaDisabled !== 'true' &&
                !each.matches(':disabled') &&
                each.checkVisibility({ visibilityProperty: true }) &&
                each.getBoundingClientRect().height > 0,
            );
      if (isThere) return found;
      // Or the page would keep it, and all it belongs to, when it is long gone from the screen.
      await found.dispose();
      return undefined;
    },
    { timeoutMs: timeout, everyMs: polling },
  );
}

/** Presses a button as soon as it can be pressed: one that keeps the focus meanwhile only says that it is disabled. */
export async function press(page: Page, key: MessageKey): Promise<void> {
  await clickOn(page, await control(page, 'button', key));
}

/** As a person does: where something that comes or goes has moved a button away under the pointer, once more. */
export async function clickOn(page: Page, selector: string): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const wanted = await waitToSee(page, selector, { isWanted: 'enabled' });
    const clicked = await page.evaluateHandle(whenStill, wanted);
    const { isThere, x, y } = await clicked.jsonValue();
    if (isThere) await page.mouse.click(x, y);
    // Of a page that has gone with the click nothing can be asked.
    const isHit = await clicked.evaluate(({ hit }) => hit).catch(() => true);
    await Promise.all([wanted, clicked].map((handle) => handle.dispose().catch(() => undefined)));
    if (isHit) return;
  }
  throw new Error(`${selector} moves away under the pointer.`);
}

/**
 * Runs in the page: waits until an element stays where it is from one frame to the next; says where to click on it,
 * and from then on whether that click is on it, or on the one that has taken its place.
 */
async function whenStill(wanted: Element) {
  let place = wanted.getBoundingClientRect();
  const seen = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
  // Out of sight, or behind a bar.
  if (!wanted.contains(seen)) wanted.scrollIntoView({ block: 'center', behavior: 'instant' });
  for (let frames = 0; frames < 60; frames++) {
    await new Promise(requestAnimationFrame);
    const before = place;
    place = wanted.getBoundingClientRect();
    if (place.x === before.x && place.y === before.y && place.width === before.width) break;
  }
  const noted = {
    hit: false,
    isThere: wanted.isConnected,
    x: place.x + place.width / 2,
    y: place.y + place.height / 2,
  };
  const name = wanted.ariaLabel ?? wanted.textContent;
  document.addEventListener(
    'click',
    (event) => {
      for (const part of event.composedPath())
        if (part instanceof Element && (part === wanted || (part.ariaLabel ?? part.textContent) === name))
          noted.hit = true;
    },
    { capture: true, once: true },
  );
  return noted;
}

export async function fill(page: Page, key: MessageKey, text: string): Promise<void> {
  await fillField(page, await control(page, 'textbox', key), text);
}

/** A text in place of what a field has, as when a person selects that and types: the screen is told of one change. */
export async function fillField(page: Page, selector: string, text: string): Promise<void> {
  const field = await waitToSee(page, selector);
  await field.evaluate((each, typed) => {
    const input = each as HTMLInputElement;
    input.focus();
    input.select();
    if (typed) document.execCommand('insertText', false, typed);
    else document.execCommand('delete');
  }, text);
  await field.dispose();
}

/** Waits until a button of that name is there to be pressed. */
export async function waitForButton(page: Page, key: MessageKey, timeout = patience): Promise<void> {
  const found = await waitToSee(page, await control(page, 'button', key), { timeout });
  await found.dispose();
}

/** Waits until no button of that name is left. */
export async function waitForNoButton(page: Page, key: MessageKey, timeout = patience): Promise<void> {
  const selector = await control(page, 'button', key);
  const isGone = async () => {
    const found = await page.$(inShort(selector));
    const isSeen = await found?.isVisible();
    await found?.dispose();
    return !isSeen;
  };
  await waitUntil(`no ${selector} on the screen`, isGone, { timeoutMs: timeout, everyMs: polling });
}

/** The header's words, for example `Ready · 201 at Demo`. */
export function statusText(page: Page): Promise<string> {
  return page.$eval('[role="status"]', (element) => element.textContent ?? '');
}

/** Waits until the header says the text of a key. */
export async function waitForStatus(page: Page, key: MessageKey, timeout = patience): Promise<void> {
  await page.waitForFunction(
    (words) => document.querySelector('[role="status"]')?.textContent?.includes(words),
    { timeout, polling },
    await textOf(page, key),
  );
}

type ProfileWay = 'profile_way_email' | 'profile_way_address' | 'profile_way_text';

/** Shows one of the ways to a profile on the settings screen, folded away where there is a profile in use. */
export async function chooseProfileWay(settings: Page, way: ProfileWay): Promise<void> {
  await settings.waitForSelector('#profile .segments');
  const fold = await settings.$('#profile .fold[aria-expanded="false"]');
  await fold?.click();
  await clickOn(settings, `#profile .segment ::-p-text(${await textOf(settings, way)})`);
}

/** Pastes a profile on the settings screen and waits until it is in the list of those in use. */
export async function loadProfile(settings: Page, profileJson: string, name: string): Promise<void> {
  await chooseProfileWay(settings, 'profile_way_text');
  await fill(settings, 'profile_text', profileJson);
  // What came of the one before, which may have had the same name, is no answer.
  await settings.$$eval('#profile .outcome', (earlier) => {
    for (const each of earlier) each.setAttribute('data-earlier', '');
  });
  await press(settings, 'profile_use');
  await settings.waitForSelector('#profile .outcome:not([data-earlier])', { timeout: patience });
  // One of that name may be in use already.
  const refusal = await settings.$$eval(
    '#profile .outcome:not([data-earlier])',
    (outcomes) => outcomes.find((each) => each.querySelector('.notice-error'))?.textContent,
  );
  if (refusal) throw new Error(`The profile is refused: ${refusal} The text: ${profileJson}`);
  await settings.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('#profile li')].some((item) => item.textContent?.includes(wanted)),
    { timeout: patience, polling },
    name,
  );
}

/** Fills in the sign-in form; the button is left to whoever signs in. */
export async function fillSignIn(phone: Page, user: string, password: string): Promise<void> {
  await fill(phone, 'extension', user);
  await fill(phone, 'password', password);
}

export async function signIn(phone: Page, user: string, password: string): Promise<void> {
  await fillSignIn(phone, user, password);
  await press(phone, 'sign_in');
  await waitForStatus(phone, 'state_ready');
}

export async function dial(phone: Page, number: string): Promise<void> {
  await fill(phone, 'number_to_call', number);
  await press(phone, 'call');
}
