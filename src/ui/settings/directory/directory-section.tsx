import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../../contract/snapshot';
import { countContacts } from '../../../data/contacts';
import { ErrorNotice } from '../../components/notice';
import { plural, t } from '../../messages';
import { Section } from '../section';
import { CompanyPart } from './company-part';
import { DeleteContacts } from './delete-contacts';
import { ExportContacts } from './export-contacts';
import { ImportForm } from './import-form';
import { ImportOutcome } from './import-outcome';

/** The user's own contacts as a whole: brought in, saved to a file, deleted; and the company's. */
export function DirectorySection({ snapshot }: { snapshot: Snapshot }) {
  const { directoryImport: progress, directoryRevision, companyDirectory } = snapshot;
  const { own, failed } = useContactCount(directoryRevision);
  const works = progress?.state === 'running' || progress?.state === 'undoing';
  return (
    <Section id="directory" title={t('directory_title')} intro={t('directory_intro')}>
      {/* Of what is being brought in nobody knows yet how many they will be. */}
      {own !== undefined && !works && (
        <p>{own === 0 ? t('directory_none') : plural('directory_count', own)}</p>
      )}
      <ErrorNotice code={failed ? 'storage-failed' : undefined} />
      {progress && <ImportOutcome progress={progress} />}
      {!works && <ImportForm />}
      {own !== undefined && own > 0 && !works && (
        <>
          <ExportContacts />
          <DeleteContacts count={own} />
        </>
      )}
      {companyDirectory && <CompanyPart company={companyDirectory} />}
    </Section>
  );
}

function useContactCount(revision: number): { own: number | undefined; failed: boolean } {
  const [count, setCount] = useState<{ own: number | undefined; failed: boolean }>({
    own: undefined,
    failed: false,
  });
  // The revision is not read: that it has changed is what makes the query ask again.
  useEffect(() => {
    let wanted = true;
    countContacts().then(
      ({ own }) => wanted && setCount({ own, failed: false }),
      () => wanted && setCount({ own: undefined, failed: true }),
    );
    return () => {
      wanted = false;
    };
  }, [revision]);
  return count;
}
