import fc from 'fast-check';
import type { DialRules } from '../../../src/domain/dial-rules-settings';

export const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

/** What people put between digits. */
export const separators = fc.constantFrom('', ' ', '-', '.', '/', '\u00a0', '\u202f', '\u200e', ' - ');

/** Whatever may be pasted, most of it nearly a number. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'0123456789+*#(),;.-pwxABCext @%=:＋١é/') }),
  fc
    .tuple(fc.constantFrom('tel:', 'callto:', 'sip:', 'TEL: ', '+', '00'), fc.string({ unit: 'binary' }))
    .map(([front, rest]) => front + rest),
);

const prefix = fc.oneof(digits(0, 4), fc.string({ maxLength: 4 }));
const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 15 }), fc.integer(), fc.constant(Number.NaN)), {
  maxLength: 4,
});

/** Rules as wrong as a profile, a settings file or a person can make them. */
export const anyRules: fc.Arbitrary<DialRules> = fc.record({
  mode: fc.constantFrom('off', 'user', 'profile'),
  outsidePrefix: prefix,
  countryCode: fc.oneof(fc.constantFrom('1', '33', '44', '49', '61', '351'), prefix),
  cityCodes: fc.array(prefix, { maxLength: 3 }),
  pbxPrefix: prefix,
  longDistancePrefix: prefix,
  internationalPrefix: prefix,
  extensionLengths: lengths,
  nationalLengths: lengths,
  removeAreaCode: fc.boolean(),
  applyToPlusNumber: fc.boolean(),
  emergencyNumbers: fc.array(fc.oneof(digits(1, 5), fc.string({ maxLength: 5 })), { maxLength: 3 }),
});

/** Local and national numbers begin with 2 to 7, prefixes with 0, 1, 8 or 9. */
const number = (length: number) =>
  fc.tuple(fc.constantFrom(...'234567'), digits(length - 1, length - 1)).map((parts) => parts.join(''));

const plan: fc.Arbitrary<DialRules> = fc.constantFrom(2, 3).chain((areaLength) =>
  fc.record({
    mode: fc.constantFrom('user', 'profile'),
    outsidePrefix: fc.constantFrom('', '8', '9'),
    countryCode: fc.constantFrom('1', '33', '44', '61', '351'),
    cityCodes: fc.uniqueArray(number(areaLength), { maxLength: 2 }),
    pbxPrefix: fc.oneof(fc.constant(''), number(2), number(3)),
    longDistancePrefix: fc.constantFrom('', '0', '1'),
    internationalPrefix: fc.constantFrom('00', '011', '0011'),
    extensionLengths: fc.subarray([3, 4, 5], { minLength: 1 }),
    nationalLengths: fc.constantFrom([9], [10]),
    removeAreaCode: fc.boolean(),
    applyToPlusNumber: fc.boolean(),
    emergencyNumbers: fc.constant([]),
  }),
);

/** A plan without two readings of one string of digits, and a number typed in one of the forms it knows. */
export const unambiguousPlan = plan.chain((rules) =>
  fc.record({ rules: fc.constant(rules), typed: fc.oneof(...knownForms(rules)) }),
);

function knownForms(rules: DialRules): fc.Arbitrary<string>[] {
  const { outsidePrefix, longDistancePrefix, internationalPrefix, countryCode, pbxPrefix } = rules;
  const [nationalLength = 10] = rules.nationalLengths;
  const [area = ''] = rules.cityCodes;
  const local = number(nationalLength - area.length);
  const afterArea = new RegExp(`^(?:${rules.cityCodes.join('|') || 'none'})[0189]`);
  const national = fc.oneof(
    number(nationalLength).filter((n) => !afterArea.test(n)),
    local.map((rest) => area + rest),
  );
  const foreign = fc.tuple(fc.constantFrom('7', '20', '49', '86', '998'), number(10)).map((n) => n.join(''));
  const forms = [
    fc.constantFrom(...rules.extensionLengths).chain(number),
    national,
    national.map((n) => longDistancePrefix + n),
    national.map((n) => `+${countryCode}${n}`),
    national.map((n) => internationalPrefix + countryCode + n),
    national.map((n) => outsidePrefix + longDistancePrefix + n),
    foreign.map((n) => `+${n}`),
    foreign.map((n) => internationalPrefix + n),
    foreign.map((n) => outsidePrefix + internationalPrefix + n),
  ];
  if (area !== '') forms.push(local);
  const ofRange = nationalLength - area.length - pbxPrefix.length;
  if (pbxPrefix !== '' && rules.extensionLengths.includes(ofRange))
    forms.push(number(ofRange).map((extension) => area + pbxPrefix + extension));
  return forms;
}
