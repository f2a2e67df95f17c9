import { Grip, type IconNode, Mic, MicOff, Pause, PhoneOff, Play } from 'lucide';
import type { LiveCall } from '../../domain/call';
import { t } from '../messages';
import type { IntentState } from '../use-intent';
import { CallMenu } from './call-menu';
import { ControlFace } from './control-face';
import { Icon } from './icon';

interface CallControlsProps {
  call: LiveCall;
  main: boolean;
  intent: IntentState;
  tonesOpen: boolean;
  onTones: () => void;
  onTransfer: () => void;
}

/** What can be done with a call; a row has its pictures only, named all the same. */
export function CallControls({ call, main, intent, tonesOpen, onTones, onTransfer }: CallControlsProps) {
  const callId = call.id;
  const hangUp = () => void intent.run('hang-up', { callId });
  const talking = call.state === 'talking' ? call : undefined;
  // While another call rings, the one that is heard is a row.
  const hasKeys = main || talking?.held === false;
  return (
    <div class={main ? 'controls' : 'controls controls-row'}>
      {talking && (
        <div class="control-set">
          {(main || !talking.held) && (
            <Control
              label={t(talking.muted ? 'unmute' : 'mute')}
              icon={talking.muted ? MicOff : Mic}
              on={talking.muted}
              shortcut={hasKeys ? 'Alt+M' : undefined}
              whyNot={talking.otherPhone && t('mute_at_phone')}
              onClick={() => void intent.run('set-mute', { callId, muted: !talking.muted })}
            />
          )}
          <Control
            label={t(talking.held ? 'resume' : 'hold')}
            icon={talking.held ? Play : Pause}
            on={talking.held}
            shortcut={hasKeys ? 'Alt+H' : undefined}
            disabled={talking.holdPending}
            onClick={() => void intent.run('set-hold', { callId, held: !talking.held })}
          />
          {main && (
            <Control
              label={t('tones')}
              icon={Grip}
              on={tonesOpen}
              expanded={tonesOpen}
              shortcut="Alt+K"
              onClick={onTones}
            />
          )}
          {main && <CallMenu call={talking} onTransfer={onTransfer} />}
        </div>
      )}
      <button
        type="button"
        class={main ? 'button button-danger button-wide' : 'round-button round-danger'}
        aria-label={main ? undefined : t('hang_up')}
        title={main ? undefined : t('hang_up')}
        aria-keyshortcuts={hasKeys ? 'Alt+X' : undefined}
        onClick={hangUp}
      >
        <Icon of={PhoneOff} />
        {main && t('hang_up')}
      </button>
    </div>
  );
}

interface ControlProps {
  label: string;
  icon: IconNode;
  on: boolean;
  shortcut: string | undefined;
  disabled?: boolean;
  /** It cannot be used in this call. */
  whyNot?: string | undefined;
  expanded?: boolean;
  onClick: () => void;
}

export function Control(props: ControlProps) {
  const { label, icon, on, shortcut, whyNot, disabled = whyNot !== undefined, expanded, onClick } = props;
  return (
    <button
      type="button"
      class={on ? 'control control-on' : 'control'}
      aria-keyshortcuts={shortcut}
      aria-expanded={expanded}
      aria-disabled={disabled}
      title={whyNot ?? (shortcut ? `${label} (${shortcut})` : label)}
      aria-label={label}
      aria-description={whyNot}
      onClick={disabled ? undefined : onClick}
    >
      <ControlFace icon={icon} label={label} />
    </button>
  );
}
