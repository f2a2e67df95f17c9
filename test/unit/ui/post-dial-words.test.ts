import { postDialProgress, postDialWords, waitingTones } from '../../../src/ui/post-dial-words';
import { inCall, talking } from '../../fakes/snapshots';
import { speak } from '../../fakes/spoken-texts';

const chromeBefore = globalThis.chrome;
afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

describe('tones for after the answer', () => {
  it.each([
    ['', ''],
    [',22', 'After the answer: 22.'],
    [',,34#w3', 'After the answer: 34#. When you say so: 3.'],
    ['w3', 'When you say so: 3.'],
    ['ww3,4w5', 'When you say so: 34, 5.'],
  ])('%p: %s', (postDial, sentence) => {
    speak('en');
    expect(postDialWords(postDial)).toBe(sentence);
  });

  it('in French', () => {
    speak('fr');
    expect(postDialWords(',22w3')).toBe('Après la réponse\u00a0: 22. À votre signal\u00a0: 3.');
  });
});

describe('the tones of a call', () => {
  beforeEach(() => speak('en'));
  const left = (postDialLeft: string, postDial = ',22w3w4') =>
    postDialProgress(talking(0, { postDial, postDialLeft }));

  it('are announced before the answer', () => {
    expect(postDialProgress(inCall(0, 'calling', { postDial: ',22w3' }))).toBe('Sends 22 after the answer');
    expect(postDialProgress(inCall(0, 'ringing', { postDial: 'w3' }))).toBe('When you say so: 3.');
    expect(postDialProgress(inCall(0, 'calling', {}))).toBe('');
  });

  it('are named as a whole while one after the other leaves', () => {
    expect([',22w3w4', '22w3w4', '2w3w4'].map((rest) => left(rest))).toEqual(
      Array.from({ length: 3 }, () => 'Sending 22…'),
    );
    expect(left('3w4')).toBe('Sending 3…');
    expect(left('4')).toBe('Sending 4…');
  });

  it('wait for the user, each part by itself', () => {
    expect(left('w3w4')).toBe('Waiting to send 3');
    expect(left('w4')).toBe('Waiting to send 4');
    expect(waitingTones(talking(0, { postDialLeft: 'w,3#,w4' }))).toBe('3#');
  });

  it('that failed wait, and are named when they are tried again', () => {
    expect(left('w2w3w4')).toBe('Waiting to send 2');
    expect(left('2w3w4')).toBe('Sending 22…');
  });

  it('are over when none are left', () => {
    expect(left('')).toBe('');
    expect(left(',')).toBe('');
    expect(postDialProgress(talking(0, {}))).toBe('');
    expect(waitingTones(talking(0, {}))).toBe('');
  });
});
