// Pictures of every screen in every state, light and dark, in both languages, into out/screenshots:
// `npx tsx scripts/screenshots.ts [part of a state's name] [en|fr]`.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from '../build.mjs';
import { openState, type View } from '../test/fakes/open-state';
import { screenStates } from '../test/fakes/screen-states';
import { afternoon as now } from '../test/fakes/snapshots';
import { launch } from './ringtab-browser';

const folder = resolve('out/screenshots');
const extensionDir = resolve('out/screenshots-extension');
const [, , wanted = '', onlyLanguage] = process.argv;

const views: [name: string, view: Omit<View, 'dark' | 'now'>][] = [
  ['360', { width: 360, height: 600 }],
  ['1280', { width: 1280, height: 800 }],
];

await build(extensionDir);
mkdirSync(folder, { recursive: true });
try {
  for (const lang of ['en', 'fr']) if (!onlyLanguage || onlyLanguage === lang) await takeAll(lang);
} finally {
  rmSync(extensionDir, { recursive: true, force: true });
}

async function takeAll(lang: string): Promise<void> {
  const ringtab = await launch({ lang, extensionDir });
  try {
    for (const state of screenStates(now).filter(({ name }) => name.includes(wanted))) {
      for (const [viewName, view] of views) {
        for (const dark of [false, true]) {
          const page = await openState(ringtab, state, { ...view, dark, now });
          const name = `${state.name}-${viewName}-${dark ? 'dark' : 'light'}-${lang}.png`;
          const isPage = state.screen === 'settings' || state.screen === 'welcome';
          await page.screenshot({ path: join(folder, name) as `${string}.png`, fullPage: isPage });
          await page.close();
        }
      }
    }
    console.log(`${lang}: done`);
  } finally {
    await ringtab.close();
  }
}
