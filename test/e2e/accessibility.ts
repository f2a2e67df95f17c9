// Every screen in every state, looked at by axe; a language each in a test file of its own, as it takes long.
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../scripts/ringtab-browser';
import { show } from '../fakes/fake-background';
import { emulateScheme, openState } from '../fakes/open-state';
import { type ScreenState, screenStates } from '../fakes/screen-states';
import { afternoon as now } from '../fakes/snapshots';

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The light, and then what differs in the dark. In other words the colours are the same, so one language looks at them. */
const looks = {
  withColours: [
    { scheme: 'light', rules: {} },
    { scheme: 'dark', rules: { runOnly: ['color-contrast'] } },
  ],
  withoutColours: [{ scheme: 'light', rules: { rules: { 'color-contrast': { enabled: false } } } }],
} as const;

/** Every serious or critical finding, as a line to read in a failed test. */
async function seriousFindings(page: Page, look: keyof typeof looks) {
  const findings: string[] = [];
  for (const { scheme, rules } of looks[look]) {
    // The state was opened in the light.
    if (scheme !== 'light') await emulateScheme(page, scheme);
    const violations: Violation[] = await page.evaluate(
      async (options) => {
        const { axe: runner } = window as unknown as {
          axe: { run(what: object): Promise<{ violations: Violation[] }> };
        };
        return (await runner.run(options)).violations;
      },
      {
        resultTypes: ['violations'],
        // What it would fetch first it needs only for films that play by themselves; there is none, nor would it be serious.
        preload: false,
        ...rules,
      },
    );
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      findings.push(...nodes.map(({ html, failureSummary }) => `${scheme} ${id}: ${html} ${failureSummary}`));
    }
  }
  return findings;
}

/** What a worker would show by a snapshot alone. */
function isPlain({ steps, after, contacts, callLog, answers }: ScreenState): boolean {
  return !(steps || after || contacts || callLog || answers);
}

/** Plain states beside each other, by their screens: from one to the next it takes a snapshot, as in real life. */
function inOrder(states: ScreenState[]): ScreenState[] {
  const place = (state: ScreenState) => (isPlain(state) ? state.screen : '~');
  return states.toSorted((one, other) => place(one).localeCompare(place(other)));
}

export function findsNothingSerious(lang: 'en' | 'fr', look: keyof typeof looks): void {
  let ringtab: RingtabBrowser;
  let page: Page;
  let before: ScreenState | undefined;
  async function open(state: ScreenState): Promise<Page> {
    const isNext = before && isPlain(before) && isPlain(state) && before.screen === state.screen;
    before = state;
    if (!isNext) return openState(ringtab, state, { width: 360, height: 600, dark: false, now }, page);
    await emulateScheme(page, 'light');
    await show(page, state.snapshot);
    await page.waitForSelector('[aria-busy="true"]', { hidden: true });
    return page;
  }
  beforeAll(async () => {
    ringtab = await launch({ lang });
    page = await ringtab.browser.newPage({ type: 'window' });
    // Half a megabyte: sent once, not for each state.
    await page.evaluateOnNewDocument(axe);
  }, 90_000);
  afterAll(() => ringtab?.close());

  it('has a document in its own language', async () => {
    const [state] = screenStates(now);
    if (!state) throw new Error('There is no state to look at.');
    const opened = await open(state);
    expect(await opened.evaluate(() => document.documentElement.lang.split('-')[0])).toBe(lang);
  }, 90_000);

  it.each(inOrder(screenStates(now)).map((state) => [state.name, state] as const))(
    'finds nothing serious in %s',
    async (_name, state) => {
      expect(await seriousFindings(await open(state), look)).toEqual([]);
    },
    90_000,
  );
}
