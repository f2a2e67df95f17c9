import { FileUp } from 'lucide';
import { useRef } from 'preact/hooks';
import { Icon } from '../../components/icon';
import { ErrorNotice } from '../../components/notice';
import { t } from '../../messages';
import { useDrop } from '../../use-drop';
import { ImportPreview } from './import-preview';
import { ImportWays } from './import-ways';
import { useImportFile } from './use-import-file';

/** A file is chosen, or dropped, looked at, and brought in. */
export function ImportForm() {
  const { choice, failure, error, busy, open, change, start, close } = useImportFile();
  const drop = useDrop(({ files: [file] }) => {
    if (file) void open(file);
  });
  const input = useRef<HTMLInputElement>(null);
  return (
    <section class={drop.over ? 'drop drop-over' : 'drop'} aria-labelledby="import-title" {...drop.place}>
      <h3 id="import-title">{t('import_title')}</h3>
      {!choice && <p class="muted">{t('import_hint')}</p>}
      {!choice && (
        <div class="button-row">
          <button type="button" class="button" onClick={() => input.current?.click()}>
            <Icon of={FileUp} size={18} />
            {t('import_choose')}
          </button>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.vcf,.vcard,text/csv,text/vcard"
        aria-label={t('import_choose')}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void open(file);
          // The same file can be opened again once it has been mended.
          currentTarget.value = '';
        }}
      />
      <div class="notice-place" role="alert">
        {failure && <p class="notice notice-error">{t(failure)}</p>}
      </div>
      {choice && (
        <>
          <p class="import-file">{t('import_file', choice.file.name)}</p>
          <ImportWays choice={choice} onChange={change} />
          <ImportPreview choice={choice} />
          <div class="button-row">
            <button
              type="button"
              class="button button-primary"
              disabled={busy || choice.lacksHeader || choice.rows.length === 0}
              onClick={() => void start()}
            >
              {t('import_start')}
            </button>
            <button type="button" class="button" onClick={close}>
              {t('cancel')}
            </button>
          </div>
        </>
      )}
      <ErrorNotice code={error} />
    </section>
  );
}
