// What decides whether the tests with the real gateway can run here.
import { realGatewayMissing } from '../../gateway/real/missing';

const missing = realGatewayMissing();

/** `describe`, or `describe.skip` with the reason in the name where a server is missing. */
export function describeReal(name: string, tests: () => void): void {
  if (missing.length === 0) describe(name, tests);
  else describe.skip(`${name} (missing: ${missing.join(', ')})`, tests);
}
