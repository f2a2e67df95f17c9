// What set-up has to do on a machine, decided without touching it.

/** @typedef {'start' | 'test' | 'build'} Purpose what the machine is made ready for */
/** @typedef {{ name: string, why: string, command?: string }} SystemPackage `command`: having it will do as well */

export const oldestNode = 20;

/** @type {SystemPackage} */
const browser = { name: 'chromium', why: 'the browser that Ringtab runs in' };

/** @type {SystemPackage} Debian's Chromium speaks English only without it; other browsers bring their languages. */
const languages = { name: 'chromium-l10n', why: 'the browser in French' };

/** @type {SystemPackage[]} The real gateway of the tests, by the names of its Debian packages. */
const testServers = [
  { name: 'kamailio', why: 'SIP server' },
  { name: 'kamailio-websocket-modules', why: 'SIP over WebSocket' },
  { name: 'kamailio-tls-modules', why: 'secure WebSocket' },
  { name: 'kamailio-presence-modules', why: 'presence' },
  { name: 'kamailio-extra-modules', why: 'Kamailio modules' },
  { name: 'kamailio-utils-modules', why: 'Kamailio modules' },
  { name: 'rtpengine-daemon', why: 'media relay', command: 'rtpengine' },
  { name: 'coturn', why: 'STUN and TURN server', command: 'turnserver' },
  { name: 'baresip-core', why: 'desk phone', command: 'baresip' },
  { name: 'sip-tester', why: 'SIP load and odd scenarios', command: 'sipp' },
  { name: 'libnss3-tools', why: 'certificates that the browser trusts', command: 'certutil' },
  { name: 'openssl', why: 'makes certificates', command: 'openssl' },
];

/** A sentence when this version of Node cannot run Ringtab's tools. @param {string} version as in process.versions.node */
export function nodeProblem(version) {
  const major = Number.parseInt(version, 10);
  if (major >= oldestNode) return undefined;
  return `Ringtab's tools need Node ${oldestNode} or later; this is Node ${version}. Get a newer one from https://nodejs.org/ and try again.`;
}

/**
 * Why `npm ci` is needed, or undefined. Compared by content: after a clone or a checkout the times of
 * files say nothing.
 * @param {string | undefined} lockText package-lock.json
 * @param {string | undefined} installedText node_modules/.package-lock.json, which npm writes when it is done
 */
export function npmInstallReason(lockText, installedText) {
  if (lockText === undefined) return undefined;
  if (installedText === undefined) return 'the npm packages are not installed yet';
  const wanted = packagesOf(lockText);
  const installed = packagesOf(installedText);
  const stale = Object.entries(wanted).some(([path, entry]) => {
    const found = installed[path];
    // npm leaves out optional packages made for other systems.
    if (!found) return path !== '' && !entry.optional && !entry.devOptional;
    return found.version !== entry.version || found.integrity !== entry.integrity;
  });
  return stale ? 'the npm packages are older than package-lock.json' : undefined;
}

/** @param {string} text @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>} */
function packagesOf(text) {
  try {
    const { '': _self, ...packages } = JSON.parse(text).packages ?? {};
    return packages;
  } catch {
    return {};
  }
}

/**
 * The system packages that a purpose needs and the machine lacks.
 * @param {Purpose} purpose
 * @param {{ browser: boolean, package: (name: string) => boolean, command: (name: string) => boolean }} has
 * @returns {SystemPackage[]}
 */
export function missingPackages(purpose, has) {
  if (purpose === 'build') return [];
  const servers = purpose === 'test' ? testServers : [];
  const lacking = servers.filter(
    ({ name, command }) => !has.package(name) && !(command !== undefined && has.command(command)),
  );
  if (!has.browser) lacking.unshift(browser);
  const debianChromium = !has.browser || has.package(browser.name);
  if (purpose === 'test' && debianChromium && !has.package(languages.name)) lacking.push(languages);
  return lacking;
}

/** @param {SystemPackage[]} missing */
const serversAmong = (missing) => missing.filter((each) => testServers.includes(each));

