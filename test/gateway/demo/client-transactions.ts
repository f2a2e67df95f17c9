import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import type { Connection } from './connection';
import { reasonPhrase } from './sip-text';

/** How a request of ours ended; without a message when nobody answered. */
export interface Outcome {
  status: number;
  reason: string;
  message?: IncomingResponseMessage;
  connection?: Connection;
}

export interface Transaction {
  branch: string;
  method: string;
  text: string;
  timeoutMs?: number;
  provisional?: (response: IncomingResponseMessage) => void;
}

type Pending = Transaction & { settle: (outcome: Outcome) => void };

export const localOutcome = (status: number): Outcome => ({ status, reason: reasonPhrase(status) });

/** Requests we have sent and not yet had a final answer to, by branch, whatever socket the answer comes over. */
export class ClientTransactions {
  private readonly pending = new Map<string, Pending>();

  /** The method and the branch of each. */
  get open(): string[] {
    return [...this.pending.keys()].map((key) => key.split(' ').reverse().join(' '));
  }

  send(connection: Connection | undefined, transaction: Transaction): Promise<Outcome> {
    if (!connection?.open) return Promise.resolve(localOutcome(480));
    return new Promise((resolve) => {
      const key = `${transaction.branch} ${transaction.method}`;
      const expire = () => this.pending.get(key)?.settle(localOutcome(408));
      const timer =
        transaction.timeoutMs === undefined ? undefined : setTimeout(expire, transaction.timeoutMs);
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        this.pending.delete(key);
        resolve(outcome);
      };
      this.pending.set(key, { ...transaction, settle });
      connection.send(transaction.text);
    });
  }

  /** Whether the response belonged to one of our requests. */
  receive(connection: Connection, response: IncomingResponseMessage): boolean {
    const transaction = this.pending.get(`${response.viaBranch} ${response.method}`);
    if (!transaction) return false;
    const { statusCode: status = 0, reasonPhrase: reason = '' } = response;
    if (status < 200) transaction.provisional?.(response);
    else transaction.settle({ status, reason, message: response, connection });
    return true;
  }

  /** Gives a request up, for example one whose leg has ended. */
  abandon(branch: string, method: string): void {
    this.pending.get(`${branch} ${method}`)?.settle(localOutcome(408));
  }

  close(): void {
    for (const transaction of [...this.pending.values()]) transaction.settle(localOutcome(503));
  }
}
