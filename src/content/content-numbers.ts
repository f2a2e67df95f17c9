import { askWanted } from './ask-wanted';
import { PageLifetime } from './page-lifetime';
import { scoutPage } from './page-scout';
import { sendDial } from './send-dial';

/** Numbers in the text of a page of an allowed site: looks for text that may hold one. */
const lifetime = PageLifetime.begin('number');

scoutPage({
  askForFinder: () => {
    lifetime.hearWorker();
    askWanted('number', lifetime);
  },
  dial: (number) => void sendDial(number, 'number', lifetime),
  lasts: () => lifetime.lasts,
  signal: lifetime.signal,
});
