import { type Profile, parseProfiles } from '../../src/domain/profile';

/** A profile with these settings, read as an administrator's is; a wrong setting fails the test. */
export function profileOf(settings: Record<string, unknown> = {}): Profile {
  const text = JSON.stringify([{ Name: 'Office', Address: 'pbx.example.com', ...settings }]);
  const { profiles, problems } = parseProfiles(text);
  const [profile] = profiles;
  if (!profile || problems.some(({ severity }) => severity === 'error')) {
    throw new Error(`no profile: ${problems.map(({ code, path }) => `${path} ${code}`).join(', ')}`);
  }
  return profile;
}

/** The dialling settings of an office in Denver: 9 for an outside line, four digits inside, seven outside but near. */
export const denver = {
  OutsidePrefix: '9',
  CountryCode: '1',
  CityCode: '303,720',
  LongDistancePrefix: '1',
  InternationalPrefix: '011',
  ExtensionLength: '4',
  NationalLength: '10',
  RemoveAreaCode: true,
  ApplyToPlusNumber: true,
};
