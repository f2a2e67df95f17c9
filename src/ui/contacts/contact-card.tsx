import { ArrowLeft, Lock, Mail, Pencil, PhoneIncoming, Star, Trash2 } from 'lucide';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Contact, contactName } from '../../domain/contact';
import type { DialRules } from '../../domain/dial-rules-settings';
import { Avatar } from '../components/avatar';
import { BusyButton } from '../components/busy-button';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { ContactNumberRow } from './contact-number-row';
import { addressLines, contactParty } from './contact-words';
import { useAvailability } from './use-availability';

interface ContactCardProps {
  contact: Contact;
  rules: DialRules;
  /** The id of a call whose other side can be sent here. */
  transferable: string | undefined;
  onBack(): void;
  onEdit(): void;
  onDeleted(): void;
}

/** All that is known of one contact, and the numbers to call. */
export function ContactCard({ contact, rules, transferable, onBack, onEdit, onDeleted }: ContactCardProps) {
  const { run, error, busy } = useIntent();
  const card = useRef<HTMLElement>(null);
  const { id, source, favourite, numbers, email, note, company } = contact;
  const name = contactName(contact);
  const own = source === 'own';
  const availability = useAvailability(numbers.map(({ number }) => number));
  const address = addressLines(contact.address);

  // The keyboard goes on where one most likely goes on: at the first number.
  // With the first picture, not a frame after it: a key that is pressed at once counts too.
  useLayoutEffect(() => {
    const [call, back] = ['.number-call', '.contact-back'].map((selector) =>
      card.current?.querySelector<HTMLElement>(selector),
    );
    (call ?? back)?.focus({ preventScroll: true });
    card.current?.scrollIntoView({ block: 'start' });
  }, [id]);

  async function call(how: 'dial' | 'pick-up', number: string): Promise<void> {
    // The call that begins is at the top.
    if (await run(how, { number })) card.current?.closest('.content')?.scrollTo({ top: 0 });
  }
  async function transfer(callId: string, number: string): Promise<void> {
    if (await run('transfer', { callId, number })) card.current?.closest('.content')?.scrollTo({ top: 0 });
  }
  async function remove(): Promise<void> {
    if (await run('delete-contact', { id })) onDeleted();
  }
  return (
    <section
      ref={card}
      class="contact-card"
      aria-label={name}
      onKeyDown={(event) => event.key === 'Escape' && onBack()}
    >
      <div class="contact-bar">
        <button
          type="button"
          class="icon-button contact-back"
          aria-label={t('contact_back')}
          title={t('contact_back')}
          onClick={onBack}
        >
          <Icon of={ArrowLeft} />
        </button>
        <span class="contact-bar-space" />
        <BusyButton
          class="icon-button toggle contact-star"
          aria-pressed={favourite}
          aria-label={t('contact_favourite')}
          title={t('contact_favourite')}
          busy={busy}
          onClick={() => void run('set-favourite', { id, favourite: !favourite })}
        >
          <Icon of={Star} />
        </BusyButton>
        {own && (
          <>
            <button
              type="button"
              class="icon-button"
              aria-label={t('contact_edit')}
              title={t('contact_edit')}
              onClick={onEdit}
            >
              <Icon of={Pencil} />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t('contact_delete')}
              title={t('contact_delete')}
              disabled={busy}
              onClick={() => void remove()}
            >
              <Icon of={Trash2} />
            </button>
          </>
        )}
      </div>
      <div class="contact-person">
        <Avatar party={contactParty(contact)} large />
        <h2 class="call-name">
          <bdi>{name}</bdi>
        </h2>
        {company !== '' && company !== name && (
          <p class="contact-company">
            <bdi>{company}</bdi>
          </p>
        )}
        {!own && (
          <p class="lock-note">
            <Icon of={Lock} size={14} />
            {t('contact_read_only')}
          </p>
        )}
        {availability?.canPickUp && (
          <button
            type="button"
            class="button button-call"
            aria-label={t('contact_pick_up_from', name)}
            aria-keyshortcuts="Alt+B"
            disabled={busy}
            onClick={() => void call('pick-up', availability.number)}
          >
            <Icon of={PhoneIncoming} size={16} />
            {t('contact_pick_up')}
          </button>
        )}
      </div>
      <ErrorNotice code={error} />
      {numbers.length === 0 ? (
        <p class="muted contact-no-number">{t('contact_no_number')}</p>
      ) : (
        <ul class="contact-numbers">
          {numbers.map((one, at) => (
            <ContactNumberRow
              key={at}
              number={one}
              name={name}
              rules={rules}
              busy={busy}
              onCall={() => void call('dial', one.number)}
              onTransfer={
                transferable === undefined ? undefined : () => void transfer(transferable, one.number)
              }
            />
          ))}
        </ul>
      )}
      {(email !== '' || note !== '' || address.length > 0) && (
        <dl class="contact-more">
          {email !== '' && (
            <div>
              <dt>{t('contact_email')}</dt>
              <dd>
                <a href={mailAddress(email)} target="_blank" rel="noreferrer">
                  <Icon of={Mail} size={16} />
                  <bdi>{email}</bdi>
                </a>
              </dd>
            </div>
          )}
          {address.length > 0 && (
            <div>
              <dt>{t('contact_address')}</dt>
              <dd class="contact-text" dir="auto">
                {address.join('\n')}
              </dd>
            </div>
          )}
          {note !== '' && (
            <div>
              <dt>{t('contact_note')}</dt>
              <dd class="contact-text" dir="auto">
                {note}
              </dd>
            </div>
          )}
        </dl>
      )}
    </section>
  );
}

/** Nothing in the address may become a subject or another recipient (RFC 6068 section 2). */
function mailAddress(email: string): string {
  // Half of a surrogate pair, which `encodeURIComponent` takes from nobody.
  const whole = email.replace(/\p{Cs}/gu, '\uFFFD');
  return `mailto:${encodeURIComponent(whole).replace('%40', '@')}`;
}
