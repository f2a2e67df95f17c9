import { kamailioRoutes } from './kamailio-routes';
import { GATEWAY_USERS } from './users';

export interface KamailioSettings {
  readonly directory: string;
  readonly sipPort: number;
  readonly wssPort: number;
  readonly rpcPort: number;
  readonly rtpengineControlPort: number;
  readonly certPem: string;
  readonly keyPem: string;
  readonly digest: 'MD5' | 'SHA-256';
  readonly databaseDirectory: string;
  readonly stun?: string;
}

const MODULES = [
  ...[
    'jsonrpcs',
    'kex',
    'corex',
    'cfg_rpc',
    'tm',
    'tmx',
    'sl',
    'rr',
    'pv',
    'maxfwd',
    'textops',
    'textopsx',
    'siputils',
    'xlog',
  ],
  ...[
    'sanity',
    'htable',
    'auth',
    'usrloc',
    'registrar',
    'nathelper',
    'tls',
    'xhttp',
    'websocket',
    'rtpengine',
  ],
  ...[
    'dialog',
    'db_text',
    'presence',
    'presence_xml',
    'presence_dialoginfo',
    'presence_mwi',
    'presence_reginfo',
    'pua',
    'pua_dialoginfo',
    'pua_reginfo',
  ],
];

type Parameter = readonly [module: string, name: string, value: string | number];

function parameters(settings: KamailioSettings): readonly Parameter[] {
  const self = `sip:127.0.0.1:${settings.sipPort}`;
  const database = `text://${settings.databaseDirectory}`;
  return [
    ['jsonrpcs', 'transport', 1],
    ['tm', 'fr_timer', 10_000],
    ['tm', 'fr_inv_timer', 120_000],
    ['htable', 'htable', 'users=>size=5;'],
    ['auth', 'algorithm', settings.digest],
    ['auth', 'nonce_expire', 300],
    // A closed browser socket is a missing contact at once, not at its expiry.
    ['usrloc', 'handle_lost_tcp', 1],
    ['usrloc', 'timer_interval', 1],
    ['usrloc', 'db_mode', 0],
    ['registrar', 'default_expires', 300],
    ['registrar', 'min_expires', 10],
    ['nathelper|registrar', 'received_avp', '$avp(RECEIVED)'],
    ['tls', 'certificate', settings.certPem],
    ['tls', 'private_key', settings.keyPem],
    ['tls', 'tls_method', 'TLSv1.2+'],
    ['rtpengine', 'rtpengine_sock', `udp:127.0.0.1:${settings.rtpengineControlPort}`],
    ['dialog', 'db_mode', 0],
    ['dialog', 'default_timeout', 3600],
    ['presence', 'server_address', self],
    ['presence', 'subs_db_mode', 0],
    ['presence', 'publ_cache', 2],
    ['presence_xml', 'force_active', 1],
    // The only module that insists on a database; its tables are copied afresh at each start.
    ['pua', 'db_url', database],
    ['pua', 'outbound_proxy', self],
    ['pua_dialoginfo', 'include_callid', 1],
    ['pua_dialoginfo', 'include_tags', 1],
    ['pua_reginfo', 'default_domain', 'localhost'],
    ['pua_reginfo', 'outbound_proxy', self],
    ['pua_reginfo', 'server_address', `sip:reginfo@127.0.0.1:${settings.sipPort}`],
  ];
}

// No alias="127.0.0.1": without a port it makes every local address "myself", and ACK and BYE stay here.
export function kamailioConfig(settings: KamailioSettings): string {
  const loads = MODULES.map((module) => `loadmodule "${module}.so"`);
  const settle = parameters(settings).map(([module, name, value]) => {
    const shown = typeof value === 'number' ? value : `"${value}"`;
    return `modparam("${module}", "${name}", ${shown})`;
  });
  const users = GATEWAY_USERS.map(({ name, password }) => `  $sht(users=>${name}) = "${password}";`);
  return `#!KAMAILIO
debug=2
log_stderror=yes
children=2
tcp_children=2
tcp_accept_no_cl=yes
tcp_connection_lifetime=3604
tcp_rd_buf_size=65536
enable_tls=yes
auto_aliases=no
alias="localhost"
alias="gateway.test"
listen=udp:127.0.0.1:${settings.sipPort}
listen=tcp:127.0.0.1:${settings.rpcPort}
listen=tls:127.0.0.1:${settings.wssPort}

${loads.join('\n')}

${settle.join('\n')}

event_route[htable:mod-init] {
${users.join('\n')}
}

${kamailioRoutes(settings)}`;
}
