import { Building, Star } from 'lucide';
import { useId } from 'preact/hooks';
import { type Contact, contactName } from '../../domain/contact';
import { Avatar } from '../components/avatar';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { AvailabilityMark } from './availability-mark';
import { contactDetail, contactParty } from './contact-words';
import { useAvailability } from './use-availability';

interface ContactRowProps {
  contact: Contact;
  /** What was typed to find it. */
  searched: string;
  tabIndex: 0 | -1;
  onOpen(): void;
}

/** One contact of the list; the whole row opens it. */
export function ContactRow({ contact, searched, tabIndex, onOpen }: ContactRowProps) {
  const id = useId();
  const availability = useAvailability(contact.numbers.map(({ number }) => number));
  const detail = contactDetail(contact, searched);
  return (
    <div class="row-box contact-row">
      <Avatar party={contactParty(contact)} />
      <div class="row-text">
        <p class="row-name" id={`${id}-name`}>
          <bdi>{contactName(contact)}</bdi>
        </p>
        <p class="row-outcome" id={`${id}-detail`}>
          <span>
            <bdi>{detail}</bdi>
          </span>
        </p>
      </div>
      <span class="row-marks" id={`${id}-marks`}>
        <AvailabilityMark of={availability} />
        {contact.source === 'company' && <Mark of={Building} words={t('contact_of_company')} />}
        {contact.favourite && <Mark of={Star} words={t('contact_favourite')} />}
      </span>
      <button
        type="button"
        class="row-main"
        tabIndex={tabIndex}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-detail ${id}-marks`}
        onClick={onOpen}
      />
    </div>
  );
}

function Mark({ of, words }: { of: typeof Star; words: string }) {
  return (
    <span class={of === Star ? 'mark mark-favourite' : 'mark'} title={words}>
      <Icon of={of} size={16} />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}
