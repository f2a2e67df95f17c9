/**
 * What screens say to the worker. An intent is `{ to: 'background', intent, args }` by
 * `runtime.sendMessage`; its answer is `{ ok: true, value }` or `{ ok: false, error: { code, message } }`.
 * Snapshots come over a port named `screenPort`: one on connect, one on each change.
 */
import * as v from 'valibot';
import type { ProfileProblem } from '../domain/profile-problem';
import type { FetchFailure } from '../domain/profile-source';
import { excludedPattern, sitePattern } from '../domain/site';
import { contactDraftSchema, contactIdSchema } from './contact-schema';
import { importSchema } from './import-schema';
import { phoneErrorCodes } from './phone-error';
import { settingsSchema } from './settings';

export const screenPort = 'screen';

const nothing = v.object({});
const ofCall = { callId: v.string() };
/** Patterns, as `domain/site.ts` makes them. */
const ofSite = {
  site: v.pipe(
    v.string(),
    v.maxLength(300),
    v.check((site) => sitePattern(site) === site),
  ),
};
const ofExclusion = {
  site: v.pipe(
    v.string(),
    v.maxLength(300),
    v.check((site) => excludedPattern(site.replace('*:', 'https:')) === site),
  ),
};
const ofRequest = { requestId: v.string() };

