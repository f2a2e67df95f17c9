export interface GatewayUser {
  readonly name: string;
  readonly password: string;
}

const NAMES = ['201', '202', '203', '204', '205', '206', '207', '208', '209'] as const;

/** Who may sign in. The passwords are peculiar enough to be searched for in logs and storage. */
export const GATEWAY_USERS: readonly GatewayUser[] = NAMES.map((name) => ({
  name,
  password: `amber-${name}-kestrel`,
}));

export const GATEWAY_REALM = 'gateway.test';

export function passwordOf(name: string): string {
  const user = GATEWAY_USERS.find((each) => each.name === name);
  if (!user) throw new Error(`${name} is not a user of the gateway`);
  return user.password;
}
