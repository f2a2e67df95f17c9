import fc from 'fast-check';
import { type ContactDraft, contactProblem } from '../../../src/domain/contact-draft';
import { ContactReader, type ImportFormat, type ReadRow } from '../../../src/domain/contact-reader';
import { draftOf, numbered } from '../../fakes/contacts';
import { readInPieces } from '../../fakes/read-in-pieces';

const comma: ImportFormat = { kind: 'csv', separator: ',', quote: '"' };
const semicolon: ImportFormat = { kind: 'csv', separator: ';', quote: '"' };
const vcard: ImportFormat = { kind: 'vcard' };

function rows(text: string, format: ImportFormat): ReadRow[] {
  return readInPieces(new ContactReader(format), text);
}

function drafts(text: string, format: ImportFormat): (ContactDraft | string)[] {
  return rows(text, format).map((row) => ('draft' in row ? row.draft : row.problem));
}

describe('CSV', () => {
  it('reads both examples of the administration manual', () => {
    const simple = 'email\nuser1@example.com\nuser2@example.com\n';
    expect(drafts(simple, comma)).toEqual([
      draftOf({ email: 'user1@example.com' }),
      draftOf({ email: 'user2@example.com' }),
    ]);
    const complex =
      'email, firstname, lastname, workphone\nuser1@example.com, teressa, green, 123456\nuser2@example.com, bob, white, 654321\n';
    expect(drafts(complex, comma)[1]).toEqual(
      draftOf({
        email: 'user2@example.com',
        firstName: 'bob',
        lastName: 'white',
        numbers: numbered('654321'),
      }),
    );
  });

  it('reads every column of the manual', () => {
    const text =
      'email,firstname,lastname,middlename,workphone,homephone,cellphone,language,address,city,region,postal,country\na@x.test,Ann,Lee,B.,1,2,3,en-UK,1 High St,Leeds,Yorks,LS1,UK';
    expect(drafts(text, comma)).toEqual([
      draftOf({
        email: 'a@x.test',
        firstName: 'Ann',
        lastName: 'Lee',
        middleName: 'B.',
        numbers: [
          { label: 'work', number: '1' },
          { label: 'home', number: '2' },
          { label: 'mobile', number: '3' },
        ],
        language: 'en-UK',
        address: { street: '1 High St', city: 'Leeds', region: 'Yorks', postal: 'LS1', country: 'UK' },
      }),
    ]);
  });

  it.each<[string, string, ImportFormat]>([
    [
      'Outlook',
      'First Name,Last Name,Company,Business Phone,Mobile Phone,E-mail Address\nAnn,Lee,Acme,1,2,a@x.test',
      comma,
    ],
    [
      'Outlook in French',
      'Prénom;Nom;Société;Téléphone (bureau);Tél. mobile;Adresse de messagerie\nAnn;Lee;Acme;1;2;a@x.test',
      semicolon,
    ],
    [
      'Google',
      'First Name,Last Name,Organization Name,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nAnn,Lee,Acme,a@x.test ::: b@x.test,Work,1,Mobile,2',
      comma,
    ],
    [
      'a spreadsheet, with what it says to itself and to keep zeros,',
      'sep=;\r\nfirstname;lastname;company;email;workphone;cellphone\r\nAnn;Lee;Acme;a@x.test;="1";2',
      semicolon,
    ],
    [
      'Outlook in German',
      'Anrede;Vorname;Nachname;Firma;Telefon geschäftlich;Mobiltelefon;E-Mail-Adresse\n;Ann;Lee;Acme;1;2;a@x.test',
      semicolon,
    ],
    [
      'Thunderbird in German',
      'Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Tel. dienstlich,Mobil-Tel.-Nr.,Organisation\nAnn,Lee,Ann L.,a@x.test,1,2,Acme',
      comma,
    ],
    [
      'a German list',
      'Name;Vorname;Firma;Tel. dienstlich;Handy;E-Mail\nLee;Ann;Acme;1;2;a@x.test',
      semicolon,
    ],
    [
      'Outlook in Spanish',
      'Nombre,Apellidos,Organización,Teléfono del trabajo,Teléfono móvil,Dirección de correo electrónico\nAnn,Lee,Acme,1,2,a@x.test',
      comma,
    ],
    [
      'Outlook in Italian',
      'Nome;Cognome;Società;Telefono (uff.);Cellulare;Indirizzo posta elettronica\nAnn;Lee;Acme;1;2;a@x.test',
      semicolon,
    ],
    [
      'Outlook in Dutch',
      'Voornaam;Achternaam;Bedrijf;Telefoon op werk;Mobiele telefoon;E-mailadres\nAnn;Lee;Acme;1;2;a@x.test',
      semicolon,
    ],
    ['a full name', 'Name,Société,Bureau,Portable,Courriel\n"Lee, Ann",Acme,1,2,a@x.test', comma],
  ])('reads what %s exports', (_, text, format) => {
    expect(drafts(text, format)).toEqual([
      draftOf({
        firstName: 'Ann',
        lastName: 'Lee',
        company: 'Acme',
        email: 'a@x.test',
        numbers: [
          { label: 'work', number: '1' },
          { label: 'mobile', number: '2' },
        ],
      }),
    ]);
  });

  it('reads addresses and further numbers of Outlook in German', () => {
    const text =
      'Vorname;Straße geschäftlich;Ort geschäftlich;Postleitzahl geschäftlich;Land/Region geschäftlich;Telefon geschäftlich;Telefon geschäftlich 2;Telefon privat;Durchwahl;Notizen;Sprache\nAnn;Hauptstr. 1;Köln;50667;Deutschland;1;2;3;4;n;de';
    expect(drafts(text, semicolon)).toEqual([
      draftOf({
        firstName: 'Ann',
        address: { street: 'Hauptstr. 1', city: 'Köln', region: '', postal: '50667', country: 'Deutschland' },
        numbers: [
          { label: 'work', number: '1' },
          { label: 'work', number: '2' },
          { label: 'home', number: '3' },
          { label: 'extension', number: '4' },
        ],
        note: 'n',
        language: 'de',
      }),
    ]);
  });

  it('takes a name beside the first one for the last one, unless it is the whole name', () => {
    const text = 'Name,Vorname\nLee,Ann\nAnn Lee,Ann\nAnn,\n';
    const names = (drafts(text, comma) as ContactDraft[]).map((draft) => [draft.firstName, draft.lastName]);
    expect(names).toEqual([
      ['Ann', 'Lee'],
      ['Ann', ''],
      ['Ann', ''],
    ]);
  });

  it('says of each bad row why it is none, with its line', () => {
    const text = [
      'email,firstname,workphone,colour',
      'a@x.test,Ann,1,red',
      'not an address,Bea,2,',
      ',,,',
      ',,,blue',
      'c@x.test,Cy,@,',
      'd@x.test,Di,4,,more',
      ',Ed,5,',
      `f@x.test,${'x'.repeat(201)},6,`,
      'g@x.test,Gil,4.93012E+11,',
    ].join('\n');
    const reader = new ContactReader(comma);
    const read = readInPieces(reader, text);
    expect(read.map((row) => [row.line, 'problem' in row ? row.problem : ''])).toEqual([
      [2, ''],
      [3, 'contact-email-not-usable'],
      [4, 'contact-empty'],
      [5, 'contact-empty'],
      [6, 'contact-number-not-usable'],
      [7, 'row-too-many-cells'],
      [8, ''],
      [9, 'contact-too-long'],
      [10, 'contact-number-not-usable'],
    ]);
    expect(reader.unused()).toEqual(['colour']);
  });

  it('says which number of a row cannot be called', () => {
    const text = `email,workphone,homephone\na@x.test,1,4.93012E+11\na@x.test,${'@'.repeat(100)},1\n`;
    const numbers = readInPieces(new ContactReader(comma), text).map((row) => 'problem' in row && row.number);
    expect(numbers).toEqual(['4.93012E+11', `${'@'.repeat(39)}…`]);
  });

  it('says what of a row is too long', () => {
    const long = 'x'.repeat(10_001);
    const text = [
      'email,lastname,note,city,workphone',
      `a@x.test,${long},,,1`,
      `a@x.test,,${long},,1`,
      `a@x.test,,,${long},1`,
      `a@x.test,,,,${'1'.repeat(129)}`,
      `a@x.test,,,,${Array.from({ length: 31 }, (_, at) => at + 100).join(' ::: ')}`,
    ].join('\n');
    const parts = readInPieces(new ContactReader(comma), text).map((row) => 'problem' in row && row.part);
    expect(parts).toEqual(['lastName', 'note', 'city', 'number', 'numbers']);
  });

  it('reads nothing where the first row is no header', () => {
    const reader = new ContactReader(comma);
    expect(readInPieces(reader, 'ann@x.test,201\nbea@x.test,202\n')).toEqual([]);
    expect(reader.lacksHeader).toBe(true);
  });
});

