import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import type { Playing } from './media-endpoint';
import type { StateOf } from './notifier';
import type { Header } from './sip-text';

/** Which requests a rule is about; what is left out matches all. */
export interface RuleMatch {
  method?: string;
  /** The user part of the Request-URI; for REGISTER, of the To header. */
  number?: string;
  /** Who sent it, by the From header. */
  user?: string;
  /** Only requests inside (true) or outside (false) a dialog. */
  inDialog?: boolean;
  /** Only requests with (true) or without (false) a Replaces header. */
  replaces?: boolean;
}

export interface Rule extends RuleMatch {
  /** How many requests it still applies to; without limit when left out. */
  times?: number;
  /** Answers so, instead of what the gateway would do ... */
  answer?: {
    status: number;
    reason?: string;
    headers?: readonly Header[];
    body?: string;
    contentType?: string;
  };
  /** ... or never answers at all ... */
  ignore?: boolean;
  /** ... but not before this many milliseconds. */
  delayMs?: number;
}

/** What a number does when it is called. */
export type NumberBehaviour =
  | { does: 'answer'; media: Playing; toneHertz?: number; sessionExpires?: string }
  | { does: 'ring'; next?: AfterWhile }
  | { does: 'early-media'; next?: AfterWhile }
  | { does: 'nothing' }
  | { does: 'status'; status: number; reason?: string; headers?: readonly Header[] }
  | { does: 'call-back' }
  /** Holds a conference, with everyone who calls the number or is sent there. */
  | { does: 'conference' };

/** What the gateway's own phones do when they are asked to call somebody else. */
export interface ReferBehaviour {
  /** 202 when left out. */
  status?: number;
  /** What they say of it, in this order; nothing when left out. */
  notices?: readonly ReferNotice[];
  /** They hang up after that. */
  bye?: boolean;
}

export interface ReferNotice {
  /** Of the new call. */
  status?: number;
  /** The Subscription-State; that which goes with the status when left out. */
  state?: string;
  /** Instead of the status line. */
  body?: string;
  /** The Event header; `refer` when left out. */
  event?: string;
  /** Before the answer to the REFER. */
  early?: boolean;
}

export interface AfterWhile {
  afterMs: number;
  /** 200 answers with a tone; anything else refuses. */
  status: number;
}

export interface ScriptState {
  rules: Rule[];
  behaviours: Map<string, NumberBehaviour>;
  silent: boolean;
  keepAlive: { crlf: boolean; options: boolean; ping: boolean };
  minExpires: number;
  /** The STUN server that it names at each registration. */
  stun: string | undefined;
  telephoneEvent: boolean;
  /** What is served of SUBSCRIBE, by event. */
  events: Map<string, StateOf>;
  /** Undefined: they do as they are asked. */
  refer: ReferBehaviour | undefined;
}

export const initialScript = (): ScriptState => ({
  rules: [],
  behaviours: new Map(),
  silent: false,
  keepAlive: { crlf: true, options: true, ping: true },
  minExpires: 0,
  stun: undefined,
  telephoneEvent: true,
  events: new Map(),
  refer: undefined,
});

/** The first rule for this request; one that has run out is taken away. */
export function takeRule(state: ScriptState, request: IncomingRequestMessage): Rule | undefined {
  const number = (request.method === 'REGISTER' ? request.to.uri.user : request.ruri?.user) ?? '';
  const rule = state.rules.find(
    (candidate) =>
      (candidate.method === undefined || candidate.method === request.method) &&
      (candidate.number === undefined || candidate.number === number) &&
      (candidate.user === undefined || candidate.user === request.from.uri.user) &&
      (candidate.inDialog === undefined || candidate.inDialog === Boolean(request.toTag)) &&
      (candidate.replaces === undefined || candidate.replaces === request.hasHeader('replaces')) &&
      // An ACK is never answered, so a rule for every method must not be used up by it.
      (request.method !== 'ACK' || candidate.method === 'ACK'),
  );
  if (rule?.times !== undefined && --rule.times <= 0) {
    state.rules = state.rules.filter((other) => other !== rule);
  }
  return rule;
}
