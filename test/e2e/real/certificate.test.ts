import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { fillSignIn, press } from '../../../scripts/screens';
import { passwordOf } from '../../gateway/real/users';
import { describeReal } from './describe-real';
import { RealDesk, user } from './real-desk';

jest.setTimeout(90_000);

/** The build with the permission that "Find out why" asks for, which nobody can give in a headless browser. */
function buildThatMayWatch(): string {
  if (!existsSync('dist/manifest.json')) execFileSync(process.execPath, ['build.mjs']);
  const folder = makeTemporaryFolder('may-watch');
  cpSync('dist', folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const permissions = [...manifest.permissions, 'webRequest'];
  const whole = { ...manifest, permissions, host_permissions: ['https://localhost/*'] };
  writeFileSync(file, JSON.stringify(whole));
  return folder;
}

describeReal('Ringtab where the authority of the gateway is not trusted', () => {
  let extensionDir: string;
  let desk: RealDesk;

  beforeAll(async () => {
    extensionDir = buildThatMayWatch();
    desk = await RealDesk.open({ distrust: true, launch: { extensionDir } });
  });
  afterAll(async () => {
    await desk?.close();
    rmSync(extensionDir, { recursive: true, force: true });
  });

  it('does not register, and says that it is the certificate', async () => {
    await fillSignIn(desk.window, user, passwordOf(user));
    await press(desk.window, 'sign_in');
    await desk.sees('refused_certificate_not_trusted', 'localhost');
    expect(await desk.registrations()).toEqual([]);
  });

  it('says that the gateway cannot be reached once nobody listens there', async () => {
    await desk.gateway.kill();
    await press(desk.window, 'try_again');
    await desk.sees('refused_gateway_unreachable', 'localhost');
  });
});
