import type { PolicyLayers, Settings } from '../contract/settings';
import type { LastSignIn, OtherPhoneChoice } from '../contract/snapshot';
import type { Sealed } from '../data/kept-secrets';
import type { AllowedSite } from '../domain/allowed-sites';
import type { LiveCall } from '../domain/call';
import type { Direction } from '../domain/call-facts';
import type { DialRequest } from '../domain/dial-request';
import type { Failover } from '../domain/failover-state';
import type { MessageSummary } from '../domain/message-summary';
import type { NamesTold } from '../domain/other-devices';
import type { Profile } from '../domain/profile';
import type { RefusalReason } from '../domain/registration';
import type { Talking } from '../domain/talking';
import type { Logger } from '../log/logger';
import type { RealmsByGateway } from '../sip/known-realms';
import type { SavedDialog } from '../sip/saved-dialog';
import type { SavedSubscription } from '../sip/subscription-dialog';
import type { PhoneInstance } from '../sip/user-agent';
import type { KeptCompanyDirectory } from './company-directory';
import type { SlotName } from './kept-profiles';
import type { SavedOtherPhone } from './other-phone-leg';
import { StorageError, type StorageHealth } from './storage-health';

/** A live call, as it is taken up again after the worker died. */
export interface SavedCall {
  call: LiveCall;
  /** Of an established call. */
  dialog?: SavedDialog;
  /** Its media session, where that has not the id of the call: another dialog took the place of the first. */
  mediaId?: string;
  /** The gateway does not know the dialog: only another one can go on with the call. */
  elsewhere?: true;
  /** Of a call not yet established: the INVITE, to clear up at the gateway. */
  keptInvite?: string;
  /** Of a call that is to take the place of this one, to clear up should nobody wait for its answer any more. */
  followInvite?: string;
  /** Of one that is talked on another phone: its dialog with that. */
  otherPhone?: SavedOtherPhone;
  /** Since when the far end cannot be reached; milliseconds since the epoch. */
  lostAt?: number;
}

/** What the gateway has yet to be told of a call that is over, until then (milliseconds since the epoch). */
export type Farewell = { id: string; until: number } & (
  | { dialog: SavedDialog }
  | { keptInvite: string; direction: Direction }
);

/** An established call, as it is taken up again after Chrome was closed, or crashed. */
export interface StandingCall {
  call: Talking;
  dialog: SavedDialog;
  /** Who was signed in: an extension of the profile that the call names. */
  user: string;
  /** The last sign of life, milliseconds since the epoch. */
  seenAt: number;
}

/** In `storage.session`: in memory, gone with the browser, closed to content scripts. */
export interface SessionState {
  /** The company's directory was asked for since the browser started. */
  companyAsked: boolean;
  identity: { profile: Profile; user: string; password: string; staySignedIn: boolean };
  /** Whether the gateway has accepted this identity: from then on a loss is not a refusal. */
  registered: boolean;
  /** Why the gateway has not accepted it. */
  refusal: { reason: RefusalReason; status?: number };
  /** The STUN server that the gateway named. */
  gatewayStun: NonNullable<Profile['stun']>;
  /** For whom this identity's credentials are answered. */
  realms: RealmsByGateway;
  /** Which gateway served last; only with AutoFailover. */
  failover: Failover;
  /** Waits to be confirmed in our own window. */
  dialRequest: DialRequest;
  /** The id of that window. */
  confirmWindow: number;
  calls: SavedCall[];
  farewells: Farewell[];
  /** Their dialogs, by event and whom they are about. */
  subscriptions: Record<string, SavedSubscription>;
  /** What the calls of the user's number have been called. */
  ownCallNames: NamesTold;
  /** What waits in the mailbox, as the gateway told last. */
  voicemail: MessageSummary;
  /** What the policy in effect says of the devices of calls; another one waits for the end of the last call. */
  callDevices: PolicyLayers;
  /** Whose profiles were asked for since the browser started. */
  profilesAsked: SlotName[];
  /** Whether Chrome has read its policy since it was started. */
  policyRead: boolean;
  /** Since when we have been waiting for that; milliseconds since the epoch. */
  policyAwaited: number;
  /** A new version has been fetched and waits. */
  updateWaits: boolean;
  /** Of this installation, where the disk has no room for it. */
  instance: PhoneInstance;
}

