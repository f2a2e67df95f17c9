import { StorageNotice } from './components/storage-notice';
import { t } from './messages';
import { useMicrophoneReports } from './report-microphone';
import { AboutSection } from './settings/about-section';
import { AudioSection } from './settings/audio-section';
import { CallLogSection } from './settings/call-log-section';
import { ClientSection } from './settings/client-section';
import { DiallingSection } from './settings/dialling-section';
import { DirectorySection } from './settings/directory/directory-section';
import { IncomingSection } from './settings/incoming-section';
import { LogsSection } from './settings/logs-section';
import { PolicyNotice } from './settings/policy-notice';
import { ProfileSection } from './settings/profile-section';
import { SitesSection } from './settings/sites-section';
import { useAskedSection } from './settings/use-asked-section';
import { startScreen } from './start-screen';
import { useSnapshot } from './use-snapshot';

function SettingsScreen() {
  const snapshot = useSnapshot();
  useMicrophoneReports();
  useAskedSection(snapshot !== undefined);
  return (
    <main class="page" aria-busy={!snapshot}>
      <h1 class="page-title">{t('settings_title')}</h1>
      {snapshot && (
        <>
          <StorageNotice snapshot={snapshot} />
          <PolicyNotice snapshot={snapshot} />
          <ProfileSection snapshot={snapshot} />
          <DiallingSection snapshot={snapshot} />
          <AudioSection snapshot={snapshot} />
          <IncomingSection snapshot={snapshot} />
          <CallLogSection snapshot={snapshot} />
          <SitesSection snapshot={snapshot} />
          <ClientSection snapshot={snapshot} />
          <DirectorySection snapshot={snapshot} />
          <LogsSection snapshot={snapshot} />
          <AboutSection />
        </>
      )}
    </main>
  );
}

startScreen(SettingsScreen, 'settings_page_title');
