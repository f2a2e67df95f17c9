import type { MediaSession } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import * as relay from '../domain/relayed-sound';

export interface SoundRelayOptions {
  /** The call's. */
  id: string;
  /** What a phone is told before there is anything to be heard; see `silent-offer.ts`. */
  silence(): string;
  /** Whether a leg has agreed on something, so that a change of it can be asked for. */
  stands(leg: relay.Leg): boolean;
  /** Asks a leg to agree on what it is to be told now. False when it refuses. */
  ask(leg: relay.Leg): Promise<boolean>;
  /** The phone was asked for an offer, and has made it: it waits for the far end's answer. */
  onPhoneOffers(): void;
  onChanged(): void;
}

/**
 * The sound of a call that two phones talk in: to each of its two dialogs a media session, which hands on what the other
 * one's gives. Nothing is sent or heard here.
 */
export class SoundRelay {
  private readonly asked = new Set<relay.Leg>();
  /** Somebody else is the far end now, of whom the phone has not heard. */
  private farIsNew = false;
  private silenced = false;
  private readonly waiting = new Map<relay.Leg, Set<() => void>>();
  private giveUp: (error: PhoneError) => void = () => undefined;
  private readonly over = new Promise<never>((_resolve, reject) => {
    this.giveUp = reject;
  });

  constructor(
    private sound: relay.RelayedSound,
    private readonly options: SoundRelayOptions,
  ) {
    // Of a call in which nobody waits.
    this.over.catch(() => undefined);
  }

  /** The call is over: who still waits for the other one's description goes without. Idempotent. */
  close(): void {
    this.giveUp(new PhoneError('not-possible-now', 'the call is over'));
  }

  /** As it can be kept over the worker's death. */
  get kept(): relay.RelayedSound {
    return this.sound;
  }

  /** The media session of a leg's dialog. */
  end(leg: relay.Leg, close: () => Promise<void>): MediaSession {
    const nothing = async () => undefined;
    return {
      id: this.options.id,
      createOffer: () => this.offerTo(leg),
      acceptAnswer: async (sdp, { provisional = false } = {}) => {
        // Of an answer that may change nothing can be told.
        if (!provisional) this.answered(leg, sdp);
      },
      acceptOffer: async (sdp) => this.offered(leg, sdp),
      createAnswer: () => this.answerTo(leg).finally(() => this.asked.delete(leg)),
      rollback: async () => {
        this.asked.delete(leg);
        this.change(relay.refused(this.sound, leg));
      },
      setDirection: async (direction) => {
        if (leg === 'far') this.change({ ...this.sound, held: direction !== 'sendrecv' });
      },
      setMuted: async (muted) => {
        if (muted) throw new PhoneError('not-possible-now', 'that is for the phone itself to do');
      },
      startMicrophone: nothing,
      sendTones: async () => false,
      hasUnsentCandidates: async () => false,
      close,
    };
  }

  private async offerTo(leg: relay.Leg): Promise<string> {
    const { stands, silence } = this.options;
    if (leg === 'phone' && this.silenced) return this.tell(relay.silenceTo(this.sound, leg, silence()));
    if (!this.sound.given[relay.otherLeg(leg)]) {
      if (leg === 'phone' && !stands('phone')) return this.tell(relay.silenceTo(this.sound, leg, silence()));
      await this.whenGiven(relay.otherLeg(leg));
    }
    return this.tell(relay.offerTo(this.sound, leg));
  }

  private offered(leg: relay.Leg, sdp: string): void {
    this.asked.add(leg);
    this.noteAuthor(leg, sdp);
    this.change(relay.offered(this.sound, leg, sdp));
    this.given(leg);
    if (leg === 'phone' && !this.options.stands('phone')) this.options.onPhoneOffers();
  }

  /** What the far end answers to us, as to a hold, is for the phone to know; the other way round it would never end. */
  private answered(leg: relay.Leg, sdp: string): void {
    this.noteAuthor(leg, sdp);
    this.change(relay.answered(this.sound, leg, sdp));
    this.given(leg);
    if (leg === 'far' && this.options.stands('phone') && relay.isNews(this.sound, 'phone'))
      void this.ask('phone');
  }

  /** The other leg is asked first, unless it knows already, or has asked something itself in the same moment. */
  private async answerTo(leg: relay.Leg): Promise<string> {
    const other = relay.otherLeg(leg);
    if (this.options.stands(other)) {
      const isNews = relay.isNews(this.sound, other) && !this.asked.has(other);
      if (isNews && !(await this.ask(other)))
        throw new PhoneError('not-possible-now', `the ${other} does not agree`);
    } else await this.whenGiven(other);
    return this.tell(relay.answerTo(this.sound, leg));
  }

  /**
   * A new far end may look just like the last one, where both are behind the same gateway: with silence in between, the
   * phone, or the gateway for it, agrees on keys anew.
   */
  private async ask(leg: relay.Leg): Promise<boolean> {
    const { ask } = this.options;
    if (leg === 'far' || !this.farIsNew) return ask(leg);
    this.farIsNew = false;
    this.silenced = true;
    const isSilent = await ask(leg).finally(() => {
      this.silenced = false;
    });
    return isSilent && ask(leg);
  }

  private noteAuthor(leg: relay.Leg, sdp: string): void {
    if (leg === 'far' && relay.isOfAnother(this.sound, leg, sdp)) this.farIsNew = true;
  }

  private tell(telling: relay.Telling | undefined): string {
    if (!telling) throw new PhoneError('not-possible-now', 'there is nothing to be told');
    this.change(telling.sound);
    return telling.sdp;
  }

  private given(leg: relay.Leg): void {
    const waiting = this.waiting.get(leg) ?? [];
    this.waiting.delete(leg);
    for (const go of waiting) go();
  }

  private async whenGiven(leg: relay.Leg): Promise<void> {
    if (this.sound.given[leg]) return;
    const waiting = this.waiting.get(leg) ?? new Set();
    this.waiting.set(leg, waiting);
    await Promise.race([new Promise<void>((resolve) => waiting.add(resolve)), this.over]);
  }

  private change(sound: relay.RelayedSound): void {
    this.sound = sound;
    this.options.onChanged();
  }
}
