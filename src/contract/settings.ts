import * as v from 'valibot';

/** The user's own choices. Device ids are those of `enumerateDevices`; '' is the system's default. */
export const settingsSchema = v.object({
  microphoneId: v.string(),
  speakerId: v.string(),
  ringerId: v.string(),
  /** 0 to 1. */
  ringVolume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Open a small window for an incoming call, as neither popup nor side panel can open by itself. */
  windowOnIncoming: v.boolean(),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = {
  microphoneId: '',
  speakerId: '',
  ringerId: '',
  ringVolume: 0.7,
  windowOnIncoming: false,
};

/** The settings with a change made to them. Throws when the change is none. */
export function changeSettings(settings: Settings, change: object): Settings {
  return v.parse(settingsSchema, { ...settings, ...change });
}
