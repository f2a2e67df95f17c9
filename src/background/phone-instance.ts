import type { PhoneInstance } from '../sip/user-agent';
import type { LocalStorage } from './kept-state';

/** What this installation is called at every gateway, made once and kept for ever. */
export async function phoneInstance(local: LocalStorage): Promise<PhoneInstance> {
  const { instance } = await local.read(['instance']);
  if (instance) return instance;
  const made = {
    id: crypto.randomUUID(),
    contactName: randomName(),
    viaHost: `${randomName()}.invalid`,
  };
  await local.write({ instance: made });
  return made;
}

function randomName(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}
