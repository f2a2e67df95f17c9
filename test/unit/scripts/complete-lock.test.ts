import { completeLock } from '../../../scripts/complete-lock.mjs';

describe('completing the lock', () => {
  const packages = {
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/linux-x64-musl': '2.0.0',
        '@tool/win32-ia32-msvc': '2.0.0',
        ranged: '^1.0.0',
      },
    },
    'node_modules/zebra': { version: '1.0.0' },
  };

  it('adds the optional packages of other systems, in order, as their names tell', () => {
    const { lock, added } = completeLock({ packages });
    expect(added).toEqual(['node_modules/@tool/linux-x64-musl', 'node_modules/@tool/win32-ia32-msvc']);
    expect(Object.keys(lock.packages)).toEqual([...added, 'node_modules/tool', 'node_modules/zebra']);
    expect(lock.packages).toMatchObject({
      'node_modules/@tool/linux-x64-musl': { version: '2.0.0', os: ['linux'], cpu: ['x64'], libc: ['musl'] },
      'node_modules/@tool/win32-ia32-msvc': { os: ['win32'], cpu: ['ia32'], optional: true, dev: true },
    });
  });

  it('leaves a complete lock as it is', () => {
    expect(completeLock(completeLock({ packages }).lock).added).toEqual([]);
  });
});
