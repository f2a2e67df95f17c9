import { read } from './settings-files/read-settings';

describe('GOTO', () => {
  it('goes on behind its tag', async () => {
    const text = ['GOTO HERE', 'SET PHNOL 1', '# HERE', 'SET PHNCC 44'];
    expect(await read(text)).toMatchObject({ settings: { PHNCC: '44' }, problems: [] });
  });

  it('looks forward only, so that every file comes to its end', async () => {
    const text = ['# LOOP', 'SET PHNOL 9', 'GOTO LOOP', 'SET PHNCC 44'];
    expect(await read(text)).toMatchObject({
      settings: { PHNOL: '9' },
      problems: ['3 settings-tag-missing'],
    });
  });

  it('finds the next of several tags of one name', async () => {
    const text = ['# A', 'GOTO A', 'SET PHNOL 1', '# A', 'SET PHNCC 44', 'GOTO A', 'SET PHNOL 2', '# A'];
    expect(await read(text)).toMatchObject({ settings: { PHNCC: '44' }, problems: [] });
  });

  it('without its tag passes over the rest, and says so where that matters', async () => {
    const rest = ['SET PHNOL 9', 'GOTO END', 'SET PHNCC 44'];
    const { settings, full } = await read(rest);
    expect(settings).toEqual({ PHNOL: '9' });
    expect(full.problems).toMatchObject([
      { code: 'settings-tag-missing', line: 2, found: 'GOTO END', expected: '# END' },
    ]);
    expect((await read(['SET PHNOL 9', 'GOTO END', '## nothing', '# OTHER'])).problems).toEqual([]);
  });

  it.each(['## TAG', '#TAG', '#  TAG', '# TAG more', 'TAG', '# tag'])(
    'does not take %j for its tag',
    async (line) => {
      const { settings } = await read(['GOTO TAG', line, 'SET PHNOL 9']);
      expect(settings).toEqual({});
    },
  );
});

describe('IF', () => {
  const after = async (line: string, options = {}) =>
    (await read([line, 'SET PHNOL 1', '# YES', 'SET COUNTRY UK'], options)).settings.PHNOL
      ? 'went on'
      : 'jumped';

  it.each([
    ['IF $MODEL4 SEQ acw GOTO YES', {}, 'jumped'],
    ['IF $MODEL4 SEQ "acw" GOTO YES', {}, 'jumped'],
    ['IF\t$MODEL4\tSEQ\tacw\tGOTO\tYES', {}, 'jumped'],
    ['IF $MODEL4 SEQ acw GOTO YES ## ours', {}, 'jumped'],
    ['IF $MODEL SEQ acw GOTO YES', {}, 'jumped'],
    ['IF $MODEL4 SEQ ACW GOTO YES', {}, 'went on'],
    ['IF $MODEL4 SEQ acw GOTO YES', { model4: 'aci' }, 'went on'],
    ['IF $MODEL4 SEQ aci GOTO YES', { model4: 'aci' }, 'jumped'],
    ['IF $SIG_IN_USE SEQ SIP GOTO YES', {}, 'jumped'],
    ['IF $SIG_IN_USE SEQ H323 GOTO YES', {}, 'went on'],
    ['IF $GROUP SEQ 7 GOTO YES', { group: '7' }, 'jumped'],
    ['IF $GROUP SEQ 7 GOTO YES', { group: '77' }, 'went on'],
    ['IF $GROUP SEQ 7 GOTO YES', {}, 'went on'],
    ['IF $GROUP SEQ "Front desk" GOTO YES', { group: 'Front desk' }, 'jumped'],
    ['IF $MACADDR SEQ 00:1B:4F:00:00:01 GOTO YES', {}, 'went on'],
    ['IF $MACADDR SEQ "" GOTO YES', {}, 'went on'],
    ['IF $constructor SEQ x GOTO YES', {}, 'went on'],
    ['IF x SEQ x GOTO YES', {}, 'jumped'],
    ['IF x SEQ y GOTO YES', {}, 'went on'],
    ['IF $MODEL4 SEQ acw GOTO', {}, 'went on'],
    ['IF $MODEL4 == acw GOTO YES', {}, 'went on'],
    ['IF $MODEL4 SEQ acw THEN YES', {}, 'went on'],
  ])('%s, %j: %s', async (line, options, expected) => {
    expect(await after(line, options)).toBe(expected);
  });
});
