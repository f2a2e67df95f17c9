/**
 * The e-mail address that Chrome is being asked a permission for. Chrome's question closes a popup, and with it
 * whoever would have heard the answer: the next screen goes on from here.
 */

const key = 'asked-email';
/** Milliseconds; who has not come back by then has given it up. */
const patience = 10 * 60_000;

/** @param now milliseconds since the epoch */
export function keepAskedEmail(email: string, now: number): void {
  localStorage.setItem(key, JSON.stringify({ email, at: now }));
}

export function forgetAskedEmail(): void {
  localStorage.removeItem(key);
}

/** The address that was being asked for when a screen closed, and is not kept any longer; undefined when none. */
export function takeAskedEmail(now: number): string | undefined {
  const kept = localStorage.getItem(key);
  forgetAskedEmail();
  const { email, at } = kept === null ? {} : JSON.parse(kept);
  return typeof email === 'string' && now - at < patience ? email : undefined;
}
