// Renders the extension's icons from their one drawing: `npx tsx scripts/render-icons.ts`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findChrome } from './find-chrome.mjs';

const icons = join(import.meta.dirname, '../public/icons');
const sizes = [16, 32, 48, 128] as const;

const chrome = findChrome();
if (!chrome) throw new Error('No Chrome or Chromium was found; CHROME_PATH can say where one is.');
const drawing = await readFile(join(icons, 'ringtab.svg'), 'utf8');
const browser = await puppeteer.launch({
  executablePath: chrome.path,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  for (const size of sizes) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`);
    await page.screenshot({ path: join(icons, `${size}.png`), omitBackground: true });
  }
} finally {
  await browser.close();
}
