import { openDatabase } from './database';

/** An encrypted text, as plain values for `storage.local`. Both fields are base64. */
export interface Sealed {
  iv: string;
  text: string;
}

const keyName = 'kept-secrets';

/**
 * Encrypts with an AES-GCM key that script cannot export. It lies in this browser profile's IndexedDB: it
 * protects against script and against a copied `storage.local`, not against someone with the whole disk.
 */
export async function seal(secret: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(secret);
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), bytes);
  return { iv: toBase64(iv), text: toBase64(new Uint8Array(text)) };
}

/** The secret; undefined when it was sealed under a key that is gone. */
export async function unseal(sealed: Sealed): Promise<string | undefined> {
  try {
    const iv = fromBase64(sealed.iv);
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key(), fromBase64(sealed.text));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

async function key(): Promise<CryptoKey> {
  const database = await openDatabase();
  const kept = await database.get('keys', keyName);
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  // Another context may have made one meanwhile: the first one kept is the one.
  const transaction = database.transaction('keys', 'readwrite');
  const first = await transaction.store.get(keyName);
  if (!first) await transaction.store.put(made, keyName);
  await transaction.done;
  return first ?? made;
}

function toBase64(bytes: Uint8Array): string {
  // Not spread into one call: a long text has more bytes than a call takes arguments.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
