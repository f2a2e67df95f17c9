// What werift, which speaks DTLS for the demo gateway, takes from tweetnacl: the same by OpenSSL, a thousand times as fast.
const { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } = require('node:crypto');

/** What stands before the 32 bytes of a key (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicHead = Buffer.from('302a300506032b656e032100', 'hex');

const last32 = (/** @type {Buffer} */ der) => new Uint8Array(der.subarray(-32));

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('x25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return { secretKey: last32(privateKey), publicKey: last32(publicKey) };
}

/** @param {Uint8Array} secretKey @param {Uint8Array} publicKey */
function scalarMult(secretKey, publicKey) {
  const shared = diffieHellman({
    privateKey: createPrivateKey({
      key: Buffer.concat([privateHead, secretKey]),
      type: 'pkcs8',
      format: 'der',
    }),
    publicKey: createPublicKey({ key: Buffer.concat([publicHead, publicKey]), type: 'spki', format: 'der' }),
  });
  return new Uint8Array(shared);
}

module.exports = { box: { keyPair }, scalarMult };
