import {
  decideInstall,
  installRuns,
  lacksBrowser,
  missingPackages,
  nodeProblem,
  noRealGateway,
  npmInstallReason,
  systemFamily,
} from '../../../scripts/set-up-plan.mjs';

const nothing = { browser: false, package: () => false, command: () => false };
const everything = { browser: true, package: () => true, command: () => true };
const debianUser = { family: 'debian', root: false, sudo: true, terminal: true, yes: false };

const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });
const one = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-a' } };

describe('the Node version', () => {
  it('is fine from 20 on', () => {
    expect(nodeProblem('20.0.0')).toBeUndefined();
    expect(nodeProblem('24.1.0')).toBeUndefined();
  });

  it('is said, with what to do, when it is too old', () => {
    expect(nodeProblem('18.19.1')).toMatch(/Node 20 or later.*18\.19\.1.*nodejs\.org/);
  });
});

describe('npm packages', () => {
  it('are installed in a bare clone and after an installation that was cut short', () => {
    expect(npmInstallReason(lock(one), undefined)).toMatch(/not installed/);
  });

  it('are left alone when they are those of the lock', () => {
    expect(npmInstallReason(lock(one), lock(one))).toBeUndefined();
  });

  it('are installed again when the lock names another version or another content', () => {
    const other = { 'node_modules/one': { version: '1.0.1', integrity: 'sha512-b' } };
    const tampered = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-b' } };
    expect(npmInstallReason(lock(other), lock(one))).toMatch(/older/);
    expect(npmInstallReason(lock(tampered), lock(one))).toMatch(/older/);
    expect(npmInstallReason(lock({ ...one, 'node_modules/two': { version: '1.0.0' } }), lock(one))).toMatch(
      /older/,
    );
  });

  it('may lack what is made for other systems', () => {
    const foreign = { ...one, 'node_modules/one-win32': { version: '1.0.0', optional: true } };
    expect(npmInstallReason(lock(foreign), lock(one))).toBeUndefined();
  });

  it('are installed again when the record of what is there cannot be read', () => {
    expect(npmInstallReason(lock(one), '{')).toMatch(/older/);
  });
});

describe('what is missing', () => {
  it('is nothing for a build, a browser for a start, and the servers too for the tests', () => {
    expect(missingPackages('build', nothing)).toEqual([]);
    expect(missingPackages('start', nothing).map(({ name }) => name)).toEqual(['chromium']);
    expect(missingPackages('test', nothing).map(({ name }) => name)).toContain('kamailio-websocket-modules');
    expect(missingPackages('test', everything)).toEqual([]);
  });

  it('is not a package whose program came another way', () => {
    const built = { ...nothing, command: (name: string) => name === 'sipp' };
    expect(missingPackages('test', built).map(({ name }) => name)).not.toContain('sip-tester');
  });

  it("includes the languages of Debian's Chromium, and of no other browser", () => {
    const debians = { ...everything, package: (name: string) => name !== 'chromium-l10n' };
    expect(missingPackages('test', debians).map(({ name }) => name)).toEqual(['chromium-l10n']);
    expect(noRealGateway(missingPackages('test', debians))).toBeUndefined();
    const chrome = { ...everything, package: (name: string) => !name.startsWith('chromium') };
    expect(missingPackages('test', chrome)).toEqual([]);
  });

  it('keeps the real gateway from running only when a server is missing', () => {
    expect(noRealGateway(missingPackages('test', { ...everything, browser: false }))).toBeUndefined();
    expect(noRealGateway(missingPackages('test', { ...nothing, browser: true }))).toMatch(/kamailio/);
    expect(lacksBrowser(missingPackages('test', { ...everything, browser: false }))).toBe(true);
  });
});

describe('the system', () => {
  it('is told by os-release', () => {
    expect(systemFamily('linux', 'NAME="Debian"\nID=debian\n')).toBe('debian');
    expect(systemFamily('linux', 'ID=ubuntu\nID_LIKE=debian\n')).toBe('debian');
    expect(systemFamily('linux', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe('debian');
    expect(systemFamily('linux', 'ID=fedora\n')).toBe('linux');
    expect(systemFamily('linux', '')).toBe('linux');
    expect(systemFamily('darwin', '')).toBe('mac');
    expect(systemFamily('win32', '')).toBe('windows');
    expect(systemFamily('freebsd', '')).toBe('other');
  });
});

describe('installing', () => {
  const missing = missingPackages('test', nothing);

  it('does nothing when nothing is missing', () => {
    expect(decideInstall([], debianUser)).toEqual({ how: 'nothing', say: [] });
  });

  it('goes ahead as root without a question', () => {
    expect(decideInstall(missing, { ...debianUser, root: true, terminal: false }).how).toBe('install');
  });

  it('says what and why before it asks for sudo', () => {
    const { how, say } = decideInstall(missing, debianUser);
    expect(how).toBe('ask-then-sudo');
    const said = say.join('\n');
    for (const { name, why } of missing) expect(said).toContain(`${name}: ${why}`);
    expect(said).toContain('sudo apt-get install');
    expect(said).toContain('started or enabled');
  });

  it('uses sudo without asking when --yes was given, with or without a terminal', () => {
    expect(decideInstall(missing, { ...debianUser, yes: true }).how).toBe('install-with-sudo');
    expect(decideInstall(missing, { ...debianUser, yes: true, terminal: false }).how).toBe(
      'install-with-sudo',
    );
  });

  it('says the command and carries on where there is nobody to ask', () => {
    const { how, say } = decideInstall(missing, { ...debianUser, terminal: false });
    expect(how).toBe('tell');
    expect(say.join('\n')).toMatch(/sudo apt-get install.*kamailio[\s\S]*--yes[\s\S]*Carrying on/);
  });

  it('says the command for root where there is no sudo', () => {
    const { how, say } = decideInstall(missing, { ...debianUser, sudo: false });
    expect(how).toBe('tell');
    expect(say.join('\n')).toContain('As root: apt-get install');
  });

  it('names what is missing and where to get it on other systems, even as root', () => {
    for (const [family, hint] of [
      ['mac', 'brew install'],
      ['windows', 'winget install'],
      ['linux', 'google.com/chrome'],
    ] as const) {
      const { how, say } = decideInstall(missing, { ...debianUser, family, root: true });
      expect(how).toBe('tell');
      expect(say.join('\n')).toContain(hint);
      expect(say.join('\n')).toContain('rtpengine');
    }
  });

  it('takes the snap on Ubuntu, in a run of its own', () => {
    const onDebian = installRuns(missing, () => true);
    expect(onDebian).toHaveLength(1);
    const [servers, snap] = installRuns(missing, (name) => name !== 'chromium');
    expect(servers).not.toContain('chromium');
    expect(snap).toEqual(['chromium-browser']);
  });
});
