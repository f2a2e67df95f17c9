import { useMemo, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { CallLog } from '../call-log/call-log';
import { ContactWishes } from '../contacts/contact-wishes';
import { Contacts } from '../contacts/contacts';
import type { ContactWish } from '../contacts/use-places';
import { TypedKeys } from '../typed-keys';
import { useListening } from '../use-listening';
import { usePhoneKeys } from '../use-phone-keys';
import { useSnapshot } from '../use-snapshot';
import { useWindowTitle } from '../use-window-title';
import { MicrophoneBanner, ReconnectingBanner } from './banners';
import { Calls } from './calls';
import { Header } from './header';
import { HelpDialog } from './help-dialog';
import { Keypad } from './keypad';
import { NoProfile } from './no-profile';
import { ErrorNotice } from './notice';
import { SignIn } from './sign-in';
import { type Tab, TabBar } from './tab-bar';
import { TabPanel } from './tab-panel';

/** The phone, the same in popup, side panel and window. */
export function Phone() {
  const snapshot = useSnapshot();
  return snapshot ? <ConnectedPhone snapshot={snapshot} /> : <main class="phone" aria-busy="true" />;
}

function ConnectedPhone({ snapshot }: { snapshot: Snapshot }) {
  const [tab, setTab] = useState<Tab>('keypad');
  const [wish, setWish] = useState<ContactWish>();
  const [helpOpen, setHelpOpen] = useState(false);
  const typedKeys = useMemo(() => new TypedKeys(), []);
  usePhoneKeys({ typedKeys, onTab: setTab, onHelp: () => setHelpOpen(true) });

  const { registration, profiles, calls } = snapshot;
  useWindowTitle(calls);
  const mailbox = useListening(calls.length);
  const signedIn = registration.state === 'ready' || registration.state === 'reconnecting';
  function fulfil(next: ContactWish): void {
    setWish(next);
    setTab('contacts');
  }
  return (
    <ContactWishes.Provider value={fulfil}>
      <div class="phone">
        <Header snapshot={snapshot} onHelp={() => setHelpOpen(true)} onListen={mailbox.listen} />
        <main class="content">
          <ReconnectingBanner snapshot={snapshot} />
          <ErrorNotice code={mailbox.error} />
          <Calls snapshot={snapshot} typedKeys={typedKeys} />
          {/* Below the calls: what comes and goes in a call must not move its buttons, nor push them away. */}
          {signedIn && <MicrophoneBanner snapshot={snapshot} />}
          {!signedIn &&
            (profiles.length === 0 ? <NoProfile snapshot={snapshot} /> : <SignIn snapshot={snapshot} />)}
          {signedIn && (
            <TabPanel key={tab} tab={tab}>
              {tab === 'keypad' && (
                <Keypad snapshot={snapshot} typedKeys={typedKeys} folded={calls.length > 0} />
              )}
              {tab === 'calls' && <CallLog snapshot={snapshot} />}
              {tab === 'contacts' && (
                <Contacts snapshot={snapshot} wish={wish} onWishDone={() => setWish(undefined)} />
              )}
            </TabPanel>
          )}
        </main>
        {signedIn && <TabBar tab={tab} missedCalls={snapshot.missedCalls} onTab={setTab} />}
        <HelpDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
      </div>
    </ContactWishes.Provider>
  );
}
