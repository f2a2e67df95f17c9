/** What waits in a mailbox, as a gateway tells of it (RFC 3842). */
export interface MessageSummary {
  /** The gateway says that something waits, whether or not it counts. */
  waiting: boolean;
  /** Where the messages are heard, where it says so: a SIP address or a number. */
  account: string | undefined;
  /** New and old voice messages, those that are urgent included; undefined where it does not count. */
  voice: { fresh: number; old: number; urgent: number } | undefined;
}

/** Characters and lines that are looked at: the rest tells nothing that anybody needs. */
const longest = 8_192;
const mostLines = 100;
/** More than this is a mistake, or a lie. */
const mostMessages = 99_999;

/**
 * Reads the body of a NOTIFY `simple-message-summary` (RFC 3842 section 5), as tolerantly as gateways write it:
 * any case, any spaces, LF alone, headers in any order, unknown ones passed over. Undefined when it says nothing
 * of messages.
 */
export function parseMessageSummary(body: string): MessageSummary | undefined {
  const lines = body.slice(0, longest).split(/\r\n|\r|\n/, mostLines);
  const values = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    // The first one counts: what follows an empty line tells of single messages.
    if (name !== '' && !values.has(name)) values.set(name, line.slice(colon + 1).trim());
  }
  const said = yesOrNo(values.get('messages-waiting'));
  const voice = countsIn(values.get('voice-message')) ?? countsIn(values.get('multimedia-message'));
  if (said === undefined && !voice) return undefined;
  const account = values.get('message-account')?.replace(/^<|>$/g, '');
  return {
    // Where it counts no new ones, none waits, whatever the first line says of faxes.
    waiting: voice ? voice.fresh > 0 : said === true,
    account: account !== undefined && /^(sips?|tel):[^\s<>"]{1,200}$/i.test(account) ? account : undefined,
    voice,
  };
}

function yesOrNo(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(yes|true|1)\b/i.test(value)) return true;
  return /^(no|false|0)\b/i.test(value) ? false : undefined;
}

/** `new/old (urgent new/urgent old)` (RFC 3842 section 5.2). */
function countsIn(value: string | undefined): MessageSummary['voice'] {
  const [, fresh, old, urgent] =
    /^(\d{1,9})\s*\/\s*(\d{1,9})(?:\s*\(\s*(\d{1,9})\s*\/\s*\d{1,9}\s*\))?/.exec(value ?? '') ?? [];
  if (fresh === undefined || old === undefined) return undefined;
  const count = (text: string | undefined) => Math.min(Number(text ?? 0), mostMessages);
  return { fresh: count(fresh), old: count(old), urgent: Math.min(count(urgent), count(fresh)) };
}
