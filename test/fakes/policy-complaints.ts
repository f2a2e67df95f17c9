import type { Page } from 'puppeteer-core';

/** From now on, the lines in which Chromium says that a content security policy stopped something or is faulty. */
export function policyComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|'Trusted\w+' assignment/i.test(text)) complaints.push(text);
  });
  return complaints;
}
