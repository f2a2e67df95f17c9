import { seal, unseal } from '../data/kept-secrets';
import { type Policy, readPolicy } from '../domain/policy';
import type { Logger } from '../log/logger';
import type { LocalStorage, SessionStorage } from './kept-state';

/** Milliseconds after which Chrome has read its policy; measured: 3 s after the extension is loaded. */
const patience = 20_000;

export interface ManagedPolicyOptions {
  session: SessionStorage;
  local: LocalStorage;
  now(): number;
  log: Logger;
}

/**
 * What the administrator has written into Chrome's policy.
 *
 * For the first seconds of a browser `storage.managed` is empty, whatever the policy says. Until Chrome has
 * read it, the policy seen last stands: nobody is signed out, and no lock comes off, because a browser starts.
 */
export class ManagedPolicy {
  constructor(private readonly options: ManagedPolicyOptions) {}

  /** What applies now. What of it cannot be used is logged and left out. */
  async read(): Promise<Policy> {
    const managed = await this.managed();
    if (Object.keys(managed).length > 0) return this.readAndKeep(managed);
    const { session, local, now } = this.options;
    const { policyRead, policyAwaited } = await session.read(['policyRead', 'policyAwaited']);
    const { policy } = await local.read(['policy']);
    if (!policy || policyRead) {
      await local.remove('policy');
      return this.understand(managed);
    }
    if (policyAwaited === undefined) await session.write({ policyAwaited: now() });
    return this.understand(JSON.parse((await unseal(policy)) ?? '{}'));
  }

  /** Chrome tells of a change. */
  async changed(): Promise<Policy> {
    await this.options.session.write({ policyRead: true });
    return this.read();
  }

  /** Whether the policy seen last has been awaited for long enough: it has been removed while Chrome was closed. */
  async isOverdue(): Promise<boolean> {
    const { session, now } = this.options;
    const { policyRead, policyAwaited } = await session.read(['policyRead', 'policyAwaited']);
    return !policyRead && policyAwaited !== undefined && now() - policyAwaited > patience;
  }

  private async readAndKeep(managed: object): Promise<Policy> {
    const { session, local } = this.options;
    await session.write({ policyRead: true });
    // A profile may hold a TURN password.
    await local.write({ policy: await seal(JSON.stringify(managed)) });
    return this.understand(managed);
  }

  private understand(managed: object): Policy {
    const { log } = this.options;
    const policy = readPolicy(managed);
    const keys = Object.keys(managed);
    if (keys.length > 0) log.info(`policy: ${keys.join(', ')}`);
    for (const { key, expected } of policy.problems)
      log.warn(`policy: ${key} is not used; expected ${expected}`);
    return policy;
  }

  private async managed(): Promise<object> {
    try {
      return await chrome.storage.managed.get();
    } catch (error) {
      this.options.log.warn(`the policy cannot be read: ${String(error)}`);
      return {};
    }
  }
}
