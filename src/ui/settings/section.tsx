import type { ComponentChildren } from 'preact';

interface SectionProps {
  id: string;
  title: string;
  intro?: string;
  children: ComponentChildren;
}

/** One card of a page, named by its heading. */
export function Section({ id, title, intro, children }: SectionProps) {
  return (
    <section class="card page-section" aria-labelledby={`${id}-title`} id={id}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {intro && <p class="muted">{intro}</p>}
      {children}
    </section>
  );
}
