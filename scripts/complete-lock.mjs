// Completes package-lock.json after `npm install` behind a registry mirror that lacks the optional
// packages made for other systems: npm leaves those out, and `npm ci` then refuses the lock everywhere.
//   node scripts/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';

/** @typedef {{ version?: string, dev?: boolean, optionalDependencies?: Record<string, string> }} Entry */

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The lock entry of a platform package, as its name tells. @param {string} name @param {string} version @param {Entry} parent */
function entryOf(name, version, parent) {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : ['glibc'];
  return {
    version,
    cpu,
    ...(parent.dev ? { dev: true } : {}),
    ...(os.includes('linux') ? { libc } : {}),
    optional: true,
    os,
  };
}

/**
 * @template {{ packages: Record<string, Entry> }} Lock
 * @param {Lock} lock
 * @returns {{ lock: Lock, added: string[] }}
 */
export function completeLock(lock) {
  /** @type {Record<string, Entry>} */
  const missing = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const place = `node_modules/${name}`;
      const known = lock.packages[place] ?? lock.packages[`${path}/${place}`];
      // A range cannot be completed without the registry.
      if (!known && /^\d/.test(version)) missing[place] = entryOf(name, version, entry);
    }
  }
  const packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  return { lock: { ...lock, packages }, added: Object.keys(missing) };
}

if (process.argv[1]?.endsWith('complete-lock.mjs')) {
  const { lock, added } = completeLock(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  if (added.length > 0) writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `Added ${added.length}: ${added.join(', ')}` : 'Nothing is missing.');
}
