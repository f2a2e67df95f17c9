/** As a profile names them. */
export const codecNames = ['opus', 'g722', 'g711a', 'g711u'] as const;
export type CodecName = (typeof codecNames)[number];

/** `DeclineWith` of a profile, in the numbers of CALL_DECLINE_POLICY (see `declined` in arrival.ts). */
export const declineWays = { busy: 0, decline: 2, voicemail: 3 } as const;

/** What a profile allows and wants of features and codecs, beside the names that a settings file has for it. */
export interface ProfileFeatures {
  /** ENABLE_OPUS, ENABLE_G722, ENABLE_G711A, ENABLE_G711U: 0 takes a codec out of the offer. */
  codecs: Record<CodecName, boolean>;
  /** The order in which they are offered; the browser's own where the profile does not say. */
  codecOrder?: CodecName[];
  /** IPO_CALL_HANDOVER_ENABLED: calls may be moved to, and fetched from, the user's other devices. */
  callHandover: boolean;
  /** IPO_OTHER_PHONE_MODE_ENABLED: calls may be placed and taken on another phone. */
  otherPhoneMode: boolean;
  /** AUTO_ANSWER: the user may let calls be answered by themselves. */
  autoAnswer: boolean;
  /** The user may let calls be forwarded; a settings file always allows it. */
  forwarding: boolean;
  /** CALL_DECLINE_POLICY as it stands there (see `declined` in arrival.ts); undefined when it does not. */
  callDeclinePolicy: number | undefined;
  /** DND_SAC_LINK: do not disturb also sends all calls away. */
  dndSacLink: boolean;
  /** COUNTRY as it stands there; '' when it does not. */
  country: string;
  /** OBSCURE_PREFERENCES: names of settings that people are not to see. */
  obscuredPreferences: string[];
}

export function isCodecName(text: string): text is CodecName {
  return codecNames.some((name) => name === text);
}

/** Everything that needs no settings file. */
export function defaultFeatures(): ProfileFeatures {
  return {
    codecs: { opus: true, g722: true, g711a: true, g711u: true },
    callHandover: true,
    otherPhoneMode: true,
    autoAnswer: true,
    forwarding: true,
    callDeclinePolicy: undefined,
    dndSacLink: false,
    country: '',
    obscuredPreferences: [],
  };
}

/** With these codecs and no others, in this order; all of them where none is named. */
export function withCodecs(features: ProfileFeatures, order: readonly CodecName[]): ProfileFeatures {
  if (order.length === 0) return features;
  const codecs = Object.fromEntries(codecNames.map((name) => [name, order.includes(name)]));
  return { ...features, codecs: codecs as ProfileFeatures['codecs'], codecOrder: [...order] };
}
