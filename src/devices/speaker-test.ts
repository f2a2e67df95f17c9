import { SoundPlayer } from './sound-player';
import { speakerCheck } from './sounds';

/**
 * Plays a short sound on a speaker.
 *
 * @param deviceId as in the settings: an id or a name; '' is the system's default
 * @param volume 0 to 1
 * @returns when it has been played
 */
export async function playSpeakerTest(deviceId: string, volume = 0.8): Promise<void> {
  await new SoundPlayer({ deviceId, volume }).play(speakerCheck);
}
