import { directory, read } from './settings-files/read-settings';

describe('GET', () => {
  it('leaves the file for the other, which may lead on', async () => {
    const { fetchFile, asked } = directory({
      'a.txt': 'SET PHNOL 1\nGET b.txt\nSET PHNCC 1',
      'b.txt': 'SET PHNLD 0',
    });
    const parsed = await read(['SET PHNIC 00', 'GET a.txt', 'SET PHNCC 44'], { fetchFile });
    expect(parsed).toMatchObject({
      settings: { PHNIC: '00', PHNOL: '1', PHNLD: '0' },
      problems: [],
      files: ['46xxsettings.txt', 'a.txt', 'b.txt'],
    });
    expect(asked).toEqual(['a.txt', 'b.txt']);
  });

  it('goes on behind a file that is not there, that is a web page, or that cannot be fetched', async () => {
    const { fetchFile } = directory({ 'page.txt': '\n<!DOCTYPE html><p>No such file</p>' });
    const failing = async (name: string) => {
      if (name === 'down.txt') throw new Error('no network');
      return fetchFile(name);
    };
    const throwing = () => {
      throw new Error('not even a promise');
    };
    const text = ['GET none.txt', 'GET page.txt', 'GET down.txt', 'SET PHNOL 9'];
    for (const fetch of [failing, throwing]) {
      expect(await read(text, { fetchFile: fetch })).toMatchObject({
        settings: { PHNOL: '9' },
        problems: ['1 settings-get-failed', '2 settings-get-failed', '3 settings-get-failed'],
      });
    }
  });

  it('takes an empty file for an answer', async () => {
    const { fetchFile } = directory({ '46xxspecials.txt': '' });
    expect(await read(['GET 46xxspecials.txt', 'SET PHNOL 9'], { fetchFile })).toMatchObject({
      settings: {},
      problems: [],
      files: ['46xxsettings.txt', '46xxspecials.txt'],
    });
  });

  it.each([
    '../46xxsettings.txt',
    'sub/46xxspecials.txt',
    '/46xxspecials.txt',
    '..\\secret.txt',
    'https://elsewhere.example/46xxspecials.txt',
    '//elsewhere.example/x',
    'elsewhere.example:80',
    'javascript:alert(1)',
    'a..b',
    '..',
    '.htaccess',
    'a%2fb',
    'a.txt?x=1',
    'a.txt#x',
    '"two words.txt"',
    '""',
    'é.txt',
    'x'.repeat(101),
  ])('refuses %s', async (name) => {
    const { fetchFile, asked } = directory({});
    expect(await read([`GET ${name}`, 'SET PHNOL 9'], { fetchFile })).toMatchObject({
      settings: { PHNOL: '9' },
      problems: ['1 settings-get-refused'],
    });
    expect(asked).toEqual([]);
  });

  it('reads no file twice, its own neither', async () => {
    const { fetchFile, asked } = directory({
      'a.txt': 'GET 46xxsettings.txt\nGET a.txt\nGET b.txt',
      'b.txt': 'GET a.txt\nSET PHNOL 9',
    });
    expect(await read('GET a.txt', { fetchFile })).toMatchObject({
      settings: { PHNOL: '9' },
      problems: [
        'a.txt:1 settings-get-repeated',
        'a.txt:2 settings-get-repeated',
        'b.txt:1 settings-get-repeated',
      ],
    });
    expect(asked).toEqual(['a.txt', 'b.txt']);
  });

  it('asks for a missing file once', async () => {
    const { fetchFile, asked } = directory({});
    expect(await read(['GET a.txt', 'GET a.txt', 'GET a.txt'], { fetchFile })).toMatchObject({
      problems: ['1 settings-get-failed'],
    });
    expect(asked).toEqual(['a.txt']);
  });

  it('goes five files deep', async () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((n) => [`${n}.txt`, `ADD PHNMOREEMERGNUMS ${n}\nGET ${n + 1}.txt`]),
    );
    const { fetchFile, asked } = directory(files);
    expect(await read('GET 1.txt', { fetchFile })).toMatchObject({
      settings: { PHNMOREEMERGNUMS: '1,2,3,4,5' },
      problems: ['5.txt:2 settings-get-too-many'],
    });
    expect(asked).toHaveLength(5);
  });

  it('asks for ten files at most', async () => {
    const { fetchFile, asked } = directory({});
    const { problems } = await read(
      Array.from({ length: 1000 }, (_, n) => `GET ${n}.txt`),
      { fetchFile },
    );
    expect(asked).toHaveLength(10);
    expect(problems.slice(9, 11)).toEqual(['10 settings-get-failed', '11 settings-get-too-many']);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toMatch(/too-many-problems$/);
  });

  it('has nowhere to go from a pasted text', async () => {
    expect(await read(['GET 46xxspecials.txt', 'SET PHNOL 9'])).toMatchObject({
      settings: { PHNOL: '9' },
      problems: ['1 settings-get-pasted'],
    });
  });
});
