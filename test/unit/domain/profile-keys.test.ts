import { matchListKey, matchSettingKey } from '../../../src/domain/profile-key-match';
import { SETTING_KEYS } from '../../../src/domain/profile-keys';

describe('keys', () => {
  it.each([
    ['Nom', 'Name'],
    ['Adresse', 'Address'],
    ['Jeton de compte', 'AccountsToken'],
    ['Téléchargement du journal', 'LogDownload'],
    ['Hôte_STUN', 'STUNHost'],
    ['Port STUN', 'STUNPort'],
    ['Basculement automatique', 'AutoFailover'],
    ['Règle de numérotation', 'DialRule'],
    ['Préfixe extérieur', 'OutsidePrefix'],
    ['Code pays', 'CountryCode'],
    ['Indicatif régional', 'CityCode'],
    ['Préfixe PBX', 'PbxPrefix'],
    ['Préfixe longue distance', 'LongDistancePrefix'],
    ['Préfixe international', 'InternationalPrefix'],
    ['Longueur de poste', 'ExtensionLength'],
    ['Longueur nationale', 'NationalLength'],
    ["Supprimer l'indicatif régional", 'RemoveAreaCode'],
    ['Appliquer au numéro plus', 'ApplyToPlusNumber'],
    ['Adresse secondaire', 'SecondaryAddress'],
    ['Domaine', 'Domain'],
    ['Serveur TURN', 'TURNHost'],
    ['Port TURN', 'TURNPort'],
    ['Utilisateur TURN', 'TURNUser'],
    ['Mot de passe TURN', 'TURNPassword'],
    ['Politique ICE', 'ICEPolicy'],
    ['Numéros d’urgence', 'EmergencyNumbers'],
    ['Numéro de messagerie vocale', 'VoicemailNumber'],
    ['URI de conférence', 'ConferenceURI'],
    ["Code de reprise d'appel", 'CallStealCode'],
    ['Refuser avec', 'DeclineWith'],
    ['Autoriser le renvoi', 'AllowForwarding'],
    ['Autoriser la réponse automatique', 'AllowAutoAnswer'],
    ['Autoriser la reprise d’appels', 'AllowCallHandover'],
    ['Autoriser un autre téléphone', 'AllowOtherPhone'],
    ['Chiffres de correspondance', 'ContactMatchingDigits'],
    ['URL de l’annuaire', 'DirectoryURL'],
    ['Annuaire exige identité', 'DirectoryRequiresIdentity'],
  ])('%s is French for %s', (written, key) => {
    expect(matchSettingKey(written)).toEqual({ kind: 'translated', key });
  });

  it.each(['Profil_Serveur_IP_Office', 'Profil_du_serveur_IP_Office', 'Profils serveur IP Office'])(
    '%s is French for the outer key',
    (written) => {
      expect(matchListKey(written)).toEqual({ kind: 'translated', key: 'IP_Office_Server_Profile' });
    },
  );

  it.each([
    ['Adress', 'Address'],
    ['LogDownlod', 'LogDownload'],
    ['AccountToken', 'AccountsToken'],
    ['DialRules', 'DialRule'],
    ['ExtensionLenght', 'ExtensionLength'],
    ['Nmae', undefined],
    ['Color', undefined],
  ])('%s is close to %s', (written, key) => {
    expect(matchSettingKey(written)).toEqual(key ? { kind: 'misspelt', key } : { kind: 'unknown' });
  });

  it('are themselves, whatever their case', () => {
    for (const key of SETTING_KEYS) {
      expect(matchSettingKey(key)).toEqual({ kind: 'exact', key });
      expect(matchSettingKey(key.toUpperCase())).toMatchObject({ key });
    }
  });
});
