import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** Who may import whom: the folder's own neighbours, and packages. The README shows the same table. */
export const layers: Record<string, { folders: string[]; packages: string[]; except?: string[] }> = {
  domain: { folders: [], packages: ['valibot', 'libphonenumber-js', 'fast-xml-parser'] },
  contract: { folders: ['domain'], packages: ['valibot'] },
  log: { folders: ['domain'], packages: [] },
  devices: { folders: ['domain', 'contract', 'log'], packages: [] },
  data: { folders: ['domain', 'contract', 'log'], packages: ['idb'] },
  sip: {
    folders: ['domain', 'contract', 'log'],
    packages: ['sip.js', 'sdp-transform', '@noble/hashes'],
    except: ['contract/messenger'],
  },
  media: { folders: ['domain', 'contract', 'log', 'devices'], packages: ['sdp-transform'] },
  background: {
    folders: ['domain', 'contract', 'sip', 'data', 'log'],
    packages: ['oauth4webapi', 'fflate'],
  },
  ui: {
    folders: ['domain', 'contract', 'data', 'devices', 'log'],
    packages: ['preact', '@preact/signals', 'lucide'],
  },
  content: { folders: ['domain', 'contract'], packages: ['libphonenumber-js'] },
};

/** Sources as path below `src` and text. */
export interface Source {
  path: string;
  text: string;
}

export function readSources(root: string): Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      path: relative(root, join(root, name)).split(sep).join('/'),
      text: readFileSync(join(root, name), 'utf8'),
    }));
}

const importPattern =
  /^(?:import|export)\s[^'";=()]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/** One sentence for each import that the table does not allow. */
export function wrongImports(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(importPattern)].flatMap((match) => {
      const target = match[1] ?? match[2] ?? match[3] ?? '';
      return allowed(path, target) ? [] : [`src/${path} may not import ${target}`];
    }),
  );
}

function allowed(path: string, target: string): boolean {
  const [folder = ''] = path.split('/');
  const layer = layers[folder];
  if (!layer) return false;
  if (!target.startsWith('.'))
    return layer.packages.some((name) => target === name || target.startsWith(`${name}/`));
  const resolved = posix.join(posix.dirname(path), target);
  // Texts are typed from the English catalogue.
  if (folder === 'ui' && /^\.\.\/public\/_locales\/en\/messages\.json$/.test(resolved)) return true;
  const [room = ''] = resolved.split('/');
  if (layer.except?.includes(resolved)) return false;
  return room === folder || layer.folders.includes(room);
}
