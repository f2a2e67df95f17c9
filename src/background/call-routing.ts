import type { MediaHost } from '../contract/media-session';
import type { TransferNews } from '../domain/transfer';
import type { Logger } from '../log/logger';
import type { ReferredTo } from '../sip/refer-to';
import type { CallBook } from './call-book';
import { CallConference } from './call-conference';
import type { CallDesk, SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallHolding } from './call-holding';
import type { CallMedia } from './call-media';
import { CallReferral } from './call-referral';
import { CallTransfer } from './call-transfer';
import type { Callers } from './callers';
import type { Dialling } from './dialling';
import type { Farewells } from './farewells';
import { GatewayConference } from './gateway-conference';

export interface CallRoutingOptions {
  book: CallBook;
  desk: CallDesk;
  holding: CallHolding;
  media: CallMedia;
  host: MediaHost;
  callers: Callers;
  dialling: Dialling;
  farewells: Farewells;
  signedIn(): SignedIn | undefined;
  /** Throws PhoneError when nobody is signed in or the gateway cannot be reached. */
  readyPhone(): SignedIn;
  newId(): string;
  logger(source: string): Logger;
}

/** Where calls go on without their two sides as they were: transfers, wished for by either side, and conferences. */
export class CallRouting {
  readonly transfer: CallTransfer;
  readonly referral: CallReferral;
  readonly conference: CallConference;
  readonly gatewayConference: GatewayConference;

  constructor(options: CallRoutingOptions) {
    const { book, desk, holding, media, host, callers, dialling, farewells, signedIn, readyPhone } = options;
    const { newId, logger } = options;
    const mayCall = (number: string) => callers.mayCall(number);
    const namesOf = (number: string) => callers.namesOf(number);
    this.transfer = new CallTransfer({
      book,
      readyPhone,
      rulesOf: (profile) => dialling.rulesOf(profile),
      mayCall,
      namesOf,
      now: Date.now,
      log: logger('background/call-transfer'),
    });
    this.referral = new CallReferral({
      book,
      host,
      media,
      readyPhone,
      farewells,
      holdOthers: (id) => desk.holdOthers(id),
      mayCall,
      namesOf,
      newId,
      now: Date.now,
      log: logger('background/call-referral'),
    });
    this.conference = new CallConference({ book, host, holding, log: logger('background/call-conference') });
    this.gatewayConference = new GatewayConference({
      book,
      mixing: this.conference,
      holding,
      transfer: this.transfer,
      place: (uri) => desk.conference(uri, chrome.i18n.getMessage('conference')),
      signedIn,
      now: Date.now,
      log: logger('background/gateway-conference'),
    });
  }

  /** What comes of our wish that the other side calls somebody else. */
  heard(entry: Entry, news: TransferNews): void {
    this.transfer.heard(entry, news);
    this.gatewayConference.heard(entry, news);
  }

  /** The other side wants us to call somebody else. True when the user is asked. */
  wished(entry: Entry, wish: ReferredTo): boolean {
    return this.referral.wished(entry, wish);
  }

  /** To be called whenever calls have changed. */
  look(): void {
    this.transfer.look();
    this.referral.look();
    this.conference.look();
    this.gatewayConference.look();
  }
}
