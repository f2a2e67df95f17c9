/** For whom credentials are answered, by who asks: the registrar or the far end (401), a proxy (407). */
export interface Realms {
  registrar?: string;
  proxy?: string;
}

/** Of each gateway, by its URL. */
export type RealmsByGateway = Readonly<Record<string, Realms>>;

/**
 * At each gateway, each kind of challenge is answered for the realm first seen in it, and no other, for as long as
 * the identity is signed in.
 */
export class KnownRealms {
  /** Of gateways that have accepted an answer. */
  private kept: RealmsByGateway;
  /** Of the gateway in use. */
  private realms: Realms;

  /**
   * @param url the gateway in use
   * @param kept as an earlier worker knew them
   * @param onKept the realms of a gateway are known for good, or one more is
   */
  constructor(
    private url: string,
    kept: RealmsByGateway | undefined,
    private readonly onKept: (realms: RealmsByGateway) => void,
  ) {
    this.kept = { ...kept };
    this.realms = { ...this.kept[url] };
  }

  /** Another one asks, which may have realms of its own. */
  useGateway(url: string): void {
    if (url === this.url) return;
    this.url = url;
    this.realms = { ...this.kept[url] };
  }

  /** The gateway has accepted an answer: its realms are kept. */
  accepted(): void {
    if (!this.isConfirmed) this.keep();
  }

  /** The gateway has refused every answer: if it never accepted one, nothing is known of its realms. */
  refused(): void {
    if (!this.isConfirmed) this.realms = {};
  }

  /** Whether a challenge of this kind may be answered: for this realm, or as none is known yet. */
  admits(kind: keyof Realms, realm: string): boolean {
    const known = this.realms[kind];
    return known === undefined || realm === known;
  }

  /**
   * Whether the realm is known now. Within a call it may be the far end that asks, not the gateway: whoever calls can
   * have us hang up, and challenge our BYE. So no realm is learnt there.
   */
  learn(kind: keyof Realms, realm: string, toTag: string | undefined): boolean {
    if (this.realms[kind] !== undefined) return true;
    if (toTag && !Object.values(this.realms).includes(realm)) return false;
    this.realms = { ...this.realms, [kind]: realm };
    if (this.isConfirmed) this.keep();
    return true;
  }

  private get isConfirmed(): boolean {
    return Object.hasOwn(this.kept, this.url);
  }

  private keep(): void {
    this.kept = { ...this.kept, [this.url]: { ...this.realms } };
    this.onKept(this.kept);
  }
}
