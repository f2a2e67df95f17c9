import { looksLikeSettingsFile } from '../../../src/domain/settings-46xx';
import { worseThanLinear } from '../../fakes/work-time';
import { directory, read } from './settings-files/read-settings';

describe('a text', () => {
  const megabyte = 1_048_576;

  it('of more than a megabyte is not read', async () => {
    const { settings, full } = await read('SET PHNOL 9\n'.padEnd(megabyte + 1, '#'));
    expect(settings).toEqual({});
    expect(full.problems).toMatchObject([{ severity: 'error', costs: 'text', code: 'settings-too-long' }]);
  });

  it('of more than a megabyte, or two in sum, is not fetched into it', async () => {
    const big = (next: string) => `SET PHNOL 9\nGET ${next}\nSET PHNCC 44\n`.padEnd(megabyte, '#');
    const { fetchFile } = directory({
      'long.txt': ' '.repeat(megabyte + 1),
      'b.txt': big('c.txt'),
      'c.txt': big('d.txt'),
    });
    expect(await read(`GET long.txt\n${big('b.txt')}`.slice(0, megabyte), { fetchFile })).toMatchObject({
      settings: { PHNOL: '9', PHNCC: '44' },
      files: ['46xxsettings.txt', 'b.txt'],
      problems: ['1 settings-too-long', 'b.txt:2 settings-too-long'],
    });
  });

  it.each([
    ['', ''],
    ['\n\n', ''],
    ['## only a comment', '## only a comment'],
    ['<html><body>\nSET SIPDOMAIN a.example', '<html><body>'],
    ['{"IP_Office_Server_Profile": []}', '{"IP_Office_Server_…'],
    ['S\0E\0T\0 \0X\0 \x001\0', expect.any(String)],
  ])('%j is no settings file', async (text, found) => {
    const { full } = await read(text);
    expect(full.problems).toMatchObject([
      { severity: 'error', costs: 'text', code: 'settings-empty', found, expected: 'SET' },
    ]);
    expect(full.files).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'HASOWNPROPERTY', 'PROTOTYPE'])(
    'cannot set %s',
    async (name) => {
      const { full } = await read([`SET ${name} polluted`, `ADD ${name} polluted`, 'SET PHNOL 9']);
      expect(Object.keys(full.settings)).toEqual(['PHNOL']);
      expect(Object.getPrototypeOf(full.settings)).toBeNull();
      expect(({} as Record<string, unknown>)[name]).not.toBe('polluted');
    },
  );

  type Fill = (unit: string) => string;
  it.each<[(fill: Fill) => string]>([
    [(fill) => fill('GOTO A\n# A\n')],
    [(fill) => fill('IF $MODEL4 SEQ acw GOTO A\n# A\n')],
    [(fill) => fill('SET PHNOL 9\n')],
    [(fill) => fill('SET PHNOL x\n')],
    [(fill) => fill('ADD PHNMOREEMERGNUMS 1\n')],
    [(fill) => `SET PHNOL ${fill('"a" ')}`],
    [(fill) => `SET COUNTRY ${fill('"a"')}`],
    [(fill) => `SET COUNTRY "${fill(' ')}`],
    [(fill) => `SET SIP_CONTROLLER_LIST ${fill('a,')}`],
    [(fill) => `# ${fill('a ')}\nSET PHNOL 9`],
    [(fill) => `IF ${fill(' ')}\nSET PHNOL 9`],
    [(fill) => `${fill(' ')}\nSET PHNOL 9`],
    [(fill) => fill('\n')],
    [(fill) => fill('# A\n')],
    [(fill) => fill('GET ../x\n')],
  ])('%s takes no more than linear time', async (textOf) => {
    const ofLength = (length: number) => textOf((unit) => unit.repeat((length - 200) / unit.length));
    const readIt = (length: number) => read(ofLength(length), directory({}));
    expect(await worseThanLinear(readIt, megabyte)).toBeUndefined();
  });
});

describe('what a text looks like', () => {
  it.each([
    ['SET SIPDOMAIN example.com', true],
    ['\uFEFF## a file\r\n\r\nIF $MODEL4 SEQ acw GOTO A\r\n', true],
    ['GET 46xxspecials.txt', true],
    ['  GOTO END', true],
    ['', false],
    ['## only a comment', false],
    ['# TAG', false],
    ['{"IP_Office_Server_Profile": [{"Name": "A"}]}', false],
    [' [{"Name": "A",\nSET X 1\n}]', false],
    ['<html>\nSET X 1', false],
    ['"IP_Office_Server_Profile": [{"Name": "A"}]}', false],
    ['get well soon', false],
  ])('%j: %s', (text, expected) => {
    expect(looksLikeSettingsFile(text)).toBe(expected);
  });
});
