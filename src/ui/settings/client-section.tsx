import type { Snapshot } from '../../contract/snapshot';
import { callingClients, clientFor } from '../../domain/calling-client';
import { ErrorNotice } from '../components/notice';
import { Segments } from '../components/segments';
import { keyOf, t } from '../messages';
import { useIntent } from '../use-intent';
import { Section } from './section';

/** Who places calls that are asked for from outside of the phone, where the administrator leaves a choice. */
export function ClientSection({ snapshot: { allowedClients, settings } }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();
  if (allowedClients.length < 2) return null;
  const choices = ['ask', ...callingClients] as const;
  return (
    <Section id="client" title={t('client_title')} intro={t('client_intro')}>
      <fieldset>
        <legend class="visually-hidden">{t('client_title')}</legend>
        <Segments
          options={choices.map((choice) => ({ choice, label: t(keyOf('client', choice)) }))}
          chosen={clientFor(settings.client, allowedClients)}
          onChoose={(client) => void run('save-settings', { client })}
        />
      </fieldset>
      <ErrorNotice code={error} />
    </Section>
  );
}
