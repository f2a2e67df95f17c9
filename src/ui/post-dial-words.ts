/** Tones for after the answer, in words. */
import type { LiveCall } from '../domain/call';
import type { Talking } from '../domain/talking';
import { t } from './messages';

/** The digits of each part of `,22w3`: first those that are sent by themselves, then those that wait for the user. */
export function postDialParts(postDial: string): { first: string; waiting: string[] } {
  const [first = '', ...waiting] = postDial.split('w').map(digitsOf);
  return { first, waiting: waiting.filter((part) => part !== '') };
}

/** `Then, after the answer: 22. When you say so: 3.`; '' when nothing is sent after the answer. */
export function postDialWords(postDial: string): string {
  const { first, waiting } = postDialParts(postDial);
  const sentences: string[] = [];
  if (first !== '') sentences.push(t('post_dial_after_answer', first));
  if (waiting.length > 0) sentences.push(t('post_dial_waits', waiting.join(', ')));
  return sentences.join(' ');
}

/** What a call sends, will send, or waits to send; '' when there is nothing, or no more. */
export function postDialProgress(call: LiveCall): string {
  if (call.state !== 'talking') {
    const { first, waiting } = postDialParts(call.postDial ?? '');
    if (first !== '') return t('post_dial_will_send', first);
    return waiting.length > 0 ? t('post_dial_waits', waiting.join(', ')) : '';
  }
  const waiting = waitingTones(call);
  if (waiting !== '') return t('post_dial_waiting', waiting);
  const sending = sendingTones(call);
  return sending === '' ? '' : t('post_dial_sending', sending);
}

/** The tones that wait for the user now; '' when none do. */
export function waitingTones({ postDialLeft = '' }: Talking): string {
  return postDialLeft.startsWith('w') ? (postDialParts(postDialLeft).waiting[0] ?? '') : '';
}

/** All of the part that is being sent, not only what is left of it: words that change with each tone are not read. */
function sendingTones({ postDial = '', postDialLeft = '' }: Talking): string {
  if (digitsOf(postDialLeft) === '') return '';
  const parts = postDial.split('w');
  const left = postDialLeft.split('w');
  return digitsOf(parts[parts.length - left.length] ?? left[0] ?? '');
}

function digitsOf(tones: string): string {
  return tones.replace(/[^0-9A-D*#]/g, '');
}
