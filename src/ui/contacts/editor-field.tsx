import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { ContactProblem } from '../../domain/contact-draft';
import { keyOf, t } from '../messages';

/** What a control is given to be told what is wrong with it. */
export interface FieldAttributes {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface EditorFieldProps {
  label: string;
  problem: ContactProblem | undefined;
  children(attributes: FieldAttributes): ComponentChildren;
}

/** A field of the editor; what is wrong with it stands under it. */
export function EditorField({ label, problem, children }: EditorFieldProps) {
  const id = useId();
  return (
    <div class="field editor-field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-invalid': problem !== undefined,
        'aria-describedby': problem && `${id}-problem`,
      })}
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {t(keyOf('error', problem))}
        </p>
      )}
    </div>
  );
}
