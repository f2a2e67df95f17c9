import { Globe } from 'lucide';
import { type DialRequest, type DialSite, shownOrigin, unknownSite } from '../../domain/dial-request';
import { Icon } from '../components/icon';
import { keyOf, t } from '../messages';
import { visibleText } from './visible-text';

/** What was clicked, and on which site: the page itself has no say in these words. */
export function RequestSource({ request: { source, site, written } }: { request: DialRequest }) {
  return (
    <div class="card confirm-source">
      <p class="confirm-from">
        <Icon of={Globe} size={18} />
        <span>
          {t(keyOf('confirm_from', source))}
          {site && <Site site={site} />}
        </span>
      </p>
      <p class="muted">
        {t('confirm_written')} <bdi class="confirm-written">{visibleText(written)}</bdi>
      </p>
    </div>
  );
}

/** The whole host, however long: its end says whose it is. */
function Site({ site: { origin, around } }: { site: DialSite }) {
  return (
    <>
      {' '}
      <bdi class="confirm-site">{shownOrigin(origin)}</bdi>
      {around !== undefined && (
        <span class="confirm-around">
          {around === unknownSite ? t('confirm_around_unknown') : t('confirm_around')}{' '}
          {around !== unknownSite && <bdi class="confirm-site">{shownOrigin(around)}</bdi>}
        </span>
      )}
    </>
  );
}
