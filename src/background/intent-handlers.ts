import type { MediaHost } from '../contract/media-session';
import type { IntentArgs } from '../contract/protocol';
import type { Logger } from '../log/logger';
import type { CallRoom } from './call-room';
import type { Dialling } from './dialling';
import type { DirectoryRoom } from './directory-room';
import type { IdentityDesk } from './identity-desk';
import type { PhoneHandlers } from './intents';
import type { LogKeeper } from './log-keeper';
import type { ProfileShelf } from './profile-shelf';
import type { SettingsKeeper } from './settings-keeper';
import type { Store } from './store';
import type { Watching } from './watching';

/** Milliseconds. */
const testRing = 2_500;

export interface IntentHandlersOptions {
  store: Store;
  media: MediaHost;
  calls: CallRoom;
  dialling: Dialling;
  contacts: DirectoryRoom;
  identities: IdentityDesk;
  watching: Watching;
  profiles: ProfileShelf;
  settings: SettingsKeeper;
  logs: LogKeeper;
  /** Nobody is signed in any more, as they have asked for. */
  signedOut(): Promise<void>;
  log: Logger;
}

/** Which desk carries out which intent. */
export function intentHandlers(options: IntentHandlersOptions): PhoneHandlers {
  const { store, media, calls, dialling, contacts, identities, profiles, settings, logs } = options;
  const { directory, imports, company } = contacts;
  const begin = async (place: () => Promise<string>) => {
    const { lastEnded } = store.snapshot;
    const callId = await place();
    // Not sooner: a call that cannot leave now can be tried again from there.
    calls.ends.dismiss(lastEnded);
    return { callId };
  };
  const dial = (wanted: IntentArgs<'dial'>) => begin(() => calls.desk.dial(wanted));
  /** Asked for twice, the mailbox is called once. */
  const listen = async () => {
    // As the administrator or the gateway wrote it: it is no number that somebody typed.
    const mailbox = { number: options.watching.voicemail.numberToCall(), asTyped: true };
    const call = store.snapshot.calls.find(({ typed, asTyped }) => asTyped && typed === mailbox.number);
    if (!call) return dial(mailbox);
    if (call.state === 'talking' && call.held) await calls.desk.setHold(call.id, false);
    return { callId: call.id };
  };
  return {
    'load-profiles': ({ text }) => profiles.load(text),
    'use-profile-address': (address) => profiles.useAddress(address),
    'refresh-profiles': () => profiles.refresh(),
    'forget-profiles': () => profiles.forget(),
    'sign-in': (args) => identities.signIn(args),
    'sign-out': async () => {
      await identities.signOut();
      await options.signedOut();
    },
    'try-now': () => identities.signedIn()?.phone.binding.tryNow(),
    'prepare-call': () => {
      const signedIn = identities.signedIn();
      return signedIn && calls.phones.inUse() === undefined && media.prepare(signedIn.media);
    },
    dial,
    'pick-up': ({ number }) => begin(() => calls.desk.pickUp(options.watching.colleagues.pickUpAt(number))),
    'fetch-call': () => begin(() => calls.desk.pickUp(calls.otherDevices.fetchable())),
    'listen-to-voicemail': listen,
    answer: ({ callId, endOthers }) => calls.desk.answer(callId, endOthers),
    decline: ({ callId }) => calls.desk.decline(callId),
    'hang-up': ({ callId }) => calls.desk.hangUp(callId),
    'resume-call': ({ callId }) => calls.interrupted.resume(callId),
    'end-resumable': ({ callId }) => calls.interrupted.end(callId),
    'set-mute': ({ callId, muted }) => calls.desk.setMute(callId, muted),
    'set-hold': ({ callId, held }) => calls.desk.setHold(callId, held),
    'join-calls': ({ callId, withId }) => calls.routing.gatewayConference.join(callId, withId),
    'remove-participant': ({ callId, uri }) => calls.routing.gatewayConference.remove(callId, uri),
    'set-silenced': ({ callId, silenced }) => calls.routing.conference.silence(callId, silenced),
    'end-conference': ({ callId }) => calls.desk.hangUpAll(callId),
    'send-tones': ({ callId, tones }) => calls.desk.sendTones(callId, tones),
    transfer: (wanted) => calls.routing.transfer.toNumber(wanted),
    'transfer-to-call': (wanted) => calls.routing.transfer.toCall(wanted),
    'move-call': ({ callId }) => calls.routing.transfer.toOwnDevices(callId),
    'transfer-seen': ({ callId }) => calls.routing.transfer.seen(callId),
    'follow-referral': ({ callId }) => calls.routing.referral.follow(callId),
    'refuse-referral': ({ callId }) => calls.routing.referral.refuse(callId),
    'continue-post-dial': ({ callId }) => calls.postDial.continue(callId),
    'emergency-notice-seen': () => dialling.emergencyNoticeSeen(),
    'dismiss-ended': () => calls.ends.dismiss(),
    'missed-calls-seen': () => calls.ends.missedCallsSeen(),
    'delete-call': ({ callId }) => calls.callLog.remove(callId),
    'restore-call': ({ callId }) => calls.callLog.restoreRemoved(callId),
    'clear-calls': () => calls.callLog.clear(),
    'data-loss-seen': () => calls.lostData.seen(),
    'save-contact': (args) => directory.save(args),
    'set-favourite': (args) => directory.setFavourite(args),
    'delete-contact': (args) => directory.delete(args),
    'restore-contact': (args) => directory.restore(args),
    'clear-contacts': () => directory.clear(),
    'start-import': (args) => imports.begin(args),
    'cancel-import': () => imports.cancel(),
    'resume-import': () => imports.resume(),
    'undo-import': () => imports.undo(),
    'dismiss-import': () => imports.dismiss(),
    'refresh-directory': () => company.refresh(),
    'use-phone': (wanted) => calls.phones.use(wanted),
    'save-settings': (change) => settings.save(change),
    'microphone-changed': ({ state }) => {
      store.update({ microphone: state });
      return state === 'granted' ? calls.media.microphoneFound() : undefined;
    },
    'headsets-changed': () => media.renewHeadsets(),
    'play-test-ring': () => playTestRing(media, options.log),
    'download-logs': () => logs.download(chrome.runtime.getManifest().version),
  };
}

async function playTestRing(media: MediaHost, log: Logger): Promise<void> {
  await media.startRinging();
  const stop = () => media.stopRinging().catch((error) => log.warn(`rings on: ${String(error)}`));
  setTimeout(() => void stop(), testRing);
}
