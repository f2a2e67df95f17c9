import { asciiText } from './ascii-text';
import type { Dialled } from './dial-trace';
import { cutPostDial } from './post-dial';

/** How what was typed is shown to whoever typed it: without scheme, parameters and post-dial tones. */
export function shownNumber(typed: string, { dialed, postDial, kind }: Dialled): string {
  if (kind === 'uri' || kind === 'name') return dialed;
  const [written = ''] = typed
    .trim()
    .replace(/^(?:tel|callto):/i, '')
    .split(';', 1);
  // What is escaped is not meant to be read.
  if (written.includes('%')) return dialed;
  return (postDial === '' ? written : cutPostDial(asciiText(written)).number).trim() || dialed;
}
