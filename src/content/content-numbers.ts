import { askWanted, askWhenBack } from './ask-wanted';
import { NumberPage } from './number-page';
import { PageLifetime } from './page-lifetime';
import { sendDial } from './send-dial';

/** Numbers in the text of a page of an allowed site: looks for text that may hold one. */
const lifetime = PageLifetime.begin('number');

new NumberPage({
  askForFinder: () => askWanted('number', lifetime),
  dial: (number) => void sendDial(number, 'number', lifetime),
  lasts: () => lifetime.lasts,
  signal: lifetime.signal,
}).start();
askWhenBack('number', lifetime);
