export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Command line of rtpengine in userspace: no kernel table, loopback only, nothing kept after a call. */
export function rtpengineArguments(controlPort: number, listPort: number, media: Range): string[] {
  return [
    ...['--foreground', '--log-stderr', '--log-level=6', '--table=-1', '--config-file=none'],
    ...['--interface=127.0.0.1', `--port-min=${media.first}`, `--port-max=${media.last}`],
    ...[`--listen-ng=127.0.0.1:${controlPort}`, `--listen-cli=127.0.0.1:${listPort}`],
    // Otherwise it opens DTLS towards the caller at the offer, turns passive at the answer, and neither completes.
    '--dtls-passive',
    ...['--delete-delay=0', '--timeout=60', '--silent-timeout=3600', '--num-threads=2'],
  ];
}

export interface TurnSettings {
  readonly port: number;
  readonly relay: Range;
  readonly username: string;
  readonly credential: string;
  readonly directory: string;
}

/** turnserver.conf for STUN and TURN on loopback. */
export function coturnConfig({ port, relay, username, credential, directory }: TurnSettings): string {
  return [
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    `listening-port=${port}`,
    `min-port=${relay.first}`,
    `max-port=${relay.last}`,
    'realm=gateway.test',
    'lt-cred-mech',
    `user=${username}:${credential}`,
    'allow-loopback-peers',
    'no-cli',
    'no-tls',
    'no-dtls',
    'log-file=stdout',
    'simple-log',
    `pidfile=${directory}/turnserver.pid`,
    `userdb=${directory}/turnserver.db`,
    '',
  ].join('\n');
}
