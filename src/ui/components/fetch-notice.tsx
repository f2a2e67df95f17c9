import { CircleAlert, TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { FetchFailure } from '../../domain/profile-source';
import { hostOf, hostPattern, requestHost } from '../host-permission';
import { keyOf, t } from '../messages';
import { Icon } from './icon';

interface FetchNoticeProps {
  failure: FetchFailure;
  /** Chrome lets Ringtab read that host now: try again. */
  onAllowed(): void;
  /** Something good is in use all the same. */
  mild?: boolean;
  children?: ComponentChildren;
}

/** Why a profile could not be fetched, with Chrome's question where that is what is missing. */
export function FetchNotice({ failure, onAllowed, mild = false, children }: FetchNoticeProps) {
  const [denied, setDenied] = useState(false);
  const { code, url, status } = failure;
  const pattern = code === 'permission-needed' ? hostPattern(url) : undefined;
  return (
    <div class={mild ? 'notice notice-warning' : 'notice notice-error'}>
      <Icon of={mild ? TriangleAlert : CircleAlert} />
      <p>
        {denied && pattern
          ? t('host_denied', hostOf(url))
          : t(keyOf('fetch', code), hostOf(url), status ?? '')}{' '}
        {children}
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
