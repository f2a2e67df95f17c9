import fc from 'fast-check';
import * as v from 'valibot';
import { carryOut, type IntentHandlers } from '../../../src/background/intents';
import { readIntent } from '../../../src/contract/messenger';
import { PhoneError } from '../../../src/contract/phone-error';
import { type IntentName, intentAnswerSchema, intentSchemas } from '../../../src/contract/protocol';
import { defaultSettings } from '../../../src/contract/settings';
import { emptyContact } from '../../../src/domain/contact-draft';
import { silentLogger } from '../../fakes/silent-logger';
import { fuzz } from '../../fuzz/fuzz';

/** One good message of each kind, as the screens send them. */
const args: Record<IntentName, Record<string, unknown>> = {
  'load-profiles': { text: '[{"Name": "A", "Address": "a.example"}]' },
  'use-profile-address': { url: 'https://a.example/p.json', email: 'user@a.example' },
  'refresh-profiles': {},
  'forget-profiles': {},
  'sign-in': { profileId: 'p', user: '201', password: 'secret', staySignedIn: true },
  'sign-out': {},
  'try-now': {},
  'prepare-call': {},
  dial: { number: '+49 30 1234', asTyped: true },
  'listen-to-voicemail': {},
  'fetch-call': {},
  'move-call': { callId: 'c' },
  'pick-up': { number: '202' },
  'confirm-dial': { requestId: 'r', asTyped: true },
  'dismiss-dial': { requestId: 'r' },
  'hand-over-dial': { requestId: 'r' },
  'show-phone': {},
  'save-site': { site: 'https://a.example/*', links: true, numbers: false },
  'remove-site': { site: 'https://*.a.example/*' },
  'exclude-site': { site: '*://a.example/*' },
  'include-site': { site: '*://*.a.example/*' },
  answer: { callId: 'c' },
  decline: { callId: 'c' },
  'hang-up': { callId: 'c' },
  'resume-call': { callId: 'c' },
  'end-resumable': { callId: 'c' },
  'set-mute': { callId: 'c', muted: true },
  'set-hold': { callId: 'c', held: false },
  'join-calls': { callId: 'c', withId: 'd' },
  'set-silenced': { callId: 'c', silenced: true },
  'end-conference': { callId: 'c' },
  'remove-participant': { callId: 'c', uri: 'sip:205@a.example' },
  'send-tones': { callId: 'c', tones: '12#' },
  'continue-post-dial': { callId: 'c' },
  transfer: { callId: 'c', number: '207', asTyped: true },
  'transfer-to-call': { callId: 'c', otherId: 'd' },
  'transfer-seen': { callId: 'c' },
  'follow-referral': { callId: 'c' },
  'refuse-referral': { callId: 'c' },
  'dismiss-ended': {},
  'emergency-notice-seen': {},
  'missed-calls-seen': {},
  'save-contact': { id: 'o0-1', contact: { ...emptyContact(), firstName: 'Ada' } },
  'set-favourite': { id: 'o0-1', favourite: true },
  'delete-contact': { id: 'o0-1' },
  'restore-contact': { id: 'o0-1' },
  'clear-contacts': {},
  'start-import': {
    id: 'one',
    fileName: 'people.csv',
    encoding: 'utf-8',
    format: { kind: 'csv', separator: ';', quote: '"' },
  },
  'cancel-import': {},
  'resume-import': {},
  'undo-import': {},
  'dismiss-import': {},
  'refresh-directory': {},
  'delete-call': { callId: 'a' },
  'restore-call': { callId: 'a' },
  'clear-calls': {},
  'data-loss-seen': {},
  'use-phone': { other: true, number: '207' },
  'save-settings': { ...defaultSettings },
  'microphone-changed': { state: 'granted' },
  'headsets-changed': {},
  'play-test-ring': {},
  'download-logs': {},
};
const names = Object.keys(intentSchemas) as IntentName[];
const messages = names.map((intent) => ({ to: 'background', intent, args: args[intent] }));

const keys = fc.oneof(
  fc.constantFrom('to', 'intent', 'args', 'callId', 'number', 'text', 'url', 'ringVolume', 'dialRules'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON', 'length'),
  fc.string({ maxLength: 8 }),
);
/** Whatever JSON can carry, as only that crosses from one context to another. */
const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 'c', 0, -1, 1.5, 1e308, [], {}, 'background'),
  fc.constantFrom<unknown>(...names, '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'),
  fc.constantFrom<unknown>('x'.repeat(3000), '\0', '\uD800', '1'.repeat(33), '12#\r\nINVITE'),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__": {"polluted": 1}}'), { constructor: { prototype: {} } }),
  fc.jsonValue({ maxDepth: 3 }),
);
const wound = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(20), key: keys, value }),
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(40), value }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(40) }),
);
type Wound = typeof wound extends fc.Arbitrary<infer W> ? W : never;
type Tree = Record<string, unknown>;

