import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';

/** One line of a plan's table: what somebody types, and all that must come of it. */
export interface DialRow {
  heading: string;
  typed: string;
  dialed: string;
  postDial: string;
  rule: string;
  kind: string;
}

export interface DialPlanTable {
  file: string;
  title: string;
  rules: DialRules;
  rows: DialRow[];
}

const folder = join(__dirname, 'dial-plans');

/** Every plan in the folder: a title, the settings by the names the profile gives them, then the table. */
export function dialPlanTables(): DialPlanTable[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => readTable(file, readFileSync(join(folder, file), 'utf8')));
}

function readTable(file: string, text: string): DialPlanTable {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [title = '', ...rest] = lines;
  const columns = rest.findIndex((line) => /^typed +\| dialled +\| after the answer +\| rule/.test(line));
  if (columns < 0) throw new Error(`${file} has no line that names the columns`);
  const rows: DialRow[] = [];
  let heading = '';
  for (const line of rest.slice(columns + 1)) {
    const cells = line.split('|').map((cell) => cell.trim());
    const [typed = '', dialed = '', postDial = '', rule = '', kind = ''] = cells;
    if (cells.length === 1) heading = typed;
    else if (cells.length === 5) rows.push({ heading, typed, dialed, postDial, rule, kind });
    else throw new Error(`${file}: "${line}" has ${cells.length} columns instead of 5`);
  }
  return { file, title, rules: readRules(file, rest.slice(0, columns)), rows };
}

function readRules(file: string, lines: string[]): DialRules {
  const settings = new Map(
    lines.map((line) => {
      const [, key = '', value = ''] = /^(\w+) +(\S+)$/.exec(line) ?? [];
      if (!settingNames.has(key)) throw new Error(`${file}: "${line}" is no setting`);
      return [key, value];
    }),
  );
  const text = (key: string) => settings.get(key) ?? '';
  const list = (key: string) => text(key).split(',').filter(Boolean);
  return {
    ...dialRulesOff(),
    mode: { '': 'off', false: 'user', true: 'profile' }[text('DialRule')] as DialRules['mode'],
    outsidePrefix: text('OutsidePrefix'),
    countryCode: text('CountryCode'),
    cityCodes: list('CityCode'),
    pbxPrefix: text('PbxPrefix'),
    longDistancePrefix: text('LongDistancePrefix'),
    internationalPrefix: text('InternationalPrefix'),
    extensionLengths: list('ExtensionLength').map(Number),
    nationalLengths: list('NationalLength').map(Number),
    removeAreaCode: text('RemoveAreaCode') === 'true',
    applyToPlusNumber: text('ApplyToPlusNumber') === 'true',
    emergencyNumbers: list('EmergencyNumbers'),
  };
}

const settingNames = new Set([
  'DialRule',
  'OutsidePrefix',
  'CountryCode',
  'CityCode',
  'PbxPrefix',
  'LongDistancePrefix',
  'InternationalPrefix',
  'ExtensionLength',
  'NationalLength',
  'RemoveAreaCode',
  'ApplyToPlusNumber',
  'EmergencyNumbers',
]);
