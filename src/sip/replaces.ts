/**
 * The Replaces header (RFC 3891): a new INVITE names, by its dialog, the call whose place it takes.
 */
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
