import { read } from './settings-files/read-settings';

describe('SET', () => {
  it.each([
    ['SET SIPDOMAIN example.com', 'example.com'],
    ['SET\tSIPDOMAIN\t\texample.com\t', 'example.com'],
    ['   SET   SIPDOMAIN   example.com', 'example.com'],
    ['SET SIPDOMAIN "example.com"', 'example.com'],
    ['SET SIPDOMAIN " example.com "', 'example.com'],
    ['SET SIPDOMAIN example.com ## the company', 'example.com'],
    ['SET SIPDOMAIN example.com # the company', 'example.com'],
    ['SET\u00A0SIPDOMAIN\u00A0example.com', 'example.com'],
  ])('reads %j', async (line, value) => {
    expect(await read(line)).toMatchObject({ settings: { SIPDOMAIN: value }, problems: [] });
  });

  it.each([
    ['"911","9911"', '911,9911'],
    ['"911,9911"', '911,9911'],
    ['911,9911', '911,9911'],
    ['"911", "9911"', '911,'],
    ['DISABLED', 'DISABLED'],
  ])('reads a list written as %s', async (written, value) => {
    const { settings } = await read(`SET CELLULAR_DIRECT_NUMBER_LIST ${written}`);
    expect(settings).toEqual({ CELLULAR_DIRECT_NUMBER_LIST: value });
  });

  it.each([
    ['a name in small letters', 'set SIPDOMAIN a.example'],
    ['a setting in small letters', 'SET sipdomain a.example'],
    ['no name', 'SET'],
    ['no blank', 'SETSIPDOMAIN a.example'],
    ['a comment', '## SET SIPDOMAIN a.example'],
    ['a comment of one #', '# SET SIPDOMAIN a.example'],
    ['prose', 'Please SET SIPDOMAIN a.example'],
    ['a damaged name', 'SET SIP DOMAIN a.example'],
    ['a name in quotation marks', 'SET "SIPDOMAIN" a.example'],
    ['a name with quotation marks in it', 'SET SIP""DOMAIN a.example'],
  ])('is not %s', async (_, line) => {
    expect(await read(['SET COUNTRY UK', line])).toMatchObject({ settings: { COUNTRY: 'UK' }, problems: [] });
  });

  it('wins over an earlier one, in order of the walk', async () => {
    const { settings } = await read(['SET PHNOL 9', 'SET PHNOL 0', 'SET PHNOL 8']);
    expect(settings).toEqual({ PHNOL: '8' });
  });

  it('of the hundreds of settings for desk phones is passed over without a word', async () => {
    const lines = [
      'SET PROCPSWD 27238',
      'SET L2Q 1',
      'SET 100REL_SUPPORT 1',
      'SET ADMIN_PASSWORD "open',
      'SET X',
    ];
    expect(await read([...lines, 'SET PHNOL 9'])).toMatchObject({ settings: { PHNOL: '9' }, problems: [] });
  });

  it('with an empty value asks for the default', async () => {
    expect((await read(['SET PHNOL 9', 'SET PHNOL ""'])).settings).toEqual({ PHNOL: '' });
    expect((await read(['SET PHNCC 44', 'SET PHNCC " "'])).settings).toEqual({ PHNCC: '' });
  });

  it('with a bad value changes nothing, and says what would be good', async () => {
    const { settings, full } = await read(['SET PHNCC 44', 'SET PHNCC +44']);
    expect(settings).toEqual({ PHNCC: '44' });
    expect(full.problems).toEqual([
      {
        severity: 'warning',
        costs: 'value',
        code: 'country-code-expected',
        file: '46xxsettings.txt',
        line: 2,
        setting: 'PHNCC',
        expected: 'SET PHNCC 44',
        found: '+44',
      },
    ]);
  });

  it.each([
    ['SET SIP_CONTROLLER_LIST http://a.example', 'settings-controller-expected'],
    ['SET SIP_CONTROLLER_LIST a.example:5061;transport=tls,b_.example:x', 'settings-controller-expected'],
    ['SET SIPDOMAIN sip:example.com', 'host-expected'],
    ['SET ENHDIALSTAT yes', 'settings-number-expected'],
    ['SET PHNOL nine', 'digits-expected'],
    ['SET SP_AC "116,117 a"', 'digits-expected'],
    ['SET PHNDPLENGTH 0', 'lengths-expected'],
    ['SET DIALPLANNATIONALPHONENUMLENGTHLIST "9,ten"', 'lengths-expected'],
    ['SET PHNREMOVEAREACODE true', 'settings-number-expected'],
    ['SET PHNEMERGNUM 112;999', 'digits-expected'],
    ['SET CELLULAR_DIRECT_NUMBER_LIST “911”,“9911”', 'digits-expected'],
    ['SET CELLULAR_DIRECT_NUMBER_LIST OFF', 'digits-expected'],
    ['SET CONTACT_MATCHING_MIN_DIGITS 16', 'count-expected'],
    ['SET PSTN_VM_NUM "voice mail"', 'uri-expected'],
    ['SET CONFERENCE_FACTORY_URI a@b@c', 'uri-expected'],
    ['SET ENABLE_OPUS on', 'settings-number-expected'],
    ['SET CALL_DECLINE_POLICY -1', 'settings-number-expected'],
    ['SET SETTINGS_CHECK_INTERVAL weekly', 'settings-number-expected'],
    ['SET AUTO_ANSWER 2', 'settings-number-expected'],
    ['SET PHNOL', 'settings-value-missing'],
    ['SET PHNOL "9', 'settings-value-unclosed'],
    [`SET COUNTRY ${'U'.repeat(256)}`, 'settings-value-too-long'],
  ])('%s is refused: %s', async (line, code) => {
    expect(await read(['SET CONTACT_MATCHING_MIN_DIGITS 7', line])).toMatchObject({
      settings: { CONTACT_MATCHING_MIN_DIGITS: '7' },
      problems: [`2 ${code}`],
    });
  });

  it('takes 255 characters', async () => {
    const longest = 'U'.repeat(255);
    expect(await read(`SET COUNTRY ${longest}`)).toMatchObject({
      settings: { COUNTRY: longest },
      problems: [],
    });
  });

  it('says so when a blank ends a list before its end', async () => {
    const { settings, full } = await read('SET SIP_CONTROLLER_LIST a.example, b.example');
    expect(settings).toEqual({ SIP_CONTROLLER_LIST: 'a.example,' });
    expect(full.problems).toMatchObject([{ code: 'settings-value-cut', found: 'b.example', line: 1 }]);
  });
});

describe('ADD', () => {
  it('lengthens a list, or begins it', async () => {
    const text = ['ADD PHNMOREEMERGNUMS 112', 'ADD PHNMOREEMERGNUMS "999,101"', 'ADD PHNMOREEMERGNUMS ""'];
    expect(await read(text)).toMatchObject({
      settings: { PHNMOREEMERGNUMS: '112,999,101' },
      problems: [],
    });
  });

  it('keeps to the length and the kind of a value', async () => {
    const text = ['SET COUNTRY UK', `ADD COUNTRY ${'U'.repeat(253)}`, 'SET PHNCC 44', 'ADD PHNCC 33'];
    expect(await read(text)).toMatchObject({
      settings: { COUNTRY: 'UK', PHNCC: '44' },
      problems: ['2 settings-value-too-long', '4 country-code-expected'],
    });
  });
});
