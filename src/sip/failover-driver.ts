import { followFailover, gatewayInUse, withClockSetBack } from '../domain/failover';
import type { Decision, Failover, FailoverEvent, GatewaySide, Probed } from '../domain/failover-state';
import type { Logger } from '../log/logger';

export interface FailoverActions {
  try(gateway: GatewaySide, patience: number | undefined): Promise<void>;
  failBack(patience: number): Promise<void>;
  /** A gateway is asked whether it is there. */
  asking(): void;
  /** It has answered, or has not; to be followed. */
  probed(event: Probed): Promise<void>;
  /** Time has passed; to be followed. */
  look(): void;
  /** Asks a gateway, over a socket apart, whether it is there. Never rejects. */
  probe(gateway: GatewaySide): Promise<boolean>;
  onFailover(state: Failover): void;
  random(): number;
  now(): number;
  log: Logger;
}

/** Asks the policy what to do next, and does it when its time has come. */
export class FailoverDriver {
  /** When the last call ended; undefined in a call. */
  private idleSince: number | undefined = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the answers to probes only the last one counts, and none once something else was decided. */
  private probing: object | undefined;

  constructor(
    private current: Failover,
    private readonly actions: FailoverActions,
  ) {}

  get state(): Failover {
    return this.current;
  }

  get isAsking(): boolean {
    return this.probing !== undefined;
  }

  /** A round is under way: its next step is decided, and opens a socket of its own. */
  get isInRound(): boolean {
    const { away, everRegistered } = this.current;
    return away !== undefined && (away.stage !== 'home' || !everRegistered);
  }

  setInCall(inCall: boolean): void {
    this.current = { ...this.current, inCall };
    if (inCall) this.idleSince = undefined;
    else this.idleSince ??= this.actions.now();
  }

  /** By so many milliseconds: what was noted before lies ahead, and nobody may wait for it. */
  clockSetBack(by: number): void {
    this.current = withClockSetBack(this.current, by);
    this.idleSince = this.idleSince && this.idleSince - by;
  }

  /** Whatever fails now fails for that reason. */
  ownNetworkGone(): void {
    const { away } = this.current;
    if (away) this.current = { ...this.current, away: { ...away, reason: 'own-network' } };
  }

  /** Whether the time has come to ask the primary, or to go back to it. */
  look(): void {
    const { away, home } = this.current;
    if (away || home === 'primary') return;
    void this.follow({ type: 'looked', at: this.actions.now(), idleSince: this.idleSince });
  }

  /** Settled once what is to be done at once has been done. */
  follow(event: FailoverEvent): Promise<void> {
    return this.carryOut(this.decide(event));
  }

  decide(event: FailoverEvent): Decision {
    const { current: before, actions } = this;
    const { state, decision } = followFailover(before, event, actions.random());
    this.current = state;
    this.probing = undefined;
    const [was, is] = [gatewayInUse(before), gatewayInUse(state)];
    if (was !== is) actions.log.info(`gateway in use: ${is} (was: ${was})`);
    else if (state.steady > before.steady)
      actions.log.info(`primary steady: ${state.steady}/${state.needed}`);
    if (state !== before) actions.onFailover(state);
    return decision;
  }

  async carryOut(decision: Decision): Promise<void> {
    this.stop();
    switch (decision.do) {
      case 'try':
        return this.when(decision.at, () => this.actions.try(decision.gateway, decision.patience));
      case 'probe':
        return this.when(decision.at, () => this.probe(decision.gateway));
      case 'look':
        return this.when(decision.at, async () => this.actions.look());
      case 'fail-back':
        return this.actions.failBack(decision.patience);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.probing = undefined;
  }

  private when(at: number, act: () => Promise<void>): Promise<void> {
    const delay = at - this.actions.now();
    if (delay <= 0) return act();
    this.timer = setTimeout(() => void act(), delay);
    return Promise.resolve();
  }

  private async probe(gateway: GatewaySide): Promise<void> {
    const probing = {};
    this.probing = probing;
    this.actions.asking();
    const answered = await this.actions.probe(gateway);
    if (this.probing !== probing) return;
    const { actions, idleSince } = this;
    await actions.probed({ type: 'probed', answered, at: actions.now(), idleSince });
  }
}
