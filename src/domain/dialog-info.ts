import { orderOf } from './document-version';
import { childrenOf, readXml, textIn, type XmlElement } from './xml';

export interface DialogNames {
  callId: string;
  localTag: string;
  remoteTag: string;
}

/** One call of whoever is watched, as the gateway tells of it (RFC 4235 section 4.1). */
export interface WatchedDialog {
  /** Of the document. */
  id: string;
  state: 'trying' | 'early' | 'confirmed' | 'terminated';
  /** Who has begun it: the one who is watched, or the other side. */
  direction: 'initiator' | 'recipient' | undefined;
  /** '' where the gateway does not give it away. */
  callId: string;
  /** By which a call can be taken over (RFC 3891), where the gateway gives all three away. */
  names: DialogNames | undefined;
  remote: { identity: string; display: string; target: string };
}

/** What is known of whoever is watched. */
export interface DialogInfo {
  version: number;
  dialogs: ReadonlyMap<string, WatchedDialog>;
}

/** Calls of one person that are looked at. */
const mostDialogs = 50;
/** Characters of an id, a tag, an address. */
const longest = 300;

/**
 * What is known after a document (RFC 4235 section 4.3): a full one says all, a partial one what has changed.
 *
 * @returns `lost` when a document between that one and the last was missed: what it says cannot be told from it.
 *   Undefined when the document cannot be read, or is older than the last.
 */
export function withDialogInfo(
  before: DialogInfo | undefined,
  text: string,
): { info: DialogInfo; lost: boolean } | undefined {
  // What a presence server says of somebody whose phone has told it of no call.
  if (text === '') return { info: { version: -1, dialogs: new Map() }, lost: false };
  const root = readXml(text);
  if (root?.name !== 'dialog-info') return undefined;
  const { version, isPartial, isOld, lost } = orderOf(root, before);
  if (isOld) return undefined;
  const told = newestOfEach(childrenOf(root, 'dialog').slice(0, mostDialogs).flatMap(readDialog));
  const dialogs = new Map(isPartial ? before?.dialogs : undefined);
  for (const dialog of told) dialogs.set(dialog.id, dialog);
  return { info: { version, dialogs: standing([...dialogs.values()]) }, lost };
}

/** Kamailio tells of a call that went to several devices several times over under one id, what is true now first. */
function newestOfEach(dialogs: WatchedDialog[]): WatchedDialog[] {
  return dialogs.filter(({ id }, at) => dialogs.findIndex((other) => other.id === id) === at);
}

function standing(dialogs: WatchedDialog[]): ReadonlyMap<string, WatchedDialog> {
  const alive = dialogs.filter(({ state }) => state !== 'terminated').slice(-mostDialogs);
  return new Map(alive.map((dialog) => [dialog.id, dialog]));
}

function readDialog(element: XmlElement): WatchedDialog[] {
  const { attributes } = element;
  const state = stateOf(textIn(element, 'state').toLowerCase());
  const id = short(attributes.id ?? attributes['call-id']);
  if (state === undefined || id === '') return [];
  const [remote] = childrenOf(element, 'remote');
  const [identity] = childrenOf(remote, 'identity');
  const [target] = childrenOf(remote, 'target');
  const names = {
    callId: short(attributes['call-id']),
    localTag: short(attributes['local-tag']),
    remoteTag: short(attributes['remote-tag']),
  };
  const direction = (['initiator', 'recipient'] as const).find((one) => one === attributes.direction);
  return [
    {
      id,
      state,
      direction,
      callId: names.callId,
      names: Object.values(names).every((name) => name !== '') ? names : undefined,
      remote: {
        identity: short(identity?.text.trim()),
        display: short(identity?.attributes.display),
        target: short(target?.attributes.uri),
      },
    },
  ];
}

/** `proceeding` has heard of no ringing yet (RFC 4235 section 3.7.1). */
function stateOf(text: string): WatchedDialog['state'] | undefined {
  if (text === 'proceeding') return 'trying';
  return (['trying', 'early', 'confirmed', 'terminated'] as const).find((state) => state === text);
}

/** '' for what nobody needs to look at. */
function short(text: string | undefined): string {
  return text !== undefined && text.length <= longest ? text : '';
}
