import { type ContactDraft, contactBounds } from '../../domain/contact-draft';
import { keyOf, t } from '../messages';
import type { AddressField, DraftErrors } from './draft-errors';
import { EditorField } from './editor-field';

const lines: readonly AddressField[] = ['street', 'postal', 'city', 'region', 'country'];

interface AddressFieldsProps {
  draft: ContactDraft;
  errors: DraftErrors;
  onDraft(draft: ContactDraft): void;
}

/** What few contacts have. */
export function AddressFields({ draft, errors, onDraft }: AddressFieldsProps) {
  return (
    <div class="address-fields">
      <EditorField label={t('contact_middle_name')} problem={errors.middleName}>
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            dir="auto"
            maxLength={contactBounds.name}
            autocomplete="off"
            value={draft.middleName}
            onInput={(event) => onDraft({ ...draft, middleName: event.currentTarget.value })}
          />
        )}
      </EditorField>
      {lines.map((line) => (
        <EditorField key={line} label={t(keyOf('address', line))} problem={errors[line]}>
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              dir="auto"
              maxLength={contactBounds.addressLine}
              autocomplete="off"
              value={draft.address[line]}
              onInput={(event) =>
                onDraft({ ...draft, address: { ...draft.address, [line]: event.currentTarget.value } })
              }
            />
          )}
        </EditorField>
      ))}
    </div>
  );
}
