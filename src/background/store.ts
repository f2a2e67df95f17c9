import { defaultSettings } from '../contract/settings';
import type { Snapshot } from '../contract/snapshot';
import { dialRulesOff } from '../domain/dial-rules-settings';
import { signedOut } from '../domain/registration';

const emptySnapshot: Snapshot = {
  profiles: [],
  profileSource: undefined,
  identity: undefined,
  lastSignIn: undefined,
  registration: signedOut,
  gatewayInUse: 'primary',
  calls: [],
  resumable: [],
  lastEnded: undefined,
  dialRequest: undefined,
  allowedClients: ['ringtab'],
  sites: [],
  excludedSites: [],
  missedCalls: 0,
  voicemail: undefined,
  availability: {},
  otherDevices: undefined,
  callLogRevision: 0,
  directoryRevision: 0,
  directoryImport: undefined,
  companyDirectory: undefined,
  microphone: 'unknown',
  standInMicrophone: undefined,
  speakerMissing: false,
  settings: defaultSettings,
  otherPhone: undefined,
  autoAnswerAllowed: true,
  forwardingAllowed: true,
  enforcedSettings: [],
  policyProblems: [],
  dialRuleMode: 'off',
  dialRules: dialRulesOff(),
  directoryRequiresIdentity: false,
  emergencyNotice: false,
  storageFailing: false,
  dataLost: false,
  logDownload: true,
};

/** Holds the one snapshot and tells everyone who shows something of it. */
export class Store {
  private current: Snapshot = emptySnapshot;
  private readonly listeners = new Set<(snapshot: Snapshot, before: Snapshot) => void>();

  get snapshot(): Snapshot {
    return this.current;
  }

  update(change: Partial<Snapshot>): void {
    const before = this.current;
    this.current = { ...before, ...change };
    for (const listener of this.listeners) listener(this.current, before);
  }

  subscribe(listener: (snapshot: Snapshot, before: Snapshot) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
