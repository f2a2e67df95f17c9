import type { PhoneInstance } from '../sip/user-agent';
import type { LocalStorage, SessionStorage } from './kept-state';

/**
 * What this installation is called at every gateway, made once and kept for ever. Where the disk has no room for it
 * the browser's memory has: the next worker must not be another phone.
 */
export async function phoneInstance(local: LocalStorage, session: SessionStorage): Promise<PhoneInstance> {
  const kept = (await local.read(['instance'])).instance;
  if (kept) return kept;
  const wasReadable = local.isReadable;
  const instance = (await session.read(['instance'])).instance ?? {
    id: crypto.randomUUID(),
    contactName: randomName(),
    viaHost: `${randomName()}.invalid`,
  };
  // What cannot be read may well be there.
  const keeping = wasReadable ? local.write({ instance }) : session.write({ instance });
  await keeping.catch(() => session.write({ instance })).catch(() => undefined);
  return instance;
}

function randomName(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}