/** In `storage.local`: on disk, secrets only sealed. */
interface LocalState {
  /** Of the policy that has given profiles last, and of the user: a `ProfileSlot` as JSON. */
  policyProfiles: Sealed;
  broughtProfiles: Sealed;
  /** As earlier versions kept them: the administrator's text. */
  profiles: Sealed;
  /** What the user has chosen, and nothing else. */
  choices: Partial<Settings>;
  /** As earlier versions kept them: all of them, chosen or not. */
  settings: Partial<Settings>;
  /** All that `storage.managed` held when it was last read. */
  policy: Sealed;
  instance: PhoneInstance;
  lastSignIn: LastSignIn;
  /** Only with "stay signed in", only once the gateway has accepted it. */
  keptPassword: Sealed;
  /** Where the user wants numbers to be looked for. */
  sites: AllowedSite[];
  /** Patterns of sites where nothing is. */
  excludedSites: string[];
  /** Where each identity places and takes calls, by profile and user. */
  otherPhones: Record<string, OtherPhoneChoice>;
  missedCalls: number;
  /** The mark of the database, see `lost-data.ts`. */
  database: string;
  /** It has been lost, and the user has yet to read so. */
  dataLost: boolean;
  /** The phone's own window was open when a new version took over. */
  windowWasOpen: boolean;
  /** What is known of the company's directory beside its entries. */
  companyDirectory: KeptCompanyDirectory;
  /** Calls that stand, or stood when the browser ended. */
  standingCalls: StandingCall[];
  /** The user knows that this phone may not know where they are. */
  emergencyNoticeSeen: boolean;
}

/** One area of Chrome's storage with typed keys. Writes keep their order; a failed one rejects with StorageError. */
export class KeptState<State> {
  /** Whether the last read could be made. */
  isReadable = true;

  constructor(
    private readonly area: chrome.storage.StorageArea,
    private readonly name: string,
    private readonly health: Pick<StorageHealth, 'failed' | 'worked'>,
  ) {}

  /** Never rejects: what cannot be read is as if nothing had been kept, and the phone starts nevertheless. */
  async read<Key extends keyof State & string>(keys: Key[]): Promise<Partial<Pick<State, Key>>> {
    try {
      const found = await this.area.get(keys).catch(() => this.area.get(keys));
      this.isReadable = true;
      return found as Partial<Pick<State, Key>>;
    } catch (error) {
      this.isReadable = false;
      this.health.failed(this.name, error);
      return {};
    }
  }

  async write(values: Partial<State>): Promise<void> {
    const size = JSON.stringify(values).length;
    await this.change(this.area.set(values), size);
    this.health.worked(this.name, size);
  }

  async remove(...keys: (keyof State & string)[]): Promise<void> {
    await this.change(this.area.remove(keys), 0);
  }

  private async change(changing: Promise<void>, size: number): Promise<void> {
    try {
      await changing;
    } catch (error) {
      this.health.failed(this.name, error, size);
      throw new StorageError(error);
    }
  }
}

export type SessionStorage = KeptState<SessionState>;
export type LocalStorage = KeptState<LocalState>;

/** Content scripts must see no area, though Chrome shows them the local and the managed one by default. */
export function openStorage(
  log: Logger,
  health: StorageHealth,
): { session: SessionStorage; local: LocalStorage } {
  for (const area of [chrome.storage.session, chrome.storage.local, chrome.storage.managed]) {
    area
      .setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })
      .catch((error) => log.error(`a storage area is not closed to content scripts: ${String(error)}`));
  }
  return {
    session: new KeptState(chrome.storage.session, 'session', health),
    local: new KeptState(chrome.storage.local, 'local', health),
  };
}
