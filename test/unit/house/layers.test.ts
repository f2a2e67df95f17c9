import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { layers, readSources, wrongImports } from './layers';

const root = join(__dirname, '../../../src');

describe('the house', () => {
  it('has no import that the table does not allow', () => {
    const sources = readSources(root);
    expect(sources.length).toBeGreaterThan(50);
    expect(wrongImports(sources)).toEqual([]);
  });

  it.each([
    ['domain/call.ts', "import { Store } from '../background/store';"],
    ['domain/call.ts', "import { h } from 'preact';"],
    ['sip/phone.ts', "import { x } from '../media/ringer';"],
    ['sip/phone.ts', "import { send } from '../contract/messenger';"],
    ['ui/popup.tsx', "import { Phone } from '../sip/phone';"],
    ['ui/popup.tsx', "export * from '../background/store';"],
    ['background/store.ts', "const late = import('../ui/popup');"],
    ['media/ringer.ts', "import 'sip.js';"],
    ['lobby/door.ts', "import { x } from '../domain/call';"],
  ])('notices when %s says %s', (path, text) => {
    expect(wrongImports([{ path, text }])).toHaveLength(1);
  });

  it('keeps SIP free of Chrome, so that it could move', () => {
    const naming = readSources(root).filter(
      ({ path, text }) => path.startsWith('sip/') && /\bchrome\./.test(text),
    );
    expect(naming).toEqual([]);
  });

  it('has a room for every layer that has code', () => {
    const rooms = new Set(readSources(root).map(({ path }) => path.split('/')[0]));
    for (const room of rooms) expect(Object.keys(layers)).toContain(room);
    expect(existsSync(root)).toBe(true);
  });
});
