import { parseProfiles } from '../../../src/domain/profile';

// As the French edition of the administration manual prints them.
const single = `{
  "Profil_Serveur_IP_Office":
  [{
    "Nom": "Siège social",
    "Adresse": "principal.exemple.com",
    "Jeton de compte": vrai
  }]
}`;
const several = `{
  "Profil_Serveur_IP_Office":
  [{
    "Nom": "Ouest",
    "Adresse": "ouest.exemple.com",
    "Jeton de compte": vrai
  },
  {
    "Nom": "Est",
"Adresse": "est.exemple.com",
"Jeton de compte": vrai
}]
}`;

describe('the French edition of the manual', () => {
  it('is read as it is meant, and the English is named for each translated key and for vrai', () => {
    const { profiles, problems } = parseProfiles(single);
    expect(profiles).toMatchObject([
      { name: 'Siège social', gateway: { host: 'principal.exemple.com' }, accountsToken: true },
    ]);
    const list = '$.Profil_Serveur_IP_Office';
    expect(problems.every(({ severity, costs }) => severity === 'warning' && costs === 'nothing')).toBe(true);
    expect(
      problems.map(({ code, path, found, expected, line, column }) => [
        `${line}:${column} ${code} ${path}`,
        found,
        expected,
      ]),
    ).toEqual([
      [`2:3 key-translated ${list}`, 'Profil_Serveur_IP_Office', 'IP_Office_Server_Profile'],
      [`4:5 key-translated ${list}[0].Nom`, 'Nom', 'Name'],
      [`5:5 key-translated ${list}[0].Adresse`, 'Adresse', 'Address'],
      [`6:5 key-translated ${list}[0]["Jeton de compte"]`, 'Jeton de compte', 'AccountsToken'],
      [`6:24 french-literal ${list}[0]["Jeton de compte"]`, 'vrai', 'true'],
    ]);
  });

  it('gives both systems of the example with several logins', () => {
    const { profiles, problems } = parseProfiles(several);
    expect(profiles.map(({ name, address }) => [name, address])).toEqual([
      ['Ouest', 'ouest.exemple.com'],
      ['Est', 'est.exemple.com'],
    ]);
    expect(problems.map(({ code }) => code)).toEqual([
      'key-translated',
      ...[1, 2].flatMap(() => ['key-translated', 'key-translated', 'key-translated', 'french-literal']),
    ]);
  });

  it('is checked like any other', () => {
    const { profiles, problems } = parseProfiles(
      '[{"Nom": "Siège social principal", "Adresse": "http://a.example"}]',
    );
    expect(profiles).toEqual([]);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'key-translated $[0].Nom',
      'name-too-long $[0].Nom',
      'key-translated $[0].Adresse',
      'address-scheme $[0].Adresse',
    ]);
  });

  it.each([
    ['vrai', true],
    ['faux', false],
    ['Vrai', true],
    ['"vrai"', true],
    ['"faux"', false],
  ])('writes %s for %s', (written, meant) => {
    const { profiles, problems } = parseProfiles(
      `[{"Name": "A", "Address": "a.example", "LogDownload": ${written}}]`,
    );
    expect(profiles).toMatchObject([{ logDownload: meant }]);
    expect(problems).toMatchObject([
      { severity: 'warning', code: 'french-literal', expected: String(meant), path: '$[0].LogDownload' },
    ]);
  });
});
