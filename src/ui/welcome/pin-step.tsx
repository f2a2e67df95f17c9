import { t } from '../messages';
import { Step } from './step';

export function PinStep() {
  return (
    <Step number={4} title={t('welcome_pin_title')}>
      <p class="muted">{t('welcome_pin_text')}</p>
    </Step>
  );
}
