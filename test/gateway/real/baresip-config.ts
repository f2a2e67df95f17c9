import { passwordOf } from './users';

export type DeskPhoneKind = 'echo' | 'tone' | 'plain';

export interface BaresipSettings {
  readonly user: string;
  readonly kind: DeskPhoneKind;
  readonly toneHz: number;
  readonly codecs: string;
  readonly gatewayPort: number;
  /** SIP here, its TLS twin on the next, control on the one after, RTP from the tenth on. */
  readonly firstPort: number;
  readonly displayName: string;
  readonly recordingDirectory: string;
}

/** baresip's `config`. */
export function baresipConfig(settings: BaresipSettings): string {
  const { kind, firstPort, toneHz, recordingDirectory } = settings;
  const echo = kind === 'echo';
  return [
    'poll_method epoll',
    'net_interface 127.0.0.1',
    `sip_listen 127.0.0.1:${firstPort}`,
    `ctrl_tcp_listen 127.0.0.1:${firstPort + 2}`,
    `rtp_ports ${firstPort + 10}-${firstPort + 19}`,
    // aubridge plays into its own source: an echo. As a mere player it swallows what it gets.
    `audio_source ${echo ? 'aubridge,loop' : `ausine,${toneHz}`}`,
    `audio_player aubridge,${echo ? 'loop' : 'heard'}`,
    'audio_alert aubridge,alert',
    'audio_path /nonexistent',
    'ausrc_srate 48000',
    'ausrc_channels 2',
    'auplay_srate 48000',
    'auplay_channels 2',
    'ringback_disabled yes',
    'statmode_default off',
    'call_max_calls 4',
    'call_local_timeout 120',
    'module_path /usr/lib/baresip/modules',
    ...['g711', 'opus', 'ausine', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
    ...['uuid', 'account'].map((name) => `module_tmp ${name}.so`),
    ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
    `snd_path ${recordingDirectory}`,
    '',
  ].join('\n');
}

/** baresip's `accounts`: one line. */
export function baresipAccount(settings: BaresipSettings): string {
  const { user, kind, codecs, gatewayPort, displayName } = settings;
  const parameters = [
    `auth_user=${user}`,
    `auth_pass=${passwordOf(user)}`,
    `answermode=${kind === 'plain' ? 'manual' : 'auto'}`,
    `audio_codecs=${codecs}`,
    'regint=300',
    `outbound="sip:127.0.0.1:${gatewayPort}"`,
  ];
  return `"${displayName}" <sip:${user}@localhost>;${parameters.join(';')}\n`;
}
