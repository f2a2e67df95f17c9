import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const BINARIES = ['kamailio', 'rtpengine', 'turnserver', 'baresip', 'sipp', 'certutil', 'openssl'];
const MODULE_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
const MODULES = ['tls.so', 'websocket.so', 'presence.so', 'rtpengine.so'];

// Servers live in sbin, which is not on every user's PATH.
const SBIN = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

function isThere(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}

/** What the real gateway lacks here, by binary or Kamailio module; empty when it can start. */
export function realGatewayMissing(): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SBIN];
  const binaries = BINARIES.filter(
    (name) => !folders.some((folder) => isThere(join(folder, name), constants.X_OK)),
  );
  const modules = MODULES.filter(
    (name) =>
      !MODULE_FOLDERS.some((folder) => isThere(join(folder, 'kamailio/modules', name), constants.R_OK)),
  );
  return [...binaries, ...modules.map((name) => `kamailio ${name}`)];
}