/**
 * The family of this system, from /etc/os-release.
 * @param {string} platform as in process.platform
 * @param {string} osRelease the file's text, empty where there is none
 * @returns {'debian' | 'linux' | 'mac' | 'windows' | 'other'}
 */
export function systemFamily(platform, osRelease) {
  if (platform === 'darwin') return 'mac';
  if (platform === 'win32') return 'windows';
  if (platform !== 'linux') return 'other';
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );
  return ids.includes('debian') || ids.includes('ubuntu') ? 'debian' : 'linux';
}

/**
 * How the missing packages come onto this machine.
 * @param {SystemPackage[]} missing
 * @param {{ family: string, root: boolean, sudo: boolean, terminal: boolean, yes: boolean }} machine
 * @returns {{ how: 'nothing' | 'install' | 'install-with-sudo' | 'ask-then-sudo' | 'tell', say: string[] }}
 */
export function decideInstall(missing, { family, root, sudo, terminal, yes }) {
  if (missing.length === 0) return { how: 'nothing', say: [] };
  if (family !== 'debian') return { how: 'tell', say: whereToGet(missing, family) };
  const command = `apt-get install --no-install-recommends ${missing.map(({ name }) => name).join(' ')}`;
  if (root) return { how: 'install', say: [] };
  const list = ['These system packages are missing:', ...missing.map(({ name, why }) => `  ${name}: ${why}`)];
  const quiet =
    serversAmong(missing).length > 0
      ? ['None of the servers among them will be started or enabled; the tests start their own.']
      : [];
  if (!sudo) return { how: 'tell', say: [...list, `There is no sudo here. As root: ${command}`, carryingOn] };
  if (yes) return { how: 'install-with-sudo', say: [...list, ...quiet] };
  if (terminal) return { how: 'ask-then-sudo', say: [...list, ...quiet, `They come by: sudo ${command}`] };
  return {
    how: 'tell',
    say: [
      ...list,
      `There is no terminal to ask on. Either run this: sudo ${command}`,
      'or give --yes (npm test -- --yes) and it is done with sudo.',
      carryingOn,
    ],
  };
}

const carryingOn = 'Carrying on with what can be done without them.';

/** @param {SystemPackage[]} missing @param {string} family */
function whereToGet(missing, family) {
  const lines = [];
  if (missing.includes(browser)) {
    const how = {
      mac: 'brew install --cask google-chrome, or https://www.google.com/chrome/',
      windows: 'winget install Google.Chrome, or https://www.google.com/chrome/',
    }[family];
    lines.push(
      `No Chrome or Chromium was found. Get one (${how ?? "your system's package chromium, or https://www.google.com/chrome/"}), or say where it is in CHROME_PATH.`,
    );
  }
  const servers = serversAmong(missing);
  if (servers.length > 0) {
    const names = servers.map(({ name, command }) => command ?? name).join(', ');
    lines.push(
      `The tests against the real gateway need ${names}. Set-up can install them on Debian and Ubuntu only; elsewhere get them from your system's packages, or run the tests in a Debian container.`,
    );
  }
  return [...lines, carryingOn];
}

/**
 * What to hand to apt-get, in runs of their own where a failure of one must not stop the other. Ubuntu
 * has no package `chromium`: there `chromium-browser` brings the snap.
 * @param {SystemPackage[]} missing
 * @param {(name: string) => boolean} available whether apt knows the package
 */
export function installRuns(missing, available) {
  const names = missing.map(({ name }) => name);
  const snap = names.includes('chromium') && !available('chromium') && available('chromium-browser');
  if (!snap) return [names];
  // The snap brings its languages.
  const rest = names.filter((name) => name !== browser.name && name !== languages.name);
  return [rest, ['chromium-browser']].filter((run) => run.length > 0);
}

/** The reason why the tests against the real gateway cannot run here, or undefined. @param {SystemPackage[]} missing */
export function noRealGateway(missing) {
  const servers = serversAmong(missing);
  if (servers.length === 0) return undefined;
  return `this machine lacks ${servers.map(({ name }) => name).join(', ')}`;
}

/** Whether a missing package is the browser itself. @param {SystemPackage[]} missing */
export function lacksBrowser(missing) {
  return missing.includes(browser);
}
