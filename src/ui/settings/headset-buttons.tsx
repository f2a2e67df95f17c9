import { Headset } from 'lucide';
import { useCallback, useEffect, useId, useRef, useState } from 'preact/hooks';
import {
  chooseHeadset,
  type ListedHeadset,
  listHeadsets,
  onHeadsetsChange,
} from '../../devices/headset-list';
import { webHid } from '../../devices/hid';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';

/** The headsets that calls can be answered, ended and muted with. */
export function HeadsetButtons() {
  const [headsets, renew] = useHeadsets();
  const [refused, setRefused] = useState(false);
  const { run, error } = useIntent();
  const id = useId();
  if (!webHid()) return null;

  async function changed(): Promise<void> {
    await Promise.all([renew(), run('headsets-changed', {})]);
  }

  async function choose(): Promise<void> {
    try {
      setRefused(false);
      if (await chooseHeadset()) await changed();
    } catch {
      // A policy of Chrome's has decided.
      setRefused(true);
    }
  }

  return (
    <div class="field headsets">
      <span id={id}>{t('headset_label')}</span>
      <ul class="site-list" aria-labelledby={id}>
        {headsets.map((headset, index) => (
          <HeadsetRow
            key={`${index} ${headset.name}`}
            headset={headset}
            onForget={() => void headset.forget().then(changed)}
          />
        ))}
      </ul>
      <div>
        <button type="button" class="button" onClick={() => void choose()}>
          <Icon of={Headset} size={18} />
          {t('headset_choose')}
        </button>
      </div>
      <p class="headset-hint" role="status">
        {t(refused ? 'headset_refused' : 'headset_hint')}
      </p>
      <ErrorNotice code={error} />
    </div>
  );
}

function HeadsetRow({ headset, onForget }: { headset: ListedHeadset; onForget: () => void }) {
  const id = useId();
  return (
    <li class="site-row site-row-line">
      <span id={id} class="site-name">
        <bdi>{headset.name || t('headset_unnamed')}</bdi>
        {!headset.usable && <span class="headset-hint">{t('headset_no_buttons')}</span>}
      </span>
      <button type="button" class="button button-small" aria-describedby={id} onClick={onForget}>
        {t('headset_forget')}
      </button>
    </li>
  );
}

/** Kept up with what is plugged in. */
function useHeadsets(): [ListedHeadset[], () => Promise<void>] {
  const [headsets, setHeadsets] = useState<ListedHeadset[]>([]);
  const asked = useRef(0);
  const renew = useCallback(async () => {
    const question = ++asked.current;
    const found = await listHeadsets().catch(() => []);
    // An answer that another question has overtaken is an old one.
    if (question === asked.current) setHeadsets(found);
  }, []);
  useEffect(() => {
    void renew();
    return onHeadsetsChange(() => void renew());
  }, [renew]);
  return [headsets, renew];
}
