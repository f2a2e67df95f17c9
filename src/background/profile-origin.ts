import type { ProfileSourceKind } from '../domain/profile-source';
import { textDigest } from './text-digest';

/** Where profiles come from; an address is whole here, with its query. */
export interface ProfileOrigin {
  kind: ProfileSourceKind;
  /** Of an address. */
  url?: string;
  /** Led to the address. */
  email?: string;
  /** Tells one text from another; only where there is no address. */
  digest?: string;
}

/** The origin of a text that came without an address. */
export async function originOfText(kind: ProfileSourceKind, text: string): Promise<ProfileOrigin> {
  return { kind, digest: await textDigest(text) };
}

/** The origin of an address that the user brought, perhaps found by their e-mail address. */
export function originOfAddress(address: string, email: string | undefined): ProfileOrigin & { url: string } {
  const url = completed(address);
  return email ? { kind: 'email', url, email } : { kind: 'address', url };
}

/** The policy's text wins over its address; undefined when it has neither. */
export async function originOfPolicy(
  text: string | undefined,
  address: string | undefined,
): Promise<ProfileOrigin | undefined> {
  if (text !== undefined) return originOfText('policy', text);
  return address === undefined ? undefined : { kind: 'policy-address', url: completed(address) };
}

/** Whether it is the same policy, address or text. */
export function isSameOrigin(a: ProfileOrigin, b: ProfileOrigin): boolean {
  return a.kind === b.kind && a.url === b.url && a.email === b.email && a.digest === b.digest;
}

/** People leave out https://. */
function completed(address: string): string {
  const trimmed = address.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
}
