import type { Snapshot } from '../../contract/snapshot';
import { dialPlanWarnings } from '../../domain/dial-plan-warnings';
import type { DialRules } from '../../domain/dial-rules-settings';
import { emergencyNumbers } from '../../domain/emergency-numbers';
import { keyOf, t } from '../messages';
import { DialRuleFields } from './dial-rule-fields';
import { DialTry } from './dial-try';
import { OwnDialRulesForm } from './own-dial-rules';
import { Section } from './section';

/** Whose dial rules apply and what they are, and what they make of a number. */
export function DiallingSection({ snapshot }: { snapshot: Snapshot }) {
  const { profiles, dialRules } = snapshot;
  if (profiles.length === 0) return null;
  if (!isSystemKnown(snapshot))
    return (
      <Section id="dialling" title={t('dialling_title')} intro={t('dialling_intro')}>
        <p>{t('dialling_sign_in')}</p>
      </Section>
    );
  return (
    <Section id="dialling" title={t('dialling_title')} intro={t('dialling_intro')}>
      <Rules snapshot={snapshot} />
      <PlanNotes rules={dialRules} />
      <div>
        <h3>{t('emergency_numbers')}</h3>
        <p class="dial-emergency-list">{emergencyNumbers(dialRules).join(' · ')}</p>
        <p class="hint">{t('emergency_numbers_text')}</p>
      </div>
      <DialTry rules={dialRules} />
    </Section>
  );
}

function Rules({ snapshot: { dialRuleMode, dialRules, settings } }: { snapshot: Snapshot }) {
  switch (dialRuleMode) {
    case 'off':
      return <p>{t('dialling_off')}</p>;
    case 'user':
      return <OwnDialRulesForm settings={settings} />;
    case 'profile':
      return <DialRuleFields rules={dialRules} lock="profile" onChange={() => undefined} />;
  }
}

/** Signed out with a choice of systems, nobody can say whose rules the next call will have. */
function isSystemKnown({ identity, lastSignIn, profiles }: Snapshot): boolean {
  return (
    identity !== undefined || profiles.length === 1 || profiles.some(({ id }) => id === lastSignIn?.profileId)
  );
}

/** What in the rules is likely to surprise. */
function PlanNotes({ rules }: { rules: DialRules }) {
  const warnings = dialPlanWarnings(rules);
  if (warnings.length === 0) return null;
  return (
    <details class="folded">
      <summary>{t('dial_plan_notes')}</summary>
      <ul class="dial-notes">
        {warnings.map((code) => (
          <li key={code}>{t(keyOf('dial_plan', code))}</li>
        ))}
      </ul>
    </details>
  );
}
