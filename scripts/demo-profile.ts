import type { DemoGateway } from '../test/gateway/demo/gateway';

export const demoName = 'Demo';
export const demoUser = '201';

/** The profile JSON that an administrator would hand out for the demo gateway. */
export function demoProfile({ url }: DemoGateway): string {
  return JSON.stringify({ IP_Office_Server_Profile: [{ Name: demoName, Address: url }] }, null, 2);
}

/** The password of a user of the demo gateway. */
export function passwordOf({ users }: DemoGateway, user: string): string {
  const known = users.find((each) => each.user === user);
  if (!known) throw new Error(`The demo gateway has no user ${user}.`);
  return known.password;
}