describe('vCard', () => {
  const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');

  it('reads 3.0 as iPhones write it', () => {
    const text = card(
      'VERSION:3.0',
      'N:Lee;Ann;B.;Dr.;',
      'FN:Dr. Ann B. Lee',
      'ORG:Acme;Sales',
      'EMAIL;type=INTERNET;type=HOME:ann@home.test',
      'EMAIL;type=INTERNET;type=WORK;type=pref:ann@acme.test',
      'TEL;type=CELL;type=VOICE;type=pref:+44 7700 900001',
      'item1.TEL:+44 20 7946 0001',
      'item1.X-ABLabel:_$!<Work>!$_',
      'item4.TEL:202',
      'item4.X-ABLabel:_$!<HomeFAX>!$_',
      'item2.TEL:201',
      'item2.X-ABLabel:Labo',
      'item3.ADR;type=WORK:;;1 High St\\nFloor 2;Leeds;Yorks;LS1;UK',
      'NOTE:one\\, two\\nthree \\; fo',
      ' ur',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD',
      ' 4QBMRXhpZgAATU0AKgAAAAgAAYdpAAQAAAABAAAAGgAAAAAAA6A',
    );
    expect(drafts(text, vcard)).toEqual([
      draftOf({
        firstName: 'Ann',
        middleName: 'B.',
        lastName: 'Lee',
        company: 'Acme',
        email: 'ann@acme.test',
        numbers: [
          { label: 'mobile', number: '+44 7700 900001' },
          { label: 'work', number: '+44 20 7946 0001' },
          { label: 'fax', number: '202' },
          { label: 'Labo', number: '201' },
        ],
        note: 'one, two\nthree ; four',
        address: {
          street: '1 High St Floor 2',
          city: 'Leeds',
          region: 'Yorks',
          postal: 'LS1',
          country: 'UK',
        },
      }),
    ]);
  });

  it('reads 4.0 with tel: URIs and preferences', () => {
    const text = card(
      'VERSION:4.0',
      'FN:Zoé Côté',
      'N:Côté;Zoé;;;',
      'EMAIL;PREF=2:second@x.test',
      'EMAIL;PREF=1:first@x.test',
      'TEL;VALUE=uri;TYPE="work,voice":tel:+33-1-45-00-00-01;ext=12',
      'TEL;VALUE=uri;TYPE=cell:tel:7042;phone-context=+1-914-555',
      'LANG;PREF=1:fr',
    );
    expect(drafts(text, vcard)).toEqual([
      draftOf({
        firstName: 'Zoé',
        lastName: 'Côté',
        email: 'first@x.test',
        numbers: [
          { label: 'work', number: '+33-1-45-00-00-01,12' },
          { label: 'mobile', number: '+1-914-5557042' },
        ],
        language: 'fr',
      }),
    ]);
  });

  it('reads 2.1 with quoted-printable, in UTF-8 and in the Windows encoding', () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:C=C3=B4t=C3=A9;=',
      'Zo=C3=A9;;;',
      'TEL;CELL;VOICE:0601020304',
      'NOTE;CHARSET=windows-1252;QUOTED-PRINTABLE:caf=E9 =80',
      'PHOTO;JPEG;ENCODING=BASE64:',
      ' /9j/4AAQSkZJRgABAQAAAQABAAD',
      '',
      'EMAIL;INTERNET:zoe@x.test',
    );
    expect(drafts(text, vcard)).toEqual([
      draftOf({
        firstName: 'Zoé',
        lastName: 'Côté',
        email: 'zoe@x.test',
        numbers: [{ label: 'mobile', number: '0601020304' }],
        note: 'café €',
      }),
    ]);
  });

  it('tells a company from a person, a group from either, and where a card is broken', () => {
    const text =
      card('VERSION:3.0', 'N:;;;;', 'FN:Acme', 'ORG:Acme', 'TEL:1') +
      card('VERSION:3.0', 'FN:Ann Lee', 'TEL:2') +
      card('VERSION:4.0', 'KIND:group', 'FN:Friends') +
      card('VERSION:3.0') +
      'BEGIN:VCARD\nFN:Never closed\n' +
      card('VERSION:3.0', 'FN:Bob', 'TEL:3');
    const read = rows(text, vcard);
    expect(read.map((row) => [row.line, 'problem' in row ? row.problem : row.draft.firstName])).toEqual([
      [1, ''],
      [8, 'Ann'],
      [13, 'card-group'],
      [18, 'contact-empty'],
      [21, 'card-broken'],
      [23, 'Bob'],
    ]);
    expect(read[0]).toMatchObject({
      draft: draftOf({ company: 'Acme', numbers: [{ label: 'other', number: '1' }] }),
    });
  });
});

