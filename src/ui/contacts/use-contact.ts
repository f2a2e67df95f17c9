import { useEffect, useState } from 'preact/hooks';
import { readContact } from '../../data/contacts';
import { isHidden } from '../../domain/caller-match';
import type { Contact } from '../../domain/contact';

export type ContactRead =
  | { state: 'reading' }
  | { state: 'there'; contact: Contact }
  | { state: 'gone' }
  | { state: 'failed' };

/** One contact as it is now. @param revision that the directory has changed makes it be read again */
export function useContact(id: string, revision: number, identityRequired: boolean): ContactRead {
  const [read, setRead] = useState<{ id: string; outcome: ContactRead }>();
  useEffect(() => {
    let current = true;
    const settle = (outcome: ContactRead) => current && setRead({ id, outcome });
    readContact(id).then(
      (contact) =>
        settle(
          contact && !isHidden(contact, { identityRequired })
            ? { state: 'there', contact }
            : { state: 'gone' },
        ),
      () => settle({ state: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [id, revision, identityRequired]);
  return read?.id === id ? read.outcome : { state: 'reading' };
}
