/** The same for the same name and address, readable in a log. */
export function profileId(name: string, address: string): string {
  const word = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${word || 'profile'}-${fingerprint(`${name}\n${address}`)}`;
}

/** FNV-1a, 32 bits, in hexadecimal: to tell apart, not to protect. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
