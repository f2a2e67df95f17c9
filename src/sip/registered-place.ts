import type { GatewaySide } from '../domain/failover-state';

/** Where the phone is registered, or was last: at which gateway, and over which of all its sockets. */
export class RegisteredPlace {
  private socket: number | undefined;

  constructor(private gateway: GatewaySide | undefined) {}

  /** Registered there; what is new about it. */
  enter(gateway: GatewaySide, socket: number): { isOtherGateway: boolean; isOtherSocket: boolean } {
    const isOtherGateway = this.gateway !== undefined && this.gateway !== gateway;
    const isOtherSocket = this.socket !== socket;
    this.gateway = gateway;
    this.socket = socket;
    return { isOtherGateway, isOtherSocket };
  }

  /** The next registration is a new one, even over the same socket. */
  leave(): void {
    this.socket = undefined;
  }

  isOver(socket: number): boolean {
    return this.socket === socket;
  }
}
