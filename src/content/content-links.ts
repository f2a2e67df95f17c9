import { watchLinkClicks } from './link-clicks';
import { PageLifetime } from './page-lifetime';
import { sendDial } from './send-dial';

/** Links to telephones in a page of an allowed site: a click asks Ringtab, which asks the person. */
const lifetime = PageLifetime.begin('link');
watchLinkClicks(({ address }) => sendDial(address, 'link', lifetime), lifetime.signal);
lifetime.hearWorker();
