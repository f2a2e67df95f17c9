import { ProfileShelf } from '../../src/background/profile-shelf';
import { Store } from '../../src/background/store';
import type { Profile } from '../../src/domain/profile';
import { successorOf } from '../../src/domain/profile-successor';
import { FakeStorageArea } from './fake-storage';
import { FakeTextServer } from './fake-text-server';
import { silentLogger } from './silent-logger';

/** What is being sealed, which another thread does. */
const sealing = new Set<unknown>();
const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
crypto.subtle.encrypt = (...args) => {
  const sealed = encrypt(...args);
  sealing.add(sealed);
  return sealed.finally(() => sealing.delete(sealed));
};

/** Whatever goes on in the background is over. */
export async function settled(): Promise<void> {
  do {
    for (let round = 0; round < 50; round++) await new Promise((later) => setImmediate(later));
  } while (sealing.size > 0);
}

/** The text of a profile with systems of these names. */
export function profileText(...names: string[]): string {
  const systems = names.map((Name) => ({ Name, Address: 'pbx.example.com' }));
  return JSON.stringify({ IP_Office_Server_Profile: systems });
}

/** A browser whose workers come and go, each with a profile shelf; a web that it can reach, and a clock. */
export class ShelfBrowser {
  readonly server = new FakeTextServer();
  readonly local = new FakeStorageArea();
  private session = new FakeStorageArea();
  now = Date.parse('2026-03-02T09:00:00Z');
  inCall = false;
  /** Of whoever is signed in, over the worker's death: they follow what they are told. */
  inForce: Profile | undefined;

  /** The shelf of a worker; the next one finds what this one has kept. */
  worker() {
    const store = new Store();
    const told: string[][] = [];
    const woken: (number | undefined)[] = [];
    const shelf = new ProfileShelf({
      store,
      local: this.local.kept(),
      session: this.session.kept(),
      fetchText: this.server.fetchText,
      inCall: () => this.inCall,
      profileInForce: () => this.inForce,
      onChanged: (profiles: Profile[]) => {
        told.push(profiles.map(({ name }) => name));
        this.inForce = this.inForce && successorOf(this.inForce, profiles);
      },
      wakeAt: (at) => void woken.push(at),
      now: () => this.now,
      log: silentLogger,
    });
    return {
      shelf,
      store,
      /** The names of those that whoever is signed in was told of, each time. */
      told,
      /** When Chrome is to wake the worker, each time that this was decided. */
      woken,
      names: () => store.snapshot.profiles.map(({ name }) => name),
      source: () => store.snapshot.profileSource,
    };
  }

  /** A worker that has been started as the controller does it. */
  async started(policy: { profileText?: string; profileAddress?: string } = {}) {
    const worker = this.worker();
    await worker.shelf.usePolicy(policy);
    await worker.shelf.start();
    await settled();
    return worker;
  }

  /** The next worker is that of a browser which has been closed and opened. */
  restart(): void {
    this.session = new FakeStorageArea();
  }
}
