import { BookUser, Grip, type IconNode, RotateCcwClock } from 'lucide';
import { type MessageKey, plural, t } from '../messages';
import { Icon } from './icon';

export type Tab = 'keypad' | 'calls' | 'contacts';

const tabs: { id: Tab; label: MessageKey; icon: IconNode }[] = [
  { id: 'keypad', label: 'tab_keypad', icon: Grip },
  { id: 'calls', label: 'tab_calls', icon: RotateCcwClock },
  { id: 'contacts', label: 'tab_contacts', icon: BookUser },
];

interface TabBarProps {
  tab: Tab;
  missedCalls: number;
  onTab: (tab: Tab) => void;
}

export function TabBar({ tab, missedCalls, onTab }: TabBarProps) {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const at = tabs.findIndex(({ id }) => id === tab) + (event.key === 'ArrowRight' ? 1 : -1);
    const other = tabs.at(at % tabs.length);
    if (!other) return;
    onTab(other.id);
    document.getElementById(`tab-${other.id}`)?.focus();
  }
  return (
    <nav class="tab-bar">
      <div role="tablist" aria-label={t('tabs')} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label, icon }) => (
          <button
            type="button"
            role="tab"
            key={id}
            id={`tab-${id}`}
            class="tab"
            aria-selected={tab === id}
            aria-controls={tab === id ? `panel-${id}` : undefined}
            tabIndex={tab === id ? 0 : -1}
            onClick={() => onTab(id)}
          >
            <Icon of={icon} />
            <span>{t(label)}</span>
            {id === 'calls' && missedCalls > 0 && (
              <span class="badge">
                <span aria-hidden="true">{missedCalls > 99 ? '99+' : missedCalls}</span>
                <span class="visually-hidden">{plural('missed_calls', missedCalls)}</span>
              </span>
            )}
          </button>
        ))}
      </div>
    </nav>
  );
}
