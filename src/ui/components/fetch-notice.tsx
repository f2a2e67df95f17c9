import { CircleAlert, TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { FetchFailure } from '../../domain/profile-source';
import { hostOf, hostPattern, requestHost } from '../host-permission';
import { keyOf, type MessageKey, t } from '../messages';
import { Icon } from './icon';

interface FetchNoticeProps {
  failure: FetchFailure;
  /** Chrome lets Ringtab read that host now: try again. */
  onAllowed(): void;
  /** It is the company's directory, and no profile. */
  directory?: boolean;
  /** Something good is in use all the same. */
  mild?: boolean;
  children?: ComponentChildren;
}

/** What is not said of a directory as it is of a profile. */
const ofDirectory: Partial<Record<FetchFailure['code'], MessageKey>> = {
  'address-invalid': 'fetch_directory_address_invalid',
  refused: 'fetch_directory_refused',
  'not-text': 'fetch_directory_not_text',
};

/** Why a profile or a directory could not be fetched, with Chrome's question where that is what is missing. */
export function FetchNotice(props: FetchNoticeProps) {
  const { failure, onAllowed, directory = false, mild = false, children } = props;
  const [denied, setDenied] = useState(false);
  const { code, url, status } = failure;
  const key = (directory && ofDirectory[code]) || keyOf('fetch', code);
  const pattern = code === 'permission-needed' ? hostPattern(url) : undefined;
  return (
    <div class={mild ? 'notice notice-warning' : 'notice notice-error'}>
      <Icon of={mild ? TriangleAlert : CircleAlert} />
      <p>
        {denied && pattern ? t('host_denied', hostOf(url)) : t(key, hostOf(url), status ?? '')} {children}
      </p>
      {pattern && (
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            // First thing in the handler: Chrome takes the request from nowhere else.
            void requestHost(pattern).then((granted) => {
              setDenied(!granted);
              if (granted) onAllowed();
            });
          }}
        >
          {t('host_allow')}
        </button>
      )}
    </div>
  );
}
