// sip.js reads each header by a grammar that decodes all of its tables anew, four fifths of the time it takes. Built
// and tested with this they are decoded once.
const { readFileSync } = require('node:fs');

const grammar = /[\\/]sip\.js[\\/]lib[\\/]grammar[\\/]pegjs[\\/]dist[\\/]grammar\.js$/;
const before = 'const peg$bytecode = [';

/** @param {string} file @param {string} source @returns {string} of any other file as it is */
function sourceOf(file, source) {
  if (!grammar.test(file)) return source;
  if (source.split(before).length !== 2) throw new Error(`sip.js has another grammar now: see ${__filename}`);
  return `${source.replace(before, 'const peg$bytecode = decodedTables ??= [')}\nlet decodedTables;\n`;
}

/** @type {import('esbuild').Plugin} */
const decodedOnce = {
  name: 'sip-grammar',
  setup({ onLoad }) {
    onLoad({ filter: grammar }, ({ path }) => ({
      contents: sourceOf(path, readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

module.exports = { sourceOf, decodedOnce };
