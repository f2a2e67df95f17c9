import { t } from './messages';
import { useMicrophoneReports } from './report-microphone';
import { startScreen } from './start-screen';
import { useSnapshot } from './use-snapshot';
import { MicrophoneStep } from './welcome/microphone-step';
import { PinStep } from './welcome/pin-step';
import { SignInStep } from './welcome/sign-in-step';
import { SpeakerStep } from './welcome/speaker-step';

function WelcomeScreen() {
  const snapshot = useSnapshot();
  useMicrophoneReports();
  return (
    <main class="page" aria-busy={!snapshot}>
      <header class="welcome-head">
        <img src="icons/ringtab.svg" width={64} height={64} alt="" />
        <div>
          <h1 class="page-title">{t('welcome_title')}</h1>
          <p class="muted">{t('welcome_intro')}</p>
        </div>
      </header>
      {snapshot && (
        <ol class="steps">
          <MicrophoneStep snapshot={snapshot} />
          <SpeakerStep snapshot={snapshot} />
          <SignInStep snapshot={snapshot} />
          <PinStep />
        </ol>
      )}
    </main>
  );
}

startScreen(WelcomeScreen, 'welcome_page_title');
