import { t } from '../messages';
import { openWelcome } from '../pages';
import { Section } from './section';

export function AboutSection() {
  return (
    <Section id="about" title={t('about_title')} intro={t('appDescription')}>
      <p>{t('about_version', chrome.runtime.getManifest().version)}</p>
      <div class="button-row">
        <button type="button" class="button" onClick={() => void openWelcome()}>
          {t('about_welcome')}
        </button>
      </div>
    </Section>
  );
}
