import { followFailover, gatewayInUse } from '../domain/failover';
import type { Decision, Failover, FailoverEvent, GatewaySide } from '../domain/failover-state';
import type { Logger } from '../log/logger';

export interface FailoverActions {
  try(gateway: GatewaySide, patience: number | undefined): Promise<void>;
  failBack(patience: number): Promise<void>;
  /** A gateway is asked whether it is there. */
  asking(): void;
  /** It has answered, or has not; to be followed. */
  probed(answered: boolean): Promise<void>;
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
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the answers to probes only the last one counts, and none once something else was decided. */
  private probing: object | undefined;

  constructor(
    public state: Failover,
    private readonly actions: FailoverActions,
  ) {}

  get isAsking(): boolean {
    return this.probing !== undefined;
  }

  /** Settled once what is to be done at once has been done. */
  follow(event: FailoverEvent): Promise<void> {
    return this.carryOut(this.decide(event));
  }

  decide(event: FailoverEvent): Decision {
    const { state: before, actions } = this;
    const { state, decision } = followFailover(before, event, actions.random());
    this.state = state;
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
    if (this.probing === probing) await this.actions.probed(answered);
  }
}
