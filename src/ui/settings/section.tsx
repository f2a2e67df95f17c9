import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useFocusKept } from '../use-focus-kept';

interface SectionProps {
  id: string;
  title: string;
  intro?: string;
  children: ComponentChildren;
}

/** One card of a page, named by its heading, which has the focus once what had it in there is gone. */
export function Section({ id, title, intro, children }: SectionProps) {
  const section = useRef<HTMLElement>(null);
  useFocusKept(section, 'h2');
  return (
    <section ref={section} class="card page-section" aria-labelledby={`${id}-title`} id={id}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {intro && <p class="muted">{intro}</p>}
      {children}
    </section>
  );
}
