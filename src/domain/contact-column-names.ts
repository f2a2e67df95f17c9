/**
 * Names of columns, folded, letters and digits only: those of the manual, then those of Outlook, Google Contacts and
 * Thunderbird, and of who makes a list by hand; in English, French, German, Spanish, Italian and Dutch, a line each.
 */
export const columnNames = {
  texts: {
    email: words(
      'email emailaddress primaryemail email1value email1address emailaddress1 mail uniqueidentity',
      'courriel adressedemessagerie adressemail adresseemail messagerie identiteunique adresseelectronique premiereadresseelectronique',
      'emailadresse primareemailadresse mailadresse email1adresse',
      'correoelectronico correo correoelectronicoprimario direcciondecorreoelectronico',
      'indirizzopostaelettronica indirizzodipostaelettronica postaelettronica indirizzoemail emailprimaria',
      'emailadres primairemailadres',
    ),
    firstName: words(
      'firstname givenname given',
      'prenom',
      'vorname rufname',
      'nombre nombredepila',
      'nome',
      'voornaam roepnaam',
    ),
    lastName: words(
      'lastname familyname surname family',
      'nom nomdefamille',
      'nachname familienname zuname',
      'apellidos apellido',
      'cognome',
      'achternaam familienaam',
    ),
    middleName: words(
      'middlename additionalname middle',
      'deuxiemeprenom secondprenom',
      'weiterevornamen zweitervorname',
      'segundonombre',
      'secondonome',
      'middelstenaam tweedevoornaam tussenvoegsel',
    ),
    /** All of it, or the last name where there is a first one. */
    name: words('name naam'),
    fullName: words(
      'fullname displayname',
      'nomcomplet nomaffiche nomaafficher',
      'anzeigename vollstandigername',
      'nombreamostrar nombreparamostrar nombrecompleto',
      'nomecompleto nomevisualizzato nomedavisualizzare',
      'weergavenaam volledigenaam',
    ),
    company: words(
      'company organization organisation organizationname organization1name',
      'societe entreprise',
      'firma firmenname unternehmen',
      'compania empresa organizacion',
      'societa azienda organizzazione ditta',
      'bedrijf bedrijfsnaam organisatie',
    ),
    note: words(
      'note notes comments',
      'remarques remarque commentaires',
      'notizen notiz bemerkung bemerkungen',
      'notas nota comentarios',
      'annotazioni',
      'notities notitie opmerkingen',
    ),
    language: words('language locale', 'langue', 'sprache', 'idioma', 'lingua', 'taal'),
  },
  addresses: {
    street: words(
      'address street streetaddress businessstreet homestreet address1street workaddress homeaddress',
      'adresse rue ruebureau ruedomicile adressebureau',
      'strasse strassegeschaftlich strasseprivat anschrift dienstlichadresse privatadresse',
      'direccion calle calledeltrabajo calledetrabajo calleparticular calledeldomicilio domicilio',
      'indirizzo via viauff viaab',
      'adres straat werkadresstraat huisadresstraat thuisadresstraat',
    ),
    city: words(
      'city town businesscity homecity address1city workcity',
      'ville villebureau villedomicile',
      'ort stadt wohnort ortgeschaftlich ortprivat dienstlichort privatort',
      'ciudad poblacion localidad ciudaddeltrabajo ciudaddetrabajo ciudadderesidencia',
      'citta comune cittauff cittaab',
      'plaats stad woonplaats werkadresplaats huisadresplaats thuisadresplaats',
    ),
    region: words(
      'region state province businessstate homestate address1region workstate',
      'depregionbureau departement',
      'bundesland kanton bundeslandkanton regiongeschaftlich bundeslandkantonprivat dienstlichbundesland privatbundesland',
      'provincia provinciaoestado provinciaoestadodeltrabajo provinciaoestadodetrabajo',
      'regione provinciauff provinciaab',
      'provincie werkadresprovincie huisadresprovincie thuisadresprovincie',
    ),
    postal: words(
      'postal postalcode zip zipcode postcode businesspostalcode homepostalcode address1postalcode workzipcode homezipcode',
      'codepostal codepostalbureau codepostaldomicile cp',
      'plz postleitzahl postleitzahlgeschaftlich postleitzahlprivat dienstlichplz privatplz',
      'codigopostal codigopostaldeltrabajo codigopostaldetrabajo',
      'cap capuff capab codicepostale',
      'werkadrespostcode huisadrespostcode thuisadrespostcode',
    ),
    country: words(
      'country countryregion businesscountry businesscountryregion homecountry homecountryregion address1country workcountry',
      'pays paysregion paysregionbureau paysbureau',
      'land landregion landregiongeschaftlich landregionprivat dienstlichland privatland',
      'pais paisoregion paisoregiondeltrabajo paisoregiondetrabajo',
      'paese nazione paeseuff paeseab',
      'landregio werkadresland huisadresland thuisadresland',
    ),
  },
  numbers: {
    work: words(
      'workphone workphone2 businessphone businessphone2 work companymainphone',
      'telephonebureau telephone2bureau telbureau bureau telephoneprofessionnel telprofessionnel telpro',
      'telefongeschaftlich telefongeschaeftlich telgeschaftlich geschaftlich telefondienstlich teldienstlich dienstlich telefonfirma telefonarbeit',
      'telefonodeltrabajo telefonodetrabajo telefonotrabajo teltrabajo trabajo telefonodelaoficina telefonooficina',
      'telefonouff telefonoufficio teluff telufficio telefonolavoro lavoro',
      'telefoonopwerk telefoonwerk telwerk werktelefoon werk zakelijk telefoonzakelijk zakelijketelefoon',
    ),
    home: words(
      'homephone homephone2 home',
      'telephonedomicile telephone2domicile teldomicile domicile telephonepersonnel telpersonnel',
      'telefonprivat telprivat privat telefonzuhause',
      'telefonoparticular telparticular particular telefonodecasa telefonocasa casa',
      'telefonoab telefonoabitazione telab telabitazione abitazione',
      'telefoonthuis telthuis thuis telefoonprive prive',
    ),
    mobile: words(
      'cellphone mobilephone mobile mobilenumber cell cellular',
      'telmobile telephonemobile portable telephoneportable',
      'mobiltelefon mobil mobilnummer mobiltelnr mobiltel mobilfunk handy handynummer',
      'telefonomovil movil numerodemovil telefonocelular celular',
      'cellulare telefonocellulare numerodicellulare',
      'mobieletelefoon mobieletelefoonnummer mobielnummer mobiel gsm',
    ),
    extension: words(
      'extension ext extensionnumber',
      'poste numerodeposte',
      'durchwahl nebenstelle',
      'numerodeextension',
      'interno',
      'toestel toestelnummer',
    ),
    other: words(
      'otherphone other phone phonenumber telephone primaryphone number',
      'numero tel autretelephone',
      'telefon telefonnummer rufnummer haupttelefon weiterestelefon',
      'telefono numerodetelefono otrotelefono telefonoprincipal',
      'numeroditelefono altrotelefono telefonoprincipale',
      'telefoon telefoonnummer anderetelefoon hoofdtelefoon',
    ),
  },
};

/** Words for the kinds of numbers. */
export const labelNames = {
  work: words(
    'work business',
    'bureau travail professionnel pro',
    'arbeit geschaftlich dienstlich buro',
    'trabajo oficina',
    'lavoro ufficio',
    'werk zakelijk',
  ),
  home: words(
    'home private',
    'domicile personnel prive',
    'privat zuhause',
    'casa particular',
    'abitazione',
    'thuis',
  ),
  mobile: words(
    'mobile cell cellular cellphone iphone',
    'portable',
    'mobil handy',
    'movil celular',
    'cellulare',
    'mobiel',
  ),
  extension: words('extension ext', 'poste', 'durchwahl nebenstelle', 'interno', 'toestel'),
  fax: words('fax homefax workfax otherfax'),
  other: words('other main', 'autre principal', 'andere', 'otro', 'altro', 'overig'),
};

function words(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
