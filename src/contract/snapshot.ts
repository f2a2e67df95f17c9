import type { ExcludedSite, SiteSummary } from '../domain/allowed-sites';
import type { Availability } from '../domain/availability';
import type { Call, Ended } from '../domain/call';
import type { Party } from '../domain/call-facts';
import type { CallingClient } from '../domain/calling-client';
import type { DialRequest } from '../domain/dial-request';
import type { DialRules } from '../domain/dial-rules-settings';
import type { GatewayInUse } from '../domain/failover';
import type { ImportProgress } from '../domain/import-job';
import type { ProfileSource } from '../domain/profile-source';
import type { Registration } from '../domain/registration';
import type { CompanyDirectoryState } from './company-directory';
import type { Settings } from './settings';

/** What a screen may know of the microphone: Chrome's permission state, and whether there is one. */
export type MicrophoneState = 'unknown' | 'granted' | 'prompt' | 'denied' | 'missing';

export interface ProfileSummary {
  id: string;
  name: string;
  /** As the administrator wrote it. */
  address: string;
}

export interface IdentitySummary {
  profileId: string;
  profileName: string;
  /** The extension number. */
  user: string;
  /** The host the user is signed in to, for sentences. */
  gatewayHost: string;
}

/** Who signed in last. */
export interface LastSignIn {
  profileId: string;
  /** An earlier version did not keep it. */
  profileName?: string;
  user: string;
  staySignedIn: boolean;
}

/** A call that Chrome was closed in, and that the gateway may still hold. */
export interface ResumableCall {
  id: string;
  party: Party;
  /** Milliseconds since the epoch. */
  answeredAt: number;
}

/** What a screen may know of the mailbox. */
export interface VoicemailState {
  /** There is something new. */
  waiting: boolean;
  /** How many are new, and how many of those are urgent; undefined where the gateway does not count. */
  fresh?: number;
  urgent?: number;
  /** It is known where the messages are heard. */
  canListen: boolean;
}

/** What a screen may know of a colleague. */
export interface ColleagueState {
  state: Availability;
  /** A call rings there that can be picked up. */
  canPickUp?: true;
}

/** Where calls are placed and taken. */
export interface OtherPhoneChoice {
  /** The user's other phone, as they have given it; '' before they have. */
  number: string;
  /** Calls are talked there, and not on this computer. */
  inUse: boolean;
}

/** What a screen may know of the user's other devices. */
export interface OtherDevicesState {
  /** There is one that a call can be moved to. */
  canMove: boolean;
  /** Whom one of them talks to, in a call that can be fetched. */
  talksTo?: Party;
}

/** Everything a screen may know, as one plain value, with no secret in it. */
export interface Snapshot {
  profiles: ProfileSummary[];
  /** Where they come from, and how old they are; undefined when there has never been any. */
  profileSource: ProfileSource | undefined;
  /** Who is signed in, or is being signed in; undefined when signed out. */
  identity: IdentitySummary | undefined;
  /** What to fill in on the sign-in form. */
  lastSignIn: LastSignIn | undefined;
  registration: Registration;
  /** Which gateway serves, or is on its way to: always `primary` without AutoFailover. */
  gatewayInUse: GatewayInUse;
  /** Live calls, the oldest first. */
  calls: Exclude<Call, Ended>[];
  /** Offered to be taken up again, the oldest first; only while that makes sense. */
  resumable: ResumableCall[];
  /** The call that ended last, while its sentence is still worth showing. */
  lastEnded: Ended | undefined;
  /** Asked for from outside of the phone, to be confirmed in our own window. */
  dialRequest: DialRequest | undefined;
  /** Who may place such calls, as the administrator has said. */
  allowedClients: CallingClient[];
  /** Where something is looked for in pages: of the policy, and of the user. */
  sites: SiteSummary[];
  /** Where nothing is. */
  excludedSites: ExcludedSite[];
  missedCalls: number;
  /** Undefined where nothing is known of a mailbox. */
  voicemail: VoicemailState | undefined;
  /** Of those on screen, by the number as the screen has asked for it; others are not in it. */
  availability: Record<string, ColleagueState>;
  /** Undefined where there is none, as far as is known. */
  otherDevices: OtherDevicesState | undefined;
  /** Grows with every change of the call log: a screen asks its query again. */
  callLogRevision: number;
  /** The same for the directory. */
  directoryRevision: number;
  /** The file of contacts that is brought in, or was brought in last. */
  directoryImport: ImportProgress | undefined;
  /** Undefined where neither policy nor profile names one. */
  companyDirectory: CompanyDirectoryState | undefined;
  microphone: MicrophoneState;
  /** The microphone that is wanted is not plugged in: calls are spoken into this one; '' where its name is not known. */
  standInMicrophone: string | undefined;
  /** The chosen speaker is not there: calls are heard through another one. */
  speakerMissing: boolean;
  settings: Settings;
  /** Undefined where nobody is signed in, or the profile does not let calls be talked on another phone. */
  otherPhone: OtherPhoneChoice | undefined;
  /** The profile lets calls be answered by themselves, where the user wants that. */
  autoAnswerAllowed: boolean;
  /** The profile lets calls be forwarded, where the user wants that. */
  forwardingAllowed: boolean;
  /** Settings that a policy enforces: shown locked. */
  enforcedSettings: (keyof Settings)[];
  /** Keys of the policy that cannot be used as they are. */
  policyProblems: string[];
  /** Whose dial rules apply: nobody's, the user's own or the profile's, which are shown locked. */
  dialRuleMode: DialRules['mode'];
  /** Those that apply to the next call. */
  dialRules: DialRules;
  /** Company entries without e-mail address are not to be shown: for `DirectoryQuery.identityRequired`. */
  directoryRequiresIdentity: boolean;
  /** Whether it is still to be said that this phone may not know where its user is. */
  emergencyNotice: boolean;
  /** Chrome keeps nothing at this moment: the disk, or its share of it, is full. */
  storageFailing: boolean;
  /** Chrome could not read the calls and contacts of before, and has begun anew; until the user has read so. */
  dataLost: boolean;
  /** Whether "Download logs" is offered. */
  logDownload: boolean;
}
