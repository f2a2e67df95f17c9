import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../scripts/ringtab-browser';

/** A new browser profile in developer mode: only there does Chrome load an unpacked extension again that ended itself. */
export function developersProfile(): string {
  const folder = makeTemporaryFolder('developer');
  mkdirSync(join(folder, 'Default'));
  const preferences = { extensions: { ui: { developer_mode: true } } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  return folder;
}
