/** What a settings file says of features and codecs; a profile JSON leaves them as they are here. */
export interface ProfileFeatures {
  /** ENABLE_OPUS, ENABLE_G722, ENABLE_G711A, ENABLE_G711U: 0 takes a codec out of the offer. */
  codecs: { opus: boolean; g722: boolean; g711a: boolean; g711u: boolean };
  /** IPO_CALL_HANDOVER_ENABLED: calls may be moved to, and fetched from, the user's other devices. */
  callHandover: boolean;
  /** IPO_OTHER_PHONE_MODE_ENABLED: calls may be placed and taken on another phone. */
  otherPhoneMode: boolean;
  /** AUTO_ANSWER: the user may let calls be answered by themselves. */
  autoAnswer: boolean;
  /** CALL_DECLINE_POLICY as it stands there; undefined when it does not. */
  callDeclinePolicy: number | undefined;
  /** DND_SAC_LINK: do not disturb also sends all calls away. */
  dndSacLink: boolean;
  /** COUNTRY as it stands there; '' when it does not. */
  country: string;
  /** OBSCURE_PREFERENCES: names of settings that people are not to see. */
  obscuredPreferences: string[];
}

/** Everything that needs no settings file. */
export function defaultFeatures(): ProfileFeatures {
  return {
    codecs: { opus: true, g722: true, g711a: true, g711u: true },
    callHandover: false,
    otherPhoneMode: false,
    autoAnswer: false,
    callDeclinePolicy: undefined,
    dndSacLink: false,
    country: '',
    obscuredPreferences: [],
  };
}
