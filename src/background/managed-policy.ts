import { seal, unseal } from '../data/kept-secrets';
import { type Policy, readPolicy } from '../domain/policy';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { LocalStorage, SessionStorage } from './kept-state';
import { orLog } from './storage-health';

/** Milliseconds after which Chrome has read its policy; measured: 3 s after the extension is loaded. */
const patience = 20_000;

export interface ManagedPolicyOptions {
  session: SessionStorage;
  local: LocalStorage;
  now(): number;
  logger(source: string): Logger;
}

/**
 * What the administrator has written into Chrome's policy.
 *
 * For the first seconds of a browser `storage.managed` is empty, whatever the policy says. Until Chrome has
 * read it, the policy seen last stands: nobody is signed out, and no lock comes off, because a browser starts.
 */
export class ManagedPolicy {
  private readonly log: Logger;

  constructor(private readonly options: ManagedPolicyOptions) {
    this.log = options.logger('background/managed-policy');
  }

  /**
   * What applies now. What of it cannot be used is logged and left out. What cannot be written is lost at a
   * restart; the phone goes on.
   */
  read(): Promise<Policy> {
    return this.readAs('read');
  }

  /** Chrome tells of a change. */
  async changed(): Promise<Policy> {
    await orLog(this.options.session.write({ policyRead: true }), this.log, 'the policy is not kept');
    return this.readAs('changed');
  }

  /** Whether the policy seen last has been awaited for long enough: it has been removed while Chrome was closed. */
  async isOverdue(): Promise<boolean> {
    const { session, now } = this.options;
    const { policyRead, policyAwaited } = await session.read(['policyRead', 'policyAwaited']);
    return !policyRead && policyAwaited !== undefined && Math.abs(now() - policyAwaited) > patience;
  }

  private async readAs(how: 'read' | 'changed'): Promise<Policy> {
    const { session, local, now } = this.options;
    const managed = await this.managed();
    if (managed && Object.keys(managed).length > 0) {
      await orLog(session.write({ policyRead: true }), this.log, 'the policy is not kept');
      await orLog(this.keep(managed), this.log, 'the policy is not kept');
      return this.understand(managed);
    }
    const { policyRead, policyAwaited } = await session.read(['policyRead', 'policyAwaited']);
    if (managed && policyRead) {
      await orLog(local.remove('policy'), this.log, 'the policy is not kept');
      return this.understand({}, how);
    }
    const kept = await this.kept();
    if (kept && policyAwaited === undefined)
      await orLog(session.write({ policyAwaited: now() }), this.log, 'the policy is not kept');
    return this.understand(kept ?? {});
  }

  private async keep(managed: object): Promise<void> {
    if (isSameValue(await this.kept(), managed)) return;
    // A profile may hold a TURN password.
    await this.options.local.write({ policy: await seal(JSON.stringify(managed)) });
  }

  /** The policy seen last; undefined when there was none, or its key is gone. */
  private async kept(): Promise<object | undefined> {
    const { policy } = await this.options.local.read(['policy']);
    const text = policy && (await unseal(policy));
    return text === undefined ? undefined : JSON.parse(text);
  }

  private understand(managed: object, how: 'read' | 'changed' = 'read'): Policy {
    const { log } = this;
    const policy = readPolicy(managed);
    const keys = Object.keys(managed);
    if (keys.length > 0) log.info(`policy: ${keys.join(', ')}`);
    else if (how === 'changed')
      log.info('policy: none; Chrome leaves out keys that it does not know, or of another type');
    for (const { key, expected } of policy.problems)
      log.warn(`policy: ${key} is not used; expected ${expected}`);
    return policy;
  }

  /** Undefined when Chrome cannot say: that is not the same as no policy. */
  private async managed(): Promise<object | undefined> {
    try {
      return await chrome.storage.managed.get();
    } catch (error) {
      this.log.warn(`the policy cannot be read: ${String(error)}`);
      return undefined;
    }
  }
}
