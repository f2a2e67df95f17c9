import { useEffect, useId, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import type { DialRequest } from '../../domain/dial-request';
import { DialPreview } from '../components/dial-preview';
import { ErrorNotice } from '../components/notice';
import { previewDialling } from '../dial-words';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { CallButtons } from './call-buttons';
import { Readiness } from './readiness';
import { RequestSource } from './request-source';

interface ConfirmRequestProps {
  snapshot: Snapshot;
  request: DialRequest;
  onHandedOver: () => void;
}

/** What would be dialled, who asks for it, and the buttons. */
export function ConfirmRequest({ snapshot, request, onHandedOver }: ConfirmRequestProps) {
  const intent = useIntent();
  const [asTyped, setAsTyped] = useState(false);
  const previewId = useId();
  const requestId = request.id;
  const { kind } = previewDialling(request.number, snapshot.dialRules, asTyped).explanation;
  // A call for help leaves from here, whatever phone is used.
  const phone = snapshot.otherPhone?.inUse && kind !== 'emergency' ? snapshot.otherPhone.number : undefined;

  function cancel(): void {
    // A window without a worker can be closed as well.
    void intent.run('dismiss-dial', { requestId }).finally(() => window.close());
  }
  useEffect(() => {
    function onKeyDown({ key }: KeyboardEvent): void {
      if (key === 'Escape') cancel();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  return (
    <div class="confirm-request">
      {request.names && <p class="confirm-name">{request.names.join(' · ')}</p>}
      <DialPreview
        id={previewId}
        number={request.number}
        rules={snapshot.dialRules}
        asTyped={asTyped}
        onAsTyped={setAsTyped}
        always
      />
      {phone !== undefined && <p class="hint">{t('confirm_phone', phone)}</p>}
      <RequestSource request={request} />
      <Readiness snapshot={snapshot} />
      <ErrorNotice code={intent.error} />
      <CallButtons
        snapshot={snapshot}
        request={request}
        asTyped={asTyped}
        describedBy={previewId}
        intent={intent}
        onCancel={cancel}
        onHandedOver={onHandedOver}
      />
    </div>
  );
}
