import { useEffect, useState } from 'preact/hooks';
import { DirectorySearch } from '../../data/directory-search';

/** One for the whole screen: what was read for the keypad need not be read again for the list. */
const search = new DirectorySearch();

export interface DirectoryAtHand {
  search: DirectorySearch;
  /** 0 until it has been read; another number each time that it has changed. */
  version: number;
  /** The database cannot be read. */
  failed: boolean;
}

let versions = 0;

/** The directory to search in. @param revision that it has changed makes it be read again @param wanted else it is not read */
export function useDirectory(revision: number, wanted = true): DirectoryAtHand {
  const [version, setVersion] = useState(0);
  const [failed, setFailed] = useState(false);
  // The revision is not read: that it has changed is what makes the directory be read again.
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    search.refresh().then(
      () => {
        versions++;
        if (!current) return;
        setVersion(versions);
        setFailed(false);
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [revision, wanted]);
  return { search, version, failed };
}
