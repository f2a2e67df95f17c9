// Every screen in every state, looked at by axe; a language each in a test file of its own, as it takes long.
import { readFileSync } from 'node:fs';
import { launch, type RingtabBrowser } from '../../scripts/ringtab-browser';
import { openState } from '../fakes/open-state';
import { screenStates } from '../fakes/screen-states';
import { afternoon as now } from '../fakes/snapshots';

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Every serious or critical finding, as a line to read in a failed test. */
async function seriousFindings(
  ringtab: RingtabBrowser,
  state: ReturnType<typeof screenStates>[number],
  schemes: readonly string[],
) {
  const findings: string[] = [];
  const page = await openState(ringtab, state, { width: 360, height: 600, dark: false, now });
  await page.evaluate(axe);
  for (const scheme of schemes) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    const violations: Violation[] = await page.evaluate(
      async (options) => {
        const { axe: runner } = window as unknown as {
          axe: { run(what: object): Promise<{ violations: Violation[] }> };
        };
        return (await runner.run(options)).violations;
      },
      // Colours are all that differs in the dark.
      { resultTypes: ['violations'], ...(scheme === 'dark' && { runOnly: ['color-contrast'] }) },
    );
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      findings.push(...nodes.map(({ html, failureSummary }) => `${scheme} ${id}: ${html} ${failureSummary}`));
    }
  }
  await page.close();
  return findings;
}

/** @param schemes in other words the colours are the same: one language is enough for the dark */
export function findsNothingSerious(lang: 'en' | 'fr', schemes: readonly ('light' | 'dark')[]): void {
  let ringtab: RingtabBrowser;
  beforeAll(async () => {
    ringtab = await launch({ lang });
  }, 30_000);
  afterAll(() => ringtab?.close());

  it('has a document in its own language', async () => {
    const [state] = screenStates(now);
    if (!state) throw new Error('There is no state to look at.');
    const page = await openState(ringtab, state, { width: 360, height: 600, dark: false, now });
    expect(await page.evaluate(() => document.documentElement.lang.split('-')[0])).toBe(lang);
    await page.close();
  }, 30_000);

  it.each(screenStates(now).map((state) => [state.name, state] as const))(
    `finds nothing serious in %s, ${schemes.join(' and ')}`,
    async (_name, state) => {
      expect(await seriousFindings(ringtab, state, schemes)).toEqual([]);
    },
    30_000,
  );
}
