import type { Connection } from './connection';
import type { DigestAlgorithm, DigestAuthority } from './digest';
import type { StateOf } from './notifier';
import {
  initialScript,
  type NumberBehaviour,
  type ReferBehaviour,
  type Rule,
  type RuleMatch,
  type ScriptState,
} from './script-state';

export interface ScriptHost {
  connections(): readonly Connection[];
  refuseConnections(how: 'http' | 'port' | undefined): Promise<void>;
}

/** Everything a test can make the gateway do. */
export class Script {
  constructor(
    private readonly state: ScriptState,
    private readonly authority: DigestAuthority,
    private readonly host: ScriptHost,
  ) {}

  /** Answers matching requests so; the function that is returned takes the rule away again. */
  answer(
    match: RuleMatch & { times?: number; delayMs?: number },
    answer: NonNullable<Rule['answer']>,
  ): () => void {
    return this.addRule({ ...match, answer });
  }

  /** Handles matching requests later. */
  delay(match: RuleMatch & { times?: number }, delayMs: number): () => void {
    return this.addRule({ ...match, delayMs });
  }

  /** Takes matching requests without ever answering. */
  ignore(match: RuleMatch & { times?: number }): () => void {
    return this.addRule({ ...match, ignore: true });
  }

  /** What a number does when called, before users and services are looked at. */
  behave(number: string, behaviour: NumberBehaviour | undefined): void {
    if (behaviour) this.state.behaviours.set(number, behaviour);
    else this.state.behaviours.delete(number);
  }

  /** Closes sockets, of one user or all: with a code, or abruptly, which the client sees as 1006. */
  drop(how: number | 'terminate' = 'terminate', user?: string): void {
    for (const connection of this.connectionsOf(user)) connection.drop(how);
  }

  /** Takes everything and answers nothing, no pong either; for one user this ends with the socket. */
  goSilent(silent = true, user?: string): void {
    if (user === undefined) this.state.silent = silent;
    for (const connection of this.connectionsOf(user)) connection.silent = silent;
  }

  /** Which kinds of keep-alive are answered; all are, to begin with. */
  keepAlive(answers: Partial<ScriptState['keepAlive']>): void {
    Object.assign(this.state.keepAlive, answers);
  }

  /** Takes no new sockets; those that are open stay. 'http' answers 503, 'port' refuses the TCP connection. */
  refuseConnections(how: 'http' | 'port' = 'port'): Promise<void> {
    return this.host.refuseConnections(how);
  }

  acceptConnections(): Promise<void> {
    return this.host.refuseConnections(undefined);
  }

  /** The next request signed with an earlier nonce is challenged again with stale=true. */
  rotateNonce(): void {
    this.authority.rotateNonce();
  }

  /** Offers these from now on, each in a challenge of its own, in this order. */
  challengeWith(...algorithms: DigestAlgorithm[]): void {
    this.authority.algorithms = algorithms;
  }

  /** Challenges for this realm from now on, and takes right answers for it. */
  challengeFor(realm: string): void {
    this.authority.realm = realm;
  }

  /** Registrations for less are answered 423. */
  minExpires(seconds: number): void {
    this.state.minExpires = seconds;
  }

  /** Names this STUN server (`host[:port]`, or any text) in the answer to each REGISTER; undefined names none. */
  nameStun(server: string | undefined): void {
    this.state.stun = server;
  }

  /** Serves subscriptions to this event from now on, with what is known of each; undefined answers 489 again. */
  serve(event: string, stateOf: StateOf | undefined): void {
    if (stateOf) this.state.events.set(event, stateOf);
    else this.state.events.delete(event);
  }

  /** Whether the gateway's own phones take telephone-events in calls from now on. */
  telephoneEvent(offered: boolean): void {
    this.state.telephoneEvent = offered;
  }

  /** What the gateway's own phones do from now on when they are asked to call somebody else. */
  refer(behaviour: ReferBehaviour | undefined): void {
    this.state.refer = behaviour;
  }

  /** Sends any text at all over every socket of a user; it is neither checked nor repaired. */
  sendRaw(user: string, text: string): void {
    for (const connection of this.connectionsOf(user)) connection.send(text);
  }

  /** The same, or bytes that need not be text, unread and unrecorded by the gateway itself. */
  sendUnread(user: string, data: string | Buffer): void {
    for (const connection of this.connectionsOf(user)) connection.sendUnread(data);
  }

  /** How often each status has answered a request whose branch begins with z9hG4bKflood, and which. */
  floodAnswers(user: string): ReadonlyMap<string, { count: number; branches: readonly string[] }> {
    return this.connectionsOf(user)[0]?.floodAnswers ?? new Map();
  }

  /** Back to the behaviour of a gateway nobody has scripted. */
  async reset(): Promise<void> {
    Object.assign(this.state, initialScript());
    this.authority.reset();
    for (const connection of this.host.connections()) connection.silent = false;
    await this.host.refuseConnections(undefined);
  }

  private addRule(rule: Rule): () => void {
    this.state.rules.push(rule);
    return () => {
      this.state.rules = this.state.rules.filter((other) => other !== rule);
    };
  }

  private connectionsOf(user: string | undefined): Connection[] {
    return this.host.connections().filter((connection) => user === undefined || connection.user === user);
  }
}
