import { useState } from 'preact/hooks';
import { ProfileEmail } from '../components/profile-email';
import { Segments } from '../components/segments';
import { t } from '../messages';
import { useDrop } from '../use-drop';
import { ProfileAddress } from './profile-address';
import { ProfileText } from './profile-text';
import { useProfileText } from './use-profile-text';

type Way = 'email' | 'address' | 'text';

/** The ways to a profile of one's own, one at a time; a file may be dropped on any of them. */
export function BringProfile({ inUse }: { inUse: boolean }) {
  const [way, setWay] = useState<Way>('email');
  const text = useProfileText();
  const drop = useDrop(({ files: [file] }) => {
    if (!file) return;
    setWay('text');
    text.open(file);
  });

  return (
    <fieldset class={drop.over ? 'bring bring-over' : 'bring'} {...drop.place}>
      <legend class="visually-hidden">{t('profile_ways')}</legend>
      <Segments<Way>
        options={[
          { choice: 'email', label: t('profile_way_email') },
          { choice: 'address', label: t('profile_way_address') },
          { choice: 'text', label: t('profile_way_text') },
        ]}
        chosen={way}
        onChoose={setWay}
      />
      {/* All stay, so that what was typed in one is there when one comes back to it. */}
      <div hidden={way !== 'email'}>
        <ProfileEmail inUse={inUse} />
      </div>
      <div hidden={way !== 'address'}>
        <ProfileAddress inUse={inUse} />
      </div>
      <div hidden={way !== 'text'}>
        <ProfileText profile={text} inUse={inUse} />
      </div>
    </fieldset>
  );
}
