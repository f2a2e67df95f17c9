import type { LaunchOptions } from '../../scripts/ringtab-browser';
import type { EndReason } from '../../src/domain/end-reason';
import type { MessageKey } from '../../src/ui/messages';
import type { DemoGatewayOptions } from '../gateway/demo/gateway';
import type { DemoStage } from './demo-stage';
import type { RealStage } from './real-stage';

/**
 * What must come of a fault:
 * - `survives`: the call of before goes on, heard at both ends;
 * - `recovers`: the phone is ready again, and no call was in question;
 * - `ends`: the call is over, its sentence is on the screen and its reason in the call log; `to`: with whom it goes on
 *   without us; `moved`: that is another device of the user.
 */
export type Outcome = 'survives' | 'recovers' | { ends: EndReason; to?: string; moved?: true };

interface Row {
  /** As the table has it. */
  name: string;
  /** `in a call`: to a tone, heard at both ends before the fault begins. */
  before: 'idle' | 'in a call';
  outcome: Outcome;
  /** Sentences that explain the fault while it lasts. */
  says?: MessageKey[];
  /** One of those that `npm test` runs too. */
  quick?: true;
  /** Leaves a phone or a gateway behind that no other row can use. */
  alone?: true;
}

/** What a browser is started with; rows that ask for the same share one. */
interface SharedNeeds {
  launch?: LaunchOptions;
  /** A copy of the build whose worker has a clock that `setClock` moves. */
  movableClock?: true;
}

export interface DemoNeeds extends SharedNeeds {
  gateway?: DemoGatewayOptions;
  /** Another gateway, which the phone may fail over to. */
  secondary?: true;
  /** The profile names a company directory, and there is a server that has it. */
  company?: true;
  /** The user stays signed in, and the browser's profile outlives the browser. */
  staysSignedIn?: true;
}

export interface RealNeeds extends SharedNeeds {
  /** All sound goes through TURN, and so through the relay that a test can cut. */
  relayedSound?: true;
}

/** One fault: how it is caused, and what must come of it. `seconds` are counted from `stage.faultIsOver`, if it says so. */
export interface DemoRow extends Row {
  gateway: 'demo';
  needs?: DemoNeeds;
  cause(stage: DemoStage): Promise<void>;
}

export interface RealRow extends Row {
  gateway: 'real';
  needs?: RealNeeds;
  cause(stage: RealStage): Promise<void>;
}

/** What became of a row, as a line of the report. */
export interface RowResult {
  name: string;
  gateway: 'real' | 'demo';
  before: Row['before'];
  /** In words. */
  outcome: string;
  /** From the fault's end, or its beginning where it has none; undefined where it was not asked. */
  secondsToReady?: number;
  secondsToSound?: number;
  /** What was wrong. */
  failure?: string;
}
