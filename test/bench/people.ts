import { type ContactDraft, emptyContact } from '../../src/domain/contact-draft';
import { seeded } from '../fakes/seeded-random';

/** First names, last names, and how a country's numbers begin. */
interface People {
  share: number;
  first: string[];
  last: string[];
  country: string;
  /** For e-mail addresses, of people whose names are in another script. */
  latin?: string[];
}

const split = (text: string) => text.split(' ');

const peoples: People[] = [
  {
    share: 40,
    first: split(
      'John Mary James Patricia Robert Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Daniel Nancy Matthew Lisa Anthony Margaret Mark Sandra Paul Ashley Andrew Emily Joshua Donna Kevin Michelle Brian Carol George Amanda',
    ),
    last: split(
      "Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson Thompson White Lee Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker O'Brien O'Connor MacDonald Fitzgerald Campbell Mitchell Roberts Carter",
    ),
    country: '+1 303 55',
  },
  {
    share: 15,
    first: split(
      'Élodie Chloé Zoé Anaïs Jérôme François Benoît Thérèse Hélène Océane Jean-Luc Marie-Claire Loïc Noël Gaëlle',
    ),
    last: split(
      "Lefèvre Müller Bélanger Côté Hébert D'Arcy Desrosières Garçon Guérin Pélissier Lemaître Béranger Noël Legrand Dupré",
    ),
    country: '+33 1 45 ',
  },
  {
    share: 10,
    first: split(
      'Jürgen Jörg Käthe Björn Søren Åse Łukasz Żaneta Małgorzata Şule İbrahim Çağla Ömer Zdeněk Tomáš',
    ),
    last: split(
      'Größe Schäfer Jäger Østergård Åkesson Wójcik Kowalczyk Żak Yılmaz Öztürk Çelik Dvořák Nováková Sørensen Weiß',
    ),
    country: '+49 30 12',
  },
  {
    share: 10,
    first: split('Александр Мария Дмитрий Екатерина Сергей Наталья Фёдор Анастасия Николай Ольга'),
    last: split('Иванов Петрова Сидоров Кузнецова Смирнов Соколова Шевченко Йовович Ковалёв Морозова'),
    country: '+7 495 12',
    latin: split('ivanov petrova sidorov kuznetsova smirnov sokolova shevchenko kovalev'),
  },
  {
    share: 10,
    first: split('伟 芳 娜 敏 静 秀英 丽 强 磊 军 洋 勇 艳 杰 小明'),
    last: split('王 李 张 刘 陈 杨 黄 赵 吴 周 欧阳 司马'),
    country: '+86 10 62',
    latin: split('wang li zhang liu chen yang huang zhao wu zhou'),
  },
  {
    share: 5,
    first: split('さくら 太郎 花子 健 陽子 美咲 翔太'),
    last: split('佐藤 鈴木 高橋 田中 伊藤 渡辺 山本'),
    country: '+81 3 52',
    latin: split('sato suzuki takahashi tanaka ito watanabe yamamoto'),
  },
  {
    share: 5,
    first: split('محمد فاطمة أحمد عائشة علي مريم يوسف خديجة'),
    last: split('الحسيني العلوي المصري بغدادي حداد خوري نجار'),
    country: '+20 2 23',
    latin: split('husseini alawi masri baghdadi haddad khoury najjar'),
  },
  {
    share: 5,
    first: split('민준 서연 지훈 수빈 राम सीता अर्जुन प्रिया Γιώργος Μαρία'),
    last: split('김 이 박 최 कुमार शर्मा वर्मा सिंह Παπαδόπουλος Νικολαΐδης'),
    country: '+82 2 31',
    latin: split('kim lee park kumar sharma papadopoulos'),
  },
];

const companies = split(
  'Acme Globex Initech Umbrella Hooli Vandelay Stark Wayne Wonka Cyberdyne Tyrell Soylent Massive Aperture Dunder Pied Sterling Prestige Gringotts Oceanic',
);
const kinds = split('Ltd GmbH SA Inc Systems Group Partners Logistics Medical Energy');

/** People as they are in a company with customers in many countries; the same each time. */
export function people(count: number, seed = 5): ContactDraft[] {
  const random = seeded(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const digits = (length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('');
  return Array.from({ length: count }, (_, at) => {
    const { first, last, country, latin } = someOf(random());
    const [firstName, lastName] = [pick(first), pick(last)];
    const company = random() < 0.7 ? `${pick(companies)} ${pick(kinds)}` : '';
    const user = latin ? pick(latin) : `${ascii(firstName)}.${ascii(lastName)}`;
    const numbers = [{ label: 'work', number: `${country}${digits(2)} ${digits(4)}` }];
    if (random() < 0.5) numbers.push({ label: 'mobile', number: `0${digits(3)}-${digits(7)}` });
    if (random() < 0.2) numbers.push({ label: 'extension', number: String(2000 + (at % 8000)) });
    return {
      ...emptyContact(),
      firstName,
      lastName,
      company,
      email: random() < 0.8 ? `${user}${at}@${(company || 'example').split(' ')[0]?.toLowerCase()}.com` : '',
      numbers,
      favourite: random() < 0.005,
    };
  });
}

function someOf(chance: number): People {
  let left = chance * 100;
  for (const one of peoples) {
    left -= one.share;
    if (left < 0) return one;
  }
  return peoples[0] as People;
}

function ascii(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
