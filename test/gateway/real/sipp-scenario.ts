import { passwordOf } from './users';

/** What a scripted caller does once it is answered, or rings. */
export type SippStep =
  /** Sends this within the call, after milliseconds, and wants a 200 with Session-Expires as it says itself. */
  | { refreshes: 'INVITE' | 'UPDATE'; after: number; sessionExpires: string }
  /** Is asked by a re-INVITE, and leaves it unanswered. */
  | { ignores: 'INVITE' }
  /** Is hung up on, within milliseconds. */
  | { awaits: 'BYE'; within: number }
  /** Rings for so many milliseconds, in which nobody may answer, and gives up. */
  | { ringsInVainFor: number };

export interface SippCaller {
  /** Who calls whom; the gateway's users. */
  user: string;
  to: string;
  /** Of its INVITE, beyond what every one has. */
  headers?: readonly string[];
  steps: readonly SippStep[];
}

interface Sent {
  method: string;
  sequence: number;
  /** Of the transaction, where another message has it too. */
  branch?: string;
  inDialog?: boolean;
  headers?: readonly string[];
  sdp?: boolean;
}

const sdp = [
  'v=0',
  'o=sipp 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [media_ip]',
  't=0 0',
  'm=audio [media_port] RTP/AVP 0',
  'a=rtpmap:0 PCMU/8000',
];

const timed = ['Supported: timer', 'Allow: INVITE, ACK, CANCEL, BYE, UPDATE'];

/** A call as sipp's scenarios have it: whatever comes that is not in it, it fails. */
export function sippScenario({ user, to, headers = [], steps }: SippCaller): string {
  const request = (sent: Sent) => requestOf(user, to, sent);
  const credentials = `[authentication username=${user} password=${passwordOf(user)}]`;
  const all = [...timed, ...headers];
  const isAnswered = !steps.some((step) => 'ringsInVainFor' in step);
  let sequence = 2;
  const stepOf = (step: SippStep): string[] => {
    if ('ringsInVainFor' in step)
      return [
        `<pause milliseconds="${step.ringsInVainFor}"/>`,
        request({ method: 'CANCEL', sequence: 2, branch: 'invited' }),
        answered(200),
        answered(487),
        request({ method: 'ACK', sequence: 2, branch: 'invited' }),
      ];
    if ('ignores' in step) return [`<recv request="${step.ignores}"/>`];
    if ('awaits' in step) return [`<recv request="${step.awaits}" timeout="${step.within}"/>`, agreed];
    sequence += 1;
    const { refreshes: method, sessionExpires } = step;
    const refresh = { method, sequence, inDialog: true, sdp: method === 'INVITE' };
    return [
      `<pause milliseconds="${step.after}"/>`,
      request({ ...refresh, headers: [...timed, `Session-Expires: ${sessionExpires}`] }),
      ...(method === 'INVITE' ? [optional(100)] : []),
      answered(200, checked('Session-Expires', sessionExpires)),
      ...(method === 'INVITE' ? [request({ method: 'ACK', sequence, inDialog: true })] : []),
    ];
  };
  return [
    '<?xml version="1.0" encoding="ISO-8859-1" ?>',
    '<scenario name="caller">',
    request({ method: 'INVITE', sequence: 1, branch: 'asked', headers: all, sdp: true }),
    optional(100),
    '<recv response="407" auth="true"/>',
    request({ method: 'ACK', sequence: 1, branch: 'asked' }),
    request({
      method: 'INVITE',
      sequence: 2,
      branch: 'invited',
      headers: [...all, credentials],
      sdp: true,
    }),
    optional(100),
    ...(isAnswered
      ? [
          optional(180),
          '<recv response="200" rrs="true"/>',
          request({ method: 'ACK', sequence: 2, inDialog: true }),
        ]
      : [answered(180)]),
    ...steps.flatMap(stepOf),
    '</scenario>',
  ].join('\n');
}

function requestOf(
  user: string,
  to: string,
  { method, sequence, branch, inDialog = false, headers = [], sdp: described = false }: Sent,
): string {
  const uri = `sip:${to}@localhost`;
  const body = described ? sdp : [];
  const lines = [
    `${method} ${inDialog ? '[next_url]' : uri} SIP/2.0`,
    `Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK[pid]${branch ?? `${method}${sequence}`}`,
    ...(inDialog ? ['[routes]'] : []),
    `From: <sip:${user}@localhost>;tag=[pid]`,
    // The ACK of a refusal has the tag of the refusal, and that of an answer its own.
    `To: <${uri}>${inDialog || method === 'ACK' ? '[peer_tag_param]' : ''}`,
    'Call-ID: [call_id]',
    `CSeq: ${sequence} ${method}`,
    `Contact: <sip:${user}@[local_ip]:[local_port]>`,
    'Max-Forwards: 70',
    ...headers,
    ...(described ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    ...body,
  ];
  const retrans = method === 'ACK' ? '' : ' retrans="500"';
  return `<send${retrans}><![CDATA[\n${lines.join('\n')}\n]]></send>`;
}

const agreed = [
  '<send><![CDATA[',
  'SIP/2.0 200 OK',
  ...['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `[last_${name}:]`),
  'Content-Length: 0',
  '',
  ']]></send>',
].join('\n');

function optional(status: number): string {
  return `<recv response="${status}" optional="true"/>`;
}

function answered(status: number, actions = ''): string {
  return `<recv response="${status}">${actions}</recv>`;
}

/** The header is so, or the call fails. */
function checked(header: string, value: string): string {
  const variable = header.replace(/\W/g, '');
  const search = `search_in="hdr" header="${header}:" check_it="true" assign_to="${variable}"`;
  return `<action><ereg regexp="${value}" ${search}/><log message="${header}:[$${variable}]"/></action>`;
}