/** The message with one thing in it added, made another or taken away; `__proto__` as a key of its own. */
function wounded(message: unknown, injury: Wound): unknown {
  const whole = structuredClone(message);
  const places = branches(whole).flatMap((branch) =>
    Object.keys(branch).map((key): [Tree, string] => [branch, key]),
  );
  if (injury.kind === 'set') {
    const all = branches(whole);
    const branch = all[injury.at % Math.max(1, all.length)];
    if (branch) put(branch, injury.key, injury.value);
    return whole;
  }
  const place = places[injury.at % Math.max(1, places.length)];
  if (!place) return injury.kind === 'replace' ? injury.value : undefined;
  const [branch, key] = place;
  if (injury.kind === 'replace') put(branch, key, injury.value);
  else delete branch[key];
  return whole;
}

function put(branch: Tree, key: string, value: unknown): void {
  const own = { value, enumerable: true, configurable: true, writable: true };
  if (Array.isArray(branch) && key === 'length') return;
  Object.defineProperty(branch, key, own);
}

function branches(tree: unknown): Tree[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return [tree as Tree, ...Object.values(tree).flatMap(branches)];
}

const damaged = fc
  .tuple(fc.constantFrom(...messages), fc.array(wound, { minLength: 1, maxLength: 4 }))
  .map(([message, wounds]): unknown => wounds.reduce(wounded, message as unknown));
const anything = fc.oneof(value, fc.anything({ withNullPrototype: true }), fc.jsonValue());

/** What reached a handler, and handlers that each take note of it; every third one fails as the real ones may. */
function listening() {
  const reached: { intent: IntentName; args: unknown }[] = [];
  const handlers = Object.fromEntries(
    names.map((intent, index) => [
      intent,
      async (given: unknown) => {
        reached.push({ intent, args: given });
        if (index % 3 === 0) throw index % 2 ? new PhoneError('no-such-call') : new TypeError('lost');
        return { accepted: 0 };
      },
    ]),
  );
  return { reached, handlers: handlers as unknown as IntentHandlers };
}

async function check(message: unknown): Promise<void> {
  const { reached, handlers } = listening();
  const answer = await carryOut(message, async () => handlers, silentLogger);
  if (!v.is(intentAnswerSchema, answer)) throw new Error('an answer that no screen understands');
  const readable = read(message);
  if (reached.length !== (readable ? 1 : 0)) throw new Error('not every good message, or a bad one, arrived');
  if (!readable) {
    if (answer.ok || answer.error.code !== 'not-allowed') throw new Error('a bad message was not refused');
    return;
  }
  const [{ intent, args: given }] = reached as [(typeof reached)[number]];
  if (intent !== (message as { intent: unknown }).intent) throw new Error('it went to another handler');
  whole(intent, given);
}

function read(message: unknown): boolean {
  try {
    readIntent(message);
    return true;
  } catch (thrown) {
    if (thrown instanceof PhoneError && thrown.code === 'not-allowed') return false;
    throw thrown;
  }
}

/** Exactly what the schema allows: nothing more, not even a member that nobody asked for. */
function whole(intent: IntentName, given: unknown): void {
  const schema = intentSchemas[intent];
  if (!v.is(schema, given)) throw new Error(`${intent} got what its schema does not allow`);
  if (Object.getPrototypeOf(given) !== Object.prototype) throw new Error(`${intent} got a prototype`);
  const known = Object.keys(schema.entries);
  const more = Object.keys(given).filter((key) => !known.includes(key));
  if (more.length > 0) throw new Error(`${intent} got ${more.join()} as well`);
}

describe('any message to the worker', () => {
  it.each(messages.map((message) => [message.intent, message] as const))(
    'reaches its handler when it is a good %s',
    async (intent, message) => {
      const { reached, handlers } = listening();
      await carryOut(message, async () => handlers, silentLogger);
      expect(reached).toEqual([{ intent, args: message.args }]);
    },
  );

  fuzz('that was an intent is refused, or reaches its own handler with nothing but what that may take', {
    cases: damaged,
    shortRuns: 10_000,
    check,
  });

  fuzz('at all is refused, or reaches its own handler with nothing but what that may take', {
    cases: anything,
    check,
  });
});
