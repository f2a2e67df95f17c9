import type { Told } from './notifier';

export interface ToldDialog {
  id?: string;
  state: 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';
  direction?: 'initiator' | 'recipient';
  callId?: string;
  localTag?: string;
  remoteTag?: string;
  remote?: string;
}

/** Somebody's calls (RFC 4235). */
export function dialogInfo(
  entity: string,
  dialogs: readonly ToldDialog[],
  { version = 0, state = 'full' }: { version?: number; state?: 'full' | 'partial' } = {},
): Told {
  const each = dialogs.map((dialog, index) => {
    const { id = `d${index}`, direction, callId, localTag, remoteTag, remote } = dialog;
    const attributes = Object.entries({
      id,
      'call-id': callId,
      'local-tag': localTag,
      'remote-tag': remoteTag,
      direction,
    })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ` ${name}="${value}"`);
    const far =
      remote === undefined ? '' : `<remote><identity>${remote}</identity><target uri="${remote}"/></remote>`;
    return `<dialog${attributes.join('')}><state>${dialog.state}</state>${far}</dialog>`;
  });
  return {
    contentType: 'application/dialog-info+xml',
    body: `<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="${state}" entity="sip:${entity}@localhost">${each.join('')}</dialog-info>`,
  };
}

/** Somebody's presence (PIDF, RFC 3863, with an activity of RFC 4480). */
export function presence(entity: string, basic: 'open' | 'closed', activity?: string): Told {
  const person =
    activity === undefined
      ? ''
      : `<dm:person id="p"><rpid:activities><rpid:${activity}/></rpid:activities></dm:person>`;
  return {
    contentType: 'application/pidf+xml',
    body: `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="sip:${entity}@localhost"><tuple id="t"><status><basic>${basic}</basic></status></tuple>${person}</presence>`,
  };
}

/** The addresses that a number is signed in at (RFC 3680). */
export function registrationInfo(entity: string, contacts: readonly string[], version = 0): Told {
  const each = contacts.map(
    (uri, index) =>
      `<contact id="c${index}" state="active" event="registered" expires="600"><uri>${uri}</uri></contact>`,
  );
  return {
    contentType: 'application/reginfo+xml',
    body: `<?xml version="1.0"?><reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="${version}" state="full"><registration aor="sip:${entity}@localhost" id="r" state="active">${each.join('')}</registration></reginfo>`,
  };
}
