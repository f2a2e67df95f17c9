import { Check } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from '../components/icon';
import { t } from '../messages';

interface StepProps {
  number: number;
  title: string;
  done?: boolean;
  children: ComponentChildren;
}

/** One thing to do before the first call, and whether it is done, in words for who does not see the mark. */
export function Step({ number, title, done = false, children }: StepProps) {
  return (
    <li class={done ? 'card step step-done' : 'card step'}>
      <span class="step-number" aria-hidden="true">
        {done ? <Icon of={Check} size={18} /> : number}
      </span>
      <div class="step-body">
        <h2>
          {title}
          {done && <span class="step-state"> {t('step_done')}</span>}
        </h2>
        {children}
      </div>
    </li>
  );
}
