import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { parseGatewayAddress } from '../../domain/gateway-address';
import { t } from '../messages';

/**
 * Chrome says why a connection failed only to those who may watch the host's requests. Once that has been
 * granted the worker tries again by itself, because Chrome's question closes a popup.
 */
export function FindOutWhy({ snapshot }: { snapshot: Snapshot }) {
  const host = encryptedHost(snapshot);
  const [mayAsk, setMayAsk] = useState(false);

  useEffect(() => {
    if (host === undefined) return;
    let wanted = true;
    void chrome.permissions.contains(permissionsFor(host)).then((granted) => wanted && setMayAsk(!granted));
    return () => {
      wanted = false;
    };
  }, [host]);

  if (host === undefined || !mayAsk) return null;
  return (
    <button
      type="button"
      class="button button-small"
      onClick={() => {
        // First thing in the handler: Chrome takes the request from nowhere else.
        chrome.permissions.request(permissionsFor(host)).then(
          (granted) => setMayAsk(!granted),
          () => undefined,
        );
      }}
    >
      {t('find_out_why')}
    </button>
  );
}

function permissionsFor(host: string): chrome.permissions.Permissions {
  return { permissions: ['webRequest'], origins: [`https://${host}/*`] };
}

/** The gateway's host; undefined where there is no encryption, and so no certificate to ask about. */
function encryptedHost({ profiles, identity }: Snapshot): string | undefined {
  const profile = profiles.find(({ id }) => id === identity?.profileId);
  const gateway = profile && parseGatewayAddress(profile.address);
  return gateway && 'url' in gateway && gateway.url.startsWith('wss:') ? gateway.host : undefined;
}
