import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DialRequest } from '../../domain/dial-request';
import { t } from '../messages';
import { useSnapshot } from '../use-snapshot';
import { ConfirmRequest } from './confirm-request';

/** A call was asked for from outside of the phone: a person decides, here and nowhere else. */
export function ConfirmScreen({ onAnotherNumber }: { onAnotherNumber: () => void }) {
  const snapshot = useSnapshot();
  const request = snapshot?.dialRequest;
  // What was handed over is no request any more, but Chrome may still ask here whether it may be.
  const [handedOver, setHandedOver] = useState<DialRequest>();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = request?.id ?? handedOver?.id;

  useLayoutEffect(() => {
    onAnotherNumber();
    // Not on a button: a key pressed for the page must not be the one that calls.
    heading.current?.focus();
  }, [shown, onAnotherNumber]);

  return (
    <main class="confirm-screen" aria-busy={!snapshot}>
      <h1 class="confirm-title" ref={heading} tabIndex={-1}>
        {t(
          request || !snapshot
            ? 'confirm_title'
            : handedOver
              ? 'confirm_handed_over_title'
              : 'confirm_gone_title',
        )}
      </h1>
      {snapshot && request && (
        <ConfirmRequest
          key={request.id}
          snapshot={snapshot}
          request={request}
          onHandedOver={() => setHandedOver(request)}
        />
      )}
      {snapshot && !request && <Over handedOver={handedOver !== undefined} />}
    </main>
  );
}

function Over({ handedOver }: { handedOver: boolean }) {
  return (
    <>
      <p role="status">{t(handedOver ? 'confirm_handed_over' : 'confirm_gone')}</p>
      <div class="confirm-buttons">
        <button type="button" class="button" onClick={() => window.close()}>
          {t('close')}
        </button>
      </div>
    </>
  );
}
