import { join } from 'node:path';
import { readSources } from './layers';
import { textAsCode } from './text-as-code';

const root = join(__dirname, '../../..');

it('no source makes code of a text', () => {
  const sources = readSources(join(root, 'src'));
  expect(sources.length).toBeGreaterThan(100);
  expect(textAsCode(sources)).toEqual([]);
});

it.each([
  'eval("1")',
  'const run = eval; run(text)',
  'globalThis.eval(text)',
  'new Function("return 1")()',
  'setTimeout("go()", 1)',
  'element.innerHTML = name',
  'element.outerHTML = name',
  "element.insertAdjacentHTML('beforeend', name)",
  '<p dangerouslySetInnerHTML={{ __html: name }} />',
  'document.write(name)',
  'document.body.setHTMLUnsafe(name)',
  '<iframe srcdoc={name} />',
  '<script src="https://cdn.example/x.js" />',
  "document.createElement('script')",
  "importScripts('x.js')",
  "const link = 'javascript:go()'",
  "import { x } from 'https://cdn.example/x.js';",
  "import 'https://cdn.example/x.js';",
  "const late = import('//cdn.example/x.js');",
  'const late = import(name);',
  'const late = import(`./name`);',
])('notices %s', (text) => {
  expect(textAsCode([{ path: 'ui/popup.tsx', text }])).not.toEqual([]);
});
