import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const OPENSSL_CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = localhost
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, DNS:gateway.test, IP:127.0.0.1
`;

export interface Certificates {
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: string;
}

/** A private authority and a server certificate for localhost, gateway.test and 127.0.0.1, as files. */
export async function createCertificates(directory: string): Promise<Certificates> {
  const config = join(directory, 'openssl.cnf');
  const [caPem, caKey, certPem, keyPem] = ['ca.pem', 'ca.key', 'server.pem', 'server.key'].map((name) =>
    join(directory, name),
  ) as [string, string, string, string];
  await writeFile(config, OPENSSL_CONFIG);
  const request = ['req', '-x509', '-config', config, '-days', '30', '-nodes'];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const authority = ['-extensions', 'authority', '-subj', '/CN=Ringtab test authority', '-keyout', caKey];
  await run('openssl', [...request, ...newKey, ...authority, '-out', caPem]);
  const server = ['-extensions', 'server', '-CA', caPem, '-CAkey', caKey, '-keyout', keyPem];
  await run('openssl', [...request, ...newKey, ...server, '-out', certPem]);
  return { caPem, certPem, keyPem };
}

/** A home directory whose NSS database trusts the authority: Chromium started with it validates for real. */
export async function createTrustingHome(directory: string, caPems: readonly string[]): Promise<string> {
  const home = join(directory, 'home');
  const database = join(home, '.pki', 'nssdb');
  await mkdir(database, { recursive: true });
  await run('certutil', ['-N', '-d', `sql:${database}`, '--empty-password']);
  for (const [index, caPem] of caPems.entries()) {
    const name = `ringtab-test-${index}`;
    await run('certutil', ['-A', '-d', `sql:${database}`, '-t', 'C,,', '-n', name, '-i', caPem]);
  }
  return home;
}
