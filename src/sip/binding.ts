import type { UserAgent } from 'sip.js';
import { type Connection, ConnectionError } from './connection';
import { callPace, idlePace } from './keep-alive';
import { RegistrationCourse, type RegistrationOptions } from './registration-course';

/** Keeps one identity connected and registered, at one gateway or the other, for as long as it is signed in. */
export class Binding {
  private readonly course: RegistrationCourse;

  constructor(
    private readonly userAgent: UserAgent,
    options: RegistrationOptions,
  ) {
    this.course = new RegistrationCourse(userAgent, options);
  }

  /** Settled once the first try is over. */
  start(): Promise<void> {
    return this.course.begin();
  }

  /** Tries now instead of at the end of the countdown; renews the binding, or asks whether it may go back. */
  tryNow(): Promise<void> {
    return this.course.ask();
  }

  /** The alarm: is everything as it should be? */
  checkUp(): void {
    if (this.course.isBusy) return;
    if (!this.course.stands) return void this.course.begin();
    this.connection.askNow();
    this.course.look();
  }

  /** Our network is back, or another one: a socket that stands may lead nowhere. */
  networkChanged(): void {
    if (this.course.stands) this.connection.doubt('network-changed');
    else this.checkUp();
  }

  /** The computer has slept: the socket may lead nowhere, and the gateway may have forgotten this binding. */
  woke(): void {
    if (this.course.stands) {
      this.connection.doubt('computer-slept');
      void this.course.begin();
    } else this.checkUp();
  }

  clockSetBack(by: number): void {
    this.course.clockSetBack(by);
  }

  networkGone(): void {
    this.course.ownNetworkGone();
    this.connection.lose(new ConnectionError('own-network', 'offline'));
  }

  /** Silence is noticed sooner while somebody talks. */
  setInCall(inCall: boolean): void {
    this.connection.setPace(inCall ? callPace : idlePace);
    this.course.setInCall(inCall);
  }

  /** Removes the binding at the gateway and closes the connection. Idempotent. */
  close(): Promise<void> {
    return this.course.close();
  }

  /** sip.js tells that the socket is gone. */
  onDisconnect(error: Error | undefined): void {
    this.course.lost(error instanceof ConnectionError ? error.loss : 'gateway-closed');
  }

  private get connection(): Connection {
    return this.userAgent.transport as Connection;
  }
}
