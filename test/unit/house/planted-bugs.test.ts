import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(__dirname, '../../../scripts/planted-bugs.mjs');

it('every bug that `npm run planted-bugs` plants still has its place in the source', () => {
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toMatch(
    /^(\d+) of \1 bugs have their place in the source\.$/m,
  );
});