it('reads anything without failing: what it makes of it can be kept, or has a reason', () => {
  const parts =
    'email,phone1 label;"\'\t|\r\n=:\\ BEGIN:VCARD END:VCARD TEL;TYPE=x;VALUE=uri:tel:+1;ext= N:;; é=C3=';
  const piece = fc.oneof(fc.constantFrom(...parts.split(' ')), fc.string({ unit: 'binary', maxLength: 6 }));
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.constantFrom(comma, semicolon, vcard),
      (pieces, format) => {
        const reader = new ContactReader(format);
        const read = [...pieces.flatMap((each) => reader.read(each)), ...reader.end()];
        for (const row of read)
          expect('draft' in row ? contactProblem(row.draft) : undefined).toBeUndefined();
      },
    ),
    { numRuns: 2_000 },
  );
});

it('does not keep what is too long: a picture, a line, a card', () => {
  const long = 'A'.repeat(3_000_000);
  const text = `BEGIN:VCARD\nFN:Ann Lee\nPHOTO:data:${long}\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\nNOTE:${long}\nEND:VCARD\n`;
  const read = readInPieces(new ContactReader(vcard), text, 32_000);
  expect(read.map((row) => ('draft' in row ? row.draft.lastName : row.problem))).toEqual([
    'Lee',
    'card-broken',
  ]);
});