/** The arguments of each intent, as they are checked on arrival. */
export const intentSchemas = {
  /** Replaces the user's own profiles by those in the text, unless it has none that can be used. */
  'load-profiles': v.object({ text: v.string() }),
  /** Fetches the profiles from this address, and again each day; the e-mail address led to it, if there is one. */
  'use-profile-address': v.object({
    url: v.pipe(v.string(), v.maxLength(2048)),
    email: v.optional(v.pipe(v.string(), v.maxLength(320))),
  }),
  /** Fetches again now what is fetched each day. */
  'refresh-profiles': nothing,
  /** Forgets the profiles that the user brought; those of a policy stay. */
  'forget-profiles': nothing,
  'sign-in': v.object({
    profileId: v.string(),
    user: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128)),
    password: v.pipe(v.string(), v.maxLength(1024)),
    staySignedIn: v.boolean(),
  }),
  'sign-out': nothing,
  /** Reconnect now instead of at the end of the countdown, or try a refused sign-in once more. */
  'try-now': nothing,
  /** The user is about to call: gather ICE candidates now, so that the INVITE need not wait. */
  'prepare-call': nothing,
  /** `asTyped`: past the dial rules, for this one call. */
  dial: v.object({ number: v.pipe(v.string(), v.maxLength(256)), asTyped: v.optional(v.boolean()) }),
  /** Goes on here with the call that rings at whoever has this number. */
  'pick-up': v.object({ number: v.pipe(v.string(), v.maxLength(256)) }),
  /** Goes on here with the call that another device of the user has. */
  'fetch-call': nothing,
  /** Calls the mailbox. */
  'listen-to-voicemail': nothing,
  /** The user has confirmed, in our own window, a call that was asked for from outside of the phone. */
  'confirm-dial': v.object({ ...ofRequest, asTyped: v.optional(v.boolean()) }),
  /** The user does not want it. */
  'dismiss-dial': v.object(ofRequest),
  /** The user has given it to the system's own phone program. */
  'hand-over-dial': v.object(ofRequest),
  /** Brings the phone's own window to the front, or opens it: there is never a second one. */
  'show-phone': nothing,
  /** A site where something shall be looked for, in which Chrome has let Ringtab, or will. */
  'save-site': v.object({ ...ofSite, links: v.boolean(), numbers: v.boolean() }),
  /** Takes it off the list, and gives its permission back to Chrome. */
  'remove-site': v.object(ofSite),
  /** Nothing is looked for there, whatever else is said of it. */
  'exclude-site': v.object(ofExclusion),
  'include-site': v.object(ofExclusion),
  /** The calls that are heard are held meanwhile, or ended; a call for help is never ended by it. */
  answer: v.object({ ...ofCall, endOthers: v.optional(v.boolean()) }),
  decline: v.object(ofCall),
  /** Ends a call in whatever state it is: cancels, declines or hangs up. */
  'hang-up': v.object(ofCall),
  /** Takes up again a call that Chrome was closed in. */
  'resume-call': v.object(ofCall),
  /** Lets such a call be over, at the gateway too. */
  'end-resumable': v.object(ofCall),
  /** Of a conference as a whole, as hold is. */
  'set-mute': v.object({ ...ofCall, muted: v.boolean() }),
  'set-hold': v.object({ ...ofCall, held: v.boolean() }),
  /** Lets everyone in these calls hear everyone, and whoever is in a conference with one of them. */
  'join-calls': v.object({ ...ofCall, withId: v.string() }),
  /** Of one in a conference: nobody hears what they say. */
  'set-silenced': v.object({ ...ofCall, silenced: v.boolean() }),
  /** Of a conference that the gateway holds: takes whoever has this address out of it. */
  'remove-participant': v.object({ ...ofCall, uri: v.pipe(v.string(), v.minLength(1), v.maxLength(300)) }),
  /** Ends this call, and all that are in a conference with it. */
  'end-conference': v.object(ofCall),
  /** Digits `0-9 * #` A-D, to be heard by the far end. */
  'send-tones': v.object({ ...ofCall, tones: v.pipe(v.string(), v.regex(/^[0-9A-D*#]{1,32}$/)) }),
  /** Sends the post-dial tones that wait for the user. */
  'continue-post-dial': v.object(ofCall),
  /** Sends the other side to this number, as `dial` would dial it, and leaves them once they talk. */
  transfer: v.object({
    ...ofCall,
    number: v.pipe(v.string(), v.maxLength(256)),
    asTyped: v.optional(v.boolean()),
  }),
  /** The same to the other side of another call. */
  'transfer-to-call': v.object({ ...ofCall, otherId: v.string() }),
  /** The same to the user's other devices. */
  'move-call': v.object(ofCall),
  /** The user has read that it came to nothing. */
  'transfer-seen': v.object(ofCall),
  /** The other side wants the user to go on with somebody else: so be it. */
  'follow-referral': v.object(ofCall),
  /** It shall not be, or not any more; or its failure has been read. */
  'refuse-referral': v.object(ofCall),
  'dismiss-ended': nothing,
  /** The user has read that this phone may not know where they are. */
  'emergency-notice-seen': nothing,
  /** The user has seen the missed calls. */
  'missed-calls-seen': nothing,
  /** Adds a contact; with an id, replaces that one, which must be the user's own. */
  'save-contact': v.object({
    id: v.optional(contactIdSchema),
    contact: contactDraftSchema,
    /** As it was when the editing began: what has changed meanwhile elsewhere is kept. */
    before: v.optional(contactDraftSchema),
  }),
  /** One of the company's directory too may be a favourite. */
  'set-favourite': v.object({ id: contactIdSchema, favourite: v.boolean() }),
  'delete-contact': v.object({ id: contactIdSchema }),
  /** Puts it back under the same id, for as long as somebody may have second thoughts: 10 minutes. */
  'restore-contact': v.object({ id: contactIdSchema }),
  /** Deletes all of the user's own contacts, for good. */
  'clear-contacts': nothing,
  /** Brings a file of contacts, which a screen has put into the database under this id, into the directory. */
  'start-import': importSchema,
  /** What it has done so far stays, and can be gone on with or undone. */
  'cancel-import': nothing,
  'resume-import': nothing,
  'undo-import': nothing,
  /** The user has read what came of it. */
  'dismiss-import': nothing,
  /** Fetches the company's directory again now. */
  'refresh-directory': nothing,
  /** Takes a finished call out of the call log. */
  'delete-call': v.object(ofCall),
  /** Puts it back, while the worker remembers it: that of a moment ago. */
  'restore-call': v.object(ofCall),
  /** Deletes all finished calls, for good. */
  'clear-calls': nothing,
  /** The user has read that calls and contacts of before are lost. */
  'data-loss-seen': nothing,
  /** Where calls are placed and taken from now on: at another phone, or at this computer; a number stays known. */
  'use-phone': v.object({
    other: v.boolean(),
    number: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(128))),
  }),
  'save-settings': v.partial(settingsSchema),
  /** A screen has learned something of the microphone (a permission was given, a device came or went). */
  'microphone-changed': v.object({ state: v.picklist(['granted', 'prompt', 'denied', 'missing']) }),
  /** Chrome lets Ringtab use the buttons of another headset, or of one no longer. */
  'headsets-changed': nothing,
  'play-test-ring': nothing,
  /** The whole log as one text, if the profile allows. */
  'download-logs': nothing,
} as const;

export type IntentName = keyof typeof intentSchemas;
export type IntentArgs<N extends IntentName> = v.InferOutput<(typeof intentSchemas)[N]>;

/** What came of a fetch; a failure leaves in use what was in use. */
export type ProfileFetchResult = {
  accepted: number;
  problems: ProfileProblem[];
  failure?: FetchFailure;
};

/** What a screen says over its port: whose availability it shows now, by numbers as the directory has them. */
const screenMessageSchema = v.object({
  watch: v.pipe(v.array(v.pipe(v.string(), v.maxLength(256))), v.maxLength(100)),
});

/** The numbers in what a screen says over its port; undefined for what is no such message. */
export function watchedNumbers(message: unknown): readonly string[] | undefined {
  const { success, output } = v.safeParse(screenMessageSchema, message);
  return success ? output.watch : undefined;
}

/** What an intent answers; those not named answer nothing. */
interface NamedResults {
  'load-profiles': ProfileFetchResult;
  'use-profile-address': ProfileFetchResult;
  'refresh-profiles': ProfileFetchResult;
  dial: { callId: string };
  'listen-to-voicemail': { callId: string };
  'pick-up': { callId: string };
  'fetch-call': { callId: string };
  'confirm-dial': { callId: string };
  'save-contact': { id: string };
  'download-logs': { fileName: string; text: string };
}
export type IntentResult<N extends IntentName> = N extends keyof NamedResults ? NamedResults[N] : undefined;

export const intentMessageSchema = v.object({
  to: v.literal('background'),
  intent: v.picklist(Object.keys(intentSchemas) as [IntentName, ...IntentName[]]),
  args: v.unknown(),
});

export const intentAnswerSchema = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.optional(v.unknown()) }),
  v.object({
    ok: v.literal(false),
    error: v.object({ code: v.picklist(phoneErrorCodes), message: v.string() }),
  }),
]);
export type IntentAnswer = v.InferOutput<typeof intentAnswerSchema>;
