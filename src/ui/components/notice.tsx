import { CircleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { PhoneErrorCode } from '../../contract/phone-error';
import { keyOf, t } from '../messages';
import { openWelcome } from '../pages';
import { Icon } from './icon';

/** What went wrong, in one sentence with what to do, read out when it appears. */
export function ErrorNotice({ code }: { code: PhoneErrorCode | undefined }) {
  return (
    <div class="notice-place" role="alert">
      {code && (
        <div class="notice notice-error">
          <Icon of={CircleAlert} />
          <p>{t(keyOf('error', code))}</p>
          {code.startsWith('microphone-') && !document.body.classList.contains('welcome') && (
            <button type="button" class="button button-small" onClick={() => void openWelcome()}>
              {t('microphone_set_up')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** A strip at the top of the phone about something that is not as it should be. */
export function Banner(props: { children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="banner">
      <div class="banner-text">{props.children}</div>
      {props.action}
    </div>
  );
}
