import { Monitor, Phone } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { redirectTarget } from '../../domain/arrival';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import type { MenuItem } from './menu';
import { ErrorNotice } from './notice';
import { NumberField } from './number-field';
import { Segments } from './segments';

/** Which phone calls are talked on, always in sight of whoever has another one. */
export function PhoneInUse({ snapshot, onChange }: { snapshot: Snapshot; onChange: () => void }) {
  const { otherPhone } = snapshot;
  if (!otherPhone || otherPhone.number === '') return null;
  const { inUse, number } = otherPhone;
  return (
    <div class="phone-in-use">
      <Icon of={inUse ? Phone : Monitor} size={16} />
      <span role="status">{inUse ? t('phone_line_other', number) : t('phone_line_computer')}</span>
      <button
        type="button"
        class="button button-small"
        aria-label={t('phone_choice_change')}
        aria-haspopup="dialog"
        onClick={onChange}
      >
        {t('phone_change')}
      </button>
    </div>
  );
}

/** Until there is another phone the choice is in the menu only. */
export function phoneChoiceItems({ otherPhone }: Snapshot, act: () => void): MenuItem[] {
  return otherPhone ? [{ label: t('menu_phone_choice'), icon: Phone, act }] : [];
}

interface PhoneChoiceProps {
  snapshot: Snapshot;
  open: boolean;
  onClose: () => void;
}

/** This computer, or another phone and its number, with what will really be dialled. */
export function PhoneChoice({ snapshot, open, onClose }: PhoneChoiceProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="phone-choice-title" onClose={onClose}>
      {open && <PhoneChoiceForm snapshot={snapshot} onClose={onClose} />}
    </dialog>
  );
}

function PhoneChoiceForm({ snapshot, onClose }: Omit<PhoneChoiceProps, 'open'>) {
  const { otherPhone, dialRules, identity } = snapshot;
  const intent = useIntent();
  const [other, setOther] = useState(otherPhone?.inUse ?? false);
  const [number, setNumber] = useState(otherPhone?.number ?? '');
  const self = { user: identity?.user ?? '', domains: identity ? [identity.gatewayHost] : [] };
  const target = redirectTarget(number, dialRules, self);

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (await intent.run('use-phone', { other, number: number.trim() })) onClose();
  }

  return (
    <form class="phone-choice" onSubmit={(event) => void save(event)}>
      <h2 id="phone-choice-title">{t('phone_choice')}</h2>
      <fieldset aria-labelledby="phone-choice-title">
        <Segments
          options={[
            { choice: 'computer', label: t('phone_computer') },
            { choice: 'other', label: t('phone_other') },
          ]}
          chosen={other ? 'other' : 'computer'}
          onChoose={(choice) => setOther(choice === 'other')}
        />
      </fieldset>
      {other && (
        <>
          <NumberField
            label={t('phone_number')}
            hint={target === undefined ? undefined : t('dialled_as', target)}
            value={number}
            onInput={setNumber}
          />
          <p class="hint">{t('phone_hint')}</p>
        </>
      )}
      <ErrorNotice code={intent.error} />
      <div class="button-row">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="submit" class="button button-primary" disabled={intent.busy}>
          {t('phone_choice_use')}
        </button>
      </div>
    </form>
  );
}
