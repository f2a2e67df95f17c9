/**
 * The Replaces header (RFC 3891): a new INVITE names, by its dialog, the call whose place it takes.
 */
import type { Party } from '../domain/call-facts';
import type { SavedDialog } from './saved-dialog';

/** As the one to whom the header is sent sees the dialog: `toTag` is its own tag. */
export interface Replaces {
  callId: string;
  toTag: string;
  fromTag: string;
  earlyOnly: boolean;
}

/** `word [ "@" word ]` (RFC 3261 section 25.1), which has neither `;` nor `,`. */
const callIdShape = /^[\w\-.!%*+`'~()<>:\\"/[\]?{}]+(@[\w\-.!%*+`'~()<>:\\"/[\]?{}]+)?$/;
/** Characters. */
const longestName = 100;
const token = /^[\w\-.!%*+`'~]+$/;

/**
 * The headers by which the far end of a dialog of ours finds it: our remote tag is its own, the to-tag (section 4).
 * Required, as whoever does not know Replaces would take the INVITE for a second call.
 */
export function replacingHeaders({
  callId,
  localTag,
  remoteTag,
}: Pick<SavedDialog, 'callId' | 'localTag' | 'remoteTag'>): string[] {
  return [`Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`, 'Require: replaces'];
}

/**
 * The Refer-To by which somebody else takes our place in a dialog of ours (RFC 5589 section 7.3), as its far end
 * knows it. The address is that of a device, so it is said who it is.
 */
export function referToReplacing(
  {
    callId,
    localTag,
    remoteTag,
    remoteTarget,
  }: Pick<SavedDialog, 'callId' | 'localTag' | 'remoteTag' | 'remoteTarget'>,
  { name, number }: Party,
): string {
  const replaces = `${callId};to-tag=${remoteTag};from-tag=${localTag}`;
  const shown = (name || number).replace(/\p{Cc}+/gu, ' ').slice(0, longestName);
  const quoted = `"${shown.replace(/["\\]/g, '\\$&')}"`;
  return `${quoted} <${remoteTarget}?Replaces=${encodeURIComponent(replaces)}>`;
}

/**
 * The same for a call at another phone, whose other side is asked to go on with it here; one that rings there, only as
 * long as nobody has answered. Undefined where the names, which a gateway has told, cannot stand in a header.
 */
export function pickUpHeaders(
  names: { callId: string; localTag: string; remoteTag: string },
  answered = false,
): string[] | undefined {
  const { callId, localTag, remoteTag } = names;
  if (!callIdShape.test(callId) || !token.test(localTag) || !token.test(remoteTag)) return undefined;
  const [replaces, ...others] = replacingHeaders(names);
  return answered ? [`${replaces}`, ...others] : [`${replaces};early-only`, ...others];
}

/** Undefined when it cannot be read: each tag must be there once (section 6.1). */
export function parseReplaces(value: string): Replaces | undefined {
  const [callId = '', ...parameters] = value.split(';').map((part) => part.trim());
  const tags = new Map<string, string[]>();
  for (const parameter of parameters) {
    const [name = '', text = ''] = parameter.split('=', 2).map((part) => part.trim());
    tags.set(name.toLowerCase(), [...(tags.get(name.toLowerCase()) ?? []), text]);
  }
  const toTag = only(tags.get('to-tag'));
  const fromTag = only(tags.get('from-tag'));
  if (!callIdShape.test(callId) || toTag === undefined || fromTag === undefined) return undefined;
  return { callId, toTag, fromTag, earlyOnly: tags.has('early-only') };
}

function only(values: string[] = []): string | undefined {
  const [value = ''] = values;
  return values.length === 1 && token.test(value) ? value : undefined;
}
