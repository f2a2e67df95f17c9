import { ChevronDown, ChevronRight } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ContactDraft, contactBounds } from '../../domain/contact-draft';
import { isSameValue } from '../../domain/same-value';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { keyOf, t } from '../messages';
import { useIntent } from '../use-intent';
import { AddressFields } from './address-fields';
import { draftErrors, type TextField } from './draft-errors';
import { EditorButtons } from './editor-buttons';
import { EditorField } from './editor-field';
import { forgetDraft, holdDraft, keepDraft } from './kept-draft';
import { NumberFields } from './number-fields';

/** What is edited. */
export interface Editing {
  /** Of the contact that is changed; undefined for a new one. */
  id: string | undefined;
  draft: ContactDraft;
  /** As it was when the editing began. */
  before: ContactDraft;
  /** It was left behind by a screen that closed. */
  left: boolean;
}

interface ContactEditorProps {
  editing: Editing;
  /** Somebody wants to leave it: undefined while nobody does. */
  leaving: (() => void) | undefined;
  onDraft(draft: ContactDraft): void;
  onStay(): void;
  onCancel(): void;
  onSaved(id: string): void;
  /** The number is one of a contact that is there already; absent where there is none to add. */
  onAddToExisting: (() => void) | undefined;
}

const names: Partial<Record<TextField, number>> = {
  firstName: contactBounds.name,
  lastName: contactBounds.name,
  company: contactBounds.company,
};

/** A new contact, or one of the user's own to be changed. */
export function ContactEditor(props: ContactEditorProps) {
  const { editing, leaving, onDraft, onStay, onCancel, onSaved, onAddToExisting } = props;
  const { id, draft, before, left } = editing;
  const { run, error, busy } = useIntent();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(0);
  const [moreShown, setMoreShown] = useState(false);
  const errors = tried > 0 ? draftErrors(draft) : {};
  const changed = !isSameValue(draft, before);

  useEffect(holdDraft, []);
  const kept = useRef(left);
  useEffect(() => {
    if (changed) keepDraft({ id, draft, before });
    else if (kept.current) forgetDraft();
    kept.current = changed;
  }, [id, draft, before, changed]);
  // With the first picture, not a frame after it: what is typed at once counts too.
  useLayoutEffect(() => {
    const first = form.current?.querySelector('input');
    first?.focus({ preventScroll: true });
    // What a gateway calls somebody is seldom what one wants to call them: typing replaces it.
    if (id === undefined && !left && draft.numbers[0]?.number) first?.select();
    form.current?.scrollIntoView({ block: 'start' });
  }, []);
  // To the first field that keeps it from being saved.
  useLayoutEffect(() => {
    if (tried === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong ?? form.current?.querySelector('input'))?.focus();
  }, [tried]);

  async function save(): Promise<void> {
    if (busy) return;
    const problems = draftErrors(draft);
    if (Object.keys(problems).length > 0) {
      setMoreShown(moreShown || hasMoreProblems(problems));
      setTried(tried + 1);
      return;
    }
    const saved = await run('save-contact', { ...(id !== undefined && { id, before }), contact: draft });
    if (saved) onSaved(saved.value.id);
  }
  const text = (field: keyof typeof names & TextField, label: string) => (
    <EditorField label={label} problem={errors[field]}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          dir="auto"
          maxLength={names[field]}
          autocomplete="off"
          value={draft[field]}
          onInput={(event) => onDraft({ ...draft, [field]: event.currentTarget.value })}
        />
      )}
    </EditorField>
  );
  const title = t(id === undefined ? 'contact_new' : 'contact_change');
  return (
    <form
      ref={form}
      class="contact-editor"
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && (leaving ? onStay() : onCancel())}
    >
      <h2>{title}</h2>
      {left && <p class="notice notice-warning">{t('contact_left')}</p>}
      {onAddToExisting && (
        <button type="button" class="button button-small add-to-existing" onClick={onAddToExisting}>
          {t('contact_add_to_existing')}
        </button>
      )}
      <div role="alert">
        {errors.contact && <p class="field-problem">{t(keyOf('error', errors.contact))}</p>}
      </div>
      <div class="editor-names">
        {text('firstName', t('contact_first_name'))}
        {text('lastName', t('contact_last_name'))}
      </div>
      {text('company', t('contact_company'))}
      <NumberFields
        numbers={draft.numbers}
        errors={errors}
        onNumbers={(numbers) => onDraft({ ...draft, numbers })}
      />
      <EditorField label={t('contact_email')} problem={errors.email}>
        {(attributes) => (
          <input
            {...attributes}
            type="email"
            maxLength={contactBounds.email}
            autocomplete="off"
            value={draft.email}
            onInput={(event) => onDraft({ ...draft, email: event.currentTarget.value })}
          />
        )}
      </EditorField>
      <EditorField label={t('contact_note')} problem={errors.note}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="note-field"
            rows={2}
            dir="auto"
            maxLength={contactBounds.note}
            value={draft.note}
            onInput={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
          />
        )}
      </EditorField>
      <button
        type="button"
        class="fold-more"
        aria-expanded={moreShown}
        onClick={() => setMoreShown(!moreShown)}
      >
        <Icon of={moreShown ? ChevronDown : ChevronRight} size={18} />
        {t('contact_more')}
      </button>
      {moreShown && <AddressFields draft={draft} errors={errors} onDraft={onDraft} />}
      <ErrorNotice code={error} />
      <EditorButtons {...{ busy, leaving, onStay, onCancel }} />
    </form>
  );
}

function hasMoreProblems(problems: ReturnType<typeof draftErrors>): boolean {
  return ['middleName', 'street', 'city', 'region', 'postal', 'country'].some((field) => field in problems);
}
